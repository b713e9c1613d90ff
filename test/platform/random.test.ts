import { describe, expect, test } from 'vitest';
import { parseUuid, uuidToBytes } from '../../src/base/uuid.ts';
import { nodeRandom } from '../../src/platform/node-random.ts';
import type { Random } from '../../src/platform/random.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';

function draws(random: Random): unknown[] {
  return [random.fraction(), random.below(1000), random.bytes(8).toString('hex'), random.uuid()];
}

describe('seeded randomness', () => {
  test('draws the same from the same seed', () => {
    expect(draws(new SeededRandom(42))).toEqual(draws(new SeededRandom(42)));
  });

  test('draws something else from the next seed', () => {
    const [first, second] = [draws(new SeededRandom(42)), draws(new SeededRandom(43))];
    for (const [at, value] of first.entries()) expect(value).not.toEqual(second[at]);
  });

  test('stays as it is: recorded seeds must remain repeatable', () => {
    expect(new SeededRandom(1).bytes(8).toString('hex')).toBe('195cd52258c12631');
  });
});

describe.each([
  ['seeded', new SeededRandom(7)],
  ['real', nodeRandom],
] as [string, Random][])('%s randomness', (_name, random) => {
  test('draws fractions evenly from [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const slot = Math.floor(random.fraction() * 10);
      counts[slot] = (counts[slot] ?? Number.NaN) + 1;
    }
    expect(counts).toHaveLength(10);
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(200);
  });

  test('draws integers below the limit, the last one included', () => {
    const drawn = new Set(Array.from({ length: 500 }, () => random.below(5)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
  });

  test('draws as many bytes as asked for', () => {
    expect(random.bytes(0)).toHaveLength(0);
    expect(random.bytes(33)).toHaveLength(33);
  });

  test('draws version 4 uuids that never begin with a dash', () => {
    const uuids = Array.from({ length: 500 }, () => random.uuid());
    expect(new Set(uuids).size).toBe(500);
    for (const uuid of uuids) {
      expect(parseUuid(uuid)).toBe(uuid);
      expect(uuid.startsWith('-')).toBe(false);
      const bytes = uuidToBytes(uuid);
      expect((bytes[6] as number) >>> 4).toBe(4);
      expect((bytes[8] as number) >>> 6).toBe(2);
    }
  });
});
