// gzip: what `compression.type=gzip` means, from Node's own zlib.

import { gunzipSync, gzipSync } from 'node:zlib';
import type { CompressionCodec } from './compression-codec.ts';
import { InflatedTooLargeError } from './compression-codec.ts';

export const gzipCodec: CompressionCodec = {
  compress(plain, level) {
    return level === undefined ? gzipSync(plain) : gzipSync(plain, { level });
  },

  decompress(compressed, limit) {
    try {
      return gunzipSync(compressed, { maxOutputLength: limit });
    } catch (error) {
      if (isTooLarge(error)) throw new InflatedTooLargeError(limit);
      throw error;
    }
  },
};

/** Whether zlib gave up because its output would pass `maxOutputLength`. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
