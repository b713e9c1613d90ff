// Tasks of a Streams topology by subtopology: what a member has, should have or says that it owns. An active
// task that a member has carries the epoch in which it was given, by which late commits are judged. Values
// are never changed after they were made; a subtopology without tasks is left out.

/** Partitions by subtopology id. */
export type TaskMap = ReadonlyMap<string, ReadonlySet<number>>;

/** Partitions by subtopology id, each with the epoch in which it was assigned. */
export type TaskEpochMap = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What a member should have. */
export interface Tasks {
  readonly active: TaskMap;
  readonly standby: TaskMap;
  readonly warmup: TaskMap;
}

/** What a member has, or has yet to give up. */
export interface HeldTasks {
  readonly active: TaskEpochMap;
  readonly standby: TaskMap;
  readonly warmup: TaskMap;
}

/** Tasks of one subtopology as messages and records carry them. */
export interface TaskIds {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
}

/** What both kinds of maps can be asked. */
type AnyTaskMap = ReadonlyMap<string, Pick<ReadonlySet<number>, 'has' | 'keys' | 'size'>>;
type AnyTasks = Record<keyof Tasks, AnyTaskMap>;

const NOTHING = new Map<string, never>();
export const NO_TASKS: Tasks & HeldTasks = { active: NOTHING, standby: NOTHING, warmup: NOTHING };

const ROLES = ['active', 'standby', 'warmup'] as const;

/** Tasks as they came in a message; what is listed twice counts once. */
export function taskMap(listed: readonly TaskIds[]): TaskMap {
  const tasks = new Map<string, Set<number>>();
  for (const { subtopologyId, partitions } of listed) {
    for (const partition of partitions) addTask(tasks, subtopologyId, partition);
  }
  return tasks;
}

/** Adds a task to a map under construction. */
export function addTask(
  tasks: Map<string, Set<number>>,
  subtopologyId: string,
  partition: number,
): void {
  const known = tasks.get(subtopologyId);
  if (known === undefined) tasks.set(subtopologyId, new Set([partition]));
  else known.add(partition);
}

/** Tasks as a message or record carries them, in order. */
export function taskIds(tasks: AnyTaskMap): { subtopologyId: string; partitions: number[] }[] {
  return [...tasks]
    .map(([subtopologyId, partitions]) => ({
      subtopologyId,
      partitions: [...partitions.keys()].sort((a, b) => a - b),
    }))
    .sort((a, b) => (a.subtopologyId < b.subtopologyId ? -1 : 1));
}

export function isWithoutTasks(tasks: AnyTasks): boolean {
  return ROLES.every((role) => tasks[role].size === 0);
}

/** Whether both have a task in the same role. */
export function shareTasks(left: AnyTasks, right: AnyTasks): boolean {
  return ROLES.some((role) => {
    for (const [subtopologyId, partitions] of left[role]) {
      const others = right[role].get(subtopologyId);
      if (others === undefined) continue;
      for (const partition of partitions.keys()) if (others.has(partition)) return true;
    }
    return false;
  });
}

/** Whether all tasks of `part` are among those of `whole`, in the same roles. */
export function areTasksWithin(part: AnyTasks, whole: AnyTasks): boolean {
  return ROLES.every((role) => isMapWithin(part[role], whole[role]));
}

/** Whether both are the same tasks in the same roles; epochs do not matter. */
export function areSameTasks(left: AnyTasks, right: AnyTasks): boolean {
  return areTasksWithin(left, right) && areTasksWithin(right, left);
}

/** Whether both are the same tasks, given in the same epochs. */
export function areSameHeldTasks(left: HeldTasks, right: HeldTasks): boolean {
  if (!areSameTasks(left, right)) return false;
  for (const [subtopologyId, epochs] of left.active) {
    const others = right.active.get(subtopologyId);
    for (const [partition, epoch] of epochs) if (others?.get(partition) !== epoch) return false;
  }
  return true;
}

function isMapWithin(part: AnyTaskMap, whole: AnyTaskMap): boolean {
  for (const [subtopologyId, partitions] of part) {
    const others = whole.get(subtopologyId);
    for (const partition of partitions.keys()) if (!others?.has(partition)) return false;
  }
  return true;
}
