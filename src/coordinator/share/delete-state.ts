// DeleteShareGroupState, and what a deleted topic takes with it: tombstones.

import type { Uuid } from '../../base/uuid.ts';
import type { Effects, Outcome } from '../runtime/coordinator-shard.ts';
import { requireKnown, requireValid } from './refusals.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import { snapshotRecord } from './share-records.ts';
import type { ShareStateStore } from './share-state-store.ts';

/** Throws INVALID_REQUEST, UNKNOWN_TOPIC_OR_PARTITION. What has no state is deleted already. */
export function deleteState(store: ShareStateStore, key: SharePartitionKey): Outcome<void> {
  requireValid(key);
  requireKnown(store, key);
  const isStored = store.entry(key) !== undefined;
  return { records: isStored ? [snapshotRecord(key, null)] : [], response: undefined };
}

/** Removes the states of all partitions of these topics. */
export function deleteTopics(store: ShareStateStore, topicIds: ReadonlySet<Uuid>): Effects {
  const records = [...store.entries.values()]
    .filter(({ key }) => topicIds.has(key.topicId))
    .map(({ key }) => snapshotRecord(key, null));
  return { records, atomic: false };
}
