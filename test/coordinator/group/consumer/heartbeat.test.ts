// ConsumerGroupHeartbeat: members that join, stay, share partitions among them, and leave.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { assignedTo, ConsumerBench, errorOf } from '../../support/consumer-bench.ts';

async function twoMembers() {
  const bench = new ConsumerBench();
  const t = bench.setTopic('t', 4);
  await bench.enter('a');
  await bench.enter('b');
  return { bench, t };
}

describe('the first member', () => {
  it('gets everything at once, in the second epoch of the group', async () => {
    const bench = new ConsumerBench();
    const t = bench.setTopic('t', 3);
    const joined = await bench.enter('a');
    expect(joined).toMatchObject({ errorCode: 0, memberId: 'a', memberEpoch: 2 });
    expect(joined.heartbeatIntervalMs).toBe(5_000);
    expect(assignedTo(joined)).toEqual({ [t]: [0, 1, 2] });
    expect((await bench.group()).state).toBe('Stable');
  });

  it('gets nothing of a topic that does not exist', async () => {
    const bench = new ConsumerBench();
    expect(assignedTo(await bench.enter('a'))).toEqual({});
  });

  it('is told again only what has changed', async () => {
    const bench = new ConsumerBench();
    bench.setTopic('t', 3);
    await bench.enter('a');
    expect(assignedTo(await bench.beat('a', 2))).toBeNull();
  });

  it('without an id of its own is given one by the first version', async () => {
    const bench = new ConsumerBench();
    const { memberId, errorCode } = await bench.enter('', { version: 0 });
    expect(errorCode).toBe(ErrorCode.NONE);
    expect(memberId).toHaveLength(22);
  });

  it('that says everything is told everything', async () => {
    const bench = new ConsumerBench();
    const t = bench.setTopic('t', 1);
    await bench.enter('a');
    const full = { rebalanceTimeoutMs: 30_000, subscribedTopicNames: ['t'] };
    const told = await bench.beat('a', 2, {
      ...full,
      topicPartitions: [{ topicId: t, partitions: [0] }],
    });
    expect(assignedTo(told)).toEqual({ [t]: [0] });
  });
});

describe('a second member', () => {
  it('waits until the first has given back what it is to have', async () => {
    const { bench, t } = await twoMembers();
    const owned = (...partitions: number[]) => ({ topicPartitions: [{ topicId: t, partitions }] });

    const told = await bench.beat('a', 2, owned(0, 1, 2, 3));
    expect(told.memberEpoch).toBe(2);
    const kept = assignedTo(told)?.[t] ?? [];
    expect(kept).toHaveLength(2);
    expect(assignedTo(await bench.beat('b', 3))).toBeNull();
    expect((await bench.group()).state).toBe('Reconciling');

    expect((await bench.beat('a', 2, owned(...kept))).memberEpoch).toBe(3);
    const given = assignedTo(await bench.beat('b', 3))?.[t] ?? [];
    expect([...kept, ...given].sort()).toEqual([0, 1, 2, 3]);
    expect((await bench.group()).state).toBe('Stable');
  });

  it('gets everything when the first leaves', async () => {
    const { bench, t } = await twoMembers();
    expect(await bench.beat('a', -1)).toMatchObject({
      errorCode: 0,
      memberId: 'a',
      memberEpoch: -1,
    });
    const told = await bench.beat('b', 3);
    expect(told.memberEpoch).toBe(4);
    expect(assignedTo(told)).toEqual({ [t]: [0, 1, 2, 3] });
  });

  it('gets everything when the session of the first runs out', async () => {
    const { bench, t } = await twoMembers();
    await bench.advance(40_000);
    await bench.beat('b', 3);
    await bench.advance(6_000);
    expect(assignedTo(await bench.beat('b', 3))).toEqual({ [t]: [0, 1, 2, 3] });
    expect(errorOf(await bench.beat('a', 2))).toEqual([
      ErrorCode.UNKNOWN_MEMBER_ID,
      'Member a is not a member of group g.',
    ]);
  });

  it('gets everything when the first gives nothing back in time', async () => {
    const { bench, t } = await twoMembers();
    await bench.beat('a', 2);
    await bench.advance(29_000);
    await bench.beat('a', 2);
    await bench.beat('b', 3);
    await bench.advance(1_000);
    expect(assignedTo(await bench.beat('b', 3))).toEqual({ [t]: [0, 1, 2, 3] });
  });
});

it('a restart changes nothing that members were told', async () => {
  const { bench } = await twoMembers();
  bench.restart();
  expect(await bench.beat('b', 3)).toMatchObject({ errorCode: 0, memberEpoch: 3 });
  expect((await bench.group()).members.size).toBe(2);
  await bench.advance(46_000);
  expect((await bench.group()).state).toBe('Empty');
});
