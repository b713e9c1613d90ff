// So many records in a second, by a clock of its own.

import { expect, it } from 'vitest';
import { Pacer } from '../../../src/cli/tools/pacer.ts';

function pacedWorld() {
  const world = {
    nowMs: 1_000,
    clock: { monotonicMs: () => world.nowMs },
    pause: async (ms: number) => {
      world.nowMs += ms;
    },
  };
  return world;
}

it.each([
  [5, 11, 2_000],
  [1_000, 3_001, 3_000],
  [0.5, 3, 4_000],
])('at %d in a second, %i take %i ms', async (perSecond, count, ms) => {
  const world = pacedWorld();
  const pacer = new Pacer(perSecond, world);
  const passed: number[] = [];
  const items = Array.from({ length: count }, (_, index) => index);
  for await (const slice of pacer.slices(items)) passed.push(...slice);
  expect(passed).toEqual(items);
  expect(world.nowMs - 1_000).toBeCloseTo(ms);
});

it('does not hurry to make up for what came late', async () => {
  const world = pacedWorld();
  const pacer = new Pacer(1, world);
  for await (const _ of pacer.slices(['a'])) world.nowMs += 60_000;
  const before = world.nowMs;
  for await (const _ of pacer.slices(['b', 'c', 'd']));
  expect(world.nowMs - before).toBeGreaterThanOrEqual(2_000);
});
