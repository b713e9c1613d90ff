// Makes record batches: for the coordinators' records, for control records, for tests, and for a produced
// batch that has to be written anew. Offsets in the batch are 0..n-1; the log gives it its place.

import { assert } from '../base/assert.ts';
import { writeInt64 } from '../base/int64-bytes.ts';
import { compress } from './compression.ts';
import type { TimestampType } from './record-batch.ts';
import {
  BATCH_HEADER_SIZE,
  BatchField,
  batchAttributes,
  LOG_OVERHEAD,
  MAGIC_V2,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  NO_TIMESTAMP,
  RecordBatch,
} from './record-batch.ts';
import { varintSize, writeVarint } from './varint.ts';

/** A record to be written. */
export interface NewRecord {
  /** Milliseconds since the epoch; left out: the batch's `timestamp`. */
  readonly timestamp?: number;
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
  readonly headers?: readonly { readonly key: string; readonly value: Buffer | null }[];
}

/** What stands in the header of a batch to be written. */
export interface NewBatch {
  readonly records: readonly NewRecord[];
  /** Of the records that have none of their own; left out: -1, no timestamp. */
  readonly timestamp?: number;
  readonly timestampType?: TimestampType;
  /** Left out: not compressed. */
  readonly compressionId?: number;
  readonly compressionLevel?: number;
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly isTransactional?: boolean;
  readonly isControl?: boolean;
  readonly baseOffset?: number;
  readonly partitionLeaderEpoch?: number;
}

/** A batch of these records in bytes of its own. */
export function buildBatch(batch: NewBatch): Buffer {
  const { records } = batch;
  assert(records.length > 0, 'a batch has at least one record');
  const fallback = batch.timestamp ?? NO_TIMESTAMP;
  const baseTimestamp = records[0]?.timestamp ?? fallback;
  let maxTimestamp = NO_TIMESTAMP;
  const sizes: number[] = [];
  let payloadSize = 0;
  for (const [index, record] of records.entries()) {
    const timestamp = record.timestamp ?? fallback;
    maxTimestamp = Math.max(maxTimestamp, timestamp);
    const size = bodySize(record, timestamp - baseTimestamp, index);
    sizes.push(size);
    payloadSize += varintSize(size) + size;
  }
  const plain = Buffer.allocUnsafe(payloadSize);
  let at = 0;
  for (const [index, record] of records.entries()) {
    at = writeVarint(plain, at, sizes[index] as number);
    const timestampDelta = (record.timestamp ?? fallback) - baseTimestamp;
    at = writeBody(plain, at, record, [timestampDelta, index]);
  }
  assert(at === payloadSize, 'records have the size that was computed');
  return assembleBatch(batch, plain, { baseTimestamp, maxTimestamp, count: records.length });
}

/** A batch around records that are serialized already (not compressed yet). */
export function assembleBatch(
  batch: Omit<NewBatch, 'records'>,
  plain: Buffer,
  { baseTimestamp, maxTimestamp, count }: BatchSpan,
): Buffer {
  const compressionId = batch.compressionId ?? 0;
  const payload = compress(compressionId, plain, batch.compressionLevel);
  const bytes = Buffer.allocUnsafe(BATCH_HEADER_SIZE + payload.length);
  writeInt64(bytes, BatchField.BASE_OFFSET, batch.baseOffset ?? 0);
  bytes.writeInt32BE(bytes.length - LOG_OVERHEAD, BatchField.BATCH_LENGTH);
  bytes.writeInt32BE(batch.partitionLeaderEpoch ?? -1, BatchField.PARTITION_LEADER_EPOCH);
  bytes.writeInt8(MAGIC_V2, BatchField.MAGIC);
  bytes.writeInt16BE(batchAttributes({ ...batch, compressionId }), BatchField.ATTRIBUTES);
  bytes.writeInt32BE(count - 1, BatchField.LAST_OFFSET_DELTA);
  writeInt64(bytes, BatchField.BASE_TIMESTAMP, baseTimestamp);
  writeInt64(bytes, BatchField.MAX_TIMESTAMP, maxTimestamp);
  writeInt64(bytes, BatchField.PRODUCER_ID, batch.producerId ?? NO_PRODUCER_ID);
  bytes.writeInt16BE(batch.producerEpoch ?? NO_PRODUCER_EPOCH, BatchField.PRODUCER_EPOCH);
  bytes.writeInt32BE(batch.baseSequence ?? NO_SEQUENCE, BatchField.BASE_SEQUENCE);
  bytes.writeInt32BE(count, BatchField.RECORDS_COUNT);
  payload.copy(bytes, BATCH_HEADER_SIZE);
  new RecordBatch(bytes).updateCrc();
  return bytes;
}

/** The timestamps and the number of the records in a batch. */
export interface BatchSpan {
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly count: number;
}

function bodySize(record: NewRecord, timestampDelta: number, offsetDelta: number): number {
  const headers = record.headers ?? [];
  let size = 1 + varintSize(timestampDelta) + varintSize(offsetDelta);
  size += blobSize(record.key) + blobSize(record.value) + varintSize(headers.length);
  for (const { key, value } of headers) {
    const keySize = Buffer.byteLength(key);
    size += varintSize(keySize) + keySize + blobSize(value);
  }
  return size;
}

function blobSize(blob: Buffer | null | undefined): number {
  return blob ? varintSize(blob.length) + blob.length : 1;
}

function writeBody(
  bytes: Buffer,
  start: number,
  record: NewRecord,
  [timestampDelta, offsetDelta]: readonly [number, number],
): number {
  const headers = record.headers ?? [];
  bytes[start] = 0;
  let at = writeVarint(bytes, start + 1, timestampDelta);
  at = writeVarint(bytes, at, offsetDelta);
  at = writeBlob(bytes, at, record.key);
  at = writeBlob(bytes, at, record.value);
  at = writeVarint(bytes, at, headers.length);
  for (const { key, value } of headers) {
    at = writeVarint(bytes, at, Buffer.byteLength(key));
    at += bytes.write(key, at);
    at = writeBlob(bytes, at, value);
  }
  return at;
}

function writeBlob(bytes: Buffer, at: number, blob: Buffer | null | undefined): number {
  if (!blob) return writeVarint(bytes, at, -1);
  const from = writeVarint(bytes, at, blob.length);
  return from + blob.copy(bytes, from);
}
