import { describe, expect, test } from 'vitest';
import { groupSegments } from '../../../src/log/cleaner/segment-groups.ts';

const LIMITS = { segmentBytes: 100, segmentIndexBytes: 50, endOffset: 1000 };

function segment(baseOffset: number, size: number, indexSizes: readonly [number, number] = [0, 0]) {
  return { baseOffset, size, offsetIndexSize: indexSizes[0], timeIndexSize: indexSizes[1] };
}

function basesOf(segments: ReturnType<typeof segment>[], limits = LIMITS): number[][] {
  return groupSegments(segments, limits).map((group) => group.map((each) => each.baseOffset));
}

describe('segments that become one', () => {
  test('are together no larger than a segment', () => {
    const segments = [segment(0, 60), segment(10, 40), segment(20, 1), segment(30, 100)];
    expect(basesOf(segments)).toEqual([[0, 10], [20], [30]]);
  });

  test('may be a single one that is too large already', () => {
    expect(basesOf([segment(0, 500), segment(10, 500)])).toEqual([[0], [10]]);
  });

  test('have indexes that fit together', () => {
    const byOffset = [segment(0, 1, [30, 0]), segment(10, 1, [21, 0])];
    const byTime = [segment(0, 1, [0, 30]), segment(10, 1, [0, 21])];
    expect(basesOf(byOffset)).toEqual([[0], [10]]);
    expect(basesOf(byTime)).toEqual([[0], [10]]);
  });

  test('have offsets that 31 bits from the first can tell', () => {
    const far = 2 ** 31;
    const limits = { ...LIMITS, endOffset: far + 10 };
    expect(basesOf([segment(0, 1), segment(5, 1), segment(far, 1)], limits)).toEqual([
      [0, 5],
      [far],
    ]);
  });

  test('may begin with empty ones, however far away the next one is', () => {
    const far = 2 ** 32;
    const limits = { ...LIMITS, endOffset: far + 10 };
    expect(basesOf([segment(0, 0), segment(5, 0), segment(far, 1)], limits)).toEqual([
      [0, 5],
      [far],
    ]);
  });
});
