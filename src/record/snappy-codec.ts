// snappy in xerial's framing, as Java clients write it: a header of 16 bytes, then chunks of a length and
// a raw snappy block. Bare snappy blocks, which librdkafka writes, are read too.

import { createRequire } from 'node:module';
import type { CompressionCodec } from './compression-codec.ts';
import { InflatedTooLargeError } from './compression-codec.ts';

interface Snappy {
  compressSync(plain: Buffer): Buffer;
  uncompressSync(compressed: Buffer, options: { asBuffer: true }): Buffer;
}

const HEADER = Buffer.from('82534e415050590000000001' + '00000001', 'hex');
/** How much of the header tells xerial's framing from a bare block. */
const MAGIC_SIZE = 8;
const CHUNK_HEADER_SIZE = 4;
/** A copy of 64 bytes takes 3: what claims more is a lie, and no memory is spent on it. */
const MAX_RATIO = 22;
/** Bytes of records in one chunk. */
const CHUNK_SIZE = 32 * 1024;

let module: Snappy | undefined;

function snappy(): Snappy {
  module ??= createRequire(import.meta.url)('snappy') as Snappy;
  return module;
}

export const snappyCodec: CompressionCodec = {
  compress(plain) {
    const parts: Buffer[] = [HEADER];
    for (let from = 0; from < plain.length; from += CHUNK_SIZE) {
      const chunk = snappy().compressSync(plain.subarray(from, from + CHUNK_SIZE));
      const header = Buffer.allocUnsafe(CHUNK_HEADER_SIZE);
      header.writeInt32BE(chunk.length);
      parts.push(header, chunk);
    }
    return Buffer.concat(parts);
  },

  decompress(compressed, limit) {
    if (!isFramed(compressed)) {
      assertFits(inflatedSize(compressed), limit);
      return uncompress(compressed);
    }
    const chunks = splitChunks(compressed);
    let size = 0;
    for (const chunk of chunks) size += inflatedSize(chunk);
    assertFits(size, limit);
    return Buffer.concat(chunks.map(uncompress), size);
  },
};

function isFramed(compressed: Buffer): boolean {
  return (
    compressed.length >= HEADER.length &&
    compressed.compare(HEADER, 0, MAGIC_SIZE, 0, MAGIC_SIZE) === 0
  );
}

function splitChunks(compressed: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  let at = HEADER.length;
  while (at < compressed.length) {
    const length = compressed.readInt32BE(at);
    const from = at + CHUNK_HEADER_SIZE;
    if (length < 0 || from + length > compressed.length) throw new Error('a chunk is cut off');
    if (length > 0) chunks.push(compressed.subarray(from, from + length));
    at = from + length;
  }
  return chunks;
}

function uncompress(block: Buffer): Buffer {
  return snappy().uncompressSync(block, { asBuffer: true });
}

/** What a raw block says that it inflates to: an unsigned varint at its front. */
function inflatedSize(block: Buffer): number {
  let size = 0;
  for (let index = 0; index < 5; index++) {
    const byte = block.readUInt8(index);
    size += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    if (size > block.length * MAX_RATIO) throw new Error('the length is more than snappy can do');
    return size;
  }
  throw new Error('the length is too long');
}

function assertFits(size: number, limit: number): void {
  if (size > limit) throw new InflatedTooLargeError(limit);
}
