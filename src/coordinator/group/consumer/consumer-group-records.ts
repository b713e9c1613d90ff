// The records of `__consumer_offsets` that keep consumer groups (KIP-848), in Apache Kafka's schemas: types 3
// to 8, and 16. Each function makes the record that stores something, or, given null, the one that removes it.

import { ConsumerGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/consumer-group-current-member-assignment-key.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupMemberMetadataKey } from '../../../protocol/generated/records/consumer-group-member-metadata-key.ts';
import { ConsumerGroupMemberMetadataValue } from '../../../protocol/generated/records/consumer-group-member-metadata-value.ts';
import { ConsumerGroupMetadataKey } from '../../../protocol/generated/records/consumer-group-metadata-key.ts';
import { ConsumerGroupMetadataValue } from '../../../protocol/generated/records/consumer-group-metadata-value.ts';
import { ConsumerGroupPartitionMetadataKey } from '../../../protocol/generated/records/consumer-group-partition-metadata-key.ts';
import { ConsumerGroupRegularExpressionKey } from '../../../protocol/generated/records/consumer-group-regular-expression-key.ts';
import { ConsumerGroupRegularExpressionValue } from '../../../protocol/generated/records/consumer-group-regular-expression-value.ts';
import { ConsumerGroupTargetAssignmentMemberKey } from '../../../protocol/generated/records/consumer-group-target-assignment-member-key.ts';
import { ConsumerGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/consumer-group-target-assignment-member-value.ts';
import { ConsumerGroupTargetAssignmentMetadataKey } from '../../../protocol/generated/records/consumer-group-target-assignment-metadata-key.ts';
import { ConsumerGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/consumer-group-target-assignment-metadata-value.ts';
import { encodeRecordKey, encodeRecordValue } from '../../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { ConsumerGroup, ResolvedRegex } from './consumer-group.ts';
import type { ConsumerMember, MemberState, OwnedPartitions } from './consumer-member.ts';

/** How the states of a member are stored; what is none of these is not known. */
export const STORED_STATES: readonly MemberState[] = [
  'stable',
  'unrevoked-partitions',
  'unreleased-partitions',
];

/** How a state is stored that is not known. */
const UNKNOWN_STATE = 127;

/** What a member has told of itself. */
export function memberRecord(
  groupId: string,
  memberId: string,
  member: ConsumerMember | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupMemberMetadataKey, { groupId, memberId });
  if (member === null) return { key, value: null };
  const value = { ...member, classicMemberMetadata: member.classic };
  return { key, value: encodeRecordValue(ConsumerGroupMemberMetadataValue, value) };
}

/** The epoch of the group, and the hash of the topics that it was begun with. */
export function groupEpochRecord(
  groupId: string,
  epoch: { readonly epoch: number; readonly metadataHash: bigint } | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupMetadataKey, { groupId });
  return { key, value: epoch && encodeRecordValue(ConsumerGroupMetadataValue, epoch) };
}

/** Removes what Apache Kafka before 4.1 has stored of a group's topics. */
export function topicsTombstone(groupId: string): CoordinatorRecord {
  return { key: encodeRecordKey(ConsumerGroupPartitionMetadataKey, { groupId }), value: null };
}

/** What a member is meant to have. */
export function targetRecord(
  groupId: string,
  memberId: string,
  target: Assignment | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupTargetAssignmentMemberKey, { groupId, memberId });
  if (target === null) return { key, value: null };
  const topicPartitions = Array.from(target, ([topicId, partitions]) => ({ topicId, partitions }));
  return {
    key,
    value: encodeRecordValue(ConsumerGroupTargetAssignmentMemberValue, { topicPartitions }),
  };
}

/** For which epoch of the group the targets were computed, and when. */
export function targetEpochRecord(
  groupId: string,
  target: { readonly assignmentEpoch: number; readonly assignmentTimestamp: number } | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupTargetAssignmentMetadataKey, { groupId });
  const value = target && encodeRecordValue(ConsumerGroupTargetAssignmentMetadataValue, target);
  return { key, value };
}

/** What a member owns, and how far it has come. */
export function currentRecord(
  groupId: string,
  memberId: string,
  member: ConsumerMember | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupCurrentMemberAssignmentKey, { groupId, memberId });
  if (member === null) return { key, value: null };
  const state = STORED_STATES.indexOf(member.state);
  const value = encodeRecordValue(ConsumerGroupCurrentMemberAssignmentValue, {
    memberEpoch: member.memberEpoch,
    previousMemberEpoch: member.previousMemberEpoch,
    state: state === -1 ? UNKNOWN_STATE : state,
    assignedPartitions: ownedTopics(member.assigned),
    partitionsPendingRevocation: ownedTopics(member.pendingRevocation),
  });
  return { key, value };
}

/** What a regular expression matched. */
export function regexRecord(
  groupId: string,
  regularExpression: string,
  resolved: ResolvedRegex | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ConsumerGroupRegularExpressionKey, { groupId, regularExpression });
  if (resolved === null) return { key, value: null };
  const { topics, version, timestampMs: timestamp } = resolved;
  const value = encodeRecordValue(ConsumerGroupRegularExpressionValue, {
    topics,
    version,
    timestamp,
  });
  return { key, value };
}

/** The tombstones of a member, in the order in which a replay understands them. */
export function memberTombstones(groupId: string, memberId: string): CoordinatorRecord[] {
  return [
    currentRecord(groupId, memberId, null),
    targetRecord(groupId, memberId, null),
    memberRecord(groupId, memberId, null),
  ];
}

/** The tombstones of all that is stored of a group, in the order in which a replay understands them. */
export function groupTombstones(
  { groupId, resolvedRegexes }: ConsumerGroup,
  memberIds: readonly string[],
): CoordinatorRecord[] {
  return [
    ...memberIds.map((memberId) => currentRecord(groupId, memberId, null)),
    ...memberIds.map((memberId) => targetRecord(groupId, memberId, null)),
    targetEpochRecord(groupId, null),
    ...memberIds.map((memberId) => memberRecord(groupId, memberId, null)),
    ...Array.from(resolvedRegexes.keys(), (regex) => regexRecord(groupId, regex, null)),
    topicsTombstone(groupId),
    groupEpochRecord(groupId, null),
  ];
}

function ownedTopics(owned: OwnedPartitions) {
  return Array.from(owned, ([topicId, epochs]) => {
    const partitions = [...epochs].sort(([first], [second]) => first - second);
    return {
      topicId,
      partitions: partitions.map(([partition]) => partition),
      assignmentEpochs: partitions.map(([, epoch]) => epoch),
    };
  });
}
