// A record batch (magic 2) as a view over bytes: nothing is decoded until it is asked for, and nothing is
// copied. The base offset and the partition leader epoch stand outside the CRC and may be patched in
// place; whoever changes another header field computes the CRC again.

import { assert } from '../base/assert.ts';
import { crc32c } from '../base/crc32c.ts';
import { readInt64, writeInt64 } from '../base/int64-bytes.ts';

/** Where each header field stands, in bytes from the start of the batch. */
export const BatchField = {
  BASE_OFFSET: 0,
  BATCH_LENGTH: 8,
  PARTITION_LEADER_EPOCH: 12,
  MAGIC: 16,
  CRC: 17,
  ATTRIBUTES: 21,
  LAST_OFFSET_DELTA: 23,
  BASE_TIMESTAMP: 27,
  MAX_TIMESTAMP: 35,
  PRODUCER_ID: 43,
  PRODUCER_EPOCH: 51,
  BASE_SEQUENCE: 53,
  RECORDS_COUNT: 57,
} as const;

/** Bytes of base offset and batch length, which the batch length does not count. */
export const LOG_OVERHEAD = 12;
/** Bytes of the whole header: no batch is smaller. */
export const BATCH_HEADER_SIZE = 61;
export const MAGIC_V2 = 2;
export const NO_TIMESTAMP = -1;
export const NO_PRODUCER_ID = -1;
export const NO_PRODUCER_EPOCH = -1;
export const NO_SEQUENCE = -1;

export const COMPRESSION_MASK = 0x07;
const TIMESTAMP_TYPE_BIT = 0x08;
const TRANSACTIONAL_BIT = 0x10;
const CONTROL_BIT = 0x20;
export const DELETE_HORIZON_BIT = 0x40;
const MAX_INT32 = 0x7fffffff;

/** Who sets a record's timestamp: its producer, or the broker when it appends. */
export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** The attribute bits of a batch with these properties. */
export function batchAttributes(properties: {
  readonly compressionId?: number;
  readonly timestampType?: TimestampType;
  readonly isTransactional?: boolean;
  readonly isControl?: boolean;
}): number {
  return (
    (properties.compressionId ?? 0) |
    (properties.timestampType === 'LogAppendTime' ? TIMESTAMP_TYPE_BIT : 0) |
    (properties.isTransactional ? TRANSACTIONAL_BIT : 0) |
    (properties.isControl ? CONTROL_BIT : 0)
  );
}

/** The sequence number `increment` after `sequence`: 2^31-1 is followed by 0. */
export function incrementSequence(sequence: number, increment: number): number {
  return sequence > MAX_INT32 - increment
    ? increment - (MAX_INT32 - sequence) - 1
    : sequence + increment;
}

export class RecordBatch {
  readonly bytes: Buffer;
  /** Where the batch begins in `bytes`. */
  readonly start: number;

  /** A view of the batch at `start`; its header must be there in full. */
  constructor(bytes: Buffer, start = 0) {
    assert(bytes.length - start >= BATCH_HEADER_SIZE, 'a record batch has its header in full');
    this.bytes = bytes;
    this.start = start;
  }

  get baseOffset(): number {
    return readInt64(this.bytes, this.start);
  }

  /** Bytes of the whole batch, header included, as the header says. */
  get sizeInBytes(): number {
    return LOG_OVERHEAD + this.bytes.readInt32BE(this.start + BatchField.BATCH_LENGTH);
  }

  get partitionLeaderEpoch(): number {
    return this.bytes.readInt32BE(this.start + BatchField.PARTITION_LEADER_EPOCH);
  }

  get magic(): number {
    return this.bytes.readInt8(this.start + BatchField.MAGIC);
  }

  get crc(): number {
    return this.bytes.readUInt32BE(this.start + BatchField.CRC);
  }

  get attributes(): number {
    return this.bytes.readInt16BE(this.start + BatchField.ATTRIBUTES);
  }

  get lastOffsetDelta(): number {
    return this.bytes.readInt32BE(this.start + BatchField.LAST_OFFSET_DELTA);
  }

  get lastOffset(): number {
    return this.baseOffset + this.lastOffsetDelta;
  }

  /** The offset of the batch that follows. */
  get nextOffset(): number {
    return this.lastOffset + 1;
  }

  get baseTimestamp(): number {
    return readInt64(this.bytes, this.start + BatchField.BASE_TIMESTAMP);
  }

  get maxTimestamp(): number {
    return readInt64(this.bytes, this.start + BatchField.MAX_TIMESTAMP);
  }

  get producerId(): number {
    return readInt64(this.bytes, this.start + BatchField.PRODUCER_ID);
  }

  get hasProducerId(): boolean {
    return this.producerId > NO_PRODUCER_ID;
  }

  get producerEpoch(): number {
    return this.bytes.readInt16BE(this.start + BatchField.PRODUCER_EPOCH);
  }

  get baseSequence(): number {
    return this.bytes.readInt32BE(this.start + BatchField.BASE_SEQUENCE);
  }

  get lastSequence(): number {
    const first = this.baseSequence;
    return first === NO_SEQUENCE ? NO_SEQUENCE : incrementSequence(first, this.lastOffsetDelta);
  }

  get recordsCount(): number {
    return this.bytes.readInt32BE(this.start + BatchField.RECORDS_COUNT);
  }

  /** The number of the compression codec; 0 is none. */
  get compressionId(): number {
    return this.attributes & COMPRESSION_MASK;
  }

  get timestampType(): TimestampType {
    return this.attributes & TIMESTAMP_TYPE_BIT ? 'LogAppendTime' : 'CreateTime';
  }

  get isTransactional(): boolean {
    return (this.attributes & TRANSACTIONAL_BIT) !== 0;
  }

  get isControl(): boolean {
    return (this.attributes & CONTROL_BIT) !== 0;
  }

  /** Whether the base timestamp is the time from which tombstones may be dropped (KIP-534). */
  get hasDeleteHorizon(): boolean {
    return (this.attributes & DELETE_HORIZON_BIT) !== 0;
  }

  /** The records as they are stored: compressed when `compressionId` is not 0. A view. */
  get payload(): Buffer {
    return this.bytes.subarray(this.start + BATCH_HEADER_SIZE, this.start + this.sizeInBytes);
  }

  /** The whole batch. A view. */
  get frame(): Buffer {
    return this.bytes.subarray(this.start, this.start + this.sizeInBytes);
  }

  /** Whether the bytes are all there and have the checksum that the header states. */
  get isIntact(): boolean {
    const size = this.sizeInBytes;
    return (
      size >= BATCH_HEADER_SIZE &&
      this.start + size <= this.bytes.length &&
      this.magic === MAGIC_V2 &&
      this.crc === this.computeCrc()
    );
  }

  computeCrc(): number {
    const from = this.start + BatchField.ATTRIBUTES;
    return crc32c(this.bytes.subarray(from, this.start + this.sizeInBytes));
  }

  /** Gives the batch its place in the log. Both fields are outside the CRC. */
  assignPlace(baseOffset: number, partitionLeaderEpoch: number): void {
    writeInt64(this.bytes, this.start, baseOffset);
    this.bytes.writeInt32BE(partitionLeaderEpoch, this.start + BatchField.PARTITION_LEADER_EPOCH);
  }

  /** Sets type and maximum of the timestamps, and the CRC when that changed anything. */
  setMaxTimestamp(type: TimestampType, maxTimestamp: number): void {
    if (this.timestampType === type && this.maxTimestamp === maxTimestamp) return;
    const attributes =
      type === 'LogAppendTime'
        ? this.attributes | TIMESTAMP_TYPE_BIT
        : this.attributes & ~TIMESTAMP_TYPE_BIT;
    this.bytes.writeInt16BE(attributes, this.start + BatchField.ATTRIBUTES);
    writeInt64(this.bytes, this.start + BatchField.MAX_TIMESTAMP, maxTimestamp);
    this.updateCrc();
  }

  /** States the CRC of what the batch holds now. */
  updateCrc(): void {
    this.bytes.writeUInt32BE(this.computeCrc(), this.start + BatchField.CRC);
  }
}
