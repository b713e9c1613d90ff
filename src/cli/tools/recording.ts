// A file of recorded traffic, as commands are given it.

import { StartError } from '../../broker/start-error.ts';
import { StorageError } from '../../platform/file-system.ts';
import { nodeFileSystem } from '../../platform/node-file-system.ts';
import type { RecordedTraffic } from '../../testing/traffic/traffic-lines.ts';
import { readTraffic, TrafficFileError } from '../../testing/traffic/traffic-lines.ts';

/** What the file holds. Throws StartError for one that cannot be read, or is something else. */
export function readRecording(file: string): RecordedTraffic {
  try {
    return readTraffic(nodeFileSystem, file);
  } catch (error) {
    if (error instanceof StorageError) {
      throw new StartError(`cannot read ${file} (${error.code})`, { cause: error });
    }
    if (error instanceof TrafficFileError) throw new StartError(error.message, { cause: error });
    throw error;
  }
}
