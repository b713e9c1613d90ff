// The records of committed offsets, in Apache Kafka's schemas: OffsetCommitValue 4 as Apache Kafka 4.3.1 writes
// it, or 1 when the commit brings its own expiry (OffsetCommit v2 to v4).

import { OffsetCommitKey } from '../../../protocol/generated/records/offset-commit-key.ts';
import { OffsetCommitValue } from '../../../protocol/generated/records/offset-commit-value.ts';
import {
  decodeRecordValue,
  encodeRecordKey,
  encodeRecordValue,
} from '../../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { NO_PRODUCER_ID } from '../../runtime/partition-writer.ts';
import { ClassicGroup } from '../classic/classic-group.ts';
import { emptyStoredGroup } from '../classic/stored-group.ts';
import type { RecordReplays, TypedRecord } from '../group-kind.ts';
import type { GroupState } from '../group-state.ts';
import type { CommittedOffset, StoredOffset } from './committed-offset.ts';
import { NO_EXPIRY } from './committed-offset.ts';

/** The type under which brokers before Kafka 0.9 stored the same. */
const LEGACY_OFFSET_COMMIT = 0;

const OFFSET_COMMIT_VERSION = 4;
const OFFSET_COMMIT_EXPIRING_VERSION = 1;

export const OFFSET_RECORDS: RecordReplays = [
  [LEGACY_OFFSET_COMMIT, replayOffset],
  [OffsetCommitKey.type, replayOffset],
];

/** The record that stores a committed offset, or removes it (null). */
export function offsetRecord(
  groupId: string,
  topic: string,
  partition: number,
  committed: CommittedOffset | null,
): CoordinatorRecord {
  const key = encodeRecordKey(OffsetCommitKey, { group: groupId, topic, partition });
  if (committed === null) return { key, value: null };
  const { offset, leaderEpoch, metadata, topicId } = committed;
  const commitTimestamp = committed.commitTimestampMs;
  const expireTimestamp = committed.expireTimestampMs;
  const message = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId };
  const version =
    expireTimestamp === NO_EXPIRY ? OFFSET_COMMIT_VERSION : OFFSET_COMMIT_EXPIRING_VERSION;
  return { key, value: encodeRecordValue(OffsetCommitValue, message, version) };
}

/** Reads the value of the record at this offset. Throws MalformedMessageError. */
export function readOffset(value: Buffer, recordOffset: number): StoredOffset {
  const message = decodeRecordValue(OffsetCommitValue, value);
  return {
    offset: message.offset,
    leaderEpoch: message.leaderEpoch,
    metadata: message.metadata,
    commitTimestampMs: message.commitTimestamp,
    expireTimestampMs: message.expireTimestamp,
    topicId: message.topicId,
    recordOffset,
  };
}

function replayOffset(state: GroupState, { key, value, stored }: TypedRecord): void {
  const {
    group: groupId,
    topic,
    partition,
  } = OffsetCommitKey.decode(key, OffsetCommitKey.minVersion);
  if (value === null) {
    state.offsets.remove(groupId, topic, partition);
    state.pendingOffsets.remove(groupId, topic, partition);
    return;
  }
  // Who commits without ever joining has a group all the same: empty, without a protocol type.
  if (!state.groups.has(groupId)) {
    const group = new ClassicGroup(groupId, emptyStoredGroup(stored.timestampMs));
    state.groups.set(groupId, group);
  }
  const committed = readOffset(value, stored.offset);
  if (stored.producerId === NO_PRODUCER_ID) state.offsets.set(groupId, topic, partition, committed);
  else state.pendingOffsets.add(stored.producerId, [groupId, topic, partition], committed);
}
