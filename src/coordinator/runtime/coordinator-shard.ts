// The contract between the runtime and a state machine that stands on it. An operation looks at the state
// and returns records and a response; the records are appended, then replayed, and only `replay` changes
// what a restart must reproduce. What a restart may forget (parked requests, timers) a shard keeps beside.

import type { KafkaError } from '../../base/kafka-error.ts';
import type { Timer } from '../../platform/clock.ts';
import type {
  CoordinatorRecord,
  StoredMarker,
  StoredRecord,
  TransactionalProducer,
} from './partition-writer.ts';

/** What an operation decided. */
export interface Outcome<R> {
  readonly records: readonly CoordinatorRecord[];
  /** The answer; a promise when the request is parked until another operation answers it. */
  readonly response: R | Promise<R>;
  /**
   * Called in the same turn: with null once the records are appended and replayed, with the error
   * (already one that clients of a coordinator know) when they were not. An operation that has this
   * answers the failure itself; without it the error goes to the caller.
   */
  readonly settle?: ((error: KafkaError | null) => void) | undefined;
  /** Called in the same turn once the records are appended and replayed; not when they were not. */
  readonly stored?: (() => void) | undefined;
  /**
   * Called once everything that this partition wrote so far is committed, after the turn's `settle`; not when
   * the records were not stored or the partition was given up meanwhile.
   */
  readonly committed?: (() => void) | undefined;
  /** In whose transaction the records are; left out: in none. */
  readonly producer?: TransactionalProducer | undefined;
  /** False when the records may be spread over several batches (clean-up of many keys). */
  readonly atomic?: boolean;
}

/** The part of an outcome that is left when nobody waits for an answer. */
export type Effects = Omit<Outcome<undefined>, 'response'>;

/** An operation that changes nothing that must be stored. */
export const NO_EFFECTS: Effects = { records: [] };

/** The state of one partition of a coordinator's topic. */
export interface CoordinatorShard {
  /** Applies one record; while loading, records come in the order in which they were appended. */
  replay(record: StoredRecord): void;
  /** A producer's transaction ends here; a shard without this method holds no transactional records. */
  replayMarker?(marker: StoredMarker): void;
  /** All records have been replayed: timers may start. */
  onLoaded(): void;
  /** The partition goes away: every parked request is answered, every timer taken back. */
  onUnloaded(): void;
}

/** How a shard comes back to itself: later, as an operation of its own. */
export interface ShardScheduler {
  /** Runs the operation once after the delay, as one write of this shard; not after it was unloaded. */
  schedule(delayMs: number, operation: () => Effects): Timer;
  /** Runs the operation now, as one write of this shard; not from within another. Throws KafkaError. */
  execute(operation: () => Effects): void;
}
