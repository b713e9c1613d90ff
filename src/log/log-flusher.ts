// How far a log has reached the device (the recovery point), and how it gets there without anything
// waiting on the event loop. Whoever asks while a flush is under way shares the next one (group commit):
// one sync answers all appends that came before it began.

import type { DiskGuard } from './disk-guard.ts';
import type { SegmentStore } from './segment-store.ts';

/** The log whose segments are flushed. */
export interface FlushedLog {
  readonly store: SegmentStore;
  readonly guard: DiskGuard;
  readonly logEndOffset: () => number;
}

export class LogFlusher {
  readonly #log: FlushedLog;
  #recoveryPoint: number;
  /** When the oldest append that is not flushed was made; null: all is. */
  #unflushedSinceMs: number | null = null;
  #current: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(log: FlushedLog, recoveryPoint: number) {
    this.#log = log;
    this.#recoveryPoint = recoveryPoint;
  }

  /** Everything before it is on the device. */
  get recoveryPoint(): number {
    return this.#recoveryPoint;
  }

  /** Something was appended, or found that may not be on the device. */
  noteUnflushed(nowMs: number): void {
    this.#unflushedSinceMs ??= nowMs;
  }

  /** The log ends at this offset now. */
  truncateTo(offset: number): void {
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset);
  }

  /** Whether an append has waited for this long. */
  isDue(nowMs: number, flushMs: number): boolean {
    return this.#unflushedSinceMs !== null && nowMs - this.#unflushedSinceMs >= flushMs;
  }

  /** Resolves once everything that was appended before this call is on the device. */
  flush(nowMs: number): Promise<void> {
    if (!this.#current) return this.#begin(nowMs);
    const begin = (): Promise<void> => this.#begin(nowMs);
    this.#next ??= this.#current.then(begin, begin);
    return this.#next;
  }

  /** The same on the event loop. */
  flushNow(): void {
    const { store, logEndOffset } = this.#log;
    for (const segment of store.unflushed(this.#recoveryPoint, logEndOffset())) segment.syncNow();
    this.#recoveryPoint = logEndOffset();
    this.#unflushedSinceMs = null;
  }

  #begin(nowMs: number): Promise<void> {
    this.#next = null;
    const current = this.#log.guard
      .runAsync(() => this.#sync(nowMs))
      .finally(() => {
        if (this.#current === current) this.#current = null;
      });
    this.#current = current;
    return current;
  }

  async #sync(nowMs: number): Promise<void> {
    const { store, logEndOffset } = this.#log;
    const flushedTo = logEndOffset();
    const since = this.#unflushedSinceMs;
    this.#unflushedSinceMs = null;
    try {
      for (const segment of store.unflushed(this.#recoveryPoint, flushedTo)) await segment.sync();
    } catch (error) {
      this.#unflushedSinceMs = since ?? nowMs;
      throw error;
    }
    // The log may have been cut off meanwhile.
    this.#recoveryPoint = Math.max(this.#recoveryPoint, Math.min(flushedTo, logEndOffset()));
  }
}
