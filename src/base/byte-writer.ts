// Writes the protocol's primitive types into a buffer whose exact size was computed before. Nothing grows
// and nothing is checked per write; whoever sized the buffer asserts afterwards that it is just full
// (`expectFull`). The `sizeOf…` functions are the other half of the contract.

import { assert } from './assert.ts';
import { MAX_STRING_BYTES } from './byte-reader.ts';
import { INT64_MAX, INT64_MIN } from './int64.ts';
import type { Uuid } from './uuid.ts';
import { UUID_BYTES } from './uuid.ts';

const TWO_TO_32 = 2 ** 32;

/** Up to this many characters a loop over them is faster than a call into the runtime. */
const SHORT_STRING = 24;

export class ByteWriter {
  readonly buffer: Buffer;
  /** Index of the next byte. */
  position: number;

  constructor(buffer: Buffer, start = 0) {
    this.buffer = buffer;
    this.position = start;
  }

  bool(value: boolean): void {
    this.buffer[this.position++] = value ? 1 : 0;
  }

  int8(value: number): void {
    this.buffer[this.position++] = value;
  }

  int16(value: number): void {
    const { buffer, position } = this;
    buffer[position] = value >> 8;
    buffer[position + 1] = value;
    this.position = position + 2;
  }

  uint16(value: number): void {
    this.int16(value);
  }

  int32(value: number): void {
    const { buffer, position } = this;
    buffer[position] = value >> 24;
    buffer[position + 1] = value >> 16;
    buffer[position + 2] = value >> 8;
    buffer[position + 3] = value;
    this.position = position + 4;
  }

  uint32(value: number): void {
    this.int32(value | 0);
  }

  /** Values from 2^63 on and down to -2^63 become the extremes of an int64; see int64.ts. */
  int64(value: number): void {
    const high = highWord(value);
    this.int32(high);
    this.int32(lowWord(value, high));
  }

  hash64(value: bigint): void {
    this.position = this.buffer.writeBigInt64BE(value, this.position);
  }

  float64(value: number): void {
    this.position = this.buffer.writeDoubleBE(value, this.position);
  }

  uuid(value: Uuid): void {
    const written = this.buffer.write(value, this.position, UUID_BYTES, 'base64url');
    assert(written === UUID_BYTES, `'${value}' is not a uuid`);
    this.position += UUID_BYTES;
  }

  /** An unsigned number of at most 32 bits. */
  unsignedVarint(value: number): void {
    const { buffer } = this;
    let rest = value >>> 0;
    while (rest >= 0x80) {
      buffer[this.position++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    buffer[this.position++] = rest;
  }

  /** A zigzag-encoded number of at most 32 bits. */
  varint(value: number): void {
    this.unsignedVarint((value << 1) ^ (value >> 31));
  }

  /** A zigzag-encoded number of at most 64 bits. */
  varlong(value: number): void {
    const { buffer } = this;
    let high = highWord(value);
    let low = lowWord(value, high);
    const sign = high >> 31;
    high = ((high << 1) | (low >>> 31)) ^ sign;
    low = (low << 1) ^ sign;
    while (high !== 0 || low >>> 0 >= 0x80) {
      buffer[this.position++] = (low & 0x7f) | 0x80;
      low = (low >>> 7) | (high << 25);
      high >>>= 7;
    }
    buffer[this.position++] = low;
  }

  /** A string behind an int16 length. */
  string(value: string): void {
    const length = sizeOfText(value);
    this.int16(length);
    this.text(value, length);
  }

  nullableString(value: string | null): void {
    if (value === null) this.int16(-1);
    else this.string(value);
  }

  /** A string behind a varint of its length + 1 (KIP-482). */
  compactString(value: string): void {
    const length = sizeOfText(value);
    this.unsignedVarint(length + 1);
    this.text(value, length);
  }

  compactNullableString(value: string | null): void {
    if (value === null) this.unsignedVarint(0);
    else this.compactString(value);
  }

  /** Bytes behind an int32 length. */
  bytes(value: Uint8Array): void {
    this.int32(value.length);
    this.raw(value);
  }

  nullableBytes(value: Uint8Array | null): void {
    if (value === null) this.int32(-1);
    else this.bytes(value);
  }

  /** Bytes behind a varint of their length + 1. */
  compactBytes(value: Uint8Array): void {
    this.unsignedVarint(value.length + 1);
    this.raw(value);
  }

  compactNullableBytes(value: Uint8Array | null): void {
    if (value === null) this.unsignedVarint(0);
    else this.compactBytes(value);
  }

  /** The length of a list that follows; -1 is null. */
  arrayLength(flexible: boolean, length: number): void {
    if (flexible) this.unsignedVarint(length + 1);
    else this.int32(length);
  }

  /** These bytes as they are. */
  raw(value: Uint8Array): void {
    this.buffer.set(value, this.position);
    this.position += value.length;
  }

  /** States that what was written has exactly the size that was computed for it. */
  expectFull(): void {
    const { position, buffer } = this;
    assert(position === buffer.length, `wrote ${position} bytes where ${buffer.length} were sized`);
  }

  private text(value: string, length: number): void {
    const { buffer, position } = this;
    if (length === value.length && length <= SHORT_STRING) {
      for (let i = 0; i < length; i++) buffer[position + i] = value.charCodeAt(i);
    } else {
      buffer.write(value, position, length, 'utf8');
    }
    this.position = position + length;
  }
}

/** Bytes of a string's UTF-8, without a length; the protocol has none above 32767. */
export function sizeOfText(value: string): number {
  const length = utf8Length(value);
  assert(length <= MAX_STRING_BYTES, `a string of ${length} bytes does not fit the protocol`);
  return length;
}

export function sizeOfString(value: string): number {
  return 2 + sizeOfText(value);
}

export function sizeOfNullableString(value: string | null): number {
  return value === null ? 2 : sizeOfString(value);
}

export function sizeOfCompactString(value: string): number {
  const length = sizeOfText(value);
  return sizeOfUnsignedVarint(length + 1) + length;
}

export function sizeOfCompactNullableString(value: string | null): number {
  return value === null ? 1 : sizeOfCompactString(value);
}

/** Bytes of the length that stands before a list, bytes or records; -1 is null. */
export function sizeOfLength(flexible: boolean, length: number): number {
  return flexible ? sizeOfUnsignedVarint(length + 1) : 4;
}

export function sizeOfUnsignedVarint(value: number): number {
  const bits = 32 - Math.clz32(value);
  return bits === 0 ? 1 : Math.ceil(bits / 7);
}

export function sizeOfVarint(value: number): number {
  return sizeOfUnsignedVarint((value << 1) ^ (value >> 31));
}

export function sizeOfVarlong(value: number): number {
  const high = highWord(value);
  const low = lowWord(value, high);
  const sign = high >> 31;
  const zigzagHigh = ((high << 1) | (low >>> 31)) ^ sign;
  const zigzagLow = (low << 1) ^ sign;
  if (zigzagHigh === 0) return sizeOfUnsignedVarint(zigzagLow);
  return Math.ceil((64 - Math.clz32(zigzagHigh)) / 7);
}

function highWord(value: number): number {
  if (value >= INT64_MAX) return 0x7fffffff;
  if (value <= INT64_MIN) return -0x80000000;
  return Math.floor(value / TWO_TO_32);
}

function lowWord(value: number, high: number): number {
  if (value >= INT64_MAX) return -1;
  if (value <= INT64_MIN) return 0;
  return (value - high * TWO_TO_32) | 0;
}

function utf8Length(value: string): number {
  const { length } = value;
  if (length > SHORT_STRING) return Buffer.byteLength(value);
  for (let i = 0; i < length; i++) {
    if (value.charCodeAt(i) >= 0x80) return Buffer.byteLength(value);
  }
  return length;
}
