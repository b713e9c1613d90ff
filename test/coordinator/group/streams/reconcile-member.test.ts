// One member's next step towards its target: what it keeps, gives up, gets and waits for.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { reconcileMember } from '../../../../src/coordinator/group/streams/reconcile-member.ts';
import type { StreamsMember } from '../../../../src/coordinator/group/streams/streams-member.ts';
import {
  newStreamsMember,
  StreamsMemberState,
} from '../../../../src/coordinator/group/streams/streams-member.ts';
import { TaskOwners } from '../../../../src/coordinator/group/streams/task-owners.ts';
import type { HeldTasks, Tasks } from '../../../../src/coordinator/group/streams/tasks.ts';
import { NO_TASKS, taskMap } from '../../../../src/coordinator/group/streams/tasks.ts';
import { names } from '../../support/streams-group-bench.ts';

const { STABLE, UNREVOKED_TASKS, UNRELEASED_TASKS } = StreamsMemberState;

function tasks(active: number[] = [], standby: number[] = []): Tasks {
  const of = (partitions: number[]) => taskMap([{ subtopologyId: '0', partitions }]);
  return { active: of(active), standby: of(standby), warmup: new Map() };
}

/** Tasks that were all given in the same epoch. */
function held(epoch: number, active: number[] = [], standby: number[] = []): HeldTasks {
  const epochs = new Map(active.map((partition) => [partition, epoch]));
  const given = active.length === 0 ? new Map() : new Map([['0', epochs]]);
  return { ...tasks([], standby), active: given };
}

function member(fields: Partial<StreamsMember> = {}): StreamsMember {
  const base = { ...newStreamsMember('a'), processId: 'p', memberEpoch: 3, previousMemberEpoch: 2 };
  return { ...base, ...fields };
}

function owned(...holders: readonly StreamsMember[]): TaskOwners {
  const owners = new TaskOwners();
  for (const holder of holders) owners.add(holder);
  return owners;
}

function step(
  from: StreamsMember,
  {
    epoch = 4,
    target = NO_TASKS as Tasks,
    owns = null as Tasks | null,
    others = [] as StreamsMember[],
  },
): StreamsMember {
  return reconcileMember(from, { epoch, tasks: target }, owns, owned(from, ...others));
}

/** Epochs, state, and what is had on one line. */
function summary({
  memberEpoch,
  previousMemberEpoch,
  state,
  assigned,
  pendingRevocation,
}: StreamsMember) {
  const had = [names(assigned.active), names(assigned.standby)];
  const pending = [names(pendingRevocation.active), names(pendingRevocation.standby)];
  return { epochs: [memberEpoch, previousMemberEpoch], state, had, pending };
}

describe('a stable member', () => {
  it('stays as it is in the epoch of its target', () => {
    const before = member({ assigned: held(3, [0]) });
    expect(step(before, { epoch: 3, target: tasks([1]) })).toBe(before);
  });

  it('gets what is free, and is in the epoch of its target', () => {
    const before = member({ assigned: held(2, [0]) });
    const after = step(before, { target: tasks([0, 1], [2]) });
    expect(summary(after)).toEqual({
      epochs: [4, 3],
      state: STABLE,
      had: [['0_0', '0_1'], ['0_2']],
      pending: [[], []],
    });
    expect(after.assigned.active.get('0')).toEqual(
      new Map([
        [0, 2],
        [1, 4],
      ]),
    );
  });

  it('gives up first, and gets nothing meanwhile', () => {
    const before = member({ assigned: held(3, [0, 1], [5]) });
    expect(summary(step(before, { target: tasks([1, 2]) }))).toEqual({
      epochs: [3, 3],
      state: UNREVOKED_TASKS,
      had: [['0_1'], []],
      pending: [['0_0'], ['0_5']],
    });
  });

  it('that says that it has given up already goes on at once', () => {
    const before = member({ assigned: held(3, [0, 1]) });
    const after = step(before, { target: tasks([1]), owns: tasks([1]) });
    expect(summary(after)).toMatchObject({ epochs: [4, 3], state: STABLE, pending: [[], []] });
  });

  it('waits for what others have, or have yet to give up', () => {
    const other = member({ memberId: 'b', processId: 'q', assigned: held(3, [1]) });
    const third = member({ memberId: 'c', processId: 'r', pendingRevocation: held(3, [2]) });
    const after = step(member(), { target: tasks([0, 1, 2]), others: [other, third] });
    expect(summary(after)).toMatchObject({
      epochs: [4, 3],
      state: UNRELEASED_TASKS,
      had: [['0_0'], []],
    });
    expect(step(after, { target: tasks([0, 1, 2]), others: [other, third] })).toMatchObject({
      memberEpoch: 4,
      previousMemberEpoch: 4,
    });
  });

  it('gets no task that its process has in another role, and standbys wherever else they are', () => {
    const sibling = member({ memberId: 'b', assigned: held(3, [1], [0]) });
    const far = member({ memberId: 'c', processId: 'q', assigned: held(3, [2], [2]) });
    const after = step(member(), { target: tasks([0], [1, 2]), others: [sibling, far] });
    expect(summary(after)).toMatchObject({ state: UNRELEASED_TASKS, had: [[], ['0_2']] });
  });
});

describe('a member that has to give tasks up', () => {
  const before = member({
    state: UNREVOKED_TASKS,
    assigned: held(3, [1]),
    pendingRevocation: held(3, [0]),
  });

  it('does not move until it says that it did', () => {
    expect(step(before, { target: tasks([1]) })).toBe(before);
    expect(step(before, { target: tasks([1]), owns: tasks([0, 1]) })).toBe(before);
    const after = step(before, { target: tasks([1]), owns: tasks([1]) });
    expect(summary(after)).toMatchObject({ epochs: [4, 3], state: STABLE, pending: [[], []] });
  });

  it('may have to give up more by then, in the next epoch', () => {
    const after = step(before, { epoch: 6, target: tasks([2]), owns: tasks([1]) });
    expect(summary(after)).toEqual({
      epochs: [4, 3],
      state: UNREVOKED_TASKS,
      had: [[], []],
      pending: [['0_1'], []],
    });
  });
});

it('a member that waits gets what has become free since', () => {
  const before = member({ memberEpoch: 4, state: UNRELEASED_TASKS, assigned: held(4, [0]) });
  const after = step(before, { target: tasks([0, 1]) });
  expect(summary(after)).toMatchObject({ state: STABLE, had: [['0_0', '0_1'], []] });
});

it('a member in a state of a later version has to come back with nothing', () => {
  const before = member({ state: 9, assigned: held(3, [0]) });
  for (const owns of [null, tasks([0])]) {
    const fenced = expect.objectContaining({ code: ErrorCode.FENCED_MEMBER_EPOCH });
    expect(() => step(before, { target: tasks([0]), owns })).toThrow(fenced);
  }
  const after = step(before, { target: tasks([0]), owns: tasks() });
  expect(summary(after)).toMatchObject({ epochs: [4, 3], state: STABLE, had: [['0_0'], []] });
});

it('a task that is twice in a process stays there until it has gone twice', () => {
  const one = member({ assigned: held(3, [0]) });
  const two = member({ memberId: 'b', pendingRevocation: held(3, [0]) });
  const owners = owned(one, two);
  owners.remove(one);
  expect([owners.isActive('0', 0), owners.isIn('p', '0', 0)]).toEqual([true, true]);
  owners.remove(two);
  expect([owners.isActive('0', 0), owners.isIn('p', '0', 0)]).toEqual([false, false]);
  owners.add(two);
  owners.add({ ...one, processId: 'q' });
  expect(owners.isConsistent()).toBe(false);
});
