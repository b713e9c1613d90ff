// The records inside a batch. `RecordCursor` walks them without building anything, for validation;
// `recordsOf` gives them as objects, for coordinators, the cleaner and tests. Keys and values are views.

import { assert } from '../base/assert.ts';
import { decompress } from './compression.ts';
import type { RecordBatch } from './record-batch.ts';
import { invalidRecord } from './record-errors.ts';
import type { ByteCursor } from './varint.ts';
import { readVarint, readVarlong } from './varint.ts';

export interface RecordHeader {
  readonly key: string;
  readonly value: Buffer | null;
}

/** One record of the log. Key and value are views: copy them to keep them. */
export interface LogRecord {
  readonly offset: number;
  /** Milliseconds since the epoch, -1 when it has none. */
  readonly timestamp: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: readonly RecordHeader[];
}

/**
 * Walks records that are not compressed (any more). Each `next` has checked every length in the record,
 * headers included, against the record's own length.
 */
export class RecordCursor implements ByteCursor {
  readonly bytes: Buffer;
  position: number;
  readonly end: number;

  timestampDelta = 0;
  offsetDelta = 0;
  /** Where the fields after the offset delta begin: key, value, headers. */
  contentAt = 0;
  /** -1: no key. */
  keyLength = 0;
  keyAt = 0;
  /** -1: no value. */
  valueLength = 0;
  valueAt = 0;
  headerCount = 0;
  headersAt = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
    this.position = 0;
    this.end = bytes.length;
  }

  get isAtEnd(): boolean {
    return this.position === this.end;
  }

  /** Moves to the next record, which must be there: throws INVALID_RECORD when it is not well formed. */
  next(): void {
    const length = readVarint(this);
    const recordEnd = this.position + length;
    if (length < 0 || recordEnd > this.end) throw invalidRecord('a record is cut off');
    this.position++;
    this.timestampDelta = readVarlong(this);
    this.offsetDelta = readVarint(this);
    this.contentAt = this.position;
    this.keyLength = readVarint(this);
    this.keyAt = this.position;
    if (this.keyLength > 0) this.skip(this.keyLength);
    this.valueLength = readVarint(this);
    this.valueAt = this.position;
    if (this.valueLength > 0) this.skip(this.valueLength);
    this.headerCount = readVarint(this);
    this.headersAt = this.position;
    if (this.headerCount !== 0) this.skipHeaders(recordEnd);
    if (this.position !== recordEnd) {
      throw invalidRecord(`a record of ${length} bytes has other contents than its length says`);
    }
  }

  private skip(length: number): void {
    this.position += length;
    if (this.position > this.end) throw invalidRecord('a record is cut off');
  }

  private skipHeaders(recordEnd: number): void {
    const count = this.headerCount;
    if (count < 0 || count > recordEnd - this.position) {
      throw invalidRecord(`a record says that it has ${count} headers`);
    }
    for (let index = 0; index < count; index++) {
      const keyLength = readVarint(this);
      if (keyLength < 0) throw invalidRecord('a record header has no key');
      this.skip(keyLength);
      const valueLength = readVarint(this);
      if (valueLength > 0) this.skip(valueLength);
    }
  }
}

/** The records of a batch, decompressed. Throws a KafkaError when they are not well formed. */
export function* recordsOf(batch: RecordBatch): Generator<LogRecord> {
  const count = batch.recordsCount;
  if (count === 0) return;
  const { baseOffset, baseTimestamp } = batch;
  const appendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : null;
  const cursor = new RecordCursor(decompress(batch.compressionId, batch.payload));
  for (let index = 0; index < count; index++) {
    cursor.next();
    yield {
      offset: baseOffset + cursor.offsetDelta,
      timestamp: appendTime ?? baseTimestamp + cursor.timestampDelta,
      key: slice(cursor.bytes, cursor.keyAt, cursor.keyLength),
      value: slice(cursor.bytes, cursor.valueAt, cursor.valueLength),
      headers: cursor.headerCount === 0 ? NO_HEADERS : readHeaders(cursor),
    };
  }
  if (!cursor.isAtEnd) throw invalidRecord('a batch holds more than its records');
}

const NO_HEADERS: readonly RecordHeader[] = [];

function slice(bytes: Buffer, at: number, length: number): Buffer | null {
  return length < 0 ? null : bytes.subarray(at, at + length);
}

function readHeaders({ bytes, headersAt, headerCount, position }: RecordCursor): RecordHeader[] {
  const cursor: ByteCursor = { bytes, position: headersAt, end: position };
  const headers: RecordHeader[] = [];
  for (let index = 0; index < headerCount; index++) {
    const keyLength = readVarint(cursor);
    const key = bytes.toString('utf8', cursor.position, cursor.position + keyLength);
    cursor.position += keyLength;
    const valueLength = readVarint(cursor);
    headers.push({ key, value: slice(bytes, cursor.position, valueLength) });
    cursor.position += Math.max(valueLength, 0);
  }
  assert(cursor.position === position, 'record headers end where the record ends');
  return headers;
}
