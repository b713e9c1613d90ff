// What retention and cleaning have to know of a log that nobody has opened, found out without opening it: names and
// sizes of its segments, and the last entry of one time index. A log that is not open does not change, so a
// summary stays true until it is opened.

import type { FileSystem } from '../platform/file-system.ts';
import { isNotFound } from '../platform/file-system.ts';
import { LOG_SUFFIX, parseSegmentName, segmentPath, TIME_INDEX_SUFFIX } from './segment-files.ts';
import { TIME_ENTRY_SIZE } from './time-index.ts';

export interface LogSummary {
  /** Bytes of all segments. */
  readonly sizeInBytes: number;
  /** Bytes of the oldest segment. */
  readonly oldestSize: number;
  /** The greatest timestamp in the oldest segment, in milliseconds; null: that takes opening the log. */
  readonly oldestTimestamp: number | null;
  /** Where the second segment begins; null when there is only one. */
  readonly secondBaseOffset: number | null;
  /** Where the last segment begins. */
  readonly lastBaseOffset: number;
}

/** The summary of the log in this directory; null when it holds no segment. */
export function summarizeLog(fileSystem: FileSystem, directory: string): LogSummary | null {
  const offsets = fileSystem
    .list(directory)
    .map(parseSegmentName)
    .filter((parsed) => parsed?.suffix === LOG_SUFFIX)
    .map((parsed) => parsed?.offset ?? 0)
    .sort((left, right) => left - right);
  const [oldest, second = null] = offsets;
  if (oldest === undefined) return null;
  const sizes = offsets.map(
    (offset) => fileSystem.stat(segmentPath(directory, offset, LOG_SUFFIX)).size,
  );
  return {
    sizeInBytes: sizes.reduce((sum, size) => sum + size, 0),
    oldestSize: sizes[0] ?? 0,
    oldestTimestamp: lastIndexedTimestamp(fileSystem, directory, oldest),
    secondBaseOffset: second,
    lastBaseOffset: offsets.at(-1) ?? oldest,
  };
}

/** A segment that was finished ends its time index with its greatest timestamp. */
function lastIndexedTimestamp(
  fileSystem: FileSystem,
  directory: string,
  baseOffset: number,
): number | null {
  const entry = lastEntry(fileSystem, segmentPath(directory, baseOffset, TIME_INDEX_SUFFIX));
  const timestamp = entry === null ? 0 : Number(entry.readBigInt64BE(0));
  // Zeros are what Apache Kafka allocates in advance: the index was not finished.
  return timestamp > 0 ? timestamp : null;
}

function lastEntry(fileSystem: FileSystem, path: string): Buffer | null {
  try {
    const file = fileSystem.open(path, 'read');
    try {
      const size = file.size();
      if (size < TIME_ENTRY_SIZE || size % TIME_ENTRY_SIZE !== 0) return null;
      const entry = Buffer.allocUnsafe(TIME_ENTRY_SIZE);
      file.readSync(entry, 0, TIME_ENTRY_SIZE, size - TIME_ENTRY_SIZE);
      return entry;
    } finally {
      file.close();
    }
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
