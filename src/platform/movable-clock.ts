// Real time that a test may move forward: it runs as the machine's does, and hours of timeouts can be made to
// pass at once. Invariant: timers fire in the order of their due time, never twice, and never before the clock
// shows that time.

import { assert } from '../base/assert.ts';
import type { Clock, Timer } from './clock.ts';
import { TimerHeap } from './timer-heap.ts';

export class MovableClock implements Clock {
  readonly #real: Clock;
  readonly #timers = new TimerHeap();
  #aheadMs = 0;
  /** While time is being moved nothing else fires. */
  #isMoving = false;
  #alarm: { readonly dueMs: number; readonly timer: Timer } | null = null;

  constructor(real: Clock) {
    this.#real = real;
  }

  wallMs(): number {
    return this.#real.wallMs() + Math.floor(this.#aheadMs);
  }

  monotonicMs(): number {
    return this.#real.monotonicMs() + this.#aheadMs;
  }

  setTimer(delayMs: number, fire: () => unknown): Timer {
    const timer = this.#timers.add(this.monotonicMs() + Math.max(0, delayMs), fire);
    this.#setAlarm();
    return timer;
  }

  repeat(intervalMs: () => number, turn: () => unknown): Timer {
    const timer = this.#timers.add(
      this.monotonicMs() + Math.max(1, intervalMs()),
      turn,
      intervalMs,
    );
    this.#setAlarm();
    return timer;
  }

  /** Time is not moved on while this is under way: it waits for the machine. */
  waitFor(work: Promise<unknown>): void {
    this.#timers.waitFor(work);
  }

  /**
   * Moves time forward and fires what falls due on the way, each at its time; what a timer set going runs
   * on before the next one fires.
   */
  async advance(byMs: number): Promise<void> {
    assert(byMs >= 0, `time does not go back (${byMs} ms)`);
    assert(!this.#isMoving, 'time is moved by one at a time');
    const targetMs = this.monotonicMs() + byMs;
    this.#isMoving = true;
    try {
      await this.#timers.fireUntil(targetMs, (dueMs) => this.#moveTo(dueMs));
    } finally {
      this.#isMoving = false;
      this.#alarm?.timer.cancel();
      this.#alarm = null;
      this.#setAlarm();
    }
  }

  #moveTo(monotonicMs: number): void {
    this.#aheadMs += Math.max(0, monotonicMs - this.monotonicMs());
  }

  /** One timer of the machine, for the next of ours. */
  #setAlarm(): void {
    const dueMs = this.#timers.nextDueMs;
    if (this.#isMoving || dueMs === null) return;
    if (this.#alarm !== null && this.#alarm.dueMs <= dueMs) return;
    this.#alarm?.timer.cancel();
    const timer = this.#real.setTimer(Math.max(0, dueMs - this.monotonicMs()), () => this.#ring());
    this.#alarm = { dueMs, timer };
  }

  #ring(): void {
    this.#alarm = null;
    if (this.#isMoving) return;
    this.#timers.fireDue(this.monotonicMs());
    this.#setAlarm();
  }
}
