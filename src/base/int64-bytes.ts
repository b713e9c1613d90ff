// Int64 fields at fixed places of a buffer, as numbers (see int64.ts), big-endian. For views such as the
// record batch; messages are read and written with ByteReader and ByteWriter.

import { INT64_MAX, INT64_MIN } from './int64.ts';

const TWO_32 = 0x1_0000_0000;

/** Reads 8 bytes at `at` as a signed integer. */
export function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * TWO_32 + bytes.readUInt32BE(at + 4);
}

/** Writes a signed integer as 8 bytes at `at`; what int64 cannot hold becomes its nearest extreme. */
export function writeInt64(bytes: Buffer, at: number, value: number): void {
  if (value >= INT64_MAX) {
    bytes.writeInt32BE(0x7fffffff, at);
    bytes.writeUInt32BE(0xffffffff, at + 4);
    return;
  }
  if (value <= INT64_MIN) {
    bytes.writeInt32BE(-0x80000000, at);
    bytes.writeUInt32BE(0, at + 4);
    return;
  }
  const high = Math.floor(value / TWO_32);
  bytes.writeInt32BE(high, at);
  bytes.writeUInt32BE(value - high * TWO_32, at + 4);
}
