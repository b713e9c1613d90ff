// Random lives of a share partition: at every step each record stands as the plain model has it, and in the end
// none is lost: each was accepted, rejected, delivered as often as allowed, or is no longer in the log.

import { expect, it } from 'vitest';
import { ShareHistory } from './support/share-history.ts';

const SEEDS = Array.from({ length: 12 }, (_, at) => at + 1);
const STEPS = 250;

it.each(SEEDS)('no record is lost, whatever happens (seed %i)', async (seed) => {
  const history = new ShareHistory(seed);
  await history.begin();
  for (let step = 0; step < STEPS; step++) {
    try {
      await history.step();
      history.check();
    } catch (error) {
      throw new Error(`step ${step} after ${history.steps.slice(-12).join(', ')}`, {
        cause: error,
      });
    }
  }
  await history.drain();
  expect(history.isDrained).toBe(true);
});
