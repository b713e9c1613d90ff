// Reads the protocol's primitive types out of a stretch of a buffer. It never reads past `end`, and it
// never allocates by a length that the remaining bytes do not cover; whatever is wrong is a
// MalformedMessageError. Invariant: start <= position <= end <= buffer.length.
//
// Every method takes the name of the field it reads: a constant that costs nothing unless it fails.

import { isUtf8 } from 'node:buffer';
import { MalformedMessageError } from './malformed-message-error.ts';
import type { Uuid } from './uuid.ts';
import { UUID_BYTES } from './uuid.ts';

/** Longest string that the protocol can carry, in bytes, in either encoding. */
export const MAX_STRING_BYTES = 0x7fff;

const TWO_TO_32 = 2 ** 32;

export class ByteReader {
  readonly buffer: Buffer;
  /** Index of the next byte. */
  position: number;
  /** Index after the last byte that belongs to the message. */
  readonly end: number;

  constructor(buffer: Buffer, start = 0, end = buffer.length) {
    if (!(start >= 0 && start <= end && end <= buffer.length)) {
      throw new RangeError(`[${start}, ${end}) is not within ${buffer.length} bytes`);
    }
    this.buffer = buffer;
    this.position = start;
    this.end = end;
  }

  /** Bytes that are left. */
  get remaining(): number {
    return this.end - this.position;
  }

  /** Any byte but 0 is true. */
  bool(field = ''): boolean {
    return this.uint8(field) !== 0;
  }

  int8(field = ''): number {
    return (this.uint8(field) << 24) >> 24;
  }

  uint8(field = ''): number {
    const at = this.take(1, field);
    return this.buffer[at] as number;
  }

  int16(field = ''): number {
    const at = this.take(2, field);
    const { buffer } = this;
    return ((((buffer[at] as number) << 8) | (buffer[at + 1] as number)) << 16) >> 16;
  }

  uint16(field = ''): number {
    const at = this.take(2, field);
    const { buffer } = this;
    return ((buffer[at] as number) << 8) | (buffer[at + 1] as number);
  }

  int32(field = ''): number {
    const at = this.take(4, field);
    return this.word(at);
  }

  uint32(field = ''): number {
    const at = this.take(4, field);
    return this.word(at) >>> 0;
  }

  /** Exact within +-2^53; see int64.ts. */
  int64(field = ''): number {
    const at = this.take(8, field);
    return this.word(at) * TWO_TO_32 + (this.word(at + 4) >>> 0);
  }

  /** All 64 bits, signed. */
  hash64(field = ''): bigint {
    const at = this.take(8, field);
    return this.buffer.readBigInt64BE(at);
  }

  float64(field = ''): number {
    const at = this.take(8, field);
    return this.buffer.readDoubleBE(at);
  }

  uuid(field = ''): Uuid {
    const at = this.take(UUID_BYTES, field);
    return this.buffer.toString('base64url', at, at + UUID_BYTES) as Uuid;
  }

  /** A variable-length unsigned number of at most 32 bits. */
  unsignedVarint(field = ''): number {
    const { buffer, end } = this;
    let at = this.position;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      if (at >= end) throw tooShort(field, 'a varint');
      const byte = buffer[at++] as number;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.position = at;
        return value >>> 0;
      }
    }
    throw new MalformedMessageError(field, 'a varint of more than 5 bytes');
  }

  /** A zigzag-encoded variable-length number of at most 32 bits. */
  varint(field = ''): number {
    const value = this.unsignedVarint(field);
    return (value >>> 1) ^ -(value & 1);
  }

  /** A zigzag-encoded variable-length number of at most 64 bits; exact within +-2^53. */
  varlong(field = ''): number {
    const { buffer, end } = this;
    let at = this.position;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= end) throw tooShort(field, 'a varlong');
      const byte = buffer[at++] as number;
      const bits = byte & 0x7f;
      if (shift < 32) low |= bits << shift;
      if (shift === 28) high |= bits >>> 4;
      else if (shift > 28) high |= bits << (shift - 32);
      if (byte < 0x80) {
        this.position = at;
        const sign = -(low & 1);
        const valueLow = ((low >>> 1) | (high << 31)) ^ sign;
        return ((high >>> 1) ^ sign) * TWO_TO_32 + (valueLow >>> 0);
      }
    }
    throw new MalformedMessageError(field, 'a varlong of more than 10 bytes');
  }

  /** A string behind an int16 length. */
  string(field = ''): string {
    const length = this.int16(field);
    if (length < 0) throw nullOrNegative(field, length);
    return this.text(length, field);
  }

  /** A string behind an int16 length, of which -1 is null. */
  nullableString(field = ''): string | null {
    const length = this.int16(field);
    if (length === -1) return null;
    if (length < 0) throw nullOrNegative(field, length);
    return this.text(length, field);
  }

  /** A string behind a varint of its length + 1 (KIP-482). */
  compactString(field = ''): string {
    const length = this.unsignedVarint(field) - 1;
    if (length < 0) throw nullOrNegative(field, length);
    return this.text(length, field);
  }

  /** A string behind a varint of its length + 1, of which 0 is null. */
  compactNullableString(field = ''): string | null {
    const length = this.unsignedVarint(field) - 1;
    return length < 0 ? null : this.text(length, field);
  }

  /** Bytes behind an int32 length: a copy. */
  bytes(field = ''): Buffer {
    return copy(this.view(this.length(false, field), field));
  }

  /** Bytes behind a varint of their length + 1: a copy. */
  compactBytes(field = ''): Buffer {
    return copy(this.view(this.length(true, field), field));
  }

  /** Bytes behind an int32 length, of which -1 is null: a copy. */
  nullableBytes(field = ''): Buffer | null {
    const length = this.nullableLength(false, field);
    return length < 0 ? null : copy(this.view(length, field));
  }

  /** Bytes behind a varint of their length + 1, of which 0 is null: a copy. */
  compactNullableBytes(field = ''): Buffer | null {
    const length = this.nullableLength(true, field);
    return length < 0 ? null : copy(this.view(length, field));
  }

  /** Records behind their length: a view of the frame, valid only as long as the frame is. */
  records(flexible: boolean, field = ''): Buffer {
    return this.view(this.length(flexible, field), field);
  }

  /** The same for records that may be null. */
  nullableRecords(flexible: boolean, field = ''): Buffer | null {
    const length = this.nullableLength(flexible, field);
    return length < 0 ? null : this.view(length, field);
  }

  /** How many elements a list has. Each takes at least `elementBytes`, so a lie is found before anything is allocated. */
  arrayLength(flexible: boolean, field: string, elementBytes: number): number {
    const length = this.length(flexible, field);
    if (length * elementBytes > this.remaining) throw this.tooLong(field, length, elementBytes);
    return length;
  }

  /** The same for a list that may be null, which is -1. */
  nullableArrayLength(flexible: boolean, field: string, elementBytes: number): number {
    const length = this.nullableLength(flexible, field);
    if (length * elementBytes > this.remaining) throw this.tooLong(field, length, elementBytes);
    return length;
  }

  /** The next `length` bytes as a view. */
  view(length: number, field = ''): Buffer {
    const at = this.take(length, field);
    return this.buffer.subarray(at, at + length);
  }

  private length(flexible: boolean, field: string): number {
    const length = flexible ? this.unsignedVarint(field) - 1 : this.int32(field);
    if (length < 0) throw nullOrNegative(field, length);
    return length;
  }

  private nullableLength(flexible: boolean, field: string): number {
    const length = flexible ? this.unsignedVarint(field) - 1 : this.int32(field);
    if (length < -1) throw nullOrNegative(field, length);
    return length;
  }

  /** Claims the next `count` bytes and says where they start. */
  private take(count: number, field: string): number {
    const at = this.position;
    const next = at + count;
    if (next > this.end) throw tooShort(field, `${count} bytes`);
    this.position = next;
    return at;
  }

  private word(at: number): number {
    const { buffer } = this;
    return (
      ((buffer[at] as number) << 24) |
      ((buffer[at + 1] as number) << 16) |
      ((buffer[at + 2] as number) << 8) |
      (buffer[at + 3] as number)
    );
  }

  private text(length: number, field: string): string {
    if (length > MAX_STRING_BYTES) {
      throw new MalformedMessageError(field, `a string of ${length} bytes`);
    }
    const at = this.take(length, field);
    const { buffer, position } = this;
    let seen = 0;
    for (let i = at; i < position; i++) seen |= buffer[i] as number;
    if (seen < 0x80) return buffer.toString('latin1', at, position);
    if (!isUtf8(buffer.subarray(at, position))) {
      throw new MalformedMessageError(field, 'a string that is not UTF-8');
    }
    return buffer.toString('utf8', at, position);
  }

  private tooLong(field: string, length: number, elementBytes: number): MalformedMessageError {
    const need = `a list of ${length} elements of at least ${elementBytes} bytes`;
    return new MalformedMessageError(field, `${need}, with ${this.remaining} bytes left`);
  }
}

/** One empty buffer serves for all: a long list of them must not cost memory that nobody sent. */
const EMPTY = Buffer.alloc(0);

function copy(view: Buffer): Buffer {
  return view.length === 0 ? EMPTY : Buffer.from(view);
}

function tooShort(field: string, wanted: string): MalformedMessageError {
  return new MalformedMessageError(field, `the message ends within ${wanted}`);
}

function nullOrNegative(field: string, length: number): MalformedMessageError {
  const problem = length === -1 ? 'null where a value must be' : `a length of ${length}`;
  return new MalformedMessageError(field, problem);
}
