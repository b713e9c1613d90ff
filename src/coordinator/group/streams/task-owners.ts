// In which processes the tasks of a group are at present: those that members have and those that they have
// yet to give up. A task is active in at most one process, and in one role per process. Kept in step with the
// members as they change.

import type { HeldTasks } from './tasks.ts';

/** A member as far as its tasks go. */
export interface TaskHolder {
  readonly processId: string;
  readonly assigned: HeldTasks;
  readonly pendingRevocation: HeldTasks;
}

export class TaskOwners {
  /** How often a process has a task as active one; by task and process. */
  private readonly active = new Map<string, Map<string, number>>();
  /** The same for the other roles. */
  private readonly passive = new Map<string, Map<string, number>>();

  add(holder: TaskHolder): void {
    this.count(holder, 1);
  }

  remove(holder: TaskHolder): void {
    this.count(holder, -1);
  }

  /** Whether the task is active anywhere. */
  isActive(subtopologyId: string, partition: number): boolean {
    return this.active.has(keyOf(subtopologyId, partition));
  }

  /** Whether the process has the task in any role. */
  isIn(processId: string, subtopologyId: string, partition: number): boolean {
    const key = keyOf(subtopologyId, partition);
    return (
      this.active.get(key)?.has(processId) === true ||
      this.passive.get(key)?.has(processId) === true
    );
  }

  /** Whether the process has the task on standby or as warm-up. */
  isPassiveIn(processId: string, subtopologyId: string, partition: number): boolean {
    return this.passive.get(keyOf(subtopologyId, partition))?.has(processId) === true;
  }

  /** Whether every active task is in one process. */
  isConsistent(): boolean {
    for (const processes of this.active.values()) if (processes.size > 1) return false;
    return true;
  }

  private count({ processId, assigned, pendingRevocation }: TaskHolder, change: 1 | -1): void {
    for (const { active, standby, warmup } of [assigned, pendingRevocation]) {
      for (const [id, epochs] of active)
        countAll(this.active, [id, epochs.keys()], processId, change);
      for (const tasks of [standby, warmup]) {
        for (const [id, ids] of tasks) countAll(this.passive, [id, ids], processId, change);
      }
    }
  }
}

function countAll(
  owners: Map<string, Map<string, number>>,
  [subtopologyId, partitions]: readonly [string, Iterable<number>],
  processId: string,
  change: 1 | -1,
): void {
  for (const partition of partitions) {
    const key = keyOf(subtopologyId, partition);
    const processes = owners.get(key) ?? new Map<string, number>();
    const count = (processes.get(processId) ?? 0) + change;
    if (count > 0) processes.set(processId, count);
    else processes.delete(processId);
    if (processes.size > 0) owners.set(key, processes);
    else owners.delete(key);
  }
}

function keyOf(subtopologyId: string, partition: number): string {
  return `${partition}-${subtopologyId}`;
}
