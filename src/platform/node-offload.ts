// Runs tasks on worker threads. A thread starts with the first task that needs it, takes one task at a time,
// and ends when it has had none for a while: an idle broker has no threads of ours.
// Invariant: a thread that fails takes its own task with it and nothing else.

import { Worker } from 'node:worker_threads';
import { assert } from '../base/assert.ts';
import type { Offload, RunningTask, TaskRequest } from './offload.ts';
import { TaskCancelledError } from './offload.ts';
import type { TaskOrder, ThreadReport } from './task-order.ts';
import { CANCEL_AT, TASK_THREAD } from './task-order.ts';

/** How long a thread waits for its next task. */
const IDLE_MS = 5_000;
/** How long a task may take to notice that it is cancelled, before its thread is ended with it. */
const STOP_MS = 1_000;

/** A task under way: where its reports go. */
interface Assignment {
  readonly control: Int32Array;
  onProgress(progress: unknown): void;
  onEnd(report: Exclude<ThreadReport, { readonly kind: 'progress' }>): void;
}

class TaskThread {
  readonly #worker: Worker;
  readonly #onExit: () => void;
  #assignment: Assignment | null = null;
  #idleTimer: NodeJS.Timeout | null = null;

  constructor(mainUrl: string, onExit: () => void) {
    this.#onExit = onExit;
    this.#worker = new Worker(new URL(mainUrl), { workerData: TASK_THREAD });
    this.#worker.on('message', (report: ThreadReport) => this.#receive(report));
    this.#worker.on('error', (error) => this.#fail(error));
    this.#worker.on('exit', () => {
      this.#fail(new Error('the thread ended'));
      onExit();
    });
  }

  get isIdle(): boolean {
    return this.#assignment === null;
  }

  assign(order: TaskOrder, assignment: Assignment): void {
    assert(this.isIdle, 'a thread takes one task at a time');
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#assignment = assignment;
    this.#worker.ref();
    this.#worker.postMessage(order);
  }

  async end(): Promise<void> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer);
    this.#onExit();
    await this.#worker.terminate();
  }

  #receive(report: ThreadReport): void {
    const assignment = this.#assignment;
    if (report.kind === 'progress') {
      assignment?.onProgress(report.progress);
      return;
    }
    this.#assignment = null;
    this.#worker.unref();
    this.#idleTimer = setTimeout(() => void this.end(), IDLE_MS).unref();
    assignment?.onEnd(report);
  }

  #fail(error: Error): void {
    const assignment = this.#assignment;
    this.#assignment = null;
    assignment?.onEnd({ kind: 'failed', message: error.message });
  }
}

export class NodeOffload implements Offload {
  readonly #threads = new Set<TaskThread>();
  /** Tasks that have not ended, with what cancels each. */
  readonly #running = new Map<Promise<unknown>, () => void>();

  start<Input, Progress, Result>(
    request: TaskRequest<Input, Progress, Result>,
  ): RunningTask<Result> {
    const control = new Int32Array(new SharedArrayBuffer(4));
    const cancel = (): void => {
      Atomics.store(control, CANCEL_AT, 1);
      Atomics.notify(control, CANCEL_AT);
    };
    const result = this.#run(request, control);
    this.#running.set(result, cancel);
    const forget = (): void => void this.#running.delete(result);
    result.then(forget, forget);
    return { result, cancel };
  }

  async close(): Promise<void> {
    for (const cancel of this.#running.values()) cancel();
    const ended = Promise.allSettled(this.#running.keys());
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise((resolve) => {
      timer = setTimeout(resolve, STOP_MS);
    });
    await Promise.race([ended, tooLong]);
    clearTimeout(timer);
    await Promise.all([...this.#threads].map((thread) => thread.end()));
  }

  async #run<Input, Progress, Result>(
    { load, input, onProgress }: TaskRequest<Input, Progress, Result>,
    control: Int32Array,
  ): Promise<Result> {
    const [{ taskUrl }, { threadUrl }] = await Promise.all([load(), import('./task-thread.ts')]);
    if (Atomics.load(control, CANCEL_AT) === 1) throw new TaskCancelledError();
    const thread = [...this.#threads].find(({ isIdle }) => isIdle) ?? this.#begin(threadUrl);
    return new Promise((resolve, reject) => {
      thread.assign(
        { taskUrl, input, control },
        {
          control,
          onProgress: (progress) => onProgress(progress as Progress),
          onEnd: (report) => {
            if (report.kind === 'done') resolve(report.result as Result);
            else if (Atomics.load(control, CANCEL_AT) === 1) reject(new TaskCancelledError());
            else reject(new Error(report.kind === 'failed' ? report.message : 'cancelled'));
          },
        },
      );
    });
  }

  #begin(threadUrl: string): TaskThread {
    const thread = new TaskThread(threadUrl, () => this.#threads.delete(thread));
    this.#threads.add(thread);
    return thread;
  }
}
