// Why a request about a share partition is refused, in the order in which Apache Kafka looks: a partition
// that cannot be, a state that was never begun, an older leader, an older state epoch, a partition that is
// no more.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import { UNCHECKED_EPOCH } from '../../base/share-state.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import type { ShareEntry, ShareStateStore } from './share-state-store.ts';

/** Throws INVALID_REQUEST for a partition that cannot be. */
export function requireValid({ partition }: SharePartitionKey): void {
  if (partition >= 0) return;
  throw new KafkaError(ErrorCode.INVALID_REQUEST, 'A partition is not negative.');
}

/** The state of a partition. Throws INVALID_REQUEST when it was never begun. */
export function requireInitialized(store: ShareStateStore, key: SharePartitionKey): ShareEntry {
  const entry = store.entry(key);
  if (entry !== undefined) return entry;
  throw new KafkaError(
    ErrorCode.INVALID_REQUEST,
    'The state of this share partition was never initialized.',
  );
}

/** Throws FENCED_LEADER_EPOCH for a leader that has a successor. */
export function requireLeaderEpoch(entry: ShareEntry, leaderEpoch: number): void {
  if (leaderEpoch === UNCHECKED_EPOCH || entry.highestLeaderEpoch <= leaderEpoch) return;
  throw new KafkaError(
    ErrorCode.FENCED_LEADER_EPOCH,
    `The leader epoch ${leaderEpoch} is older than ${entry.highestLeaderEpoch}.`,
  );
}

/** Throws FENCED_STATE_EPOCH for a state that was begun anew since. */
export function requireStateEpoch(entry: ShareEntry, stateEpoch: number): void {
  if (stateEpoch === UNCHECKED_EPOCH || entry.highestStateEpoch <= stateEpoch) return;
  throw new KafkaError(
    ErrorCode.FENCED_STATE_EPOCH,
    `The state epoch ${stateEpoch} is older than ${entry.highestStateEpoch}.`,
  );
}

/** Throws UNKNOWN_TOPIC_OR_PARTITION for a partition that there is not, or no more. */
export function requireKnown(store: ShareStateStore, key: SharePartitionKey): void {
  if (store.knows(key)) return;
  throw new KafkaError(
    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    'There is no such topic or partition.',
  );
}
