// Durations as people write them.

import { expect, it } from 'vitest';
import { parseDuration } from '../../src/base/duration.ts';

it.each([
  ['250ms', 250],
  ['1.5 s', 1_500],
  ['2m', 120_000],
  [' 3 Hours ', 10_800_000],
  ['7 days', 604_800_000],
  ['1w', 604_800_000],
])('%j is %i ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

it.each(['', '5', 'm', '5 parsecs', '-5m', '1e3s'])('%j is none', (text) => {
  expect(parseDuration(text)).toBeNull();
});
