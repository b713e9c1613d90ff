// The few things that tests of a whole broker ask of it, each in one version.

import type { Uuid } from '../../../src/base/uuid.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { CreateTopics } from '../../../src/protocol/generated/create-topics.ts';
import { DeleteTopics } from '../../../src/protocol/generated/delete-topics.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../../src/protocol/generated/incremental-alter-configs.ts';
import { Metadata } from '../../../src/protocol/generated/metadata.ts';
import { OffsetCommit } from '../../../src/protocol/generated/offset-commit.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import type { NewBatch } from '../../../src/record/record-batch-builder.ts';
import { batchOf, valuesIn } from '../../handlers/support/data-path.ts';
import type { MemoryWireClient } from './memory-wire-client.ts';

const TOPIC = 2;
const BROKER = 4;

/** One batch for a partition 0. */
export function produceRequest(
  name: string,
  texts: readonly string[],
  fields: Partial<NewBatch> = {},
) {
  const partitionData = [{ index: 0, records: batchOf(texts, fields) }];
  return { acks: -1, timeoutMs: 1000, topicData: [{ name, partitionData }] };
}

/** Produces one batch to a partition 0. */
export async function produceTo(
  client: MemoryWireClient,
  name: string,
  texts: readonly string[],
  fields: Partial<NewBatch> = {},
) {
  const { responses } = await client.send(Produce, 12, produceRequest(name, texts, fields));
  const [answer] = responses[0]?.partitionResponses ?? [];
  if (!answer) throw new Error('no partition is answered');
  return answer;
}

/** A Fetch of one partition 0 from its beginning. */
export function fetchRequest(topic: string, { maxWaitMs = 0, fetchOffset = 0 } = {}) {
  const partitions = [{ partition: 0, fetchOffset, partitionMaxBytes: 1_000_000 }];
  return { maxWaitMs, minBytes: 1, topics: [{ topic, partitions }] };
}

/** The values in a partition 0, with their offsets. */
export async function valuesOf(client: MemoryWireClient, topic: string, fetchOffset = 0) {
  const { responses } = await client.send(Fetch, 12, fetchRequest(topic, { fetchOffset }));
  const [answer] = responses[0]?.partitions ?? [];
  if (answer?.errorCode !== 0) throw new Error(`error ${answer?.errorCode}`);
  return valuesIn(answer.records);
}

/** The names and ids of all topics, internal ones apart. */
export async function topicsOf(client: MemoryWireClient): Promise<Map<string, Uuid>> {
  const { topics } = await client.send(Metadata, 12, { topics: null });
  const own = topics.filter(({ isInternal }) => !isInternal);
  return new Map(own.map(({ name, topicId }) => [name ?? '', topicId]));
}

/** What `createTopic` sends. */
export function createRequest(name: string, configs: Readonly<Record<string, string>> = {}) {
  const texts = Object.entries(configs).map(([key, value]) => ({ name: key, value }));
  const topic = { name, numPartitions: 1, replicationFactor: 1, assignments: [], configs: texts };
  return { topics: [topic], timeoutMs: 1000 };
}

export async function createTopic(
  client: MemoryWireClient,
  name: string,
  configs: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const { topics } = await client.send(CreateTopics, 7, createRequest(name, configs));
  return topics[0]?.errorCode;
}

export async function deleteTopic(client: MemoryWireClient, name: string) {
  const request = { topics: [{ name, topicId: ZERO_UUID }], timeoutMs: 1000 };
  const { responses } = await client.send(DeleteTopics, 6, request);
  return responses[0]?.errorCode;
}

/** Sets a config of a topic, or of all brokers; null takes it back. */
export async function alter(
  client: MemoryWireClient,
  resource: { readonly topic: string } | 'brokers',
  [name, value]: readonly [name: string, value: string | null],
): Promise<number | undefined> {
  const isBroker = resource === 'brokers';
  const configs = [{ name, configOperation: value === null ? 1 : 0, value }];
  const resourceType = isBroker ? BROKER : TOPIC;
  const resources = [{ resourceType, resourceName: isBroker ? '' : resource.topic, configs }];
  const request = { resources, validateOnly: false };
  const { responses } = await client.send(IncrementalAlterConfigs, 1, request);
  return responses[0]?.errorCode;
}

/** Commits an offset as a consumer without a group membership does. */
export async function commitOffset(client: MemoryWireClient, groupId: string, offset: number) {
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  const partitions = [{ partitionIndex: 0, committedOffset: offset, committedMetadata: '' }];
  const topics = [{ name: 'orders', partitions }];
  const request = { groupId, generationIdOrMemberEpoch: -1, memberId: '', topics };
  const response = await client.send(OffsetCommit, 8, request);
  return response.topics[0]?.partitions[0]?.errorCode;
}

export async function committedOffset(client: MemoryWireClient, groupId: string) {
  const groups = [{ groupId, topics: [{ name: 'orders', partitionIndexes: [0] }] }];
  const response = await client.send(OffsetFetch, 8, { groups, requireStable: false });
  return response.groups[0]?.topics[0]?.partitions[0]?.committedOffset;
}
