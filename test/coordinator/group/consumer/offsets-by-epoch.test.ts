// Offsets of a consumer group: who may commit and fetch them in which epoch, when they may be deleted, and when
// they and their group are gone.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ConsumerBench } from '../../support/consumer-bench.ts';
import { GROUP } from '../../support/group-bench.ts';

/** `a` has both partitions of `t` since epoch 2, and that of `u` since epoch 3. */
async function inEpochThree() {
  const bench = new ConsumerBench();
  const t = bench.setTopic('t', 2);
  const u = bench.setTopic('u', 1);
  await bench.enter('a');
  await bench.beat('a', 2, { subscribedTopicNames: ['t', 'u'] });
  const commit = (generation: number, topicId = t, options = {}) =>
    bench.commit(7, {
      member: { memberId: 'a', generation },
      topic: topicId === t ? 't' : 'u',
      topicId,
      ...options,
    });
  return { bench, t, u, commit };
}

async function fetchedBy(bench: ConsumerBench, memberId: string, memberEpoch: number) {
  const request = { groupId: GROUP, memberId, memberEpoch, topics: null };
  return (await bench.coordinator.fetchOffsets(request)).errorCode ?? ErrorCode.NONE;
}

describe('a member commits', () => {
  it('in its epoch, and in an older one what it has had since then', async () => {
    const { t, u, commit } = await inEpochThree();
    expect(await commit(3)).toBe(ErrorCode.NONE);
    expect(await commit(2, t)).toBe(ErrorCode.NONE);
    expect(await commit(2, u)).toBe(ErrorCode.STALE_MEMBER_EPOCH);
    expect(await commit(1, t)).toBe(ErrorCode.STALE_MEMBER_EPOCH);
    expect(await commit(4)).toBe(ErrorCode.STALE_MEMBER_EPOCH);
  });

  it('not in versions of the request that know no epochs', async () => {
    const { t, commit } = await inEpochThree();
    expect(await commit(3, t, { version: 8 })).toBe(ErrorCode.UNSUPPORTED_VERSION);
  });

  it('not when it is unknown, and nobody else does while there are members', async () => {
    const { bench } = await inEpochThree();
    const stranger = { memberId: 'z', generation: 3 };
    expect(await bench.commit(7, { member: stranger })).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    expect(await bench.commit(7)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
    await bench.beat('a', -1);
    expect(await bench.commit(7)).toBe(ErrorCode.NONE);
  });
});

it('a member fetches in its epoch alone, and tools do without one', async () => {
  const { bench } = await inEpochThree();
  expect(await fetchedBy(bench, 'a', 3)).toBe(ErrorCode.NONE);
  expect(await fetchedBy(bench, 'a', 2)).toBe(ErrorCode.STALE_MEMBER_EPOCH);
  expect(await fetchedBy(bench, 'z', 3)).toBe(ErrorCode.UNKNOWN_MEMBER_ID);
  expect(await bench.fetch()).toBe(-1);
});

it('offsets of topics that nobody subscribes to can be deleted', async () => {
  const { bench, commit, u } = await inEpochThree();
  await commit(3);
  const forget = async (name: string) => {
    const topics = [{ name, partitions: [{ partitionIndex: 0 }] }];
    const answer = await bench.coordinator.deleteOffsets({ groupId: GROUP, topics });
    return answer.topics[0]?.partitions[0]?.errorCode;
  };
  expect(await forget('t')).toBe(ErrorCode.GROUP_SUBSCRIBED_TO_TOPIC);
  await bench.beat('a', 3, {
    subscribedTopicNames: ['u'],
    topicPartitions: [{ topicId: u, partitions: [0] }],
  });
  expect(await forget('t')).toBe(ErrorCode.NONE);
  expect(await bench.fetch()).toBe(-1);
});

describe('a group', () => {
  it('can be deleted once it is empty, with all that it has stored', async () => {
    const { bench, commit } = await inEpochThree();
    await commit(3);
    const remove = async () => (await bench.coordinator.deleteGroups([GROUP]))[0]?.errorCode;
    expect(await remove()).toBe(ErrorCode.NON_EMPTY_GROUP);
    await bench.beat('a', -1);
    expect(await remove()).toBe(ErrorCode.NONE);
    bench.restart();
    expect(await bench.typeOf()).toBeUndefined();
    expect(await bench.fetch()).toBe(-1);
  });

  it('goes with its last offset, some time after that was committed', async () => {
    const { bench, commit } = await inEpochThree();
    await commit(3);
    await bench.beat('a', -1);
    await bench.advance(7 * 24 * 3_600_000 + 1_200_000);
    expect(await bench.typeOf()).toBeUndefined();
  });

  it('is shown as what it is', async () => {
    const { bench } = await inEpochThree();
    const request = { statesFilter: [], typesFilter: ['consumer'] };
    const { groups } = await bench.coordinator.listGroups(request);
    expect(groups).toEqual([
      { groupId: GROUP, protocolType: 'consumer', groupState: 'Stable', groupType: 'consumer' },
    ]);
    expect(await bench.describe()).toMatchObject({
      errorCode: ErrorCode.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group g is not a classic group.',
      groupState: 'Dead',
    });
    const [described] = await bench.consumerGroups.describeGroups([GROUP]);
    expect(described).toMatchObject({
      groupState: 'Stable',
      groupEpoch: 3,
      assignmentEpoch: 3,
      assignorName: 'uniform',
      members: [{ memberId: 'a', memberEpoch: 3, memberType: 1 }],
    });
  });
});
