// What is wrong with a heartbeat by itself, and who may not speak for a member; in Apache Kafka's words.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import type { Beat } from '../../support/consumer-bench.ts';
import { ConsumerBench, errorOf } from '../../support/consumer-bench.ts';

const JOIN: Beat = { rebalanceTimeoutMs: 30_000, subscribedTopicNames: ['t'], topicPartitions: [] };

describe('a heartbeat is refused', () => {
  it.each<readonly [string, number, Beat, string]>([
    ['without a group id', 0, { ...JOIN, groupId: ' ' }, "GroupId can't be empty."],
    ['with an empty instance id', 0, { ...JOIN, instanceId: '' }, "InstanceId can't be empty."],
    ['with an empty rack', 0, { ...JOIN, rackId: '' }, "RackId can't be empty."],
    ['without a member id', 0, { ...JOIN, memberId: '' }, "MemberId can't be empty."],
    [
      'that joins without a rebalance timeout',
      0,
      { ...JOIN, rebalanceTimeoutMs: -1 },
      'RebalanceTimeoutMs must be provided in first request.',
    ],
    [
      'that joins and does not say what it owns',
      0,
      { ...JOIN, topicPartitions: null },
      'TopicPartitions must be empty when (re-)joining.',
    ],
    [
      'that joins without a subscription',
      0,
      { ...JOIN, subscribedTopicNames: null },
      'Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.',
    ],
    ['that leaves for a while without being static', -2, {}, "InstanceId can't be null."],
    ['with an epoch that means nothing', -3, {}, 'MemberEpoch is invalid.'],
  ])('%s', async (_, epoch, fields, message) => {
    const bench = new ConsumerBench();
    const answer = await bench.beat('a', epoch, fields);
    expect(errorOf(answer)).toEqual([ErrorCode.INVALID_REQUEST, message]);
  });

  it('with an assignor that is not offered', async () => {
    const bench = new ConsumerBench({ consumer: { assignors: ['range'] } });
    expect(errorOf(await bench.enter('a', { serverAssignor: 'uniform' }))).toEqual([
      ErrorCode.UNSUPPORTED_ASSIGNOR,
      'ServerAssignor uniform is not supported. Supported assignors: range.',
    ]);
  });

  it.each([
    [3, 'Consumer group g not found.'],
    [-1, 'Group g not found.'],
  ])('with epoch %i in a group that is not there', async (epoch, message) => {
    const answer = await new ConsumerBench().beat('a', epoch);
    expect(errorOf(answer)).toEqual([ErrorCode.GROUP_ID_NOT_FOUND, message]);
  });

  it('in a group that has as many members as it may', async () => {
    const bench = new ConsumerBench({ consumer: { maxSize: 1 } });
    await bench.enter('a');
    expect(errorOf(await bench.enter('b'))).toEqual([
      ErrorCode.GROUP_MAX_SIZE_REACHED,
      'The consumer group has reached its maximum capacity of 1 members.',
    ]);
    expect((await bench.enter('a')).errorCode).toBe(ErrorCode.NONE);
  });
});

describe('the epoch of a member', () => {
  async function inEpochThree() {
    const bench = new ConsumerBench();
    const t = bench.setTopic('t', 2);
    await bench.enter('a');
    bench.setTopic('u', 1);
    await bench.beat('a', 2, { subscribedTopicNames: ['t', 'u'] });
    return { bench, t };
  }

  it('may be the one before while it owns no more than it has been assigned', async () => {
    const { bench, t } = await inEpochThree();
    const owned = [{ topicId: t, partitions: [0, 1] }];
    expect(await bench.beat('a', 2, { topicPartitions: owned })).toMatchObject({ memberEpoch: 3 });
    const more = [{ topicId: t, partitions: [0, 7] }];
    for (const topicPartitions of [more, null]) {
      const answer = await bench.beat('a', 2, { topicPartitions });
      expect(answer.errorCode).toBe(ErrorCode.FENCED_MEMBER_EPOCH);
    }
  });

  it.each([
    [4, 'greater'],
    [1, 'smaller'],
  ])('may not be %i when it is 3', async (epoch, word) => {
    const { bench } = await inEpochThree();
    expect(errorOf(await bench.beat('a', epoch))).toEqual([
      ErrorCode.FENCED_MEMBER_EPOCH,
      `The consumer group member has a ${word} member epoch (${epoch}) than the one known by the group coordinator (3). The member must abandon all its partitions and rejoin.`,
    ]);
  });

  it('is what it was when a member joins again', async () => {
    const { bench } = await inEpochThree();
    expect(await bench.enter('a', { subscribedTopicNames: ['t', 'u'] })).toMatchObject({
      errorCode: 0,
      memberEpoch: 3,
    });
  });
});

describe('a static member', () => {
  const I = { instanceId: 'i' };

  it('keeps its partitions for its successor while it is away', async () => {
    const bench = new ConsumerBench();
    const t = bench.setTopic('t', 2);
    await bench.enter('a', I);
    expect(await bench.beat('a', -2, I)).toMatchObject({ errorCode: 0, memberEpoch: -2 });
    const back = await bench.enter('b', I);
    expect(back).toMatchObject({ memberId: 'b', memberEpoch: 2 });
    expect(back.assignment?.topicPartitions).toEqual([{ topicId: t, partitions: [0, 1] }]);
    expect([...(await bench.group()).members.keys()]).toEqual(['b']);
  });

  it('that has not left holds its instance id', async () => {
    const bench = new ConsumerBench();
    await bench.enter('a', I);
    expect(errorOf(await bench.enter('b', I))).toEqual([
      ErrorCode.UNRELEASED_INSTANCE_ID,
      'Static member b with instance id i cannot join the group because the instance id is owned by a member.',
    ]);
  });

  it('is fenced by its successor', async () => {
    const bench = new ConsumerBench();
    await bench.enter('a', I);
    await bench.beat('a', -2, I);
    await bench.enter('b', I);
    for (const epoch of [2, -1, -2]) {
      expect(errorOf(await bench.beat('a', epoch, I))).toEqual([
        ErrorCode.FENCED_INSTANCE_ID,
        'Static member a with instance id i was fenced by member b.',
      ]);
    }
  });

  it('is out when it stays away for longer than its session', async () => {
    const bench = new ConsumerBench();
    bench.setTopic('t', 1);
    await bench.enter('a', I);
    await bench.beat('a', -2, I);
    await bench.advance(45_000);
    expect((await bench.group()).members.size).toBe(0);
  });

  it('nobody is with an instance id that is not known', async () => {
    const bench = new ConsumerBench();
    await bench.enter('a');
    expect(errorOf(await bench.beat('a', 1, I))).toEqual([
      ErrorCode.UNKNOWN_MEMBER_ID,
      'Instance id i is unknown.',
    ]);
  });
});
