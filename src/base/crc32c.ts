// CRC-32C (Castagnoli), the checksum of record batches and of snapshots. The native module does 5 GB/s
// and is loaded at the first use; where it cannot be loaded, slicing-by-8 in JavaScript stands in.

import { createRequire } from 'node:module';

type Crc32c = (bytes: Buffer) => number;

/** The CRC-32C of these bytes, an unsigned 32-bit number. The bytes are not copied. */
export function crc32c(bytes: Buffer): number {
  implementation ??= loadNative() ?? crc32cOfJavaScript;
  return implementation(bytes);
}

let implementation: Crc32c | undefined;

function loadNative(): Crc32c | null {
  try {
    const native = createRequire(import.meta.url)('@node-rs/crc32') as {
      crc32c(input: Uint8Array): number;
    };
    return (bytes) => native.crc32c(bytes);
  } catch {
    return null;
  }
}

const POLYNOMIAL = 0x82f63b78;
const SLICES = 8;
let tables: Uint32Array | undefined;

/** The same without the native module. Exported for its test. */
export function crc32cOfJavaScript(bytes: Buffer): number {
  tables ??= makeTables();
  const table = tables;
  const end = bytes.length;
  const wholeEnd = end - (end % SLICES);
  let crc = 0xffffffff;
  let at = 0;
  for (; at < wholeEnd; at += SLICES) {
    const low = (crc ^ bytes.readUInt32LE(at)) >>> 0;
    const high = bytes.readUInt32LE(at + 4);
    crc =
      lookUp(table, 7, low & 0xff) ^
      lookUp(table, 6, (low >>> 8) & 0xff) ^
      lookUp(table, 5, (low >>> 16) & 0xff) ^
      lookUp(table, 4, low >>> 24) ^
      lookUp(table, 3, high & 0xff) ^
      lookUp(table, 2, (high >>> 8) & 0xff) ^
      lookUp(table, 1, (high >>> 16) & 0xff) ^
      lookUp(table, 0, high >>> 24);
  }
  for (; at < end; at++) {
    crc = lookUp(table, 0, (crc ^ (bytes[at] as number)) & 0xff) ^ (crc >>> 8);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

function lookUp(table: Uint32Array, slice: number, byte: number): number {
  return table[slice * 256 + byte] as number;
}

function makeTables(): Uint32Array {
  const table = new Uint32Array(SLICES * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
    table[byte] = crc;
  }
  for (let slice = 1; slice < SLICES; slice++) {
    for (let byte = 0; byte < 256; byte++) {
      const previous = lookUp(table, slice - 1, byte);
      table[slice * 256 + byte] = lookUp(table, 0, previous & 0xff) ^ (previous >>> 8);
    }
  }
  return table;
}
