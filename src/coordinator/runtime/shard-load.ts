// Replays a partition into a shard, as far at a time as the caller wants: a small partition is ready in the
// turn in which it was asked for, a large one does not stop the event loop.
// Invariant: nobody else changes the shard until `onLoaded` or `onFailed` has been called, once.

import { AssertionError } from '../../base/assert.ts';
import type { StoredEntry } from './partition-writer.ts';

export interface ShardLoadOptions {
  entries(): Iterable<StoredEntry>;
  replay(entry: StoredEntry): void;
  onLoaded(): void;
  /** The partition cannot be read, or holds what cannot be understood. */
  onFailed(error: unknown): void;
}

export class ShardLoad {
  private readonly options: ShardLoadOptions;
  /** How many entries have been replayed so far. */
  replayed = 0;
  private entries: Iterator<StoredEntry> | null = null;

  constructor(options: ShardLoadOptions) {
    this.options = options;
  }

  /** Replays so many entries, or those that are left; whether that was the end, well or not. */
  advance(count: number): boolean {
    try {
      if (!this.replaySome(count)) return false;
    } catch (error) {
      if (error instanceof AssertionError) throw error;
      this.options.onFailed(error);
      return true;
    }
    this.options.onLoaded();
    return true;
  }

  private replaySome(count: number): boolean {
    this.entries ??= this.options.entries()[Symbol.iterator]();
    for (let at = 0; at < count; at++) {
      const next = this.entries.next();
      if (next.done === true) return true;
      this.options.replay(next.value);
      this.replayed += 1;
    }
    return false;
  }
}
