// What the sticky assignor promises, for any group: every task active once, never twice in a process, an even
// spread, and as few moves as that allows.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type {
  AssignableMember,
  AssignableSubtopology,
  TaskAssignmentRequest,
} from '../../../../../src/coordinator/group/streams/assignor/sticky-task-assignor.ts';
import { assignTasks } from '../../../../../src/coordinator/group/streams/assignor/sticky-task-assignor.ts';
import type { TaskMap, Tasks } from '../../../../../src/coordinator/group/streams/tasks.ts';
import { NO_TASKS, taskMap } from '../../../../../src/coordinator/group/streams/tasks.ts';

function keys(tasks: TaskMap): string[] {
  return [...tasks].flatMap(([id, partitions]) => Array.from(partitions, (p) => `${id}_${p}`));
}

function member(
  memberId: string,
  processId: string,
  previous: Partial<Tasks> = {},
): AssignableMember {
  return { memberId, processId, previous: { ...NO_TASKS, ...previous } };
}

function tasksOf(subtopologyId: string, ...partitions: number[]): TaskMap {
  return taskMap([{ subtopologyId, partitions }]);
}

const stateless = { subtopologyId: 'a', taskCount: 4, isStateful: false };
const stateful = { subtopologyId: 'a', taskCount: 4, isStateful: true };

function assign(
  members: readonly AssignableMember[],
  subtopologies: readonly AssignableSubtopology[],
  standbyReplicas = 0,
): ReadonlyMap<string, Tasks> {
  return assignTasks({ members, subtopologies, standbyReplicas });
}

function activeOf(assignment: ReadonlyMap<string, Tasks>, memberId: string): string[] {
  return keys(assignment.get(memberId)?.active ?? new Map()).sort();
}

function standbyOf(assignment: ReadonlyMap<string, Tasks>, memberId: string): string[] {
  return keys(assignment.get(memberId)?.standby ?? new Map()).sort();
}

describe('active tasks', () => {
  it('all go to a member that is alone', () => {
    const assignment = assign([member('m1', 'p1')], [stateless]);
    expect(activeOf(assignment, 'm1')).toEqual(['a_0', 'a_1', 'a_2', 'a_3']);
  });

  it('are spread over processes before they are spread over the members of one', () => {
    const members = [member('m1', 'p1'), member('m2', 'p1'), member('m3', 'p2')];
    const assignment = assign(members, [{ ...stateless, taskCount: 3 }]);
    expect(['m1', 'm2', 'm3'].map((id) => activeOf(assignment, id).length)).toEqual([1, 1, 1]);
  });

  it('stay where they are when a member comes, as far as it is to have its share', () => {
    const members = [member('m1', 'p1', { active: tasksOf('a', 0, 1, 2, 3) }), member('m2', 'p2')];
    const assignment = assign(members, [stateless]);
    expect(activeOf(assignment, 'm1')).toEqual(['a_0', 'a_1']);
    expect(activeOf(assignment, 'm2')).toEqual(['a_2', 'a_3']);
  });

  it('go to who had them on standby when their member goes', () => {
    const members = [
      member('m1', 'p1', { active: tasksOf('a', 0, 1) }),
      member('m2', 'p2', { standby: tasksOf('a', 3) }),
      member('m3', 'p3', { standby: tasksOf('a', 2) }),
    ];
    const assignment = assign(members, [stateful]);
    expect(activeOf(assignment, 'm2')).toEqual(['a_3']);
    expect(activeOf(assignment, 'm3')).toEqual(['a_2']);
  });

  it('cannot be given to nobody', () => {
    expect(() => assign([], [stateless])).toThrow('No process available');
    expect(assign([], [])).toEqual(new Map());
  });
});

describe('standby tasks', () => {
  it('are those of stateful subtopologies, in another process than the active one', () => {
    const subtopologies = [stateful, { subtopologyId: 'b', taskCount: 2, isStateful: false }];
    const assignment = assign([member('m1', 'p1'), member('m2', 'p2')], subtopologies, 1);
    const standbys = ['m1', 'm2'].flatMap((id) => standbyOf(assignment, id)).sort();
    expect(standbys).toEqual(['a_0', 'a_1', 'a_2', 'a_3']);
  });

  it('are as many as there are other processes, when more are wanted', () => {
    const members = [member('m1', 'p1'), member('m2', 'p1'), member('m3', 'p2')];
    const assignment = assign(members, [stateful], 2);
    const standbys = ['m1', 'm2', 'm3'].flatMap((id) => standbyOf(assignment, id));
    expect(standbys).toHaveLength(4);
  });

  it('stay where they were', () => {
    const members = [
      member('m1', 'p1', { active: tasksOf('a', 0, 1, 2, 3) }),
      member('m2', 'p2'),
      member('m3', 'p3', { standby: tasksOf('a', 0, 1, 2, 3) }),
    ];
    const before = assign(members, [stateful], 1);
    const again = assign(
      members.map((one) => ({ ...one, previous: before.get(one.memberId) ?? NO_TASKS })),
      [stateful],
      1,
    );
    expect(again).toEqual(before);
  });
});

const subtopologies = fc
  .array(fc.record({ taskCount: fc.integer({ min: 1, max: 9 }), isStateful: fc.boolean() }), {
    maxLength: 4,
  })
  .map((list) => list.map((one, at) => ({ ...one, subtopologyId: `s${at}` })));

const someTasks = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 10 })), {
    maxLength: 8,
  })
  .map((list) => taskMap(list.map(([s, p]) => ({ subtopologyId: `s${s}`, partitions: [p] }))));

const members = fc
  .array(
    fc.record({
      process: fc.integer({ min: 0, max: 4 }),
      previous: fc.record({ active: someTasks, standby: someTasks }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((list) => list.map((one, at) => member(`m${at}`, `p${one.process}`, one.previous)));

const requests: fc.Arbitrary<TaskAssignmentRequest> = fc.record({
  members,
  subtopologies,
  standbyReplicas: fc.integer({ min: 0, max: 3 }),
});

describe('for any group, whatever its members had before', () => {
  it('every task is active exactly once', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const active = [...assignTasks(request).values()].flatMap((tasks) => keys(tasks.active));
        const all = request.subtopologies.flatMap(({ subtopologyId, taskCount }) =>
          Array.from({ length: taskCount }, (_, partition) => `${subtopologyId}_${partition}`),
        );
        expect(active.sort()).toEqual(all.sort());
      }),
    );
  });

  it('no process has a task twice, and only stateful tasks are on standby', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const byProcess = new Map<string, string[]>();
        const assignment = assignTasks(request);
        for (const { memberId, processId } of request.members) {
          const { active, standby } = assignment.get(memberId) ?? NO_TASKS;
          const held = byProcess.get(processId) ?? [];
          held.push(...keys(active), ...keys(standby));
          byProcess.set(processId, held);
          for (const id of standby.keys()) {
            expect(request.subtopologies.find((one) => one.subtopologyId === id)?.isStateful).toBe(
              true,
            );
          }
        }
        for (const held of byProcess.values()) expect(new Set(held).size).toBe(held.length);
      }),
    );
  });

  it('a stateful task has as many standbys as are wanted and there are other processes', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const processes = new Set(request.members.map(({ processId }) => processId)).size;
        const wanted = Math.min(request.standbyReplicas, processes - 1);
        const standbys = [...assignTasks(request).values()].flatMap((tasks) => keys(tasks.standby));
        const stateful = request.subtopologies.filter(({ isStateful }) => isStateful);
        const tasks = stateful.reduce((sum, { taskCount }) => sum + taskCount, 0);
        expect(standbys).toHaveLength(tasks * wanted);
      }),
    );
  });

  it('what it has spread evenly, it decides again', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decide = (asked: readonly AssignableMember[]) =>
          assignTasks({ ...request, members: asked, standbyReplicas: 0 });
        const decided = decide(request.members);
        const counts = [...decided.values()].map(({ active }) => keys(active).length);
        fc.pre(Math.max(...counts) - Math.min(...counts) <= 1);
        const again = decide(
          request.members.map((one) => ({
            ...one,
            previous: decided.get(one.memberId) ?? NO_TASKS,
          })),
        );
        for (const { memberId } of request.members) {
          expect(activeOf(again, memberId)).toEqual(activeOf(decided, memberId));
        }
      }),
    );
  });

  it('members with a process each differ by no more than one active task', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const alone = request.members.map((one, at) => ({ ...one, processId: `p${at}` }));
        const assignment = assignTasks({ ...request, members: alone });
        const counts = [...assignment.values()].map(({ active }) => keys(active).length);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
