// The tasks that one process (a JVM, say) is given while an assignment is made, and how they are spread over
// its members (its threads). A task is at most once in a process, whatever its role: state is on its disk once.

import { assert } from '../../../../base/assert.ts';
import type { Task } from './task.ts';
import { taskKey } from './task.ts';

export class ProcessLoad {
  /** How many tasks each member has so far. */
  private readonly counts = new Map<string, number>();
  private readonly tasks = new Set<string>();

  addMember(memberId: string): void {
    this.counts.set(memberId, 0);
  }

  /** Tasks per member. */
  get load(): number {
    return this.tasks.size / this.counts.size;
  }

  /** Whether it has fewer tasks per member; among equals one more task weighs less on the one with more members. */
  isLessLoaded(other: ProcessLoad): boolean {
    if (this.load !== other.load) return this.load < other.load;
    return this.counts.size > other.counts.size;
  }

  has(task: Task): boolean {
    return this.tasks.has(taskKey(task));
  }

  countOf(memberId: string): number {
    const count = this.counts.get(memberId);
    assert(count !== undefined, 'a member is part of its process');
    return count;
  }

  /** The member with the fewest tasks; the first of several. */
  get leastLoadedMember(): string {
    let least: [memberId: string, count: number] | null = null;
    for (const entry of this.counts) if (least === null || entry[1] < least[1]) least = entry;
    assert(least !== null, 'a process has members');
    return least[0];
  }

  /** Returns how many tasks the member has now. */
  add(memberId: string, task: Task): number {
    assert(!this.has(task), 'a process has a task once');
    const count = this.countOf(memberId) + 1;
    this.tasks.add(taskKey(task));
    this.counts.set(memberId, count);
    return count;
  }
}
