// The other end of node-offload.ts: what runs on the thread. It loads a task's module by its URL and makes
// step after step of it, looking before each whether the task was cancelled.

import { parentPort, workerData } from 'node:worker_threads';
import { nodeFileSystem } from './node-file-system.ts';
import type { TaskModule, TaskWorld } from './offload.ts';
import type { TaskOrder, ThreadReport } from './task-order.ts';
import { CANCEL_AT, TASK_THREAD } from './task-order.ts';

/** This module is loaded on the main thread too, for its URL. */
export const threadUrl = import.meta.url;

const world: TaskWorld = { fileSystem: nodeFileSystem, monotonicMs: () => performance.now() };

function report(message: ThreadReport): void {
  parentPort?.postMessage(message);
}

async function carryOut({ taskUrl, input, control }: TaskOrder): Promise<void> {
  const { runTask } = (await import(taskUrl)) as TaskModule<unknown, unknown, unknown>;
  const steps = runTask(input, world);
  for (;;) {
    if (Atomics.load(control, CANCEL_AT) === 1) {
      steps.return(undefined);
      report({ kind: 'cancelled' });
      return;
    }
    const step = steps.next();
    if (step.done) {
      report({ kind: 'done', result: step.value });
      return;
    }
    const { pauseMs = 0, progress } = step.value;
    if (progress !== undefined) report({ kind: 'progress', progress });
    if (pauseMs > 0) Atomics.wait(control, CANCEL_AT, 0, pauseMs);
  }
}

if (workerData === TASK_THREAD) {
  parentPort?.on('message', (order: TaskOrder) => {
    carryOut(order).catch((error: unknown) => {
      report({
        kind: 'failed',
        message: error instanceof Error ? (error.stack ?? '') : `${error}`,
      });
    });
  });
}
