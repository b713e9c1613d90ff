// The codecs that kafkajs' users add to it, over packages that are here anyway. kafkajs gives a batch's
// records to `compress` and expects them back from `decompress`.

import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { compressFrame, decompressFrame } from 'lz4-napi';
import snappy from 'snappy';

interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0]);
const XERIAL_HEADER_SIZE = 16;

/** Snappy blocks in the framing of the Java library, as Kafka's clients write it. */
const snappyCodec: Codec = {
  async compress({ buffer }) {
    const block = await snappy.compress(buffer);
    const header = Buffer.alloc(XERIAL_HEADER_SIZE + 4);
    XERIAL_MAGIC.copy(header);
    header.writeInt32BE(1, 8);
    header.writeInt32BE(1, 12);
    header.writeInt32BE(block.length, 16);
    return Buffer.concat([header, block]);
  },
  async decompress(buffer) {
    if (!buffer.subarray(0, 8).equals(XERIAL_MAGIC)) return uncompressed(buffer);
    const parts: Buffer[] = [];
    for (let at = XERIAL_HEADER_SIZE; at < buffer.length; ) {
      const end = at + 4 + buffer.readInt32BE(at);
      parts.push(await uncompressed(buffer.subarray(at + 4, end)));
      at = end;
    }
    return Buffer.concat(parts);
  },
};

async function uncompressed(block: Buffer): Promise<Buffer> {
  return Buffer.from(await snappy.uncompress(block));
}

const lz4Codec: Codec = {
  compress: ({ buffer }) => compressFrame(buffer),
  decompress: (buffer) => decompressFrame(buffer),
};

const zstdCodec: Codec = {
  compress: ({ buffer }) => promisify(zstdCompress)(buffer),
  decompress: (buffer) => promisify(zstdDecompress)(buffer),
};

/** By the number that the protocol gives a codec; gzip (1) is built into kafkajs. */
export const codecById: ReadonlyMap<2 | 3 | 4, Codec> = new Map([
  [2, snappyCodec],
  [3, lz4Codec],
  [4, zstdCodec],
]);
