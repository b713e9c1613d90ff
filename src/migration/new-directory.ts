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

/** Builds what belongs into the directory. Once `build` is done everything it made is the directory's. */
export async function buildDirectory<Result>(
  files: FileSystem,
  target: string,
  build: () => Promise<Result>,
): Promise<Result> {
  const wasThere = files.exists(target);
  try {
    files.makeDirectory(target);
    if (recognizeDirectory(files, target) === 'unfinished') clear(files, target);
    files.writeFileAtomic(`${target}/${UNFINISHED}`, Buffer.from('klamm\n'));
    const lock = files.lockDirectory(target);
    try {
      const result = await build();
      await files.syncDirectory(target);
      files.remove(`${target}/${UNFINISHED}`);
      await files.syncDirectory(target);
      return result;
    } finally {
      lock.release();
    }
  } catch (error) {
    clear(files, target);
    files.remove(`${target}/${UNFINISHED}`);
    if (!wasThere) files.removeTree(target);
    throw error;
  }
}

/** Removes what was built: it began as an empty directory. */
function clear(files: FileSystem, target: string): void {
  for (const name of files.list(target)) {
    if (name !== UNFINISHED && !HARMLESS_NAMES.has(name)) files.removeTree(`${target}/${name}`);
  }
}
