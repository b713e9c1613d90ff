// One instance of the application: a JVM, its state directory, and what it says of its tasks.

import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { javaArguments } from '../support/jvm.ts';

/** Kafka Streams' two ways of being a group: assignments by a member, or by the broker (KIP-1071). */
export type GroupProtocol = 'classic' | 'streams';

export interface Application {
  readonly broker: Broker;
  readonly protocol: GroupProtocol;
  readonly id: string;
  readonly topics: { readonly lines: string; readonly counts: string; readonly windowed: string };
  readonly directory: string;
}

/** Only a consumer of the classic protocol says itself when it counts as gone; the broker does for the other. */
const BY_PROTOCOL: Readonly<Record<GroupProtocol, Readonly<Record<string, string>>>> = {
  classic: {
    'num.standby.replicas': '1',
    'consumer.session.timeout.ms': '2000',
    'consumer.heartbeat.interval.ms': '300',
  },
  streams: {},
};

/** An instance that can be killed, and started again where it was. */
export class Instance {
  readonly #application: Application;
  readonly #name: string;
  #child: Child | undefined;

  constructor(application: Application, name: string) {
    this.#application = application;
    this.#name = name;
  }

  start(): void {
    const { topics } = this.#application;
    const settings = Object.entries(this.#config()).map(([key, value]) => `${key}=${value}`);
    rmSync(this.#logFile, { force: true });
    this.#child = new Child({
      command: 'java',
      args: [
        ...javaArguments('tools', '256m'),
        'WordCount',
        ...[topics.lines, topics.counts, topics.windowed],
        ...settings,
      ],
      logFile: this.#logFile,
    });
  }

  /** SIGKILL: transactions stay open, nothing is closed. */
  async kill(): Promise<void> {
    await this.#child?.end('SIGKILL');
  }

  /** SIGTERM: Kafka Streams closes. */
  async stop(): Promise<void> {
    await this.#child?.end('SIGTERM');
  }

  /** What a new machine has: no state; that of a killed instance. */
  loseState(): void {
    rmSync(this.#stateDirectory, { recursive: true, force: true });
  }

  /** The tasks that it has just now, by what it said last. */
  get tasks(): { readonly active: readonly string[]; readonly standby: readonly string[] } {
    const said = [...this.output().matchAll(/^tasks active=(\S*) standby=(\S*)$/gm)].at(-1);
    const split = (ids = '') => ids.split(',').filter((id) => id !== '');
    return { active: split(said?.[1]), standby: split(said?.[2]) };
  }

  /** All that it has printed since it was started last. */
  output(): string {
    return this.#child === undefined ? '' : readFileSync(this.#logFile, 'utf8');
  }

  get #logFile(): string {
    return path.join(this.#application.directory, `${this.#name}.log`);
  }

  get #stateDirectory(): string {
    return path.join(this.#application.directory, this.#name);
  }

  #config(): Record<string, string> {
    const { broker, id, protocol } = this.#application;
    return {
      'application.id': id,
      'client.id': this.#name,
      'bootstrap.servers': broker.address,
      'state.dir': this.#stateDirectory,
      'processing.guarantee': 'exactly_once_v2',
      'group.protocol': protocol,
      'default.key.serde': 'org.apache.kafka.common.serialization.Serdes$StringSerde',
      // Every count is an update of its own, so that each of them can be missed.
      'statestore.cache.max.bytes': '0',
      'commit.interval.ms': '100',
      'repartition.purge.interval.ms': '500',
      'num.stream.threads': '1',
      'consumer.auto.offset.reset': 'earliest',
      ...BY_PROTOCOL[protocol],
    };
  }
}
