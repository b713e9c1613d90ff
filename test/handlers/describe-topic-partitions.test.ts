import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { describeCluster } from '../../src/handlers/describe-cluster.ts';
import { describeTopicPartitions } from '../../src/handlers/describe-topic-partitions.ts';
import { DescribeCluster } from '../../src/protocol/generated/describe-cluster.ts';
import type { DescribeTopicPartitionsRequestInput } from '../../src/protocol/generated/describe-topic-partitions.ts';
import { DescribeTopicPartitions } from '../../src/protocol/generated/describe-topic-partitions.ts';
import { topicSpec } from '../metadata/test-cluster.ts';
import type { ClusterClient } from './support/cluster-client.ts';
import { clusterClient } from './support/cluster-client.ts';

async function withTopics(): Promise<ClusterClient> {
  const client = await clusterClient();
  const sizes = Object.entries({ a: 3, b: 1, c: 4 });
  await client.controller.createTopics(
    sizes.map(([name, partitions]) => topicSpec(name, { partitions })),
  );
  return client;
}

const ask = (client: ClusterClient, request: DescribeTopicPartitionsRequestInput) =>
  client.call(describeTopicPartitions, DescribeTopicPartitions, 0, request);

describe('DescribeTopicPartitions', () => {
  it('tells topics in the order of their names', async () => {
    const client = await withTopics();
    const answer = await ask(client, { topics: [{ name: 'c' }, { name: 'a' }] });
    expect(answer.topics.map(({ name, partitions }) => [name, partitions.length])).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
    expect(answer.topics[0]?.partitions[0]).toMatchObject({
      leaderId: 0,
      eligibleLeaderReplicas: [],
      lastKnownElr: [],
      offlineReplicas: [],
    });
    expect(answer.topics[0]?.topicAuthorizedOperations).toBe(3576);
    expect(answer.nextCursor).toBeNull();
  });

  it.each([1, 2, 3, 4, 5, 100])('tells everything in pages of %i, none twice', async (limit) => {
    const client = await withTopics();
    const seen: string[] = [];
    let cursor = null;
    do {
      const answer: Awaited<ReturnType<typeof ask>> = await ask(client, {
        topics: [],
        responsePartitionLimit: limit,
        cursor,
      });
      for (const { name, partitions } of answer.topics) {
        expect(partitions.length).toBeLessThanOrEqual(limit);
        seen.push(...partitions.map(({ partitionIndex }) => `${name}-${partitionIndex}`));
      }
      cursor = answer.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['a-0', 'a-1', 'a-2', 'b-0', 'c-0', 'c-1', 'c-2', 'c-3']);
  });

  it('keeps pages within what the broker allows', async () => {
    const client = await clusterClient({
      staticConfigs: { 'max.request.partition.size.limit': '2' },
    });
    await client.controller.createTopics([topicSpec('a', { partitions: 3 })]);
    const answer = await ask(client, { topics: [], responsePartitionLimit: 100 });
    expect(answer.topics[0]?.partitions).toHaveLength(2);
    expect(answer.nextCursor).toMatchObject({ topicName: 'a', partitionIndex: 2 });
  });

  it('tells what is wrong with a topic that is asked for', async () => {
    const { topics } = await ask(await withTopics(), {
      topics: [{ name: 'nonesuch' }, { name: 'sp ace' }],
    });
    expect(topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['nonesuch', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      ['sp ace', ErrorCode.INVALID_TOPIC_EXCEPTION],
    ]);
  });

  it.each([
    ['at a topic that is not asked for', { topicName: 'b', partitionIndex: 0 }],
    ['at a partition below the first', { topicName: 'a', partitionIndex: -1 }],
  ])('refuses a cursor %s', async (_what, cursor) => {
    const { topics } = await ask(await withTopics(), { topics: [{ name: 'a' }], cursor });
    expect(topics[0]?.errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });
});

describe('DescribeCluster', () => {
  it.each([0, 1, 2])('v%i tells the cluster and its brokers', async (version) => {
    const answer = await (await clusterClient()).call(describeCluster, DescribeCluster, version, {
      includeClusterAuthorizedOperations: true,
    });
    expect(answer).toMatchObject({
      errorCode: ErrorCode.NONE,
      clusterId: '5L6g3nShT-eMCtK--X86sw',
      controllerId: 0,
      brokers: [{ brokerId: 0, host: 'broker.test', port: 1234, rack: null, isFenced: false }],
      clusterAuthorizedOperations: 8096,
    });
  });

  it.each([
    [2, ErrorCode.MISMATCHED_ENDPOINT_TYPE],
    [7, ErrorCode.UNSUPPORTED_ENDPOINT_TYPE],
  ])('refuses to speak for endpoints of type %i', async (endpointType, errorCode) => {
    const answer = await (await clusterClient()).call(describeCluster, DescribeCluster, 1, {
      includeClusterAuthorizedOperations: false,
      endpointType,
    });
    expect(answer).toMatchObject({ errorCode, brokers: [] });
  });
});
