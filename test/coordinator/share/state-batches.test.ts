// Runs of record states over one another: per offset the later stage counts, and the list stays a list.

import { describe, expect, it } from 'vitest';
import type { StateBatch } from '../../../src/base/share-state.ts';
import {
  checkStateBatches,
  combineStateBatches,
} from '../../../src/coordinator/share/state-batches.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { run } from '../support/share-bench.ts';

describe('one run over another', () => {
  it.each<[string, StateBatch[], StateBatch[], StateBatch[]]>([
    ['the same', [run(1, 5, 0, 1)], [run(1, 5, 0, 1)], [run(1, 5, 0, 1)]],
    ['a neighbour that stands alike', [run(1, 5, 2, 1)], [run(6, 9, 2, 1)], [run(1, 9, 2, 1)]],
    ['a neighbour before', [run(6, 9, 2, 1)], [run(1, 5, 2, 1)], [run(1, 9, 2, 1)]],
    [
      'a neighbour that differs',
      [run(1, 5, 2, 1)],
      [run(6, 9, 4, 1)],
      [run(1, 5, 2, 1), run(6, 9, 4, 1)],
    ],
    [
      'a later stage in the middle',
      [run(1, 9, 0, 1)],
      [run(4, 6, 2, 2)],
      [run(1, 3, 0, 1), run(4, 6, 2, 2), run(7, 9, 0, 1)],
    ],
    ['an earlier stage in the middle', [run(1, 9, 2, 2)], [run(4, 6, 0, 1)], [run(1, 9, 2, 2)]],
    [
      'an earlier stage around',
      [run(4, 6, 2, 2)],
      [run(1, 9, 0, 1)],
      [run(1, 3, 0, 1), run(4, 6, 2, 2), run(7, 9, 0, 1)],
    ],
    [
      'a gap that is filled',
      [run(1, 2, 4, 1), run(5, 6, 4, 1)],
      [run(3, 4, 4, 1)],
      [run(1, 6, 4, 1)],
    ],
    [
      'more deliveries though the state is lower',
      [run(1, 3, 2, 1)],
      [run(2, 2, 0, 2)],
      [run(1, 1, 2, 1), run(2, 2, 0, 2), run(3, 3, 2, 1)],
    ],
  ])('%s', (_, current, added, expected) => {
    expect(combineStateBatches(current, added, -1)).toEqual(expected);
  });
});

it('forgets what lies before the start offset, and cuts the run that crosses it', () => {
  const current = [run(1, 3, 2, 1), run(5, 9, 0, 1)];
  expect(combineStateBatches(current, [], 7)).toEqual([run(7, 9, 0, 1)]);
  expect(combineStateBatches(current, [], 10)).toEqual([]);
  expect(combineStateBatches(current, [], -1)).toEqual(current);
});

const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);

it.each(SEEDS)('is, offset by offset, the latest stage of all runs (seed %i)', (seed) => {
  const random = new SeededRandom(seed);
  let batches: StateBatch[] = [];
  const model = new Map<number, [count: number, state: number]>();
  for (let step = 0; step < 60; step++) {
    const first = random.below(60);
    const last = first + random.below(12);
    const [state, count] = [[0, 2, 4][random.below(3)] ?? 0, 1 + random.below(3)];
    batches = combineStateBatches(batches, [run(first, last, state, count)], -1);
    for (let offset = first; offset <= last; offset++) {
      const [c, s] = model.get(offset) ?? [0, 0];
      if (count > c || (count === c && state > s)) model.set(offset, [count, state]);
    }
    checkStateBatches(batches);
    expect(offsetsOf(batches)).toEqual(new Map([...model].sort(([a], [b]) => a - b)));
  }
});

function offsetsOf(batches: readonly StateBatch[]): Map<number, [number, number]> {
  const offsets = new Map<number, [number, number]>();
  for (const { firstOffset, lastOffset, deliveryState, deliveryCount } of batches) {
    for (let offset = firstOffset; offset <= lastOffset; offset++) {
      offsets.set(offset, [deliveryCount, deliveryState]);
    }
  }
  return offsets;
}
