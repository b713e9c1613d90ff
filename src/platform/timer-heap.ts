// Timers in the order in which they fall due, for clocks that fire them themselves, and the one loop in which time
// is moved. Invariant: timers of the same instant come in the order in which they were set; one that was taken back
// never comes.

import type { Timer } from './clock.ts';
import { IDLE, QUIET } from './clock.ts';

interface PendingTimer extends Timer {
  dueMs: number;
  sequence: number;
  /** null: it was taken back, or has fired for the last time. */
  fire: (() => unknown) | null;
  /** Of one that is repeated. */
  readonly intervalMs: (() => number) | null;
}

/** Lets everything run on that waits for no timer: one turn of the event loop. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class TimerHeap {
  #sequence = 0;
  #waiting = 0;
  /** A binary heap, the next timer first. Cancelled timers stay until they come up. */
  readonly #heap: PendingTimer[] = [];
  /** Repeated timers that have nothing to do until something happens. */
  readonly #parked: PendingTimer[] = [];

  /** What waits for the machine instead of for time. */
  readonly #underWay = new Set<Promise<unknown>>();

  /** How many timers have neither fired nor been taken back. */
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

  /** Sets a timer for this time. With an interval it is set again after each time that it has fired. */
  add(dueMs: number, fire: () => unknown, intervalMs: (() => number) | null = null): Timer {
    const timer: PendingTimer = {
      dueMs,
      sequence: this.#sequence++,
      fire,
      intervalMs,
      cancel: () => this.#end(timer),
    };
    this.#waiting += 1;
    push(this.#heap, timer);
    return timer;
  }

  /** Time that is being moved stands still until this has ended, one way or the other. */
  waitFor(work: Promise<unknown>): void {
    const end = (): void => {
      this.#underWay.delete(ended);
    };
    const ended: Promise<void> = work.then(end, end);
    this.#underWay.add(ended);
  }

  /** Fires everything that is due at this time. */
  fireDue(nowMs: number): void {
    for (let due = this.#takeDue(nowMs); due; due = this.#takeDue(nowMs)) {
      this.#fire(due);
      this.#setAgain(due, nowMs);
    }
  }

  /**
   * Fires what falls due until then, each after `reach` has moved time there. What a timer set going runs on
   * before the next one fires; where it set nothing going, no turn of the event loop is spent. Turns that are known
   * to have nothing to do are left out.
   */
  async fireUntil(targetMs: number, reach: (dueMs: number) => void): Promise<void> {
    await this.#settle();
    for (let due = this.#takeDue(targetMs); due; due = this.#takeDue(targetMs)) {
      reach(due.dueMs);
      const outcome = this.#fire(due);
      if (outcome === IDLE && due.intervalMs !== null) this.#parked.push(due);
      else this.#setAgain(due, due.dueMs);
      if (outcome === IDLE || outcome === QUIET) continue;
      await this.#settle();
      this.#unpark(due.dueMs);
    }
    reach(targetMs);
    this.#unpark(targetMs);
  }

  async #settle(): Promise<void> {
    await settle();
    while (this.#underWay.size > 0) {
      await Promise.all(this.#underWay);
      await settle();
    }
  }

  /** Takes the next timer that is due by then; null when there is none. */
  #takeDue(byMs: number): PendingTimer | null {
    const dueMs = this.nextDueMs;
    if (dueMs === null || dueMs > byMs) return null;
    const timer = this.#heap[0] as PendingTimer;
    pop(this.#heap);
    return timer;
  }

  #end(timer: PendingTimer): void {
    if (timer.fire === null) return;
    timer.fire = null;
    this.#waiting -= 1;
  }

  /** After it has fired at this time. */
  #setAgain(timer: PendingTimer, nowMs: number): void {
    if (timer.fire === null || timer.intervalMs === null) return;
    timer.dueMs = nowMs + Math.max(1, timer.intervalMs());
    timer.sequence = this.#sequence++;
    push(this.#heap, timer);
  }

  /** Sets the parked ones again, each for the first of its turns from this time on. */
  #unpark(fromMs: number): void {
    for (const timer of this.#parked.splice(0)) {
      const intervalMs = Math.max(1, timer.intervalMs?.() ?? 1);
      const missed = Math.max(0, Math.ceil((fromMs - timer.dueMs) / intervalMs) - 1);
      this.#setAgain(timer, timer.dueMs + missed * intervalMs);
    }
  }

  #fire(timer: PendingTimer): unknown {
    const { fire } = timer;
    if (timer.intervalMs === null) this.#end(timer);
    return fire?.();
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
