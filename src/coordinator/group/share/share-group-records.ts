// The records of `__consumer_offsets` that keep share groups (KIP-932), in Apache Kafka's schemas: types 10 to
// 15. Each function makes the record that stores something, or, given null, the one that removes it.

import type { Uuid } from '../../../base/uuid.ts';
import { ShareGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/share-group-current-member-assignment-key.ts';
import { ShareGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/share-group-current-member-assignment-value.ts';
import { ShareGroupMemberMetadataKey } from '../../../protocol/generated/records/share-group-member-metadata-key.ts';
import { ShareGroupMemberMetadataValue } from '../../../protocol/generated/records/share-group-member-metadata-value.ts';
import { ShareGroupMetadataKey } from '../../../protocol/generated/records/share-group-metadata-key.ts';
import { ShareGroupMetadataValue } from '../../../protocol/generated/records/share-group-metadata-value.ts';
import { ShareGroupStatePartitionMetadataKey } from '../../../protocol/generated/records/share-group-state-partition-metadata-key.ts';
import { ShareGroupStatePartitionMetadataValue } from '../../../protocol/generated/records/share-group-state-partition-metadata-value.ts';
import { ShareGroupTargetAssignmentMemberKey } from '../../../protocol/generated/records/share-group-target-assignment-member-key.ts';
import { ShareGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/share-group-target-assignment-member-value.ts';
import { ShareGroupTargetAssignmentMetadataKey } from '../../../protocol/generated/records/share-group-target-assignment-metadata-key.ts';
import { ShareGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/share-group-target-assignment-metadata-value.ts';
import { encodeRecordKey, encodeRecordValue } from '../../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import type { NamedPartitionsById, StatePartitions } from './state-partitions.ts';

/** The state of a member that has what it was told: members of share groups know no other. */
const STABLE = 0;

/** What a member has told of itself. */
export function memberRecord(
  groupId: string,
  memberId: string,
  member: ShareGroupMember | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupMemberMetadataKey, { groupId, memberId });
  const value = member && encodeRecordValue(ShareGroupMemberMetadataValue, member);
  return { key, value };
}

/** The epoch of the group, and the hash of the topics that it was begun with. */
export function groupEpochRecord(
  groupId: string,
  epoch: { readonly epoch: number; readonly metadataHash: bigint } | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupMetadataKey, { groupId });
  return { key, value: epoch && encodeRecordValue(ShareGroupMetadataValue, epoch) };
}

/** What a member is meant to have. */
export function targetRecord(
  groupId: string,
  memberId: string,
  target: Assignment | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupTargetAssignmentMemberKey, { groupId, memberId });
  if (target === null) return { key, value: null };
  const value = { topicPartitions: topicPartitionsOf(target) };
  return { key, value: encodeRecordValue(ShareGroupTargetAssignmentMemberValue, value) };
}

/** For which epoch of the group the targets were computed, and when. */
export function targetEpochRecord(
  groupId: string,
  target: { readonly assignmentEpoch: number; readonly assignmentTimestamp: number } | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupTargetAssignmentMetadataKey, { groupId });
  const value = target && encodeRecordValue(ShareGroupTargetAssignmentMetadataValue, target);
  return { key, value };
}

/** What a member has, and at which epoch it was told so. */
export function currentRecord(
  groupId: string,
  memberId: string,
  member: ShareGroupMember | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupCurrentMemberAssignmentKey, { groupId, memberId });
  if (member === null) return { key, value: null };
  const { memberEpoch, previousMemberEpoch, assigned } = member;
  const assignedPartitions = topicPartitionsOf(assigned);
  const value = { memberEpoch, previousMemberEpoch, state: STABLE, assignedPartitions };
  return { key, value: encodeRecordValue(ShareGroupCurrentMemberAssignmentValue, value) };
}

/** Which partitions have a state. */
export function statePartitionsRecord(
  groupId: string,
  state: StatePartitions | null,
): CoordinatorRecord {
  const key = encodeRecordKey(ShareGroupStatePartitionMetadataKey, { groupId });
  if (state === null) return { key, value: null };
  const value = {
    initializingTopics: namedTopicPartitionsOf(state.initializing),
    initializedTopics: namedTopicPartitionsOf(state.initialized),
    deletingTopics: Array.from(state.deleting, ([topicId, topicName]) => ({ topicId, topicName })),
  };
  return { key, value: encodeRecordValue(ShareGroupStatePartitionMetadataValue, value) };
}

/** An assignment as records and responses have it. */
export function topicPartitionsOf(
  assignment: Assignment,
): { readonly topicId: Uuid; readonly partitions: readonly number[] }[] {
  return Array.from(assignment, ([topicId, partitions]) => ({ topicId, partitions }));
}

function namedTopicPartitionsOf(topics: NamedPartitionsById) {
  return Array.from(topics, ([topicId, { name, partitions }]) => ({
    topicId,
    topicName: name,
    partitions: [...partitions].sort((a, b) => a - b),
  }));
}
