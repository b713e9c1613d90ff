import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { metadata } from '../../src/handlers/metadata.ts';
import type { MetadataRequestInput } from '../../src/protocol/generated/metadata.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { topicSpec } from '../metadata/test-cluster.ts';
import type { ClusterClient } from './support/cluster-client.ts';
import { clusterClient } from './support/cluster-client.ts';

const VERSIONS = Array.from({ length: 14 }, (_, version) => version);
const UNKNOWN_ID = 'Zm9vYmFyYmF6cXV4cXV1eA' as Uuid;

const ask = (client: ClusterClient, version: number, request: MetadataRequestInput) =>
  client.call(metadata, Metadata, version, request);

const named = (...names: string[]) => ({ topics: names.map((name) => ({ name })) });

async function withTopics(...names: string[]): Promise<ClusterClient> {
  const client = await clusterClient();
  await client.controller.createTopics(names.map((name) => topicSpec(name, { partitions: 2 })));
  return client;
}

describe('Metadata', () => {
  it.each(VERSIONS)(
    'v%i tells the broker by the address that the client dialled',
    async (version) => {
      const answer = await ask(await clusterClient(), version, named());
      expect(answer.brokers).toMatchObject([{ nodeId: 0, host: 'broker.test', port: 1234 }]);
      if (version >= 1) expect(answer.controllerId).toBe(0);
      if (version >= 2) expect(answer.clusterId).toBe('5L6g3nShT-eMCtK--X86sw');
    },
  );

  it.each(VERSIONS)('v%i tells all topics by name', async (version) => {
    const all = version === 0 ? named() : { topics: null };
    const answer = await ask(await withTopics('b', 'a'), version, all);
    expect(answer.topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
    expect(answer.topics[0]?.partitions).toMatchObject([
      { partitionIndex: 0, leaderId: 0, replicaNodes: [0], isrNodes: [0], errorCode: 0 },
      { partitionIndex: 1, leaderId: 0, replicaNodes: [0], isrNodes: [0], errorCode: 0 },
    ]);
  });

  it.each(VERSIONS.slice(1))('v%i tells no topics when none is asked for', async (version) => {
    expect((await ask(await withTopics('a'), version, named())).topics).toEqual([]);
  });

  it.each(VERSIONS)(
    'v%i creates a topic that is asked for, usable in this very answer',
    async (version) => {
      const client = await clusterClient({ staticConfigs: { 'num.partitions': '3' } });
      const { topics } = await ask(client, version, named('fresh'));
      expect(topics).toMatchObject([{ name: 'fresh', errorCode: ErrorCode.NONE }]);
      expect(topics[0]?.partitions.map(({ leaderId }) => leaderId)).toEqual([0, 0, 0]);
      expect(client.metadata.topic('fresh')).toBeDefined();
    },
  );

  it.each(VERSIONS.slice(4))(
    'v%i creates nothing when the client does not want it',
    async (version) => {
      const client = await clusterClient();
      const request = { ...named('fresh'), allowAutoTopicCreation: false };
      expect((await ask(client, version, request)).topics).toMatchObject([
        { name: 'fresh', errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, partitions: [] },
      ]);
      expect(client.metadata.topics()).toEqual([]);
    },
  );

  it('creates nothing when the broker does not want it', async () => {
    const client = await clusterClient({ staticConfigs: { 'auto.create.topics.enable': 'false' } });
    const { topics } = await ask(client, 1, named('fresh'));
    expect(topics[0]?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    expect(client.metadata.topics()).toEqual([]);
  });

  it('tells the reason for a topic that cannot be created', async () => {
    const client = await withTopics('a.b');
    const { topics } = await ask(client, 12, named('a_b', 'sp ace', 'a.b'));
    expect(topics.map(({ name, errorCode }) => [name, errorCode])).toEqual([
      ['a.b', ErrorCode.NONE],
      ['a_b', ErrorCode.INVALID_TOPIC_EXCEPTION],
      ['sp ace', ErrorCode.INVALID_TOPIC_EXCEPTION],
    ]);
  });

  it('tells a topic once that is asked for twice', async () => {
    const { topics } = await ask(await withTopics('a'), 9, named('a', 'a', 'fresh', 'fresh'));
    expect(topics.map(({ name }) => name)).toEqual(['a', 'fresh']);
  });

  it('says which topics are the broker’s own', async () => {
    const client = await clusterClient();
    const { topics } = await ask(client, 9, named('__consumer_offsets', 'mine'));
    expect(topics.map(({ name, isInternal }) => [name, isInternal])).toEqual([
      ['__consumer_offsets', true],
      ['mine', false],
    ]);
    expect(client.configs.topicConfig('__consumer_offsets').cleanupPolicy.compact).toBe(true);
  });

  it.each([12, 13])('v%i finds topics by id', async (version) => {
    const client = await withTopics('a');
    const topicId = client.metadata.topic('a')?.id as Uuid;
    const topics = [
      { topicId, name: null },
      { topicId: UNKNOWN_ID, name: null },
    ];
    const answer = await ask(client, version, { topics });
    expect(answer.topics.map(({ name, topicId: id, errorCode }) => [name, id, errorCode])).toEqual([
      [null, UNKNOWN_ID, ErrorCode.UNKNOWN_TOPIC_ID],
      ['a', topicId, ErrorCode.NONE],
    ]);
  });

  it.each([10, 11])('v%i has ids in its layout and refuses them', async (version) => {
    const client = await withTopics('a');
    const topicId = client.metadata.topic('a')?.id as Uuid;
    const answer = await ask(client, version, { topics: [{ topicId, name: 'a' }] });
    expect(answer.topics[0]?.errorCode).toBe(ErrorCode.INVALID_REQUEST);
  });

  it('v13 has an error of its own for a request that is wrong as a whole', async () => {
    const answer = await ask(await clusterClient(), 13, named());
    expect(answer.errorCode).toBe(ErrorCode.NONE);
  });

  it('tells what may be done, when asked to', async () => {
    const client = await withTopics('a');
    const asking = {
      ...named('a'),
      includeTopicAuthorizedOperations: true,
      includeClusterAuthorizedOperations: true,
    };
    const v8 = await ask(client, 8, asking);
    expect([v8.clusterAuthorizedOperations, v8.topics[0]?.topicAuthorizedOperations]).toEqual([
      8096, 3576,
    ]);
    const notAsked = await ask(client, 8, named('a'));
    expect(notAsked.clusterAuthorizedOperations).toBe(-2_147_483_648);
    expect(notAsked.topics[0]?.topicAuthorizedOperations).toBe(-2_147_483_648);
  });

  it('tells a partition whose leader is gone with its error', async () => {
    const client = await withTopics('a');
    const id = client.metadata.topic('a')?.id as Uuid;
    const [entry] = (await client.store.range(`p/${id}/1`)).entries;
    const value = JSON.stringify({ ...JSON.parse(entry?.value ?? ''), leader: -1, leaderEpoch: 4 });
    await client.store.transact({ guards: [], operations: [{ put: `p/${id}/1`, value }] });
    const { topics } = await ask(client, 9, named('a'));
    expect(topics[0]?.partitions[1]).toMatchObject({
      errorCode: ErrorCode.LEADER_NOT_AVAILABLE,
      leaderId: -1,
      leaderEpoch: 4,
      replicaNodes: [0],
    });
    expect(topics[0]?.topicId).toBe(ZERO_UUID);
  });
});
