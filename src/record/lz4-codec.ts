// lz4 in its frame format: independent blocks of 64 KB, as Java clients write them, by a native module
// that knows no levels; every variant of the frame is read (see lz4-decoder.ts).

import { createRequire } from 'node:module';
import type { CompressionCodec } from './compression-codec.ts';
import { inflateLz4Frame } from './lz4-decoder.ts';

interface Lz4 {
  compressFrameSync(plain: Buffer): Buffer;
}

let module: Lz4 | undefined;

export const lz4Codec: CompressionCodec = {
  compress(plain) {
    module ??= createRequire(import.meta.url)('lz4-napi') as Lz4;
    return module.compressFrameSync(plain);
  },

  decompress: inflateLz4Frame,
};
