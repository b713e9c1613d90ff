// zstd, from Node's own zlib where it has it (22.15 and later). On older ones `fzstd` (JavaScript, an
// optional dependency) reads, and writing makes a frame of stored blocks: valid zstd, only not smaller.

import { createRequire } from 'node:module';
import * as zlib from 'node:zlib';
import { assert } from '../base/assert.ts';
import type { CompressionCodec } from './compression-codec.ts';
import { InflatedTooLargeError } from './compression-codec.ts';
import { isTooLarge } from './gzip-codec.ts';
import { ZstdInflater } from './zstd-inflater.ts';

const inflater = new ZstdInflater();

const builtIn: CompressionCodec = {
  compress(plain, level) {
    if (level === undefined) return zlib.zstdCompressSync(plain);
    const params = { [zlib.constants.ZSTD_c_compressionLevel]: level };
    return zlib.zstdCompressSync(plain, { params });
  },

  decompress(compressed, limit, scratch) {
    try {
      if (scratch) return inflater.inflate(compressed, limit);
      return zlib.zstdDecompressSync(compressed, { maxOutputLength: limit });
    } catch (error) {
      if (isTooLarge(error)) throw new InflatedTooLargeError(limit);
      throw error;
    }
  },
};

interface Fzstd {
  Decompress: new (
    onData: (chunk: Uint8Array, isLast?: boolean) => void,
  ) => {
    push(chunk: Uint8Array, isLast?: boolean): void;
  };
}

/** What stands in for a Node without zstd. Exported for its test. */
export const portableZstdCodec: CompressionCodec = {
  compress: storeAsZstd,

  decompress(compressed, limit) {
    const { Decompress } = createRequire(import.meta.url)('fzstd') as Fzstd;
    const chunks: Uint8Array[] = [];
    let size = 0;
    const stream = new Decompress((chunk) => {
      size += chunk.length;
      if (size > limit) throw new InflatedTooLargeError(limit);
      chunks.push(chunk);
    });
    stream.push(compressed, true);
    return Buffer.concat(chunks, size);
  },
};

export const zstdCodec: CompressionCodec =
  typeof zlib.zstdCompressSync === 'function' ? builtIn : portableZstdCodec;

const ZSTD_MAGIC = 0xfd2fb528;
/** Single segment, the content size in 4 bytes, no checksum, no dictionary. */
const FRAME_DESCRIPTOR = 0xa0;
const FRAME_HEADER_SIZE = 9;
const BLOCK_HEADER_SIZE = 3;
const MAX_BLOCK_SIZE = 128 * 1024;

function storeAsZstd(plain: Buffer): Buffer {
  const blocks = Math.max(1, Math.ceil(plain.length / MAX_BLOCK_SIZE));
  const frame = Buffer.allocUnsafe(FRAME_HEADER_SIZE + blocks * BLOCK_HEADER_SIZE + plain.length);
  frame.writeUInt32LE(ZSTD_MAGIC, 0);
  frame.writeUInt8(FRAME_DESCRIPTOR, 4);
  frame.writeUInt32LE(plain.length, 5);
  let at = FRAME_HEADER_SIZE;
  for (let block = 0; block < blocks; block++) {
    const from = block * MAX_BLOCK_SIZE;
    const size = Math.min(MAX_BLOCK_SIZE, plain.length - from);
    const isLast = block === blocks - 1 ? 1 : 0;
    frame.writeUIntLE((size << 3) | isLast, at, BLOCK_HEADER_SIZE);
    plain.copy(frame, at + BLOCK_HEADER_SIZE, from, from + size);
    at += BLOCK_HEADER_SIZE + size;
  }
  assert(at === frame.length, 'stored blocks fill the frame');
  return frame;
}
