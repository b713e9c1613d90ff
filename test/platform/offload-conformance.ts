// What every Offload must do: run on threads, and on the event loop with a disk in memory.

import { describe, expect, test } from 'vitest';
import type { FileSystem } from '../../src/platform/file-system.ts';
import type { Offload, RunningTask } from '../../src/platform/offload.ts';
import { TaskCancelledError } from '../../src/platform/offload.ts';
import type { CountingInput } from './fixtures/counting-task.ts';

export interface OffloadFixture {
  readonly offload: Offload;
  readonly fileSystem: FileSystem;
  readonly path: string;
}

function count(
  { offload, path }: OffloadFixture,
  input: Omit<CountingInput, 'path'>,
  onProgress: (count: number) => void = () => {},
): RunningTask<string> {
  return offload.start<CountingInput, number, string>({
    load: () => import('./fixtures/counting-task.ts'),
    input: { ...input, path },
    onProgress,
  });
}

export function describeOffload(name: string, fixture: () => OffloadFixture): void {
  describe(name, () => {
    test('tells what is done, in order and before the result', async () => {
      const seen: unknown[] = [];
      const task = count(fixture(), { upTo: 3 }, (done) => seen.push(done));
      seen.push(await task.result);
      expect(seen).toEqual([1, 2, 3, 'counted to 3']);
    });

    test('runs several tasks at a time', async () => {
      const world = fixture();
      const tasks = [1, 2, 3].map((upTo) =>
        count({ ...world, path: `${world.path}-${upTo}` }, { upTo }),
      );
      const results = await Promise.all(tasks.map(({ result }) => result));
      expect(results).toEqual(['counted to 1', 'counted to 2', 'counted to 3']);
    });

    test('hands on what a task throws, and goes on to the next', async () => {
      const world = fixture();
      await expect(count(world, { upTo: 3, failsAt: 2 }).result).rejects.toThrow('2 is too much');
      expect(await count(world, { upTo: 1 }).result).toBe('counted to 1');
    });

    test('lets a task that is cancelled clear up, also while it waits', async () => {
      const world = fixture();
      const task = count(world, { upTo: 1000, pauseMs: 50 }, () => task.cancel());
      await expect(task.result).rejects.toThrow(TaskCancelledError);
      expect(world.fileSystem.exists(world.path)).toBe(false);
    });

    test('cancels what runs when it closes', async () => {
      const world = fixture();
      const task = count(world, { upTo: 1000, pauseMs: 50 }, () => void world.offload.close());
      await expect(task.result).rejects.toThrow(TaskCancelledError);
    });
  });
}
