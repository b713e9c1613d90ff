// A clock that stands still until it is told to advance, so that hours of timeouts pass in milliseconds
// and in the same order each time. Invariant: timers fire in the order of their due time, those of the
// same instant in the order in which they were set, and never twice.

import { assert } from '../base/assert.ts';
import type { Clock, Timer } from './clock.ts';
import { settle, TimerHeap } from './timer-heap.ts';

/** 2026-01-01T00:00:00Z: far enough from zero that a mix-up of wall and monotonic time shows. */
const DEFAULT_WALL_MS = 1_767_225_600_000;

export class VirtualClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs: number;
  readonly #timers = new TimerHeap();

  constructor(startWallMs: number = DEFAULT_WALL_MS) {
    this.#wallOffsetMs = startWallMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + Math.floor(this.#nowMs);
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  /** How many timers are set and have neither fired nor been cancelled. */
  get waitingTimers(): number {
    return this.#timers.waiting;
  }

  setTimer(delayMs: number, fire: () => unknown): Timer {
    return this.#timers.add(this.#nowMs + Math.max(0, delayMs), fire);
  }

  repeat(intervalMs: () => number, turn: () => unknown): Timer {
    return this.#timers.add(this.#nowMs + Math.max(1, intervalMs()), turn, intervalMs);
  }

  /** Time is not moved on while this is under way: it waits for the machine. */
  waitFor(work: Promise<unknown>): void {
    this.#timers.waitFor(work);
  }

  /**
   * Moves time forward, fires what falls due on the way, and lets what each timer set going run on before the
   * next one fires.
   */
  async advance(byMs: number): Promise<void> {
    assert(byMs >= 0, `time does not go back (${byMs} ms)`);
    await this.#timers.fireUntil(this.#nowMs + byMs, (dueMs) => {
      this.#nowMs = Math.max(this.#nowMs, dueMs);
    });
  }

  /** Lets everything run on that waits for no timer: one turn of the event loop. */
  settle(): Promise<void> {
    return settle();
  }

  /** Moves the wall clock alone, as an operator or NTP would. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }
}
