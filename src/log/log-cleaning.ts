// The side of a log that its cleaner works with: how far it was cleaned, whether a clean is under way, and how
// cleaned segments come into it. Whatever else changes the segments stops the clean first.

import { assert } from '../base/assert.ts';
import type { StorageError } from '../platform/file-system.ts';
import type { DiskGuard } from './disk-guard.ts';
import type { SegmentStore } from './segment-store.ts';
import { removeCleaned, SegmentSwap } from './segment-swap.ts';

/** A clean that goes on while the log is used. */
export interface OngoingClean {
  /** The log is about to change under it, or to go: it stops, and leaves the log as it finds it. */
  abort(): void;
}

export interface CleanedLog {
  readonly directory: string;
  readonly store: SegmentStore;
  readonly guard: DiskGuard;
}

export class LogCleaning {
  /** Before it there is at most one record of each key; null: it was never cleaned, as far as is known. */
  cleanedTo: number | null;
  readonly #log: CleanedLog;
  #clean: OngoingClean | null = null;
  #swap: SegmentSwap | null = null;

  constructor(log: CleanedLog, cleanedTo: number | null) {
    this.#log = log;
    this.cleanedTo = cleanedTo;
  }

  /** Whether its disk can be used. */
  get isOnline(): boolean {
    return this.#log.guard.failure === null;
  }

  get isUnderWay(): boolean {
    return this.#clean !== null;
  }

  /** A clean begins; until it ends, no segment goes without it being told. */
  begin(clean: OngoingClean): void {
    assert(!this.#clean, 'a log is cleaned once at a time');
    this.#clean = clean;
  }

  /** It is over, and has let go of all files. */
  end(clean: OngoingClean): void {
    if (this.#clean === clean) this.#clean = null;
  }

  /** The disk failed under the work of a clean: takes the directory offline when that will not pass. */
  fail(failure: StorageError): void {
    this.#log.guard.translate(failure);
  }

  /** Removes a cleaned segment that will not be put in place. */
  discard(baseOffset: number): void {
    const { directory, store } = this.#log;
    removeCleaned(store.fileSystem, directory, baseOffset);
  }

  /** Stops the clean that is under way. When this returns, the log has its old segments or a new one. */
  abort(): void {
    const clean = this.#clean;
    this.#clean = null;
    clean?.abort();
    const swap = this.#swap;
    this.#swap = null;
    swap?.settle();
  }

  /** The log ends at this offset now. */
  truncateTo(offset: number): void {
    if (this.cleanedTo !== null) this.cleanedTo = Math.min(this.cleanedTo, offset);
  }

  /**
   * Puts a cleaned segment in the place of those with these base offsets. Resolves to whether it is there, on
   * the device; false when the clean was stopped. Rejects with KAFKA_STORAGE_ERROR.
   */
  async replace(baseOffset: number, sources: readonly number[]): Promise<boolean> {
    const { directory, store, guard } = this.#log;
    const wanted = new Set(sources);
    const replaced = store.segments.all.filter((segment) => wanted.has(segment.baseOffset));
    assert(replaced.length === sources.length, 'segments that are cleaned stay in the log');
    const swap = new SegmentSwap({
      fileSystem: store.fileSystem,
      directory,
      baseOffset,
      sources: replaced,
      install: () => store.replace(replaced, baseOffset),
      sync: () => store.syncNames(),
    });
    this.#swap = swap;
    try {
      await guard.runAsync(() => swap.run());
    } finally {
      if (this.#swap === swap) this.#swap = null;
    }
    return swap.isDone;
  }
}
