// Waits for something that a broker will show sooner or later. What was there instead is in the message of the
// error, so that a failed test explains itself. Time here is the test's, not the broker's.

import { nodeClock, pause } from '../platform/node-clock.ts';
import type { Duration } from './duration.ts';
import { durationMs } from './duration.ts';

export interface WaitOptions {
  /** How long to wait in real time; left out: 10 seconds. */
  readonly timeout?: Duration;
}

/** What was waited for did not come in time. */
export class WaitTimeoutError extends Error {
  override name = 'WaitTimeoutError';
}

/** Looked at so often. */
const INTERVAL_MS = 5;
const DEFAULT_TIMEOUT = '10 s';

export interface Expectation<T> {
  /** What is there now. */
  look(): T | Promise<T>;
  isMet(seen: T): boolean;
  /** A sentence of what was wanted and of what was seen instead. */
  describe(seen: T): string;
}

/** What was seen when the expectation was met. Throws WaitTimeoutError. */
export async function waitUntil<T>(
  { look, isMet, describe }: Expectation<T>,
  { timeout = DEFAULT_TIMEOUT }: WaitOptions = {},
): Promise<T> {
  const deadlineMs = nodeClock.monotonicMs() + durationMs(timeout);
  for (;;) {
    const seen = await look();
    if (isMet(seen)) return seen;
    if (nodeClock.monotonicMs() >= deadlineMs) {
      throw new WaitTimeoutError(`${describe(seen)} (waited ${timeout})`);
    }
    await pause(INTERVAL_MS);
  }
}
