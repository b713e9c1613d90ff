// Runs tasks on the event loop, one step at a turn, on any file system and clock: for a disk in memory, which
// no other thread sees, and for tests, where a virtual clock decides when each step is made.

import type { Clock } from './clock.ts';
import type { FileSystem } from './file-system.ts';
import type { Offload, RunningTask, TaskRequest, TaskWorld } from './offload.ts';
import { TaskCancelledError } from './offload.ts';

interface Run {
  isCancelled: boolean;
  readonly ended: Promise<unknown>;
}

export class InlineOffload implements Offload {
  readonly #world: TaskWorld;
  readonly #clock: Clock;
  readonly #runs = new Set<Run>();

  constructor({ fileSystem, clock }: { readonly fileSystem: FileSystem; readonly clock: Clock }) {
    this.#clock = clock;
    this.#world = { fileSystem, monotonicMs: () => clock.monotonicMs() };
  }

  start<Input, Progress, Result>(
    request: TaskRequest<Input, Progress, Result>,
  ): RunningTask<Result> {
    const state = { isCancelled: false };
    const result = this.#run(request, state);
    const run: Run = Object.assign(state, { ended: result.catch(() => {}) });
    this.#runs.add(run);
    void run.ended.then(() => this.#runs.delete(run));
    return {
      result,
      cancel: () => {
        state.isCancelled = true;
      },
    };
  }

  /** Where the clock stands still, a step that waits for it is not waited for. */
  async close(): Promise<void> {
    for (const run of this.#runs) run.isCancelled = true;
  }

  async #run<Input, Progress, Result>(
    { load, input, onProgress }: TaskRequest<Input, Progress, Result>,
    state: { readonly isCancelled: boolean },
  ): Promise<Result> {
    const { runTask } = await load();
    const steps = runTask(input, this.#world);
    for (;;) {
      if (state.isCancelled) {
        steps.return(undefined as never);
        throw new TaskCancelledError();
      }
      const step = steps.next();
      if (step.done) return step.value;
      const { pauseMs = 0, progress } = step.value;
      if (progress !== undefined) onProgress(progress);
      await this.#pause(pauseMs);
    }
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#clock.setTimer(pauseMs, resolve);
    });
  }
}
