// One task of a Streams topology: a subtopology, for one partition of its input topics.

export interface Task {
  readonly subtopologyId: string;
  readonly partition: number;
}

/** Names a task within an assignment. */
export function taskKey({ subtopologyId, partition }: Task): string {
  return `${partition}-${subtopologyId}`;
}
