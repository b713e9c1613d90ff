// What a client asks and does about topics.

import { ErrorCode } from '../base/error-code.ts';
import { ZERO_UUID } from '../base/uuid.ts';
import { CreatePartitions } from '../protocol/generated/create-partitions.ts';
import { CreateTopics } from '../protocol/generated/create-topics.ts';
import { DeleteTopics } from '../protocol/generated/delete-topics.ts';
import { ListOffsets } from '../protocol/generated/list-offsets.ts';
import { answeredError, ClientError } from './client-error.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { Isolation } from './isolation.ts';
import { ISOLATION_LEVELS } from './isolation.ts';
import { metadataOf } from './topic-lookup.ts';

const TIMEOUT_MS = 30_000;
const USE_DEFAULT = -1;
/** The first version of DeleteTopics that can name topics by id. */
const TOPIC_STATE_VERSION = 6;
const LATEST = -1;
const EARLIEST = -2;

export interface TopicDescription {
  readonly name: string;
  readonly isInternal: boolean;
  readonly partitions: readonly PartitionDescription[];
}

export interface PartitionDescription {
  readonly partition: number;
  readonly leader: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
}

/** The topics of these names, all without a list, by name. Throws ClientError for one that does not exist. */
export async function describeTopics(
  client: ClusterClient,
  names: readonly string[] | null = null,
): Promise<TopicDescription[]> {
  const { topics } = await metadataOf(client, names);
  const described = topics.map(({ name, isInternal, partitions }) => {
    const rows = partitions.map(({ partitionIndex, leaderId, replicaNodes, isrNodes }) => {
      return { partition: partitionIndex, leader: leaderId, replicas: replicaNodes, isr: isrNodes };
    });
    rows.sort((a, b) => a.partition - b.partition);
    return { name: name ?? '', isInternal, partitions: rows };
  });
  return described.sort((a, b) => (a.name < b.name ? -1 : 1));
}

export interface NewTopic {
  readonly name: string;
  /** Null: as the broker is configured. */
  readonly partitions: number | null;
  readonly replicas: number | null;
  readonly configs: ReadonlyMap<string, string>;
}

/** Creates a topic. Throws ClientError. */
export async function createTopic(client: ClusterClient, topic: NewTopic): Promise<void> {
  const connection = await client.controller();
  const { topics } = await connection.send(CreateTopics, {
    topics: [
      {
        name: topic.name,
        numPartitions: topic.partitions ?? USE_DEFAULT,
        replicationFactor: topic.replicas ?? USE_DEFAULT,
        assignments: [],
        configs: Array.from(topic.configs, ([name, value]) => ({ name, value })),
      },
    ],
    timeoutMs: TIMEOUT_MS,
    validateOnly: false,
  });
  requireDone(`topic ${topic.name}`, topics[0]);
}

/** Gives a topic more partitions, so many in all. Throws ClientError. */
export async function addPartitions(
  client: ClusterClient,
  name: string,
  count: number,
): Promise<void> {
  const connection = await client.controller();
  const topics = [{ name, count, assignments: null }];
  const request = { topics, timeoutMs: TIMEOUT_MS, validateOnly: false };
  const { results } = await connection.send(CreatePartitions, request);
  requireDone(`topic ${name}`, results[0]);
}

/** Deletes a topic with all its records. Throws ClientError. */
export async function deleteTopic(client: ClusterClient, name: string): Promise<void> {
  const connection = await client.controller();
  const { responses } = await connection.send(DeleteTopics, (version) => ({
    ...(version >= TOPIC_STATE_VERSION
      ? { topics: [{ name, topicId: ZERO_UUID }] }
      : { topicNames: [name] }),
    timeoutMs: TIMEOUT_MS,
  }));
  requireDone(`topic ${name}`, responses[0]);
}

export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Where the records of these topics begin and end; for readers of committed records they end where the first open
 * transaction begins. Throws ClientError.
 */
export async function offsetRanges(
  client: ClusterClient,
  topics: readonly TopicDescription[],
  isolation: Isolation = 'read_uncommitted',
): Promise<OffsetRange[]> {
  const starts = await offsetsAt(client, topics, { timestamp: EARLIEST, isolation });
  const ends = await offsetsAt(client, topics, { timestamp: LATEST, isolation });
  return topics.flatMap(({ name: topic, partitions }) =>
    partitions.map(({ partition }) => {
      const key = `${topic}-${partition}`;
      return { topic, partition, start: starts.get(key) ?? -1, end: ends.get(key) ?? -1 };
    }),
  );
}

export interface OffsetQuery {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly isolation: Isolation;
}

/**
 * The offset of the first record that is not older than the timestamp, by `topic-partition`; -1 where there is none.
 * Throws ClientError.
 */
export function offsetsAt(
  client: ClusterClient,
  topics: readonly TopicDescription[],
  query: OffsetQuery,
): Promise<ReadonlyMap<string, number>> {
  const names = topics.map(({ name }) => name);
  return client.patiently(async (isAgain) =>
    askOffsets(client, isAgain ? await describeTopics(client, names) : topics, query),
  );
}

async function askOffsets(
  client: ClusterClient,
  topics: readonly TopicDescription[],
  { timestamp, isolation }: OffsetQuery,
): Promise<ReadonlyMap<string, number>> {
  const isolationLevel = ISOLATION_LEVELS[isolation];
  const { brokers } = await client.metadata([]);
  const found = new Map<string, number>();
  for (const broker of brokers) {
    const led = topics
      .map(({ name, partitions }) => ({
        name,
        partitions: partitions
          .filter(({ leader }) => leader === broker.nodeId)
          .map(({ partition }) => ({ partitionIndex: partition, timestamp })),
      }))
      .filter(({ partitions }) => partitions.length > 0);
    if (led.length === 0) continue;
    const connection = await client.at(broker);
    const answer = await connection.send(ListOffsets, {
      replicaId: -1,
      isolationLevel,
      topics: led,
    });
    for (const { name, partitions } of answer.topics) {
      for (const { partitionIndex, errorCode, offset } of partitions) {
        const what = `${name}-${partitionIndex}`;
        if (errorCode !== ErrorCode.NONE) throw answeredError(what, errorCode as ErrorCode);
        found.set(what, offset);
      }
    }
  }
  return found;
}

function requireDone(
  what: string,
  result: { readonly errorCode: number; readonly errorMessage?: string | null } | undefined,
): void {
  if (result === undefined) throw new ClientError(`${what}: the broker has said nothing`);
  if (result.errorCode === ErrorCode.NONE) return;
  throw answeredError(what, result.errorCode as ErrorCode, result.errorMessage);
}
