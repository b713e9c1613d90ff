// The records of `__consumer_offsets` that this coordinator writes and reads, in Apache Kafka's schemas:
// a key is its record type (int16) and the key message, a value its version (int16) and the value message.
// Versions as Apache Kafka 4.3.1 writes them: GroupMetadataValue 3, OffsetCommitValue 4, or 1 when the
// commit brings its own expiry (OffsetCommit v2 to v4).

import { ByteReader } from '../../base/byte-reader.ts';
import { ByteWriter } from '../../base/byte-writer.ts';
import { GroupMetadataKey } from '../../protocol/generated/records/group-metadata-key.ts';
import type { GroupMetadataValue as GroupMetadataMessage } from '../../protocol/generated/records/group-metadata-value.ts';
import { GroupMetadataValue } from '../../protocol/generated/records/group-metadata-value.ts';
import { OffsetCommitKey } from '../../protocol/generated/records/offset-commit-key.ts';
import { OffsetCommitValue } from '../../protocol/generated/records/offset-commit-value.ts';
import type { Codec } from '../../protocol/message.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import type { CommittedOffset } from './committed-offset.ts';
import { NO_EXPIRY } from './committed-offset.ts';
import type { StoredGroup } from './stored-group.ts';

const LEGACY_OFFSET_COMMIT = 0;
const OFFSET_COMMIT = 1;
const GROUP_METADATA = 2;

const KEY_VERSION = 0;
const GROUP_METADATA_VERSION = 3;
const OFFSET_COMMIT_VERSION = 4;
const OFFSET_COMMIT_EXPIRING_VERSION = 1;

const PREFIX_BYTES = 2;

/** A record as this coordinator understands it. */
export type GroupRecord =
  | { readonly kind: 'group'; readonly groupId: string; readonly value: StoredGroup | null }
  | {
      readonly kind: 'offset';
      readonly groupId: string;
      readonly topic: string;
      readonly partition: number;
      readonly value: CommittedOffset | null;
    }
  | { readonly kind: 'unknown'; readonly type: number };

/** The record that stores a group, or removes it (null). */
export function groupRecord(groupId: string, group: StoredGroup | null): CoordinatorRecord {
  const key = withPrefix(GROUP_METADATA, GroupMetadataKey, { group: groupId }, KEY_VERSION);
  if (group === null) return { key, value: null };
  const message = {
    protocolType: group.protocolType ?? '',
    generation: group.generation,
    protocol: group.protocolName,
    leader: group.leaderId,
    currentStateTimestamp: group.stateTimestampMs,
    members: group.members.map(({ instanceId, rebalanceTimeoutMs, sessionTimeoutMs, ...same }) => ({
      ...same,
      groupInstanceId: instanceId,
      rebalanceTimeout: rebalanceTimeoutMs,
      sessionTimeout: sessionTimeoutMs,
    })),
  };
  const version = GROUP_METADATA_VERSION;
  return { key, value: withPrefix(version, GroupMetadataValue, message, version) };
}

/** The record that stores a committed offset, or removes it (null). */
export function offsetRecord(
  groupId: string,
  topic: string,
  partition: number,
  committed: CommittedOffset | null,
): CoordinatorRecord {
  const keyMessage = { group: groupId, topic, partition };
  const key = withPrefix(OFFSET_COMMIT, OffsetCommitKey, keyMessage, KEY_VERSION);
  if (committed === null) return { key, value: null };
  const { offset, leaderEpoch, metadata, topicId } = committed;
  const commitTimestamp = committed.commitTimestampMs;
  const expireTimestamp = committed.expireTimestampMs;
  const message = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId };
  const version =
    expireTimestamp === NO_EXPIRY ? OFFSET_COMMIT_VERSION : OFFSET_COMMIT_EXPIRING_VERSION;
  return { key, value: withPrefix(version, OffsetCommitValue, message, version) };
}

/** Reads a stored record. Throws MalformedMessageError when a known type cannot be read. */
export function readGroupRecord(key: Buffer, value: Buffer | null): GroupRecord {
  const reader = new ByteReader(key);
  const type = reader.int16('type');
  if (type === GROUP_METADATA) {
    const { group } = GroupMetadataKey.decode(reader, KEY_VERSION);
    return { kind: 'group', groupId: group, value: value === null ? null : readGroup(value) };
  }
  if (type === OFFSET_COMMIT || type === LEGACY_OFFSET_COMMIT) {
    const { group, topic, partition } = OffsetCommitKey.decode(reader, KEY_VERSION);
    const committed = value === null ? null : readOffset(value);
    return { kind: 'offset', groupId: group, topic, partition, value: committed };
  }
  return { kind: 'unknown', type };
}

function readGroup(value: Buffer): StoredGroup {
  const reader = new ByteReader(value);
  const version = reader.int16('version');
  const message: GroupMetadataMessage = GroupMetadataValue.decode(reader, version);
  return {
    protocolType: message.protocolType === '' ? null : message.protocolType,
    generation: message.generation,
    protocolName: message.protocol,
    leaderId: message.leader,
    stateTimestampMs: message.currentStateTimestamp,
    members: message.members.map((member) => ({
      memberId: member.memberId,
      instanceId: member.groupInstanceId,
      clientId: member.clientId,
      clientHost: member.clientHost,
      // Version 0 has no rebalance timeout of its own.
      rebalanceTimeoutMs:
        member.rebalanceTimeout === -1 ? member.sessionTimeout : member.rebalanceTimeout,
      sessionTimeoutMs: member.sessionTimeout,
      subscription: member.subscription,
      assignment: member.assignment,
    })),
  };
}

function readOffset(value: Buffer): CommittedOffset {
  const reader = new ByteReader(value);
  const version = reader.int16('version');
  const message = OffsetCommitValue.decode(reader, version);
  return {
    offset: message.offset,
    leaderEpoch: message.leaderEpoch,
    metadata: message.metadata,
    commitTimestampMs: message.commitTimestamp,
    expireTimestampMs: message.expireTimestamp,
    topicId: message.topicId,
  };
}

function withPrefix<M extends I, I>(
  prefix: number,
  codec: Codec<M, I>,
  message: I,
  version: number,
): Buffer {
  const buffer = Buffer.allocUnsafe(PREFIX_BYTES + codec.size(message, version));
  const writer = new ByteWriter(buffer);
  writer.int16(prefix);
  codec.encode(writer, message, version);
  return buffer;
}
