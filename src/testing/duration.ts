// Durations in tests: milliseconds as a number, or a text such as `7 days` or `1.5 s`.

import { parseDuration } from '../base/duration.ts';

/** Milliseconds, or a number with a unit: `250 ms`, `30 s`, `5 minutes`, `7 days`. */
export type Duration = number | string;

/** The duration in milliseconds. Throws TypeError for what is none. */
export function durationMs(duration: Duration): number {
  const ms = typeof duration === 'number' ? duration : parseDuration(duration);
  if (ms !== null && Number.isFinite(ms) && ms >= 0) return ms;
  throw new TypeError(
    `'${duration}' is no duration: give milliseconds, or a number with a unit such as '30 s', '5 minutes' or '7 days'`,
  );
}
