// Makes directories that a power loss does not take back, with all that is in them: the name of each is
// synced where it stands. On the event loop: for start only.

import { dirname } from 'node:path';
import type { FileSystem } from '../platform/file-system.ts';

/** Creates the directory and what is missing above it. */
export function makeDirectoryDurably(fileSystem: FileSystem, path: string): void {
  const missing: string[] = [];
  for (let at = path; !fileSystem.exists(at) && at !== dirname(at); at = dirname(at)) {
    missing.push(at);
  }
  fileSystem.makeDirectory(path);
  for (const made of missing) fileSystem.syncDirectoryNow(dirname(made));
}
