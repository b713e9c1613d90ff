// ReadShareGroupState: a new leader of a partition takes over where its predecessor stopped, and fences it.
// ReadShareGroupStateSummary: how far the partition has got, for those who describe the group.

import { ErrorCode } from '../../base/error-code.ts';
import type {
  ShareStateQuery,
  ShareStateRead,
  ShareStateSummary,
} from '../../base/share-persister.ts';
import { UNCHECKED_EPOCH, UNINITIALIZED_START_OFFSET } from '../../base/share-state.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import { requireInitialized, requireKnown, requireLeaderEpoch, requireValid } from './refusals.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import type { ShareStateStore } from './share-state-store.ts';
import { changeRecord } from './write-state.ts';

const NO_ERROR = { errorCode: ErrorCode.NONE, errorMessage: null } as const;

/** Throws INVALID_REQUEST, FENCED_LEADER_EPOCH, UNKNOWN_TOPIC_OR_PARTITION. */
export function readState(
  store: ShareStateStore,
  key: SharePartitionKey,
  { leaderEpoch }: ShareStateQuery,
): Outcome<ShareStateRead> {
  requireValid(key);
  const entry = requireInitialized(store, key);
  requireLeaderEpoch(entry, leaderEpoch);
  requireKnown(store, key);
  const { state, highestLeaderEpoch } = entry;
  const { stateEpoch, startOffset, stateBatches, deliveryCompleteCount, snapshotEpoch } = state;
  const response = { ...NO_ERROR, stateEpoch, startOffset, stateBatches };
  const isKnownLeader = leaderEpoch === UNCHECKED_EPOCH || leaderEpoch === highestLeaderEpoch;
  if (isKnownLeader) return { records: [], response };
  const unchanged = { snapshotEpoch, startOffset, deliveryCompleteCount, stateBatches: [] };
  return { records: [changeRecord(store, entry, { ...unchanged, leaderEpoch })], response };
}

/** Throws INVALID_REQUEST, UNKNOWN_TOPIC_OR_PARTITION. */
export function readSummary(store: ShareStateStore, key: SharePartitionKey): ShareStateSummary {
  requireValid(key);
  requireKnown(store, key);
  const state = store.entry(key)?.state;
  return {
    ...NO_ERROR,
    stateEpoch: state?.stateEpoch ?? 0,
    leaderEpoch: state?.leaderEpoch ?? 0,
    startOffset: state?.startOffset ?? UNINITIALIZED_START_OFFSET,
    deliveryCompleteCount: state?.deliveryCompleteCount ?? -1,
  };
}
