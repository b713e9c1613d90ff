// Power fails at every step of a log directory's life, in several ways at each, and again while what was
// left is opened. A failure names the seed and the step: the same seed leads there again.

import { describe, expect, it } from 'vitest';
import { explore } from './crash-explorer.ts';

const SEEDS = Array.from({ length: 24 }, (_, index) => index + 1);
const MIN_STATES = 20_000;

describe('whatever a crash leaves', () => {
  let states = 0;

  it.each(SEEDS)('opens with all that was promised, and nothing else (seed %i)', async (seed) => {
    const explored = await explore({ seed, length: 60 });
    states += explored.states;
    expect(explored.steps).toBeGreaterThan(50);
  });

  it(`was looked at in more than ${MIN_STATES} states`, () => {
    expect(states).toBeGreaterThan(MIN_STATES);
  });
});
