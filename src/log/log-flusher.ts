// How far a log has reached the device (the recovery point), and how it gets there without anything
// waiting on the event loop. A flush makes durable the batches of all segments from the recovery point on
// and the names that they hang on; whoever asks while one is under way shares the next (group commit).
// Invariant: recoveryPoint ≤ settledEndOffset ≤ logEndOffset.

import type { DiskGuard } from './disk-guard.ts';
import { GroupCommit } from './group-commit.ts';
import type { SegmentStore } from './segment-store.ts';

/** The log whose segments are flushed. */
export interface FlushedLog {
  readonly store: SegmentStore;
  readonly guard: DiskGuard;
  readonly logEndOffset: () => number;
  /** Writes what has to be on the device with the batches and is not in a file yet. */
  readonly writeOwed: () => void;
}

export class LogFlusher {
  readonly #log: FlushedLog;
  readonly #commit: GroupCommit;
  #recoveryPoint: number;
  /** What the flush under way will bring to the device; the recovery point when none is. */
  #flushingTo: number;
  /** Answers to appends before this offset wait for the device. */
  #requiredTo = 0;
  /** When the oldest append that is not flushed was made; null: all is. */
  #unflushedSinceMs: number | null = null;

  constructor(log: FlushedLog, recoveryPoint: number) {
    this.#log = log;
    this.#recoveryPoint = recoveryPoint;
    this.#flushingTo = recoveryPoint;
    this.#commit = new GroupCommit(() => log.guard.runAsync(() => this.#sync()));
  }

  /** Everything before it is on the device. */
  get recoveryPoint(): number {
    return this.#recoveryPoint;
  }

  /** Readers may have what is before it: the log's end, or no more than is on the device while that is waited for. */
  get settledEndOffset(): number {
    return this.#recoveryPoint >= this.#requiredTo ? this.#log.logEndOffset() : this.#recoveryPoint;
  }

  /** How many offsets no flush covers yet. */
  get unflushed(): number {
    return this.#log.logEndOffset() - this.#flushingTo;
  }

  /** Something was appended, or found that may not be on the device. */
  noteUnflushed(nowMs: number): void {
    this.#unflushedSinceMs ??= nowMs;
  }

  /** The log ends at this offset now. */
  truncateTo(offset: number): void {
    this.#recoveryPoint = Math.min(this.#recoveryPoint, offset);
    this.#flushingTo = Math.min(this.#flushingTo, offset);
    this.#requiredTo = Math.min(this.#requiredTo, offset);
  }

  /** Whether an append has waited for this long. */
  isDue(nowMs: number, flushMs: number): boolean {
    return this.#unflushedSinceMs !== null && nowMs - this.#unflushedSinceMs >= flushMs;
  }

  /** Whether the answer to the append of this offset waits for the device. */
  isAwaited(offset: number): boolean {
    return offset >= this.#recoveryPoint && offset < this.#requiredTo;
  }

  /** Resolves once everything that was appended before this call is on the device; readers wait for it too. */
  require(): Promise<void> {
    this.#requiredTo = this.#log.logEndOffset();
    return this.flush();
  }

  /** Resolves once everything that was appended before this call is on the device. */
  flush(): Promise<void> {
    return this.#commit.run();
  }

  /** The same on the event loop. */
  flushNow(): void {
    const { store, logEndOffset, writeOwed } = this.#log;
    writeOwed();
    for (const segment of store.unflushed(this.#recoveryPoint, logEndOffset())) segment.syncNow();
    store.syncNamesNow();
    this.#recoveryPoint = logEndOffset();
    this.#flushingTo = this.#recoveryPoint;
    this.#unflushedSinceMs = null;
  }

  async #sync(): Promise<void> {
    const { store, logEndOffset, writeOwed } = this.#log;
    this.#flushingTo = logEndOffset();
    const since = this.#unflushedSinceMs;
    this.#unflushedSinceMs = null;
    try {
      writeOwed();
      const segments = store.unflushed(this.#recoveryPoint, this.#flushingTo);
      for (const segment of segments) await segment.sync();
      await store.syncNames();
    } catch (error) {
      this.#unflushedSinceMs = since ?? this.#unflushedSinceMs;
      this.#flushingTo = this.#recoveryPoint;
      throw error;
    }
    // A log that was cut off meanwhile has taken back what the flush was to cover.
    this.#recoveryPoint = Math.max(this.#recoveryPoint, this.#flushingTo);
  }
}
