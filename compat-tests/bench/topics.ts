// Topics of the benchmark: created over the wire and waited for. They stay, with their pages, until the end.

import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Subject } from './subject.ts';

const TIMEOUT_MS = 120_000;
const POLL_MS = 20;
const LATEST = -1;

export interface NewTopic {
  readonly name: string;
  readonly partitions: number;
}

/** Creates topics, in one request, and resolves once all their partitions can be written and read. */
export async function createTopics(subject: Subject, topics: readonly NewTopic[]): Promise<void> {
  await using client = await connected(subject);
  await create(client, topics);
  await until(async () => {
    const answer = await client.send(ListOffsets, 5, {
      replicaId: -1,
      topics: topics.map(({ name, partitions }) => ({
        name,
        partitions: Array.from({ length: partitions }, (_, partitionIndex) => ({
          partitionIndex,
          timestamp: LATEST,
        })),
      })),
    });
    return answer.topics.every(({ partitions }) =>
      partitions.every(({ errorCode }) => errorCode === 0),
    );
  });
}

/** The same, but nobody has touched the partitions: resolves once clients are told who leads them. */
export async function announceTopics(subject: Subject, topics: readonly NewTopic[]): Promise<void> {
  await using client = await connected(subject);
  await create(client, topics);
  await until(async () => {
    const answer = await client.send(Metadata, 8, {
      topics: topics.map(({ name }) => ({ name })),
      allowAutoTopicCreation: false,
    });
    return answer.topics.every(({ name, errorCode, partitions }) => {
      const count = topics.find((topic) => topic.name === name)?.partitions;
      return (
        errorCode === 0 &&
        partitions.length === count &&
        partitions.every((partition) => partition.errorCode === 0 && partition.leaderId >= 0)
      );
    });
  });
}

async function create(client: WireClient, topics: readonly NewTopic[]): Promise<void> {
  const { topics: answers } = await client.send(CreateTopics, 5, {
    timeoutMs: TIMEOUT_MS,
    validateOnly: false,
    topics: topics.map(({ name, partitions }) => ({
      name,
      numPartitions: partitions,
      replicationFactor: 1,
      assignments: [],
      configs: [],
    })),
  });
  const refused = answers.find(({ errorCode }) => errorCode !== 0);
  if (refused) throw new Error(`${refused.name}: ${refused.errorMessage}`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error('a new topic has no leader');
    await sleep(POLL_MS);
  }
}

/** A connection that closes with its block. */
async function connected(subject: Subject): Promise<WireClient & AsyncDisposable> {
  const client = await WireClient.connect({ port: subject.port, clientId: 'bench' });
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}
