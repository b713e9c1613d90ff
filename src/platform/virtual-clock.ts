// A clock that stands still until it is told to advance, so that hours of timeouts pass in milliseconds
// and in the same order each time. Invariant: timers fire in the order of their due time, those of the
// same instant in the order in which they were set, and never twice.

import { assert } from '../base/assert.ts';
import type { Clock, Timer } from './clock.ts';

interface PendingTimer extends Timer {
  readonly dueMs: number;
  readonly sequence: number;
  fire: (() => void) | null;
}

/** 2026-01-01T00:00:00Z: far enough from zero that a mix-up of wall and monotonic time shows. */
const DEFAULT_WALL_MS = 1_767_225_600_000;

export class VirtualClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs: number;
  #sequence = 0;
  #waiting = 0;
  /** A binary heap, the next timer first. Cancelled timers stay until they come up. */
  readonly #heap: PendingTimer[] = [];

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
    return this.#waiting;
  }

  setTimer(delayMs: number, fire: () => void): Timer {
    const timer: PendingTimer = {
      dueMs: this.#nowMs + Math.max(0, delayMs),
      sequence: this.#sequence++,
      fire,
      cancel: () => {
        if (timer.fire === null) return;
        timer.fire = null;
        this.#waiting -= 1;
      },
    };
    this.#waiting += 1;
    push(this.#heap, timer);
    return timer;
  }

  /**
   * Moves time forward, fires what falls due on the way, and lets the promises that each timer
   * settled run on before the next one fires.
   */
  async advance(byMs: number): Promise<void> {
    assert(byMs >= 0, `time does not go back (${byMs} ms)`);
    const targetMs = this.#nowMs + byMs;
    await this.settle();
    for (let next = this.#heap[0]; next && next.dueMs <= targetMs; next = this.#heap[0]) {
      pop(this.#heap);
      if (next.fire === null) continue;
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      const { fire } = next;
      next.fire = null;
      this.#waiting -= 1;
      fire();
      await this.settle();
    }
    this.#nowMs = Math.max(this.#nowMs, targetMs);
  }

  /** Lets everything run on that waits for no timer: one turn of the event loop. */
  settle(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves the wall clock alone, as an operator or NTP would. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }
}

function isBefore(a: PendingTimer, b: PendingTimer): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.sequence < b.sequence);
}

function push(heap: PendingTimer[], timer: PendingTimer): void {
  let at = heap.length;
  heap.push(timer);
  while (at > 0) {
    const parentAt = (at - 1) >> 1;
    const parent = heap[parentAt] as PendingTimer;
    if (!isBefore(timer, parent)) break;
    heap[at] = parent;
    at = parentAt;
  }
  heap[at] = timer;
}

function pop(heap: PendingTimer[]): void {
  const last = heap.pop() as PendingTimer;
  if (heap.length === 0) return;
  let at = 0;
  for (;;) {
    const childAt = firstChild(heap, at);
    const child = heap[childAt];
    if (!child || !isBefore(child, last)) break;
    heap[at] = child;
    at = childAt;
  }
  heap[at] = last;
}

/** The position of the earlier child of a heap's node. */
function firstChild(heap: readonly PendingTimer[], at: number): number {
  const left = 2 * at + 1;
  const first = heap[left];
  const second = heap[left + 1];
  return first && second && isBefore(second, first) ? left + 1 : left;
}
