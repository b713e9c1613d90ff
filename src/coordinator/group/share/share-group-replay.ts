// How the records of share groups change the state: the only way in which it changes. A record whose group is
// not there yet begins it; a tombstone of something that is not there changes nothing, as compaction may leave
// one behind.

import type { Uuid } from '../../../base/uuid.ts';
import { ShareGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/share-group-current-member-assignment-key.ts';
import { ShareGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/share-group-current-member-assignment-value.ts';
import { ShareGroupMemberMetadataKey } from '../../../protocol/generated/records/share-group-member-metadata-key.ts';
import { ShareGroupMemberMetadataValue } from '../../../protocol/generated/records/share-group-member-metadata-value.ts';
import { ShareGroupMetadataKey } from '../../../protocol/generated/records/share-group-metadata-key.ts';
import { ShareGroupMetadataValue } from '../../../protocol/generated/records/share-group-metadata-value.ts';
import { ShareGroupStatePartitionMetadataKey } from '../../../protocol/generated/records/share-group-state-partition-metadata-key.ts';
import type { TopicPartitionsInfo } from '../../../protocol/generated/records/share-group-state-partition-metadata-value.ts';
import { ShareGroupStatePartitionMetadataValue } from '../../../protocol/generated/records/share-group-state-partition-metadata-value.ts';
import { ShareGroupTargetAssignmentMemberKey } from '../../../protocol/generated/records/share-group-target-assignment-member-key.ts';
import { ShareGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/share-group-target-assignment-member-value.ts';
import { ShareGroupTargetAssignmentMetadataKey } from '../../../protocol/generated/records/share-group-target-assignment-metadata-key.ts';
import { ShareGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/share-group-target-assignment-metadata-value.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { RecordReplays } from '../group-kind.ts';
import type { GroupKey, MemberKey, RecordSteps } from '../modern/record-steps.ts';
import { replaysFor } from '../modern/record-steps.ts';
import { NO_ASSIGNMENT_EPOCH, ShareGroup } from './share-group.ts';
import { LEFT_EPOCH, newMember } from './share-group-member.ts';
import { renewShareSession } from './share-session.ts';
import type { NamedPartitionsById } from './state-partitions.ts';
import { NO_STATE_PARTITIONS } from './state-partitions.ts';

type Steps<K, V> = RecordSteps<ShareGroup, K, V>;

const MEMBER: Steps<MemberKey, ShareGroupMemberMetadataValue> = {
  set(group, { memberId }, { rackId, clientId, clientHost, subscribedTopicNames }, { state }) {
    const before = group.members.get(memberId) ?? newMember(memberId);
    group.setMember({ ...before, rackId, clientId, clientHost, subscribedTopicNames });
    if (state.isLoaded) renewShareSession(state, group, memberId);
  },
  remove(group, { memberId }) {
    group.removeMember(memberId);
  },
};

const GROUP: Steps<GroupKey, ShareGroupMetadataValue> = {
  set(group, _key, { epoch, metadataHash }) {
    group.groupEpoch = epoch;
    group.metadataHash = metadataHash;
    // Whoever writes an epoch has just looked at the topics.
    group.mustCheckTopics = false;
  },
  remove(group, _key, { state }) {
    group.cancelTimers();
    state.groups.delete(group.groupId);
  },
};

const TARGET_EPOCH: Steps<GroupKey, ShareGroupTargetAssignmentMetadataValue> = {
  set(group, _key, { assignmentEpoch, assignmentTimestamp }) {
    group.assignmentEpoch = assignmentEpoch;
    group.assignedAtMs = assignmentTimestamp;
  },
  remove(group) {
    group.assignmentEpoch = NO_ASSIGNMENT_EPOCH;
    group.assignedAtMs = 0;
  },
};

const TARGET: Steps<MemberKey, ShareGroupTargetAssignmentMemberValue> = {
  set(group, { memberId }, { topicPartitions }) {
    group.targetAssignment.set(memberId, assignmentOf(topicPartitions));
  },
  remove(group, { memberId }) {
    group.targetAssignment.delete(memberId);
  },
};

const CURRENT: Steps<MemberKey, ShareGroupCurrentMemberAssignmentValue> = {
  set(group, { memberId }, { memberEpoch, previousMemberEpoch, assignedPartitions }) {
    const before = group.members.get(memberId) ?? newMember(memberId);
    const assigned = assignmentOf(assignedPartitions);
    group.setMember({ ...before, memberEpoch, previousMemberEpoch, assigned });
  },
  remove(group, { memberId }) {
    const before = group.members.get(memberId);
    if (before === undefined) return;
    const epochs = { memberEpoch: LEFT_EPOCH, previousMemberEpoch: LEFT_EPOCH };
    group.setMember({ ...before, ...epochs, assigned: new Map() });
  },
};

const STATE_PARTITIONS: Steps<GroupKey, ShareGroupStatePartitionMetadataValue> = {
  set(group, _key, { initializingTopics, initializedTopics, deletingTopics }, { stored }) {
    group.statePartitions = {
      initializing: namedPartitionsOf(initializingTopics),
      initialized: namedPartitionsOf(initializedTopics),
      deleting: new Map(deletingTopics.map(({ topicId, topicName }) => [topicId, topicName])),
      storedAtMs: stored.timestampMs,
    };
  },
  remove(group) {
    group.statePartitions = NO_STATE_PARTITIONS;
  },
};

const replayOf = replaysFor(ShareGroup, (group) => {
  group.hasUnassigned = null;
});

export const SHARE_GROUP_RECORDS: RecordReplays = [
  replayOf(ShareGroupMemberMetadataKey, ShareGroupMemberMetadataValue, MEMBER),
  replayOf(ShareGroupMetadataKey, ShareGroupMetadataValue, GROUP),
  replayOf(
    ShareGroupTargetAssignmentMetadataKey,
    ShareGroupTargetAssignmentMetadataValue,
    TARGET_EPOCH,
  ),
  replayOf(ShareGroupTargetAssignmentMemberKey, ShareGroupTargetAssignmentMemberValue, TARGET),
  replayOf(ShareGroupCurrentMemberAssignmentKey, ShareGroupCurrentMemberAssignmentValue, CURRENT),
  replayOf(
    ShareGroupStatePartitionMetadataKey,
    ShareGroupStatePartitionMetadataValue,
    STATE_PARTITIONS,
  ),
];

function assignmentOf(
  topics: readonly { readonly topicId: Uuid; readonly partitions: readonly number[] }[],
): Assignment {
  return new Map(topics.map(({ topicId, partitions }) => [topicId, partitions]));
}

function namedPartitionsOf(topics: readonly TopicPartitionsInfo[]): NamedPartitionsById {
  return new Map(
    topics.map(({ topicId, topicName, partitions }) => [
      topicId,
      { name: topicName, partitions: new Set(partitions) },
    ]),
  );
}
