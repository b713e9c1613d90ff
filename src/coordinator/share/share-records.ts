// The records of `__share_group_state`, in Apache Kafka's schemas: a ShareSnapshot holds the whole state of a
// share partition, a ShareUpdate what has changed since. A snapshot without a value removes the state.

import { ShareSnapshotKey } from '../../protocol/generated/records/share-snapshot-key.ts';
import { ShareSnapshotValue } from '../../protocol/generated/records/share-snapshot-value.ts';
import { ShareUpdateKey } from '../../protocol/generated/records/share-update-key.ts';
import { ShareUpdateValue } from '../../protocol/generated/records/share-update-value.ts';
import {
  decodeRecordKey,
  decodeRecordValue,
  encodeRecordKey,
  encodeRecordValue,
  peekRecordType,
} from '../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import type { ShareStateUpdate, StoredShareState } from './stored-share-state.ts';

/** A record as this coordinator understands it. */
export type ShareRecord =
  | {
      readonly kind: 'snapshot';
      readonly key: SharePartitionKey;
      readonly value: StoredShareState | null;
    }
  | { readonly kind: 'update'; readonly key: SharePartitionKey; readonly value: ShareStateUpdate }
  | { readonly kind: 'unknown'; readonly type: number };

/** The record that stores the whole state, or removes it (null). */
export function snapshotRecord(
  key: SharePartitionKey,
  state: StoredShareState | null,
): CoordinatorRecord {
  const recordKey = encodeRecordKey(ShareSnapshotKey, key);
  if (state === null) return { key: recordKey, value: null };
  const { createTimestampMs, writeTimestampMs, ...same } = state;
  const timestamps = { createTimestamp: createTimestampMs, writeTimestamp: writeTimestampMs };
  return {
    key: recordKey,
    value: encodeRecordValue(ShareSnapshotValue, { ...same, ...timestamps }),
  };
}

/** The record that stores a change. */
export function updateRecord(key: SharePartitionKey, update: ShareStateUpdate): CoordinatorRecord {
  return {
    key: encodeRecordKey(ShareUpdateKey, key),
    value: encodeRecordValue(ShareUpdateValue, update),
  };
}

/** Reads a stored record. Throws MalformedMessageError when one of a known type cannot be read. */
export function readShareRecord(key: Buffer, value: Buffer | null): ShareRecord {
  const type = peekRecordType(key);
  if (type === ShareSnapshotKey.type) {
    const snapshot = value === null ? null : readSnapshot(value);
    return { kind: 'snapshot', key: decodeRecordKey(ShareSnapshotKey, key), value: snapshot };
  }
  if (type !== ShareUpdateKey.type || value === null) return { kind: 'unknown', type };
  const update = decodeRecordValue(ShareUpdateValue, value);
  return { kind: 'update', key: decodeRecordKey(ShareUpdateKey, key), value: update };
}

function readSnapshot(value: Buffer): StoredShareState {
  const { createTimestamp, writeTimestamp, ...same } = decodeRecordValue(ShareSnapshotValue, value);
  return { ...same, createTimestampMs: createTimestamp, writeTimestampMs: writeTimestamp };
}
