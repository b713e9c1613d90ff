// Share groups beside groups of other kinds: what requests for any group, and for other kinds, say of them.

import { expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ZERO_UUID } from '../../../../src/base/uuid.ts';
import { GROUP, ShareGroupBench, TOPIC } from '../../support/share-group-bench.ts';

const CONTEXT = { apiVersion: 9, clientId: 'c', clientHost: '/h' };

async function withShareGroup(): Promise<ShareGroupBench> {
  const bench = new ShareGroupBench();
  await bench.settled('a');
  return bench;
}

function commit(bench: ShareGroupBench, groupId: string) {
  const partitions = [
    { partitionIndex: 0, committedOffset: 1, committedLeaderEpoch: -1, committedMetadata: null },
  ];
  const topics = [{ name: TOPIC, topicId: ZERO_UUID, partitions }];
  const nobody = { generationIdOrMemberEpoch: -1, memberId: '', groupInstanceId: null };
  const request = { groupId, ...nobody, retentionTimeMs: -1, topics };
  return bench.groups.commitOffsets(CONTEXT, request);
}

it('a share group is listed by its type and state', async () => {
  const bench = await withShareGroup();
  const listed = {
    groupId: GROUP,
    protocolType: 'share',
    groupState: 'Stable',
    groupType: 'share',
  };
  const list = (typesFilter: string[], statesFilter: string[]) =>
    bench.groups.listGroups({ typesFilter, statesFilter });
  expect((await list([], [])).groups).toEqual([listed]);
  expect((await list(['Share'], ['stable'])).groups).toEqual([listed]);
  expect((await list(['classic'], [])).groups).toEqual([]);
  expect((await list([], ['Empty'])).groups).toEqual([]);
});

it('it is no classic group to those who describe or join one', async () => {
  const bench = await withShareGroup();
  const describe = async (apiVersion: number) =>
    (await bench.groups.describeGroups({ ...CONTEXT, apiVersion }, [GROUP]))[0];
  expect(await describe(6)).toMatchObject({ errorCode: ErrorCode.GROUP_ID_NOT_FOUND });
  expect(await describe(5)).toMatchObject({ errorCode: ErrorCode.NONE, groupState: 'Dead' });
  const joined = await bench.groups.joinGroup(CONTEXT, {
    groupId: GROUP,
    sessionTimeoutMs: 10_000,
    rebalanceTimeoutMs: 10_000,
    memberId: 'a',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
    reason: null,
  });
  const errorCode = ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
  expect(joined).toMatchObject({ errorCode, memberId: '' });
});

it('it has no committed offsets, and takes none', async () => {
  const bench = await withShareGroup();
  const { topics } = await commit(bench, GROUP);
  expect(topics[0]?.partitions[0]?.errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  const asked = [{ name: TOPIC, topicId: ZERO_UUID, partitionIndexes: [0] }];
  const request = { groupId: GROUP, memberId: null, memberEpoch: -1, topics: asked };
  const fetched = await bench.groups.fetchOffsets(request);
  expect(fetched.topics[0]?.partitions[0]).toMatchObject({
    committedOffset: -1,
    errorCode: ErrorCode.NONE,
  });
  const deleted = await bench.groups.deleteOffsets({
    groupId: GROUP,
    topics: [{ name: TOPIC, partitions: [{ partitionIndex: 0 }] }],
  });
  expect(deleted.errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
});

it('a group of another kind is no share group', async () => {
  const bench = new ShareGroupBench();
  await commit(bench, GROUP);
  expect((await bench.join('a')).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  expect((await bench.alter(1)).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  expect((await bench.forget(TOPIC)).errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  const [described] = await bench.shares.describeGroups([GROUP]);
  expect(described?.errorCode).toBe(ErrorCode.GROUP_ID_NOT_FOUND);
  expect(await bench.remove()).toBe(ErrorCode.NONE);
  expect((await bench.join('a')).errorCode).toBe(ErrorCode.NONE);
});

it('groups are described in the order in which they are named', async () => {
  const bench = await withShareGroup();
  const described = await bench.shares.describeGroups(['nope', '', GROUP]);
  expect(described).toMatchObject([
    { groupId: 'nope', errorCode: ErrorCode.GROUP_ID_NOT_FOUND },
    { groupId: '', errorCode: ErrorCode.INVALID_GROUP_ID },
    { groupId: GROUP, errorCode: ErrorCode.NONE, groupState: 'Stable', assignorName: 'simple' },
  ]);
});

it('an assignment of a topic that is gone is not described', async () => {
  const bench = await withShareGroup();
  bench.topics.delete(TOPIC);
  const [described] = await bench.shares.describeGroups([GROUP]);
  expect(described?.members[0]?.assignment.topicPartitions).toEqual([]);
});

it('an empty share group stays when retention is checked', async () => {
  const bench = new ShareGroupBench();
  await bench.alter(1);
  await bench.advance(2 * bench.config.offsetsRetentionCheckIntervalMs);
  expect(bench.group().state).toBe('Empty');
});
