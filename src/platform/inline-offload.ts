// Runs tasks on the event loop, one step at a turn, on any file system and clock: for a disk in memory, which
// no other thread sees, and for tests, where a virtual clock decides when each step is made.

import type { Clock } from './clock.ts';
import type { FileSystem } from './file-system.ts';
import type { Offload, RunningTask, TaskRequest, TaskWorld } from './offload.ts';
import { TaskCancelledError } from './offload.ts';

/** A task under way. */
class Run {
  isCancelled = false;
  readonly #clock: Clock;
  #wake: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A task that waits stops waiting. */
  cancel(): void {
    this.isCancelled = true;
    this.#wake?.();
  }

  pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.#clock.setTimer(pauseMs, resolve);
      this.#wake = () => {
        timer.cancel();
        resolve();
      };
    });
  }
}

export interface InlineOffloadOptions {
  readonly fileSystem: FileSystem;
  readonly clock: Clock;
  /** Told when the module of a task is being loaded, which takes time of the machine. */
  readonly onLoading?: (loading: Promise<unknown>) => void;
}

export class InlineOffload implements Offload {
  readonly #world: TaskWorld;
  readonly #clock: Clock;
  readonly #onLoading: (loading: Promise<unknown>) => void;
  readonly #runs = new Set<Run>();

  constructor({ fileSystem, clock, onLoading = () => {} }: InlineOffloadOptions) {
    this.#clock = clock;
    this.#onLoading = onLoading;
    this.#world = { fileSystem, monotonicMs: () => clock.monotonicMs() };
  }

  start<Input, Progress, Result>(
    request: TaskRequest<Input, Progress, Result>,
  ): RunningTask<Result> {
    const run = new Run(this.#clock);
    this.#runs.add(run);
    const result = this.#run(request, run).finally(() => this.#runs.delete(run));
    return { result, cancel: () => run.cancel() };
  }

  async close(): Promise<void> {
    for (const run of this.#runs) run.cancel();
  }

  async #run<Input, Progress, Result>(
    { load, input, onProgress }: TaskRequest<Input, Progress, Result>,
    run: Run,
  ): Promise<Result> {
    const loading = load();
    this.#onLoading(loading);
    const { runTask } = await loading;
    const steps = runTask(input, this.#world);
    for (;;) {
      if (run.isCancelled) {
        steps.return(undefined as never);
        throw new TaskCancelledError();
      }
      const step = steps.next();
      if (step.done) return step.value;
      const { pauseMs = 0, progress } = step.value;
      if (progress !== undefined) onProgress(progress);
      await run.pause(pauseMs);
    }
  }
}
