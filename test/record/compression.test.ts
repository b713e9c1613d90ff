import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { CompressionName } from '../../src/record/compression.ts';
import { compress, compressionId, decompress } from '../../src/record/compression.ts';
import { portableZstdCodec } from '../../src/record/zstd-codec.ts';

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

  it('an lz4 frame with content size and checksums', () => {
    const frame = '04224d187c400b00000000000000420b00008068656c6c6f20776f726c64';
    expect(() => decompressHex('lz4', frame)).toThrow(KafkaError);
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
