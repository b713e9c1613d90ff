// The clock of a broker under test: it runs with real time, or stands still, and the test moves it forward.
// Retention, sessions, transactions, long polls and everything else that waits follow it.

import type { Interceptor } from '../dispatch/interceptor.ts';
import type { Clock } from '../platform/clock.ts';
import { MovableClock } from '../platform/movable-clock.ts';
import { nodeClock } from '../platform/node-clock.ts';
import { VirtualClock } from '../platform/virtual-clock.ts';
import type { Duration } from './duration.ts';
import { durationMs } from './duration.ts';

/** `real`: runs as the machine's does and can be moved forward; `virtual`: stands still until it is moved. */
export type ClockMode = 'real' | 'virtual';

/** @internal A clock that a test moves. */
export type DrivenClock = Clock & {
  advance(byMs: number): Promise<void>;
  waitFor(work: Promise<unknown>): void;
};

export class TestClock {
  readonly #clock: DrivenClock;
  #last: Promise<void> = Promise.resolve();
  #moving: Promise<void> | null = null;

  /** @internal */
  constructor(clock: DrivenClock) {
    this.#clock = clock;
  }

  /** The broker's wall clock. */
  now(): Date {
    return new Date(this.#clock.wallMs());
  }

  /**
   * Moves time forward and resolves when all that fell due on the way has happened, in its order. What clients
   * request meanwhile is served then. Throws TypeError for what is no duration.
   */
  advance(by: Duration): Promise<void> {
    const byMs = durationMs(by);
    this.#last = this.#last.then(() => this.#move(byMs));
    return this.#last;
  }

  /**
   * @internal Holds requests until time stands still: a client that polls would be answered twice for every second of
   * a week.
   */
  around(next: Interceptor): Interceptor {
    return (call) => (this.#moving === null ? next(call) : this.#moving.then(() => next(call)));
  }

  async #move(byMs: number): Promise<void> {
    const moved = this.#clock.advance(byMs);
    this.#moving = moved.catch(() => {});
    try {
      await moved;
    } finally {
      this.#moving = null;
    }
  }
}

/** @internal A virtual clock shows this time at first; left out: the machine's, for clients keep to that. */
export function newClock(mode: ClockMode, start?: Date): DrivenClock {
  if (mode === 'real') return new MovableClock(nodeClock);
  return new VirtualClock(start?.getTime() ?? nodeClock.wallMs());
}
