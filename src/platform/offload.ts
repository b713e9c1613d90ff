// The door to other threads: long work (cleaning a log) that must not hold up the event loop. A task is given
// paths and numbers, never payloads, and works in short steps; between two of them it can be cancelled or
// told to wait. The same task runs on a thread of its own, or step by step on the event loop of a test.

import type { FileSystem } from './file-system.ts';

/** What a task says between two steps. */
export interface TaskStep<Progress> {
  /** Milliseconds to wait before it goes on; left out: none. */
  readonly pauseMs?: number;
  /** Something that is done already, for whoever started the task. */
  readonly progress?: Progress;
}

/** The world as a task sees it. */
export interface TaskWorld {
  readonly fileSystem: FileSystem;
  /** As `Clock.monotonicMs`. */
  monotonicMs(): number;
}

/**
 * The work itself. Input, progress and result are plain data: they cross from thread to thread. When it is
 * cancelled, the generator returns where it stands, and its `finally` blocks run.
 */
export type TaskBody<Input, Progress, Result> = (
  input: Input,
  world: TaskWorld,
) => Generator<TaskStep<Progress>, Result>;

/** A module that holds nothing but a task, so that a thread can load it by its URL. */
export interface TaskModule<Input, Progress, Result> {
  /** `import.meta.url` of the module. */
  readonly taskUrl: string;
  readonly runTask: TaskBody<Input, Progress, Result>;
}

export interface TaskRequest<Input, Progress, Result> {
  /** A dynamic import of the task's module, which the bundler makes a file of its own. */
  readonly load: () => Promise<TaskModule<Input, Progress, Result>>;
  readonly input: Input;
  readonly onProgress: (progress: Progress) => void;
}

export interface RunningTask<Result> {
  /** Rejects with TaskCancelledError once a cancelled task has stopped, with an Error when the task threw. */
  readonly result: Promise<Result>;
  /** Asks it to stop; without effect once it has ended. */
  cancel(): void;
}

/** A task was told to stop, and did. */
export class TaskCancelledError extends Error {
  constructor() {
    super('the task was cancelled');
    this.name = 'TaskCancelledError';
  }
}

export interface Offload {
  start<Input, Progress, Result>(
    request: TaskRequest<Input, Progress, Result>,
  ): RunningTask<Result>;
  /** Cancels what runs, and lets go of all threads. */
  close(): Promise<void>;
}
