// What is left of a batch when a clean has dropped some of its records, or all of them. Base offset, last
// offset, producer and sequence stay as they were: a reader finds the same offsets, and a producer that
// repeats the batch is recognised.

import { assert } from '../base/assert.ts';
import { writeInt64 } from '../base/int64-bytes.ts';
import { compress } from './compression.ts';
import { RecordCursor } from './record.ts';
import {
  BATCH_HEADER_SIZE,
  BatchField,
  COMPRESSION_MASK,
  DELETE_HORIZON_BIT,
  LOG_OVERHEAD,
  NO_TIMESTAMP,
  RecordBatch,
} from './record-batch.ts';
import { varintSize, writeVarint } from './varint.ts';

/** Bytes by which a record can grow when its timestamp delta does: the delta, and its own length. */
const MOST_GROWTH = 20;

/** The batch without its records: its header alone. */
export function emptyBatch(batch: RecordBatch): RecordBatch {
  const bytes = headerOf(batch, 0);
  const attributes = batch.attributes & ~(COMPRESSION_MASK | DELETE_HORIZON_BIT);
  bytes.writeInt16BE(attributes, BatchField.ATTRIBUTES);
  writeInt64(bytes, BatchField.BASE_TIMESTAMP, NO_TIMESTAMP);
  bytes.writeInt32BE(0, BatchField.RECORDS_COUNT);
  return withCrc(bytes);
}

export interface Retention {
  /** Its records, not compressed. */
  readonly plain: Buffer;
  /** Whether each of them stays; at least one does. */
  readonly stays: readonly boolean[];
  /** When its tombstones or its marker may go (KIP-534); null: it holds none, so far. */
  readonly deleteHorizonMs: number | null;
}

/** The batch with those of its records that stay, in its own compression. */
export function retainRecords(
  batch: RecordBatch,
  { plain, stays, deleteHorizonMs }: Retention,
): RecordBatch {
  const span = spanOf(batch, plain, stays);
  const baseTimestamp = deleteHorizonMs ?? span.firstTimestamp;
  const isAppendTime = batch.timestampType === 'LogAppendTime';
  const records = copyRecords(plain, stays, {
    shiftMs: batch.baseTimestamp - baseTimestamp,
    fixedDelta: isAppendTime ? batch.maxTimestamp - baseTimestamp : null,
  });
  const payload = compress(batch.compressionId, records);
  const bytes = headerOf(batch, payload.length);
  payload.copy(bytes, BATCH_HEADER_SIZE);
  const attributes = batch.attributes & ~DELETE_HORIZON_BIT;
  const horizonBit = deleteHorizonMs === null ? 0 : DELETE_HORIZON_BIT;
  bytes.writeInt16BE(attributes | horizonBit, BatchField.ATTRIBUTES);
  writeInt64(bytes, BatchField.BASE_TIMESTAMP, baseTimestamp);
  if (!isAppendTime) writeInt64(bytes, BatchField.MAX_TIMESTAMP, span.maxTimestamp);
  bytes.writeInt32BE(span.count, BatchField.RECORDS_COUNT);
  return withCrc(bytes);
}

interface RetainedSpan {
  readonly firstTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
}

function spanOf(batch: RecordBatch, plain: Buffer, stays: readonly boolean[]): RetainedSpan {
  const { baseTimestamp } = batch;
  const appendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : null;
  const cursor = new RecordCursor(plain);
  let firstTimestamp = NO_TIMESTAMP;
  let maxTimestamp = NO_TIMESTAMP;
  let count = 0;
  for (const isKept of stays) {
    cursor.next();
    if (!isKept) continue;
    const timestamp = appendTime ?? baseTimestamp + cursor.timestampDelta;
    if (count === 0) firstTimestamp = timestamp;
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    count++;
  }
  assert(count > 0, 'a batch of which no record stays is made empty');
  return { firstTimestamp, maxTimestamp, count };
}

/** The records that stay, with their timestamp deltas moved by `shiftMs`, or all the same. */
function copyRecords(
  plain: Buffer,
  stays: readonly boolean[],
  { shiftMs, fixedDelta }: { readonly shiftMs: number; readonly fixedDelta: number | null },
): Buffer {
  const target = Buffer.allocUnsafe(plain.length + stays.length * MOST_GROWTH);
  const cursor = new RecordCursor(plain);
  let at = 0;
  for (const isKept of stays) {
    const from = cursor.position;
    cursor.next();
    if (!isKept) continue;
    const delta = fixedDelta ?? cursor.timestampDelta + shiftMs;
    if (delta === cursor.timestampDelta) at += plain.copy(target, at, from, cursor.position);
    else at = writeRecord(target, at, cursor, delta);
  }
  return target.subarray(0, at);
}

function writeRecord(
  target: Buffer,
  start: number,
  { bytes, offsetDelta, contentAt, position }: RecordCursor,
  timestampDelta: number,
): number {
  const contentSize = position - contentAt;
  const size = 1 + varintSize(timestampDelta) + varintSize(offsetDelta) + contentSize;
  let at = writeVarint(target, start, size);
  target[at++] = 0;
  at = writeVarint(target, at, timestampDelta);
  at = writeVarint(target, at, offsetDelta);
  return at + bytes.copy(target, at, contentAt, position);
}

/** A new batch with the header of this one and room for a payload. */
function headerOf(batch: RecordBatch, payloadSize: number): Buffer {
  const bytes = Buffer.allocUnsafe(BATCH_HEADER_SIZE + payloadSize);
  batch.bytes.copy(bytes, 0, batch.start, batch.start + BATCH_HEADER_SIZE);
  bytes.writeInt32BE(bytes.length - LOG_OVERHEAD, BatchField.BATCH_LENGTH);
  return bytes;
}

function withCrc(bytes: Buffer): RecordBatch {
  const batch = new RecordBatch(bytes);
  batch.updateCrc();
  return batch;
}
