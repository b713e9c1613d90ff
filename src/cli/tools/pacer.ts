// Holds back what would go out faster than wanted: so many in a second, spread evenly. What came late is not made up
// for.

import type { Clock } from '../../platform/clock.ts';

/** Slices in a second. */
const SLICES = 20;
const SECOND_MS = 1_000;

export interface PacerWorld {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  pause(ms: number): Promise<void>;
}

export class Pacer {
  readonly #perSecond: number;
  readonly #world: PacerWorld;
  /** When the next item may pass. */
  #dueMs = 0;

  constructor(perSecond: number, world: PacerWorld) {
    this.#perSecond = perSecond;
    this.#world = world;
  }

  /** The items in slices, each when its time has come. */
  async *slices<Item>(items: readonly Item[]): AsyncGenerator<readonly Item[]> {
    const { clock, pause } = this.#world;
    const most = Math.max(1, Math.floor(this.#perSecond / SLICES));
    for (let at = 0; at < items.length; at += most) {
      const slice = items.slice(at, at + most);
      const nowMs = clock.monotonicMs();
      if (this.#dueMs > nowMs) await pause(this.#dueMs - nowMs);
      this.#dueMs = Math.max(this.#dueMs, nowMs) + (slice.length * SECOND_MS) / this.#perSecond;
      yield slice;
    }
  }
}
