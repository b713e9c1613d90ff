import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { CompressionName } from '../../src/record/compression.ts';
import {
  compress,
  compressionId,
  decompress,
  decompressForNow,
} from '../../src/record/compression.ts';
import { portableZstdCodec } from '../../src/record/zstd-codec.ts';

const native = createRequire(import.meta.url)('lz4-napi') as {
  compressFrameSync(plain: Buffer, options?: object): Buffer;
};
const NAMES: CompressionName[] = ['gzip', 'snappy', 'lz4', 'zstd'];
const MIB = 1024 * 1024;

function decompressHex(name: CompressionName, hex: string): string {
  return decompress(compressionId(name), Buffer.from(hex, 'hex')).toString();
}

describe.each(NAMES)('%s', (name) => {
  const id = compressionId(name);

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        const plain = Buffer.from(bytes);
        return decompress(id, compress(id, plain)).equals(plain);
      }),
      { numRuns: 50 },
    );
  });

  it('gives back more than one block', () => {
    const plain = Buffer.alloc(300_000, 'some text that repeats ');
    const compressed = compress(id, plain);
    expect(compressed.length).toBeLessThan(30_000);
    expect(decompress(id, compressed).equals(plain)).toBe(true);
  });

  it('gives the same where the result is only looked at, small and large in turn', () => {
    for (const size of [300_000, 10, 100_000, 0, 140_000]) {
      const plain = Buffer.alloc(size, `${size} bytes `);
      expect(decompressForNow(id, compress(id, plain)).equals(plain)).toBe(true);
    }
  });

  it('stops inflating at the limit', () => {
    const bomb = compress(id, Buffer.alloc(4 * MIB));
    expect(() => decompress(id, bomb, MIB)).toThrow(/more than 1048576 bytes/);
    expect(decompress(id, bomb, 4 * MIB).length).toBe(4 * MIB);
  });

  it('refuses bytes of another format, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        try {
          decompress(id, Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(KafkaError);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('refuses what is cut off', () => {
    const compressed = compress(id, Buffer.alloc(100_000, 'some text that repeats '));
    const cut = compressed.subarray(0, compressed.length - 9);
    expect(() => decompress(id, cut)).toThrow(KafkaError);
  });
});

describe('frames of other producers', () => {
  it('a bare snappy block, as librdkafka writes it', () => {
    expect(decompressHex('snappy', '0b2868656c6c6f20776f726c64')).toBe('hello world');
  });

  it('lz4 frames with every kind of checksum and a content size', () => {
    const plain = Buffer.from('hello world hello world hello world');
    const options = { contentChecksum: true, blockChecksums: true };
    const framed = native.compressFrameSync(plain, options);
    expect(decompress(compressionId('lz4'), framed).equals(plain)).toBe(true);
    // The same block behind a header that states the content size.
    const bare = native.compressFrameSync(plain);
    const size = Buffer.alloc(8);
    size.writeUInt32LE(plain.length);
    const header = Buffer.concat([bare.subarray(0, 4), Buffer.from([0x68, 0x40]), size]);
    const sized = Buffer.concat([header, Buffer.from([0]), bare.subarray(7)]);
    expect(decompress(compressionId('lz4'), sized).equals(plain)).toBe(true);
  });

  it('lz4 blocks that refer to the ones before them', () => {
    // "abcd" stored, then a block of one match: distance 4, length 8.
    const blocks = '04000080' + '61626364' + '04000000' + '04' + '0400' + '00' + '00000000';
    expect(decompressHex('lz4', `04224d184040c0${blocks}`)).toBe('abcdabcdabcd');
  });

  it.each([
    ['a match before the beginning', '04000000' + '10' + '61' + '0500'],
    ['a match of distance 0', '04000000' + '10' + '61' + '0000'],
    ['literals that are not there', '02000000' + 'f0' + 'ff'],
    ['a block that is not there', 'ff000000' + '10' + '61'],
    ['no end', '02000000' + '10' + '61'],
  ])('no lz4 frame with %s', (_, blocks) => {
    expect(() => decompressHex('lz4', `04224d186040c0${blocks}`)).toThrow(KafkaError);
  });

  it('lz4 frames are read as the native module reads them', () => {
    const word = fc.constantFrom('ab', 'a', 'some words', 'zzzzzzzzzzzzzzzzzzzzzzzz', '\0');
    fc.assert(
      fc.property(fc.array(fc.oneof(word, fc.string()), { maxLength: 400 }), (words) => {
        const plain = Buffer.from(words.join(''));
        const framed = native.compressFrameSync(plain);
        return decompress(compressionId('lz4'), framed).equals(plain);
      }),
      { numRuns: 200 },
    );
  });

  it('a gzip file of two members', () => {
    const id = compressionId('gzip');
    const two = Buffer.concat([compress(id, Buffer.from('a')), compress(id, Buffer.from('b'))]);
    expect(decompress(id, two).toString()).toBe('ab');
  });
});

describe('zstd on a Node without it', () => {
  const built = compressionId('zstd');

  it('reads what Node writes and writes what Node reads', () => {
    for (const size of [0, 1, 1000, 128 * 1024, 300_000]) {
      const plain = Buffer.alloc(size, 'some text that repeats ');
      expect(portableZstdCodec.decompress(compress(built, plain), MIB).equals(plain)).toBe(true);
      const stored = portableZstdCodec.compress(plain, undefined);
      expect(decompress(built, stored).equals(plain)).toBe(true);
    }
  });

  it('stops inflating at the limit', () => {
    const bomb = compress(built, Buffer.alloc(4 * MIB));
    expect(() => portableZstdCodec.decompress(bomb, MIB)).toThrow(/more than 1048576/);
  });
});

describe('an unknown codec', () => {
  it('is refused', () => {
    expect(() => decompress(5, Buffer.from('x'))).toThrow(/number 5/);
  });
});
