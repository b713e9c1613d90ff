// A directory that is built step by step and is whole or says that it is not: a mark stands in it from the
// first step to the last. A failure clears what was written; what a killed process left is cleared by the
// next try.

import type { FileSystem } from '../platform/file-system.ts';
import { MigrationError } from './migration-error.ts';
import { HARMLESS_NAMES, recognizeDirectory, UNFINISHED } from './recognize-directory.ts';

/** Throws MigrationError unless there is nothing yet at `target`, or something that was never finished. */
export function requireNewDirectory(files: FileSystem, target: string): void {
  const kind = recognizeDirectory(files, target);
  if (kind === 'nothing' || kind === 'unfinished') return;
  const what = {
    klamm: 'holds the data of a Klamm',
    kafka: 'holds the data of an Apache Kafka',
    partitions: 'holds the data of a broker',
    other: 'is not empty',
  };
  throw new MigrationError(`${target} ${what[kind]}: a new or empty directory is needed`);
}

/**
 * Builds what belongs into the directory. Once `build` is done everything it made is the directory's. Throws
 * DirectoryBusyError while somebody else builds or serves there, with nothing touched.
 */
export async function buildDirectory<Result>(
  files: FileSystem,
  target: string,
  build: () => Promise<Result>,
): Promise<Result> {
  const wasThere = files.exists(target);
  files.makeDirectory(target);
  const lock = files.lockDirectory(target);
  let isDone = false;
  try {
    // Looked at once more, now that nobody else can change it.
    requireNewDirectory(files, target);
    const result = await buildMarked(files, target, build);
    isDone = true;
    return result;
  } finally {
    lock.release();
    if (!isDone && !wasThere) files.removeTree(target);
  }
}

async function buildMarked<Result>(
  files: FileSystem,
  target: string,
  build: () => Promise<Result>,
): Promise<Result> {
  clear(files, target);
  try {
    files.writeFileAtomic(`${target}/${UNFINISHED}`, Buffer.from('klamm\n'));
    const result = await build();
    await files.syncDirectory(target);
    files.remove(`${target}/${UNFINISHED}`);
    await files.syncDirectory(target);
    return result;
  } catch (error) {
    clear(files, target);
    files.remove(`${target}/${UNFINISHED}`);
    throw error;
  }
}

/** Removes what was built, here or by a process that was killed: all of it began as an empty directory. */
function clear(files: FileSystem, target: string): void {
  for (const name of files.list(target)) {
    if (name !== UNFINISHED && !HARMLESS_NAMES.has(name)) files.removeTree(`${target}/${name}`);
  }
}
