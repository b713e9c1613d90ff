// One step of a member towards its target: what it keeps, gives back and gets, and in which epoch and state.

import { describe, expect, it } from 'vitest';
import type { Uuid } from '../../../../src/base/uuid.ts';
import type { ConsumerMember } from '../../../../src/coordinator/group/consumer/consumer-member.ts';
import { newConsumerMember } from '../../../../src/coordinator/group/consumer/consumer-member.ts';
import type { Goal } from '../../../../src/coordinator/group/consumer/reconciliation.ts';
import { reconcile } from '../../../../src/coordinator/group/consumer/reconciliation.ts';

const T = 't' as Uuid;

/** Partitions of T, assigned in epoch 3. */
function owned(...partitions: readonly number[]): ConsumerMember['assigned'] {
  if (partitions.length === 0) return new Map();
  return new Map([[T, new Map(partitions.map((partition) => [partition, 3]))]]);
}

function member(change: Partial<ConsumerMember> = {}): ConsumerMember {
  const epochs = { memberEpoch: 3, previousMemberEpoch: 2 };
  return { ...newConsumerMember('a'), ...epochs, assigned: owned(0, 1), ...change };
}

function goal(target: readonly number[], change: Partial<Goal> = {}): Goal {
  return {
    targetEpoch: 4,
    target: new Map(target.length === 0 ? [] : [[T, target]]),
    hasSubscriptionChanged: false,
    subscribedTopicIds: new Set([T]),
    reported: null,
    isOwned: () => false,
    ...change,
  };
}

function reported(...partitions: readonly number[]): Pick<Goal, 'reported'> {
  return { reported: [{ topicId: T, partitions }] };
}

const WAITING: Partial<ConsumerMember> = {
  state: 'unrevoked-partitions',
  assigned: owned(0),
  pendingRevocation: owned(1),
};

describe('a stable member', () => {
  it('with nothing new to it stays as it is', () => {
    const before = member();
    expect(reconcile(before, goal([0, 1], { targetEpoch: 3 }))).toBe(before);
  });

  it('moves to the next epoch with the same partitions, assigned when they were', () => {
    expect(reconcile(member(), goal([0, 1]))).toMatchObject({
      state: 'stable',
      memberEpoch: 4,
      previousMemberEpoch: 3,
      assigned: owned(0, 1),
    });
  });

  it('gives back first, and stays in its epoch for that', () => {
    const next = reconcile(member(), goal([0, 2]));
    expect(next).toMatchObject({
      state: 'unrevoked-partitions',
      memberEpoch: 3,
      assigned: owned(0),
      pendingRevocation: owned(1),
    });
  });

  it('need not be asked for what it no longer reports', () => {
    const next = reconcile(member(), goal([0, 2], reported(0)));
    expect(next.state).toBe('stable');
    expect(next.assigned.get(T)).toEqual(
      new Map([
        [0, 3],
        [2, 4],
      ]),
    );
  });

  it('waits in the new epoch for what others own, and has the rest', () => {
    const isOwned = (_: Uuid, partition: number) => partition === 3;
    const next = reconcile(member(), goal([0, 1, 2, 3], { isOwned }));
    expect(next).toMatchObject({ state: 'unreleased-partitions', memberEpoch: 4 });
    expect([...(next.assigned.get(T)?.keys() ?? [])]).toEqual([0, 1, 2]);
  });

  it('loses at once, in its epoch, what it no longer subscribes to', () => {
    const unsubscribed = { hasSubscriptionChanged: true, subscribedTopicIds: new Set<Uuid>() };
    const same = { targetEpoch: 3, ...unsubscribed };
    expect(reconcile(member(), goal([0, 1], same))).toMatchObject({
      state: 'unrevoked-partitions',
      memberEpoch: 3,
      assigned: new Map(),
      pendingRevocation: owned(0, 1),
    });
    expect(reconcile(member(), goal([0, 1], { ...same, reported: [] }))).toMatchObject({
      state: 'stable',
      assigned: new Map(),
    });
  });
});

describe('a member that has partitions to give back', () => {
  it('stays as it is while it reports them, or nothing', () => {
    const before = member(WAITING);
    expect(reconcile(before, goal([0]))).toBe(before);
    expect(reconcile(before, goal([0], reported(0, 1)))).toBe(before);
  });

  it('moves on once it does not report them', () => {
    const next = reconcile(member(WAITING), goal([0], reported(0)));
    expect(next).toMatchObject({ state: 'stable', memberEpoch: 4, assigned: owned(0) });
    expect(next.pendingRevocation.size).toBe(0);
  });

  it('may get back what it has just given back', () => {
    const isOwned = (_: Uuid, partition: number) => partition === 1;
    const next = reconcile(member(WAITING), goal([0, 1], { ...reported(0), isOwned }));
    expect(next).toMatchObject({ state: 'stable', memberEpoch: 4 });
    expect(next.assigned.get(T)?.has(1)).toBe(true);
  });

  it('has more to give back when it subscribes to less', () => {
    const unsubscribed = { hasSubscriptionChanged: true, subscribedTopicIds: new Set<Uuid>() };
    const next = reconcile(member(WAITING), goal([], { ...reported(0, 1), ...unsubscribed }));
    expect(next).toMatchObject({
      state: 'unrevoked-partitions',
      assigned: new Map(),
      pendingRevocation: owned(1, 0),
    });
  });
});

it('a member that waits for others gets what they have given back', () => {
  const before = member({ state: 'unreleased-partitions', memberEpoch: 4 });
  const next = reconcile(before, goal([0, 1, 2]));
  expect(next).toMatchObject({ state: 'stable', memberEpoch: 4 });
  expect([...(next.assigned.get(T)?.keys() ?? [])]).toEqual([0, 1, 2]);
});
