// Durations as a person writes them.

import { describe, expect, it } from 'vitest';
import { durationMs } from '../../src/testing/duration.ts';

describe('a duration', () => {
  it.each([
    [250, 250],
    ['250 ms', 250],
    ['1.5 s', 1_500],
    ['5 minutes', 300_000],
    ['2h', 7_200_000],
    ['7 days', 604_800_000],
    ['1 week', 604_800_000],
  ] as const)('%s is %i ms', (given, ms) => {
    expect(durationMs(given)).toBe(ms);
  });

  it.each(['', 'soon', '5', '5 fortnights', -1, Number.NaN])(
    '%s is refused with a hint',
    (given) => {
      expect(() => durationMs(given)).toThrow("such as '30 s', '5 minutes' or '7 days'");
    },
  );
});
