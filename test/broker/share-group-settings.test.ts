// `share.auto.offset.reset` as a share group means it.

import { expect, it } from 'vitest';
import { shareStartOf } from '../../src/broker/share-group-settings.ts';

it.each([
  ['by_duration:PT1H', 3_600_000],
  ['by_duration:P1DT2H3M4.5S', 93_784_500],
  ['by_duration:PT0.001S', 1],
  ['by_duration:P7D', 604_800_000],
  ['by_duration:pt5m', 300_000],
])('%s reaches back %i ms', (text, durationMs) => {
  expect(shareStartOf(text)).toEqual({ durationMs });
});

it('the ends of the log are what they are called', () => {
  expect(shareStartOf('earliest')).toBe('earliest');
  expect(shareStartOf('latest')).toBe('latest');
});
