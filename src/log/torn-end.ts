// Tells the torn end of a segment from damage in its middle: a batch that is not whole is a torn end when
// no whole one comes after it. The next one stands where the damaged one says that it ends; where it does
// not, its length may be what is damaged, and every place is looked at for a batch that goes on with its
// offsets. Records may hold anything, also batches, but hardly one with that very offset.

import { readInt64 } from '../base/int64-bytes.ts';
import {
  BATCH_HEADER_SIZE,
  BatchField,
  LOG_OVERHEAD,
  MAGIC_V2,
  RecordBatch,
} from '../record/record-batch.ts';
import type { LogSegment } from './log-segment.ts';
import { MAX_RELATIVE, readBatch } from './segment-scan.ts';

const WINDOW_BYTES = 1024 * 1024;

/** Whether a whole batch comes after the damaged one at `position`, before `end`. */
export function isFollowedByBatch(segment: LogSegment, position: number, end: number): boolean {
  if (end - position < BATCH_HEADER_SIZE) return false;
  const header = Buffer.alloc(BATCH_HEADER_SIZE);
  segment.log.use().readSync(header, 0, BATCH_HEADER_SIZE, position);
  const damaged = new RecordBatch(header);
  const size = LOG_OVERHEAD + header.readInt32BE(BatchField.BATCH_LENGTH);
  const isCredible = size >= BATCH_HEADER_SIZE;
  if (isCredible && isWholeBatch(segment, position + size, end)) return true;
  // Without a length nothing else in the header is believed either.
  const nextOffset = isCredible ? damaged.nextOffset : null;
  return findWholeBatch(segment, { from: position + 1, end, nextOffset });
}

interface Search {
  readonly from: number;
  readonly end: number;
  /** The offset that the batch begins with; null: any. */
  readonly nextOffset: number | null;
}

function findWholeBatch(segment: LogSegment, { from, end, nextOffset }: Search): boolean {
  const window = Buffer.allocUnsafe(Math.min(WINDOW_BYTES, end - from));
  const step = Math.max(1, window.length - BATCH_HEADER_SIZE);
  for (let start = from; start + BATCH_HEADER_SIZE <= end; start += step) {
    const wanted = Math.min(window.length, end - start);
    const count = segment.log.use().readSync(window, 0, wanted, start);
    for (let at = 0; at + BATCH_HEADER_SIZE <= count; at++) {
      if (window[at + BatchField.MAGIC] !== MAGIC_V2) continue;
      if (!isPlausible(segment, window, at)) continue;
      if (nextOffset !== null && readInt64(window, at) !== nextOffset) continue;
      if (isWholeBatch(segment, start + at, end)) return true;
    }
  }
  return false;
}

function isPlausible(segment: LogSegment, bytes: Buffer, at: number): boolean {
  const relative = readInt64(bytes, at) - segment.baseOffset;
  const epoch = bytes.readInt32BE(at + BatchField.PARTITION_LEADER_EPOCH);
  return relative > 0 && relative <= MAX_RELATIVE && epoch >= 0;
}

function isWholeBatch(segment: LogSegment, position: number, end: number): boolean {
  if (end - position < BATCH_HEADER_SIZE) return false;
  const header = readBatch(segment.log, position, BATCH_HEADER_SIZE);
  const size = header.sizeInBytes;
  if (size < BATCH_HEADER_SIZE || size > end - position) return false;
  return readBatch(segment.log, position, size).isIntact;
}
