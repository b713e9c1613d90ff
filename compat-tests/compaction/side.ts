// One of the two brokers: it gets the same partition directories as the other, compacts them, and is stopped
// before anyone looks at what it has left.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import type { Uuid } from '../../src/base/uuid.ts';
import { formatCheckpoint, parseCheckpoint } from '../../src/log/checkpoint-file.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { BrokerKind } from '../support/broker.ts';
import { Broker } from '../support/broker.ts';
import type { PartitionDirectory, Written } from './partition-files.ts';
import { firstBase } from './partition-files.ts';
import type { Scenario } from './scenarios.ts';

const CLEAN_TIMEOUT_MS = 120_000;

const PROPERTIES = {
  'log.cleaner.backoff.ms': '100',
  'log.retention.check.interval.ms': '500',
};

/** What a topic looks like when there is nothing left to do. */
export interface Goal extends Written {
  /** The first segment begins later; -1: anywhere. */
  readonly startsAfter: number;
}

export class Side implements AsyncDisposable {
  readonly broker: Broker;
  #ids = new Map<string, Uuid>();

  private constructor(broker: Broker) {
    this.broker = broker;
  }

  /** Starts the broker, creates the topics, and stops it. */
  static async create(kind: BrokerKind, all: readonly Scenario[]): Promise<Side> {
    const side = new Side(await Broker.start({ kind, properties: PROPERTIES }));
    await side.#createTopics(all);
    await side.broker.stop();
    return side;
  }

  directoryOf(topic: string): PartitionDirectory {
    const topicId = this.#ids.get(topic);
    if (!topicId) throw new Error(`${topic} was not created`);
    return { directory: path.join(this.broker.dataDirectory, `${topic}-0`), topicId };
  }

  /** Starts the broker and stops it once every topic is clean up to where it may be, and retained. */
  async clean(goals: ReadonlyMap<string, Goal>): Promise<void> {
    this.#commitAll(goals);
    await this.broker.startAgain();
    const deadline = Date.now() + CLEAN_TIMEOUT_MS;
    let missing = this.#unfinished(goals);
    while (missing.length > 0) {
      if (Date.now() > deadline) {
        const log = this.broker.log(20);
        throw new Error(`${this.broker.kind} did not clean ${missing.join(', ')}:\n${log}`);
      }
      await sleep(100);
      missing = this.#unfinished(goals);
    }
    await this.broker.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.broker[Symbol.asyncDispose]();
  }

  /** All is committed when the broker starts: otherwise Apache Kafka cleans the older part by itself first. */
  #commitAll(goals: ReadonlyMap<string, Goal>): void {
    const entries = [...goals].map(([topic, { logEndOffset }]) => [topic, 0, logEndOffset]);
    const file = path.join(this.broker.dataDirectory, 'replication-offset-checkpoint');
    writeFileSync(file, formatCheckpoint(entries));
  }

  #unfinished(goals: ReadonlyMap<string, Goal>): string[] {
    const cleanedTo = this.#checkpoint();
    const isMissing = ([topic, { cleanTo, startsAfter }]: [string, Goal]): boolean =>
      (cleanedTo.get(topic) ?? 0) < cleanTo ||
      firstBase(this.directoryOf(topic).directory) <= startsAfter;
    return [...goals].filter(isMissing).map(([topic]) => topic);
  }

  #checkpoint(): Map<string, number> {
    const file = path.join(this.broker.dataDirectory, 'cleaner-offset-checkpoint');
    if (!existsSync(file)) return new Map();
    const entries = parseCheckpoint(readFileSync(file), 3) ?? [];
    return new Map(entries.map(([topic = '', , offset]) => [topic, Number(offset)]));
  }

  async #createTopics(all: readonly Scenario[]): Promise<void> {
    const { address, port } = this.broker;
    const admin = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const topics = all.map(({ topic, configs }) => ({
      topic,
      numPartitions: 1,
      replicationFactor: 1,
      configEntries: Object.entries(configs).map(([name, value]) => ({ name, value })),
    }));
    await admin.createTopics({ topics, waitForLeaders: true });
    await admin.disconnect();
    const client = await WireClient.connect({ port });
    const names = all.map(({ topic }) => ({ name: topic }));
    const answer = await client.send(Metadata, 12, { topics: names });
    this.#ids = new Map(answer.topics.map(({ name, topicId }) => [name ?? '', topicId]));
    await client.close();
  }
}
