// Walks the batches of a segment's file in order. Headers are looked at for plausibility only: whoever
// must know that a batch is whole asks for its bytes and for its CRC. What cannot be a batch is a
// CorruptLogError with its position.

import { assert } from '../base/assert.ts';
import { readInt64 } from '../base/int64-bytes.ts';
import type { File } from '../platform/file-system.ts';
import {
  BATCH_HEADER_SIZE,
  BatchField,
  LOG_OVERHEAD,
  MAGIC_V2,
  RecordBatch,
} from '../record/record-batch.ts';
import { CorruptLogError } from './corrupt-log-error.ts';

/** A file that batches are read from: a LogFile, or one that is open. */
export interface BatchFile {
  readonly path: string;
  use(): Pick<File, 'readSync'>;
}

/** A batch and where it stands in its file. With `headersOnly` just the header's bytes are there. */
export interface ScannedBatch {
  readonly batch: RecordBatch;
  readonly position: number;
}

export interface ScanRange {
  /** The base offset of the segment: no batch in it has an offset before it, or 2^31 after it. */
  readonly baseOffset: number;
  /** Where a batch begins. */
  readonly from: number;
  /** Where the last one ends. */
  readonly end: number;
  readonly headersOnly?: boolean;
  /** Bytes that are read at a time, when no batch needs more. */
  readonly windowBytes?: number;
}

/** Offsets in a segment are int32 in its indexes, relative to its base offset. */
export const MAX_RELATIVE = 0x7fffffff;

const DEFAULT_WINDOW_BYTES = 64 * 1024;

/** The batches in this part of a file. Each is valid until the next is asked for. */
export function* scanBatches(file: BatchFile, range: ScanRange): Generator<ScannedBatch> {
  const { from, end, baseOffset, headersOnly = false } = range;
  const { windowBytes = DEFAULT_WINDOW_BYTES } = range;
  let nextOffset = baseOffset;
  let window = Buffer.allocUnsafe(Math.min(windowBytes, Math.max(end - from, 0)));
  let windowStart = from;
  let windowSize = 0;
  const load = (position: number, size: number): number => {
    if (position + size <= windowStart + windowSize && position >= windowStart) {
      return position - windowStart;
    }
    if (size > window.length) window = Buffer.allocUnsafe(size);
    const wanted = Math.min(window.length, end - position);
    windowStart = position;
    windowSize = file.use().readSync(window, 0, wanted, position);
    if (windowSize < size) throw new CorruptLogError(file.path, position, 'a batch is cut off');
    return 0;
  };
  for (let position = from; position < end; ) {
    if (end - position < BATCH_HEADER_SIZE) {
      throw new CorruptLogError(file.path, position, `${end - position} bytes are no batch`);
    }
    let at = load(position, BATCH_HEADER_SIZE);
    const size = batchSizeAt(window, at);
    const fault = findFault(window, at, { remaining: end - position, baseOffset });
    if (fault) throw new CorruptLogError(file.path, position, fault);
    if (!headersOnly) at = load(position, size);
    const batch = new RecordBatch(window, at);
    if (batch.baseOffset < nextOffset) {
      const reason = `offset ${batch.baseOffset} comes after ${nextOffset - 1}`;
      throw new CorruptLogError(file.path, position, reason);
    }
    nextOffset = batch.nextOffset;
    yield { batch, position };
    position += size;
  }
}

/** What stands in a batch's header, as far as finding an offset needs it. */
export interface BatchPlace {
  readonly position: number;
  readonly size: number;
  readonly baseOffset: number;
  readonly nextOffset: number;
}

const PROBE_BYTES = 8 * 1024;
const probe = Buffer.allocUnsafe(PROBE_BYTES);

/**
 * The first batch in the range that ends with `offset` or later; null when there is none. It only reads
 * headers, those of small batches many at a time.
 */
export function findBatch(file: BatchFile, offset: number, range: ScanRange): BatchPlace | null {
  const { from, end, baseOffset } = range;
  let probeStart = 0;
  let probeSize = 0;
  for (let position = from; position < end; ) {
    if (position + BATCH_HEADER_SIZE > probeStart + probeSize || probeSize === 0) {
      probeStart = position;
      const wanted = Math.min(PROBE_BYTES, end - position);
      probeSize = file.use().readSync(probe, 0, wanted, position);
    }
    const at = position - probeStart;
    const isWhole = probeSize - at >= BATCH_HEADER_SIZE;
    const fault = isWhole
      ? findFault(probe, at, { remaining: end - position, baseOffset })
      : 'a batch is cut off';
    if (fault) throw new CorruptLogError(file.path, position, fault);
    const batch = new RecordBatch(probe, at);
    const { nextOffset } = batch;
    const size = batch.sizeInBytes;
    if (nextOffset > offset) return { position, size, baseOffset: batch.baseOffset, nextOffset };
    position += size;
  }
  return null;
}

/** Whether a batch that stands at the range's beginning starts with `offset` or before it. */
export function beginsAtOrBefore(file: BatchFile, offset: number, range: ScanRange): boolean {
  const { from, end, baseOffset } = range;
  const remaining = end - from;
  if (remaining < BATCH_HEADER_SIZE) return false;
  const count = file.use().readSync(probe, 0, BATCH_HEADER_SIZE, from);
  if (count < BATCH_HEADER_SIZE || findFault(probe, 0, { remaining, baseOffset })) return false;
  return new RecordBatch(probe).baseOffset <= offset;
}

/** Reads one whole batch that is known to stand at `position`. */
export function readBatch(file: BatchFile, position: number, size: number): RecordBatch {
  const bytes = Buffer.allocUnsafe(size);
  const count = file.use().readSync(bytes, 0, size, position);
  if (count !== size) throw new CorruptLogError(file.path, position, 'a batch is cut off');
  return new RecordBatch(bytes);
}

function batchSizeAt(bytes: Buffer, at: number): number {
  return LOG_OVERHEAD + bytes.readInt32BE(at + BatchField.BATCH_LENGTH);
}

/** Why no batch of this segment can begin here; null when one can. */
function findFault(
  bytes: Buffer,
  at: number,
  { remaining, baseOffset }: { readonly remaining: number; readonly baseOffset: number },
): string | null {
  assert(at + BATCH_HEADER_SIZE <= bytes.length, 'a header is looked at in full');
  const size = batchSizeAt(bytes, at);
  if (size < BATCH_HEADER_SIZE) return `a batch says that it has ${size} bytes`;
  if (size > remaining) return `a batch says that it has ${size} bytes, ${remaining} are left`;
  const magic = bytes.readInt8(at + BatchField.MAGIC);
  if (magic !== MAGIC_V2) return `a batch has the magic ${magic}`;
  const delta = bytes.readInt32BE(at + BatchField.LAST_OFFSET_DELTA);
  const relative = readInt64(bytes, at) - baseOffset;
  if (delta < 0 || relative < 0 || relative + delta > MAX_RELATIVE) {
    return `a batch has the offsets ${relative} to ${relative + delta} after the segment's first`;
  }
  return null;
}
