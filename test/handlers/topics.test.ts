import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { createPartitions } from '../../src/handlers/create-partitions.ts';
import { createTopics } from '../../src/handlers/create-topics.ts';
import { deleteTopics } from '../../src/handlers/delete-topics.ts';
import { CreatePartitions } from '../../src/protocol/generated/create-partitions.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DeleteTopics } from '../../src/protocol/generated/delete-topics.ts';
import { topicSpec } from '../metadata/test-cluster.ts';
import type { ClusterClient } from './support/cluster-client.ts';
import { clusterClient } from './support/cluster-client.ts';

const create = (client: ClusterClient, version: number, ...specs: ReturnType<typeof topicSpec>[]) =>
  client.call(createTopics, CreateTopics, version, { topics: specs });

describe('CreateTopics', () => {
  it.each([2, 3, 4, 5, 6, 7])(
    'v%i creates a topic and answers what the version has',
    async (version) => {
      const client = await clusterClient();
      const { topics } = await create(client, version, topicSpec('t', { partitions: 2 }));
      expect(topics).toMatchObject([{ name: 't', errorCode: ErrorCode.NONE, errorMessage: null }]);
      const [topic] = topics;
      if (version >= 5) expect(topic).toMatchObject({ numPartitions: 2, replicationFactor: 1 });
      if (version >= 5) expect(topic?.configs).toHaveLength(33);
      if (version >= 7) expect(topic?.topicId).toBe(client.metadata.topic('t')?.id);
    },
  );

  it.each([2, 5, 7])('v%i answers a failure beside a success', async (version) => {
    const client = await clusterClient();
    const { topics } = await create(
      client,
      version,
      topicSpec('t'),
      topicSpec('u', { replicas: 2 }),
    );
    expect(topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['t', ErrorCode.NONE],
      ['u', ErrorCode.INVALID_REPLICATION_FACTOR],
    ]);
  });

  it('answers for every topic when the request is refused as a whole', async () => {
    const client = await clusterClient();
    const specs = ['a', 'b'].map((name) => topicSpec(name, { partitions: 9999 }));
    const { topics } = await create(client, 7, ...specs);
    expect(topics.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.POLICY_VIOLATION,
      ErrorCode.POLICY_VIOLATION,
    ]);
  });
});

describe('DeleteTopics', () => {
  it.each([1, 2, 3, 4, 5])('v%i deletes by name', async (version) => {
    const client = await clusterClient();
    await create(client, 7, topicSpec('t'));
    const request = { topicNames: ['t', 'nonesuch'], timeoutMs: 1000 };
    const { responses } = await client.call(deleteTopics, DeleteTopics, version, request);
    expect(responses.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['nonesuch', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
      ['t', ErrorCode.NONE],
    ]);
    expect(client.metadata.topics()).toEqual([]);
  });

  it('v6 deletes by name and by id, and answers both', async () => {
    const client = await clusterClient();
    await create(client, 7, topicSpec('t'), topicSpec('u'));
    const ids = new Map(client.metadata.topics().map(({ name, id }) => [name, id]));
    const topics = [
      { name: 't', topicId: ZERO_UUID },
      { name: null, topicId: ids.get('u') as Uuid },
    ];
    const request = { topics, timeoutMs: 1000 };
    const { responses } = await client.call(deleteTopics, DeleteTopics, 6, request);
    expect(new Map(responses.map(({ name, topicId }) => [name, topicId]))).toEqual(ids);
    expect(responses.every(({ errorCode }) => errorCode === ErrorCode.NONE)).toBe(true);
  });

  it.each([
    [2, ErrorCode.INVALID_REQUEST],
    [3, ErrorCode.TOPIC_DELETION_DISABLED],
  ])('v%i says that deletion is disabled', async (version, code) => {
    const client = await clusterClient({ staticConfigs: { 'delete.topic.enable': 'false' } });
    const request = { topicNames: ['t'], timeoutMs: 1000 };
    const { responses } = await client.call(deleteTopics, DeleteTopics, version, request);
    expect(responses).toMatchObject([{ name: 't', errorCode: code }]);
  });
});

describe('CreatePartitions', () => {
  it.each([0, 1, 2, 3])('v%i has a result for every topic', async (version) => {
    const client = await clusterClient();
    await create(client, 7, topicSpec('t'));
    const topics = ['t', 'nonesuch'].map((name) => ({ name, count: 3, assignments: null }));
    const request = { topics, timeoutMs: 1000, validateOnly: false };
    const { results } = await client.call(createPartitions, CreatePartitions, version, request);
    expect(results.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['t', ErrorCode.NONE],
      ['nonesuch', ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ]);
    expect(client.metadata.topic('t')?.partitions).toHaveLength(3);
  });
});
