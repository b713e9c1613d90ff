// Random steps of histories, some more often than others.

import type { Random } from '../../../src/platform/random.ts';

/** One of these, each as often as its weight says. */
export function drawWeighted<Choice extends readonly [weight: number, ...unknown[]]>(
  random: Pick<Random, 'below'>,
  choices: readonly Choice[],
): Choice {
  let at = random.below(choices.reduce((sum, [weight]) => sum + weight, 0));
  for (const choice of choices) {
    at -= choice[0];
    if (at < 0) return choice;
  }
  throw new Error('nothing to draw from');
}
