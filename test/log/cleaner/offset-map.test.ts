import { describe, expect, test } from 'vitest';
import { KeyHash } from '../../../src/log/cleaner/key-hash.ts';
import { OFFSET_MAP_ENTRY_SIZE, OffsetMap } from '../../../src/log/cleaner/offset-map.ts';

/** The key of the official test vectors: the bytes 0 to 15. */
const VECTOR_SECRET = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c];

function hashOf(length: number): string {
  const hash = new KeyHash(VECTOR_SECRET);
  // The place of the key in its buffer does not matter.
  const bytes = Buffer.from([9, 9, 9, ...Array.from({ length }, (_, index) => index), 9]);
  hash.hash(bytes, 3, length);
  return Buffer.from(hash.words.buffer).toString('hex');
}

describe('the hash of keys', () => {
  test.each([
    [0, 'a3817f04ba25a8e66df67214c7550293'],
    [1, 'da87c1d86b99af44347659119b22fc45'],
    [8, '3b62a9ba6258f5610f83e264f31497b4'],
    [15, '5493e99933b0a8117e08ec0f97cfc3d9'],
    [16, '6ee2a4ca67b054bbfd3315bf85230577'],
    [63, '5150d1772f50834a503e069a973fbd7c'],
  ])('is SipHash-2-4 with 128 bits (%i bytes)', (length, expected) => {
    expect(hashOf(length)).toBe(expected);
  });
});

function mapOf(entries: number, loadFactor = 0.9): OffsetMap {
  const limits = { maxBytes: entries * OFFSET_MAP_ENTRY_SIZE, loadFactor };
  return new OffsetMap(new KeyHash(VECTOR_SECRET), limits);
}

function put(map: OffsetMap, text: string, offset: number): void {
  const key = Buffer.from(text);
  map.put(key, 0, key.length, offset);
}

function get(map: OffsetMap, text: string): number {
  const key = Buffer.from(text);
  return map.get(key, 0, key.length);
}

describe('an offset map', () => {
  test('has the newest offset of each key, and -1 for others', () => {
    const map = mapOf(20_011);
    for (let index = 0; index < 10_000; index++) put(map, `key-${index}`, index);
    for (let index = 0; index < 5_000; index++) put(map, `key-${index}`, 2 ** 33 + index);
    expect(map.size).toBe(10_000);
    for (let index = 0; index < 10_000; index++) {
      expect(get(map, `key-${index}`)).toBe(index < 5_000 ? 2 ** 33 + index : index);
    }
    expect(get(map, 'key-10000')).toBe(-1);
  });

  test('knows the first and the greatest offset', () => {
    const map = mapOf(11);
    put(map, 'a', 0);
    put(map, 'b', Number.MAX_SAFE_INTEGER - 1);
    put(map, '', 4_294_967_295);
    expect([get(map, 'a'), get(map, 'b'), get(map, '')]).toEqual([
      0,
      Number.MAX_SAFE_INTEGER - 1,
      4_294_967_295,
    ]);
  });

  test('takes as many keys as its memory and its load factor allow', () => {
    const map = mapOf(101, 0.5);
    let count = 0;
    while (!map.isFull) put(map, `key-${count}`, count++);
    expect(count).toBe(50);
    expect(() => put(map, 'one more', 1)).toThrow('an offset map takes keys until it is full');
  });
});
