// Small files that can be made again from the log: written beside and renamed, but not synced, so that no
// append waits for the device. After a power loss such a file may be empty or old; its reader finds that
// out and makes it again.

import { dirname } from 'node:path';
import type { FileSystem } from '../platform/file-system.ts';
import type { OpenFiles } from './open-files.ts';

/** Replaces the file at `path`; a crash of the process leaves the old content or the new. */
export function replaceFile(fileSystem: FileSystem, path: string, content: Buffer): void {
  const temporary = `${path}.tmp`;
  writeWhole(fileSystem, temporary, content);
  fileSystem.rename(temporary, path);
}

/** The same for a file of a partition: the log's next flush brings it to the device. */
export function replaceLogFile(files: OpenFiles, path: string, content: Buffer): void {
  replaceFile(files.fileSystem, path, content);
  files.syncs.replaced(path);
}

/**
 * Makes such a file where there is none: without a detour, for there is nothing that a crash could take. One
 * that is cut off is found out by its reader, like any other.
 */
export function createLogFile(files: OpenFiles, path: string, content: Buffer): void {
  writeWhole(files.fileSystem, path, content);
  files.syncs.replaced(path);
}

/**
 * The same for a file that the batches tell as well: a flush waits for its name alone, which is one sync less
 * for each partition. What a power loss leaves of it without its content is found out and made again.
 */
export function createDerivedFile(files: OpenFiles, path: string, content: Buffer): void {
  writeWhole(files.fileSystem, path, content);
  files.syncs.changed(dirname(path));
}

function writeWhole(fileSystem: FileSystem, path: string, content: Buffer): void {
  const file = fileSystem.open(path, 'create');
  try {
    file.writeSync(content, 0);
  } finally {
    file.close();
  }
}
