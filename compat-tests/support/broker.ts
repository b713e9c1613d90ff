// A broker as the suites see it: one address, one data directory, and a life that a test can end in
// any way and begin again. The suites are written against this interface alone, so the same
// expectations hold for Apache Kafka and for Klamm.

import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apacheCommand } from './apache-broker.ts';
import { Child } from './child-process.ts';
import { freePort } from './free-port.ts';
import { klammCommand } from './klamm-broker.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export type BrokerKind = 'apache' | 'klamm';

export interface BrokerOptions {
  readonly kind?: BrokerKind;
  /** Broker properties on top of the ones that make a single broker usable. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Whether it is killed and has to be back soon: a controller waits before it believes a broker that died. */
  readonly returnsSoon?: boolean;
  /** The names of its log directories; `data` alone unless told otherwise. */
  readonly logDirectories?: readonly string[];
}

/** What a kind of broker needs to know to be started. */
export interface BrokerPlace {
  readonly port: number;
  /** A directory of its own: data, config and log files. */
  readonly directory: string;
  /** `log.dirs`: paths within it. */
  readonly logDirectories: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
}

/** How a kind of broker is started; called again for every restart. */
export interface BrokerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const START_TIMEOUT_MS = 60_000;

/** Properties of every broker of the suites: one node, no waiting for members that never come. */
const SINGLE_BROKER: Readonly<Record<string, string>> = {
  'group.initial.rebalance.delay.ms': '0',
  'group.streams.initial.rebalance.delay.ms': '0',
  'offsets.topic.replication.factor': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
};

const APACHE_RETURNS_SOON: Readonly<Record<string, string>> = {
  'broker.session.timeout.ms': '3000',
  'broker.heartbeat.interval.ms': '500',
};

/** The kind of broker the suites run against: KLAMM_COMPAT_BROKER, or Klamm. */
export function defaultBrokerKind(): BrokerKind {
  return process.env.KLAMM_COMPAT_BROKER === 'apache' ? 'apache' : 'klamm';
}

/** A broker process on 127.0.0.1; it keeps its port and data directory over restarts. */
export class Broker {
  readonly kind: BrokerKind;
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly #place: BrokerPlace;
  #child: Child | undefined;

  private constructor(kind: BrokerKind, place: BrokerPlace) {
    this.kind = kind;
    this.port = place.port;
    this.#place = place;
  }

  /** Starts a broker with an empty data directory and resolves once it answers. */
  static async start(options: BrokerOptions = {}): Promise<Broker> {
    const directory = temporaryDirectory();
    const names = options.logDirectories ?? ['data'];
    const kind = options.kind ?? defaultBrokerKind();
    const soon = kind === 'apache' && options.returnsSoon ? APACHE_RETURNS_SOON : {};
    const broker = new Broker(kind, {
      port: await freePort(),
      directory,
      logDirectories: names.map((name) => path.join(directory, name)),
      properties: { ...SINGLE_BROKER, ...soon, ...options.properties },
    });
    await broker.startAgain();
    return broker;
  }

  /** HOST:PORT, as clients take it. */
  get address(): string {
    return `${this.host}:${this.port}`;
  }

  /** Where the broker keeps its partition directories. */
  get dataDirectory(): string {
    return this.logDirectories[0] ?? '';
  }

  /** Where it keeps them when it has several. */
  get logDirectories(): readonly string[] {
    return this.#place.logDirectories;
  }

  /** Starts on the same port and data directory after `stop` or `kill`. */
  async startAgain(): Promise<void> {
    const command = (this.kind === 'apache' ? apacheCommand : klammCommand)(this.#place);
    this.#child = new Child({ ...command, logFile: path.join(this.#place.directory, 'log.txt') });
    await this.#untilItListens(this.#child);
  }

  /** Ends the process as an operator would: SIGTERM, a clean shutdown. */
  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
  }

  /** Ends the process as a crash would: SIGKILL, nothing is flushed. */
  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  /** What the broker wrote to its log last. */
  log(lines = 30): string {
    return this.#child?.lastLines(lines) ?? '';
  }

  /** Ends the broker and removes its data. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.#place.directory, { recursive: true, force: true });
  }

  async #untilItListens(child: Child): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (!(await accepts(this.host, this.port))) {
      if (!child.isRunning || Date.now() > deadline) {
        throw new Error(`${this.kind} did not start; its log ends:\n${child.lastLines()}`);
      }
      await sleep(20);
    }
  }
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
