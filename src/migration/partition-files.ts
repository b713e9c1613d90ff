// Which files of a partition's directory go along, and which of them may be shared by two directories: a
// segment that is closed and on the device is never written again, neither by Apache Kafka nor here (both
// replace and remove files, which leaves the other name alone). Everything else needs a copy of its own.

import { readInt64 } from '../base/int64-bytes.ts';
import {
  DELETED_SUFFIX,
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  parseSegmentName,
  TIME_INDEX_SUFFIX,
} from '../log/segment-files.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { BatchField, MAGIC_V2 } from '../record/record-batch.ts';
import type { SourcePartition } from './kafka-directory.ts';

const SWAP_SUFFIX = '.swap';
/** Bytes of a batch's header up to its magic. */
const MAGIC_END = BatchField.MAGIC + 1;

export interface PartitionFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Whether both directories may have the very same file. */
  readonly isClosed: boolean;
}

export interface PartitionFiles {
  readonly files: readonly PartitionFile[];
  /** Nothing was ever written: a partition without a directory says the same. */
  readonly isUntouched: boolean;
}

/** The files of a partition that go along. */
export function partitionFiles(files: FileSystem, partition: SourcePartition): PartitionFiles {
  const { path, source } = partition;
  const names = files.list(path).filter((name) => !isLeftover(name));
  const offsets = names.flatMap((name) => (name.endsWith(LOG_SUFFIX) ? offsetOf(name) : []));
  const flushed = source.wasClean
    ? Number.POSITIVE_INFINITY
    : (source.recoveryPoints.get(partition) ?? 0);
  const endOf = (offset: number) =>
    offsets.find((next) => next > offset) ?? Number.POSITIVE_INFINITY;
  const isClosed = (offset: number) =>
    endOf(offset) !== Number.POSITIVE_INFINITY && endOf(offset) <= flushed;
  const going = names
    .filter((name) => source.wasClean || !isIndex(name) || isClosed(offsetOf(name)[0] ?? 0))
    .map((name) => ({
      name,
      size: files.stat(`${path}/${name}`).size,
      isClosed: name.endsWith(LOG_SUFFIX) && offsetOf(name).every(isClosed),
    }));
  const hasRecords = going.some(({ name, size }) => size > 0 && isLogContent(name));
  const isUntouched = !hasRecords && offsets.every((offset) => offset === 0);
  return { files: going, isUntouched };
}

/** What the loader of a log throws away anyway. */
function isLeftover(name: string): boolean {
  return name.endsWith(DELETED_SUFFIX) || name.endsWith('.tmp');
}

/** After a crash an index is whatever was in memory, with room to grow; it is made again. */
function isIndex(name: string): boolean {
  return name.endsWith(OFFSET_INDEX_SUFFIX) || name.endsWith(TIME_INDEX_SUFFIX);
}

function isLogContent(name: string): boolean {
  return name.endsWith(LOG_SUFFIX) || name.endsWith(LOG_SUFFIX + SWAP_SUFFIX);
}

function offsetOf(name: string): number[] {
  const parsed = parseSegmentName(name);
  return parsed ? [parsed.offset] : [];
}

/** A segment in a message format from before Apache Kafka 0.11; null when there is none. */
export function findOldFormat(
  files: FileSystem,
  partition: SourcePartition,
  { files: going }: PartitionFiles,
): string | null {
  for (const { name, size } of going) {
    if (!isLogContent(name) || size < MAGIC_END) continue;
    const header = Buffer.alloc(MAGIC_END);
    const file = files.open(`${partition.path}/${name}`, 'read');
    try {
      file.readSync(header, 0, MAGIC_END, 0);
    } finally {
      file.close();
    }
    const magic = header.readInt8(BatchField.MAGIC);
    const isBatch = header.readInt32BE(BatchField.BATCH_LENGTH) > 0 && readInt64(header, 0) >= 0;
    if (isBatch && magic >= 0 && magic < MAGIC_V2) return name;
  }
  return null;
}
