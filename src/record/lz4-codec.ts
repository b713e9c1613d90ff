// lz4 in its frame format: independent blocks of 64 KB, as Java clients write them; every variant of the
// frame is read. The native module inflates without a limit, so a frame's blocks are looked at first.

import { createRequire } from 'node:module';
import type { CompressionCodec } from './compression-codec.ts';
import { InflatedTooLargeError } from './compression-codec.ts';

interface Lz4 {
  compressFrameSync(plain: Buffer): Buffer;
  decompressFrameSync(compressed: Buffer): Buffer;
}

let module: Lz4 | undefined;

function lz4(): Lz4 {
  module ??= createRequire(import.meta.url)('lz4-napi') as Lz4;
  return module;
}

export const lz4Codec: CompressionCodec = {
  compress(plain) {
    return lz4().compressFrameSync(plain);
  },

  decompress(compressed, limit) {
    if (inflatedSizeAtMost(compressed, limit) > limit) throw new InflatedTooLargeError(limit);
    return lz4().decompressFrameSync(compressed);
  },
};

const FRAME_MAGIC = 0x184d2204;
const BLOCK_CHECKSUM_BIT = 0x10;
const CONTENT_SIZE_BIT = 0x08;
const DICTIONARY_BIT = 0x01;
const STORED_BIT = 0x80000000;
/** Magic, flags, block descriptor and header checksum. */
const SMALLEST_HEADER = 7;
const CHECKSUM_SIZE = 4;

/** How much this frame can inflate to; the first guess is a whole block for each, then they are walked. */
function inflatedSizeAtMost(frame: Buffer, limit: number): number {
  if (frame.readUInt32LE(0) !== FRAME_MAGIC) throw new Error('not an lz4 frame');
  const flags = frame.readUInt8(4);
  const maxBlock = 1 << (8 + 2 * ((frame.readUInt8(5) >> 4) & 7));
  const trailer = flags & BLOCK_CHECKSUM_BIT ? CHECKSUM_SIZE : 0;
  let at = SMALLEST_HEADER + (flags & CONTENT_SIZE_BIT ? 8 : 0) + (flags & DICTIONARY_BIT ? 4 : 0);
  const blocks: Buffer[] = [];
  let stored = 0;
  while (at + 4 <= frame.length) {
    const word = frame.readUInt32LE(at);
    if (word === 0) break;
    const size = word & ~STORED_BIT;
    const block = frame.subarray(at + 4, at + 4 + size);
    if (word & STORED_BIT) stored += block.length;
    else blocks.push(block);
    at += 4 + size + trailer;
  }
  if (stored + blocks.length * maxBlock <= limit) return stored + blocks.length * maxBlock;
  let inflated = stored;
  for (const block of blocks) {
    inflated += inflatedBlockSize(block);
    if (inflated > limit) return inflated;
  }
  return inflated;
}

/** What an lz4 block inflates to, from its tokens alone: literals and matches with their lengths. */
function inflatedBlockSize(block: Buffer): number {
  let inflated = 0;
  let at = 0;
  const readLength = (nibble: number): number => {
    let length = nibble;
    if (nibble !== 15) return length;
    let byte = 255;
    while (byte === 255) {
      byte = block.readUInt8(at++);
      length += byte;
    }
    return length;
  };
  while (at < block.length) {
    const token = block.readUInt8(at++);
    const literals = readLength(token >> 4);
    at += literals;
    inflated += literals;
    if (at >= block.length) break;
    at += 2;
    inflated += readLength(token & 15) + 4;
  }
  return inflated;
}
