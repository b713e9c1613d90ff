// Replays a partition into a shard: the first slice at once, so that a small partition is ready in the turn
// in which it was asked for, the rest slice by slice, so that a large one does not stop the event loop.

import { AssertionError } from '../../base/assert.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { StoredEntry } from './partition-writer.ts';

/** Records replayed in one turn of the event loop. */
const RECORDS_PER_TURN = 10_000;

export interface ShardLoad {
  readonly clock: Clock;
  records(): Iterable<StoredEntry>;
  replay(entry: StoredEntry): void;
  onLoaded(): void;
  /** The partition cannot be read, or holds what cannot be understood. */
  onFailed(error: unknown): void;
}

/** Starts to load; returns a function that stops it. */
export function loadShard(load: ShardLoad): () => void {
  let timer: Timer | null = null;
  let records: Iterator<StoredEntry>;

  const turn = () => {
    timer = null;
    try {
      records ??= load.records()[Symbol.iterator]();
      if (!replaySome(records, load)) {
        timer = load.clock.setTimer(0, turn);
        return;
      }
    } catch (error) {
      if (error instanceof AssertionError) throw error;
      load.onFailed(error);
      return;
    }
    load.onLoaded();
  };

  turn();
  return () => timer?.cancel();
}

/** Whether the end was reached. */
function replaySome(records: Iterator<StoredEntry>, load: ShardLoad): boolean {
  for (let count = 0; count < RECORDS_PER_TURN; count++) {
    const next = records.next();
    if (next.done === true) return true;
    load.replay(next.value);
  }
  return false;
}
