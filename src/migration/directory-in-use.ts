// Finds out whether an Apache Kafka is running on a directory. Its lock is the kernel's, which not every
// system lets others see; but a node that runs appends to its metadata log twice a second, and so gives
// itself away even from inside another container.

import type { Clock } from '../platform/clock.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { METADATA_DIRECTORY } from './metadata-log.ts';
import { MigrationError } from './migration-error.ts';

/** A log that was written at most so long ago is watched. */
const RECENT_MS = 10_000;
/** Three times `metadata.max.idle.interval.ms`. */
const WATCH_MS = 1_500;

export interface UseWatch {
  readonly files: FileSystem;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<void>;
  /** The process that holds the kernel's lock on a file; null when none is seen. */
  readonly lockHolder: (path: string) => number | null;
}

/** Throws MigrationError while an Apache Kafka runs on one of these directories. */
export async function requireStopped(
  { files, clock, pause, lockHolder }: UseWatch,
  directories: readonly string[],
): Promise<void> {
  for (const path of directories) {
    const pid = lockHolder(`${path}/.lock`);
    if (pid !== null) throw inUse(path, ` by process ${pid}`);
  }
  for (const path of directories) {
    const before = traceOf(files, path);
    if (clock.wallMs() - before.modifiedMs > RECENT_MS) continue;
    await pause(WATCH_MS);
    if (traceOf(files, path).text !== before.text) throw inUse(path, '');
  }
}

function inUse(path: string, by: string): MigrationError {
  return new MigrationError(`${path} is in use${by}: stop the Apache Kafka that runs on it first`);
}

/** What a running node changes: the sizes and times of the files of its metadata log. */
export function traceOf(files: FileSystem, path: string): { text: string; modifiedMs: number } {
  const directory = `${path}/${METADATA_DIRECTORY}`;
  if (!files.exists(directory)) return { text: '', modifiedMs: 0 };
  const stats = files.list(directory).map((name) => {
    const { size, modifiedMs } = files.stat(`${directory}/${name}`);
    return { name, size, modifiedMs };
  });
  const modifiedMs = Math.max(0, ...stats.map((stat) => stat.modifiedMs));
  return { text: JSON.stringify(stats), modifiedMs };
}
