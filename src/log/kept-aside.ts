// Bytes that recovery cut off though there may be whole batches among them: they are copied to
// `<file>.<position>.cut` for whoever wants to look, and nothing ever reads them. Only those of the last
// recovery that kept any are there.

import type { FileSystem } from '../platform/file-system.ts';
import type { LogFile } from './open-files.ts';
import { CUT_SUFFIX } from './segment-files.ts';

const WINDOW_BYTES = 1024 * 1024;

/** Copies what stands in the file from `position` to `end`. */
export function keepAside(log: LogFile, position: number, end: number): void {
  const { fileSystem } = log.files;
  const copy = fileSystem.open(`${log.path}.${position}${CUT_SUFFIX}`, 'create');
  try {
    const window = Buffer.allocUnsafe(Math.min(WINDOW_BYTES, end - position));
    for (let at = position; at < end; at += window.length) {
      const count = log.use().readSync(window, 0, Math.min(window.length, end - at), at);
      copy.writeSync(window.subarray(0, count), at - position);
    }
    copy.syncNow();
  } finally {
    copy.close();
  }
}

/** Removes what an earlier recovery kept. */
export function removeKeptAside(fileSystem: FileSystem, directory: string): void {
  for (const name of fileSystem.list(directory)) {
    if (name.endsWith(CUT_SUFFIX)) fileSystem.remove(`${directory}/${name}`);
  }
}
