// Timers in the order in which they fall due, for clocks that fire them themselves. Invariant: timers of the
// same instant come in the order in which they were set; one that was taken back never comes.

import type { Timer } from './clock.ts';

interface PendingTimer extends Timer {
  readonly dueMs: number;
  readonly sequence: number;
  fire: (() => void) | null;
}

/** A timer that has fallen due and is no longer kept. */
export interface DueTimer {
  readonly dueMs: number;
  readonly fire: () => void;
}

export class TimerHeap {
  #sequence = 0;
  #waiting = 0;
  /** A binary heap, the next timer first. Cancelled timers stay until they come up. */
  readonly #heap: PendingTimer[] = [];

  /** How many timers have neither been taken nor taken back. */
  get waiting(): number {
    return this.#waiting;
  }

  /** When the next timer falls due; null when none waits. */
  get nextDueMs(): number | null {
    for (let next = this.#heap[0]; next; next = this.#heap[0]) {
      if (next.fire !== null) return next.dueMs;
      pop(this.#heap);
    }
    return null;
  }

  add(dueMs: number, fire: () => void): Timer {
    const timer: PendingTimer = {
      dueMs,
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

  /** Takes the next timer that is due by then; null when there is none. */
  takeDue(byMs: number): DueTimer | null {
    const dueMs = this.nextDueMs;
    if (dueMs === null || dueMs > byMs) return null;
    const timer = this.#heap[0] as PendingTimer;
    pop(this.#heap);
    const fire = timer.fire as () => void;
    timer.fire = null;
    this.#waiting -= 1;
    return { dueMs, fire };
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
