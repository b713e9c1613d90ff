// OffsetCommit, OffsetFetch, OffsetDelete in every version, and FindCoordinator: topics by name and by id,
// partitions that do not exist, the shapes of the answers.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import { findCoordinator } from '../../src/handlers/find-coordinator.ts';
import { offsetCommit } from '../../src/handlers/offset-commit.ts';
import { offsetDelete } from '../../src/handlers/offset-delete.ts';
import { offsetFetch } from '../../src/handlers/offset-fetch.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { OffsetCommit } from '../../src/protocol/generated/offset-commit.ts';
import { OffsetDelete } from '../../src/protocol/generated/offset-delete.ts';
import { OffsetFetch } from '../../src/protocol/generated/offset-fetch.ts';
import { GroupApis, ORDERS_ID, UNKNOWN_ID, versionsOf } from './support/group-context.ts';

const { NONE, UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID } = ErrorCode;

/** Commits for partitions 0 and 9 of `orders`, of which the second does not exist, and of no topic. */
async function commit(apis: GroupApis, version: number, offset: number) {
  const partitions = [0, 9].map((partitionIndex) => ({
    partitionIndex,
    committedOffset: offset,
    committedMetadata: 'note',
    ...(version >= 6 ? { committedLeaderEpoch: 3 } : {}),
  }));
  const topics =
    version >= 10
      ? [UNKNOWN_ID, ORDERS_ID].map((topicId) => ({ topicId, partitions }))
      : ['nothing', 'orders'].map((name) => ({ name, partitions }));
  const request = { groupId: 'g', memberId: '', topics };
  return apis.send(offsetCommit, OffsetCommit, version, request);
}

/** What the version fetches of partitions 0 and 1 of `orders`. */
async function fetchOrders(apis: GroupApis, version: number) {
  const partitionIndexes = [0, 1];
  if (version < 8) {
    const request = { groupId: 'g', topics: [{ name: 'orders', partitionIndexes }] };
    return apis.send(offsetFetch, OffsetFetch, version, request);
  }
  const topic = version < 10 ? { name: 'orders' } : { topicId: ORDERS_ID };
  const groups = [{ groupId: 'g', topics: [{ ...topic, partitionIndexes }] }];
  const response = await apis.send(offsetFetch, OffsetFetch, version, { groups });
  return response.groups[0];
}

describe('OffsetCommit', () => {
  it.each(versionsOf(offsetCommit))(
    'refuses what does not exist, one by one and first (version %i)',
    async (version) => {
      const { topics } = await commit(new GroupApis(), version, 5);
      const none = version < 10 ? UNKNOWN_TOPIC_OR_PARTITION : UNKNOWN_TOPIC_ID;
      expect(topics).toMatchObject([
        version < 10 ? { name: 'nothing' } : { topicId: UNKNOWN_ID },
        version < 10 ? { name: 'orders' } : { topicId: ORDERS_ID },
      ]);
      expect(topics.map(({ partitions }) => partitions.map(({ errorCode }) => errorCode))).toEqual([
        [none, none],
        [UNKNOWN_TOPIC_OR_PARTITION, NONE],
      ]);
    },
  );

  it('asks no coordinator when nothing exists', async () => {
    const apis = new GroupApis();
    const partitions = [{ partitionIndex: 0, committedOffset: 1, committedMetadata: null }];
    const request = { groupId: 'g', memberId: '', topics: [{ name: 'nothing', partitions }] };
    const { topics } = await apis.send(offsetCommit, OffsetCommit, 9, request);
    expect(topics[0]?.partitions[0]?.errorCode).toBe(UNKNOWN_TOPIC_OR_PARTITION);
    expect(apis.writer.batches).toBe(0);
  });

  it('gives each partition the error of the whole', async () => {
    const apis = new GroupApis();
    apis.writer.appendError = new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    const { topics } = await commit(apis, 9, 5);
    expect(topics[1]?.partitions).toMatchObject([
      { partitionIndex: 9, errorCode: UNKNOWN_TOPIC_OR_PARTITION },
      { partitionIndex: 0, errorCode: ErrorCode.NOT_COORDINATOR },
    ]);
  });
});

describe('OffsetFetch', () => {
  it.each(versionsOf(offsetFetch))('finds what was committed (version %i)', async (version) => {
    const apis = new GroupApis();
    await commit(apis, 9, 42);
    const found = await fetchOrders(apis, version);
    expect(found?.topics).toMatchObject([
      version < 10 ? { name: 'orders' } : { topicId: ORDERS_ID },
    ]);
    expect(found?.topics[0]?.partitions).toMatchObject([
      { partitionIndex: 0, committedOffset: 42, metadata: 'note', errorCode: NONE },
      { partitionIndex: 1, committedOffset: -1, metadata: '', errorCode: NONE },
    ]);
    const epoch = found?.topics[0]?.partitions[0]?.committedLeaderEpoch;
    expect(epoch).toBe(version < 5 ? -1 : 3);
  });

  it.each(versionsOf(offsetFetch).filter((version) => version >= 2))(
    'finds everything when no topics are given (version %i)',
    async (version) => {
      const apis = new GroupApis();
      await commit(apis, 9, 42);
      const request =
        version < 8 ? { groupId: 'g', topics: null } : { groups: [{ groupId: 'g', topics: null }] };
      const response = await apis.send(offsetFetch, OffsetFetch, version, request);
      const topics = version < 8 ? response.topics : response.groups[0]?.topics;
      expect(topics).toHaveLength(1);
      expect(topics?.[0]?.partitions).toMatchObject([{ partitionIndex: 0, committedOffset: 42 }]);
    },
  );

  it('answers several groups in one response', async () => {
    const apis = new GroupApis();
    await commit(apis, 9, 42);
    const groups = ['g', 'other'].map((groupId) => ({ groupId, topics: null }));
    const response = await apis.send(offsetFetch, OffsetFetch, 8, { groups });
    expect(response.groups).toMatchObject([
      { groupId: 'g', errorCode: NONE },
      { groupId: 'other', errorCode: NONE, topics: [] },
    ]);
  });

  it('says UNKNOWN_TOPIC_ID of an id that nobody has, after what it found', async () => {
    const apis = new GroupApis();
    await commit(apis, 9, 42);
    const topics = [UNKNOWN_ID, ORDERS_ID].map((topicId) => ({ topicId, partitionIndexes: [0] }));
    const request = { groups: [{ groupId: 'g', topics }] };
    const { groups } = await apis.send(offsetFetch, OffsetFetch, 10, request);
    expect(groups[0]?.topics).toMatchObject([
      { topicId: ORDERS_ID, partitions: [{ committedOffset: 42, errorCode: NONE }] },
      { topicId: UNKNOWN_ID, partitions: [{ committedOffset: -1, errorCode: UNKNOWN_TOPIC_ID }] },
    ]);
  });

  it('has no room for an error of the group before version 2, so each partition has it', async () => {
    const apis = new GroupApis();
    for (const partition of [0, 1, 2]) apis.writer.notLed.add(partition);
    const one = await apis.send(offsetFetch, OffsetFetch, 1, {
      groupId: 'g',
      topics: [{ name: 'orders', partitionIndexes: [0] }],
    });
    expect(one.topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    const two = await apis.send(offsetFetch, OffsetFetch, 2, { groupId: 'g', topics: null });
    expect(two).toMatchObject({ errorCode: ErrorCode.NOT_COORDINATOR, topics: [] });
  });
});

describe('OffsetDelete', () => {
  it('removes what exists and refuses the rest', async () => {
    const apis = new GroupApis();
    await commit(apis, 9, 42);
    const partitions = [{ partitionIndex: 0 }, { partitionIndex: 9 }];
    const topics = ['nothing', 'orders'].map((name) => ({ name, partitions }));
    const response = await apis.send(offsetDelete, OffsetDelete, 0, { groupId: 'g', topics });
    const codes = response.topics.map((topic) =>
      topic.partitions.map(({ errorCode }) => errorCode),
    );
    expect(codes).toEqual([
      [UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_OR_PARTITION],
      [UNKNOWN_TOPIC_OR_PARTITION, NONE],
    ]);
  });

  it('is told of a group that does not exist', async () => {
    const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }];
    const request = { groupId: 'g', topics };
    const response = await new GroupApis().send(offsetDelete, OffsetDelete, 0, request);
    expect(response).toMatchObject({ errorCode: ErrorCode.GROUP_ID_NOT_FOUND, topics: [] });
  });
});

describe('FindCoordinator', () => {
  it.each(versionsOf(findCoordinator))(
    'finds this broker, and creates the topic once (version %i)',
    async (version) => {
      const apis = new GroupApis();
      for (let times = 0; times < 2; times++) {
        const request = version < 4 ? { key: 'g' } : { coordinatorKeys: ['g', 'h'] };
        const response = await apis.send(findCoordinator, FindCoordinator, version, request);
        const found = version < 4 ? [response] : response.coordinators;
        expect(found).toHaveLength(version < 4 ? 1 : 2);
        for (const coordinator of found) {
          const here = { errorCode: NONE, nodeId: 7, host: 'broker.test', port: 9092 };
          expect(coordinator).toMatchObject(here);
        }
      }
      expect(apis.created).toEqual(['__consumer_offsets']);
    },
  );

  it('knows no coordinator of share groups', async () => {
    const request = { keyType: 2, coordinatorKeys: ['g:t:0'] };
    const response = await new GroupApis().send(findCoordinator, FindCoordinator, 6, request);
    expect(response.coordinators).toMatchObject([
      { key: 'g:t:0', errorCode: ErrorCode.INVALID_REQUEST, nodeId: -1, host: '', port: -1 },
    ]);
  });
});
