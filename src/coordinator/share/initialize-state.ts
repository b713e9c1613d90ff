// InitializeShareGroupState: the state of a share partition begins, or begins anew (the group's offsets were
// altered); a snapshot that owes nothing to those before it.

import type { InitialShareState } from '../../base/share-persister.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import { requireKnown, requireStateEpoch, requireValid } from './refusals.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import { snapshotRecord } from './share-records.ts';
import type { ShareStateStore } from './share-state-store.ts';
import { initialState } from './stored-share-state.ts';

/** Throws INVALID_REQUEST, FENCED_STATE_EPOCH, UNKNOWN_TOPIC_OR_PARTITION. */
export function initializeState(
  store: ShareStateStore,
  key: SharePartitionKey,
  initial: InitialShareState,
): Outcome<void> {
  requireValid(key);
  const entry = store.entry(key);
  if (entry !== undefined) requireStateEpoch(entry, initial.stateEpoch);
  requireKnown(store, key);
  const snapshotEpoch = entry === undefined ? 0 : entry.state.snapshotEpoch + 1;
  const state = initialState(initial, snapshotEpoch, store.clock.wallMs());
  return { records: [snapshotRecord(key, state)], response: undefined };
}
