// WriteShareGroupState: the leader of a share partition stores what its members have done. Mostly an update
// record; after so many of them a snapshot, so that loading does not have to go far back.

import type { ShareStateChange } from '../../base/share-persister.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import {
  requireInitialized,
  requireKnown,
  requireLeaderEpoch,
  requireStateEpoch,
  requireValid,
} from './refusals.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import { snapshotRecord, updateRecord } from './share-records.ts';
import type { ShareEntry, ShareStateStore } from './share-state-store.ts';
import type { ShareStateUpdate } from './stored-share-state.ts';
import { snapshotOf, updateOf } from './stored-share-state.ts';

/** Throws INVALID_REQUEST, FENCED_LEADER_EPOCH, FENCED_STATE_EPOCH, UNKNOWN_TOPIC_OR_PARTITION. */
export function writeState(
  store: ShareStateStore,
  key: SharePartitionKey,
  change: ShareStateChange,
): Outcome<void> {
  requireValid(key);
  const entry = requireInitialized(store, key);
  requireLeaderEpoch(entry, change.leaderEpoch);
  requireStateEpoch(entry, change.stateEpoch);
  requireKnown(store, key);
  // A leader's epoch is stored when it reads, which it does before anything else.
  const update = updateOf(entry.state, change, entry.state.leaderEpoch);
  return { records: [changeRecord(store, entry, update)], response: undefined };
}

/** The record that stores an update: itself, or the snapshot that it leads to. */
export function changeRecord(
  store: ShareStateStore,
  { key, state, updates }: ShareEntry,
  update: ShareStateUpdate,
): CoordinatorRecord {
  return updates < store.config.updatesPerSnapshot
    ? updateRecord(key, update)
    : snapshotRecord(key, snapshotOf(state, update, store.clock.wallMs()));
}
