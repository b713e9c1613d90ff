// What the main thread and a task's thread say to each other.

/** What the thread is told to do. */
export interface TaskOrder {
  readonly taskUrl: string;
  readonly input: unknown;
  /** Shared: at CANCEL_AT stands 1 once the task is cancelled. */
  readonly control: Int32Array;
}

/** What it says of it. */
export type ThreadReport =
  | { readonly kind: 'progress'; readonly progress: unknown }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly message: string };

/** Tells a thread that it is one of these. */
export const TASK_THREAD = 'klamm-task-thread';
export const CANCEL_AT = 0;
