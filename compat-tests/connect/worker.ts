// A worker of Kafka Connect: a JVM with the file connectors, and its REST interface.

import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { freePort } from '../support/free-port.ts';
import { javaArguments } from '../support/jvm.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';

export interface RestAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each path has a document of its own
  readonly body: any;
}

/** A distributed worker that can be killed, and started again as it was. */
export class ConnectWorker {
  /** Files of the connectors belong here. */
  readonly directory: string;
  readonly #port: number;
  #child: Child | undefined;

  private constructor(broker: Broker, port: number, directory: string) {
    this.#port = port;
    this.directory = directory;
    const lines = Object.entries(config(broker, port)).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(this.#configFile, lines.join(''));
  }

  /** Starts a worker and resolves once it is a member of its group. */
  static async start(broker: Broker): Promise<ConnectWorker> {
    const worker = new ConnectWorker(broker, await freePort(), temporaryDirectory());
    await worker.startAgain();
    return worker;
  }

  /** After `kill` or `stop`; resolves once it answers for its group again. */
  async startAgain(): Promise<void> {
    this.#child = new Child({
      command: 'java',
      args: [
        ...javaArguments('tools', '256m'),
        'org.apache.kafka.connect.cli.ConnectDistributed',
        this.#configFile,
      ],
      logFile: path.join(this.directory, 'worker.log'),
    });
    const isReady = async () => {
      if (this.#child?.isRunning !== true) throw new Error(`the worker ended:\n${this.log()}`);
      const answer = await this.ask('GET', '/health').catch(() => undefined);
      return answer?.status === 200;
    };
    await until('a worker that is ready', isReady);
  }

  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
  }

  /** One REST request; an answer without a body has `null`. */
  async ask(method: string, resource: string, body?: object): Promise<RestAnswer> {
    const response = await fetch(`http://127.0.0.1:${this.#port}${resource}`, {
      method,
      ...(body && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  }

  log(): string {
    return this.#child?.lastLines(60) ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }

  get #configFile(): string {
    return path.join(this.directory, 'worker.properties');
  }
}

function config(broker: Broker, port: number): Record<string, string> {
  const stringConverter = 'org.apache.kafka.connect.storage.StringConverter';
  return {
    'bootstrap.servers': broker.address,
    'group.id': 'connect-cluster',
    listeners: `http://127.0.0.1:${port}`,
    'exactly.once.source.support': 'enabled',
    // The connectors are on the class path, and say themselves that they are there.
    'plugin.discovery': 'service_load',
    'key.converter': stringConverter,
    'value.converter': stringConverter,
    'config.storage.topic': 'connect-configs',
    'offset.storage.topic': 'connect-offsets',
    'status.storage.topic': 'connect-status',
    'config.storage.replication.factor': '1',
    'offset.storage.replication.factor': '1',
    'status.storage.replication.factor': '1',
    'offset.storage.partitions': '3',
    'status.storage.partitions': '2',
    'offset.flush.interval.ms': '500',
    // A worker is not ready before the transactions of the one that was killed have ended.
    'producer.transaction.timeout.ms': '20000',
    'session.timeout.ms': '2000',
    'heartbeat.interval.ms': '300',
    'consumer.session.timeout.ms': '2000',
    'consumer.heartbeat.interval.ms': '300',
    'scheduled.rebalance.max.delay.ms': '0',
  };
}
