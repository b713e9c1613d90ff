// Zigzag variable-length integers as records use them: 7 bits a byte, low bits first, the sign in the
// lowest bit. Reading moves a cursor and never passes its end; what is too long or cut off is invalid.

import { invalidRecord } from './record-errors.ts';

/** A place in some bytes that reading moves forward. */
export interface ByteCursor {
  readonly bytes: Buffer;
  position: number;
  readonly end: number;
}

/** Reads a signed 32-bit varint (at most 5 bytes). */
export function readVarint(cursor: ByteCursor): number {
  const { bytes, end } = cursor;
  let at = cursor.position;
  // Most numbers of a record are one byte.
  if (at < end) {
    const only = bytes[at] as number;
    if (only < 0x80) {
      cursor.position = at + 1;
      return (only >>> 1) ^ -(only & 1);
    }
  }
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    if (at >= end) throw invalidRecord('a record ends within a number');
    const byte = bytes[at++] as number;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      cursor.position = at;
      return (value >>> 1) ^ -(value & 1);
    }
  }
  throw invalidRecord('a record holds a number of more than 5 bytes');
}

/** Reads a signed 64-bit varint (at most 10 bytes): exact within +-2^53. */
export function readVarlong(cursor: ByteCursor): number {
  const { bytes, end } = cursor;
  let at = cursor.position;
  if (at < end) {
    const only = bytes[at] as number;
    if (only < 0x80) {
      cursor.position = at + 1;
      return (only >>> 1) ^ -(only & 1);
    }
  }
  let magnitude = 0;
  let weight = 1;
  let isNegative = false;
  for (let count = 0; count < 10; count++) {
    if (at >= end) throw invalidRecord('a record ends within a number');
    const byte = bytes[at++] as number;
    const bits = byte & 0x7f;
    if (count === 0) {
      isNegative = (bits & 1) === 1;
      magnitude = bits >>> 1;
      weight = 64;
    } else {
      magnitude += bits * weight;
      weight *= 128;
    }
    if (byte < 0x80) {
      cursor.position = at;
      return isNegative ? -magnitude - 1 : magnitude;
    }
  }
  throw invalidRecord('a record holds a number of more than 10 bytes');
}

/** Bytes that `writeVarint` takes. */
export function varintSize(value: number): number {
  let rest = Math.floor(magnitudeOf(value) / 64);
  let size = 1;
  while (rest > 0) {
    rest = Math.floor(rest / 128);
    size++;
  }
  return size;
}

/** Writes a signed varint (of 32 or 64 bits: both have one form) at `at`; returns the position after it. */
export function writeVarint(bytes: Buffer, at: number, value: number): number {
  const magnitude = magnitudeOf(value);
  let rest = Math.floor(magnitude / 64);
  let group = (magnitude - rest * 64) * 2 + (value < 0 ? 1 : 0);
  let position = at;
  while (rest > 0) {
    bytes[position++] = group | 0x80;
    const next = Math.floor(rest / 128);
    group = rest - next * 128;
    rest = next;
  }
  bytes[position++] = group;
  return position;
}

/** What zigzag shifts left by one, kept apart from the sign so that nothing beyond 2^53 is formed. */
function magnitudeOf(value: number): number {
  return value >= 0 ? value : -value - 1;
}
