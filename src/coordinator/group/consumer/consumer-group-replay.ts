// What the records of consumer groups change. A group is there from its first record on, in whatever order
// compaction has left them; it goes with the tombstone of its epoch.

import type { Uuid } from '../../../base/uuid.ts';
import { ConsumerGroupCurrentMemberAssignmentKey } from '../../../protocol/generated/records/consumer-group-current-member-assignment-key.ts';
import type { TopicPartitions } from '../../../protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupCurrentMemberAssignmentValue } from '../../../protocol/generated/records/consumer-group-current-member-assignment-value.ts';
import { ConsumerGroupMemberMetadataKey } from '../../../protocol/generated/records/consumer-group-member-metadata-key.ts';
import { ConsumerGroupMemberMetadataValue } from '../../../protocol/generated/records/consumer-group-member-metadata-value.ts';
import { ConsumerGroupMetadataKey } from '../../../protocol/generated/records/consumer-group-metadata-key.ts';
import { ConsumerGroupMetadataValue } from '../../../protocol/generated/records/consumer-group-metadata-value.ts';
import { ConsumerGroupPartitionMetadataKey } from '../../../protocol/generated/records/consumer-group-partition-metadata-key.ts';
import { ConsumerGroupPartitionMetadataValue } from '../../../protocol/generated/records/consumer-group-partition-metadata-value.ts';
import { ConsumerGroupRegularExpressionKey } from '../../../protocol/generated/records/consumer-group-regular-expression-key.ts';
import { ConsumerGroupRegularExpressionValue } from '../../../protocol/generated/records/consumer-group-regular-expression-value.ts';
import { ConsumerGroupTargetAssignmentMemberKey } from '../../../protocol/generated/records/consumer-group-target-assignment-member-key.ts';
import { ConsumerGroupTargetAssignmentMemberValue } from '../../../protocol/generated/records/consumer-group-target-assignment-member-value.ts';
import { ConsumerGroupTargetAssignmentMetadataKey } from '../../../protocol/generated/records/consumer-group-target-assignment-metadata-key.ts';
import { ConsumerGroupTargetAssignmentMetadataValue } from '../../../protocol/generated/records/consumer-group-target-assignment-metadata-value.ts';
import type { RecordReplays } from '../group-kind.ts';
import type { GroupKey, MemberKey, RecordSteps } from '../modern/record-steps.ts';
import { replaysFor } from '../modern/record-steps.ts';
import { ConsumerGroup, NO_ASSIGNMENT_EPOCH } from './consumer-group.ts';
import { STORED_STATES } from './consumer-group-records.ts';
import type { OwnedPartitions } from './consumer-member.ts';
import { distinctNames, LEFT_EPOCH, NO_PARTITIONS, newConsumerMember } from './consumer-member.ts';

type Steps<K, V> = RecordSteps<ConsumerGroup, K, V>;

const GROUP: Steps<GroupKey, ConsumerGroupMetadataValue> = {
  set(group, _key, { epoch, metadataHash }) {
    group.groupEpoch = epoch;
    group.metadataHash = metadataHash;
  },
  remove(group, _key, { state }) {
    group.cancelTimers();
    state.groups.delete(group.groupId);
  },
};

/** The topics themselves are not read: the hash of the group says whether they have changed. */
const TOPICS: Steps<GroupKey, unknown> = {
  set(group) {
    group.hasTopicsRecord = true;
  },
  remove(group) {
    group.hasTopicsRecord = false;
  },
};

const MEMBER: Steps<MemberKey, ConsumerGroupMemberMetadataValue> = {
  set(group, { memberId }, { classicMemberMetadata: classic, unknownTaggedFields: _, ...told }) {
    const before = group.members.get(memberId) ?? newConsumerMember(memberId);
    const subscribedTopicNames = distinctNames(told.subscribedTopicNames);
    group.setMember({ ...before, ...told, subscribedTopicNames, classic });
  },
  remove(group, { memberId }) {
    group.removeMember(memberId);
  },
};

const TARGET_EPOCH: Steps<GroupKey, ConsumerGroupTargetAssignmentMetadataValue> = {
  set(group, _key, { assignmentEpoch, assignmentTimestamp }) {
    group.assignmentEpoch = assignmentEpoch;
    group.assignedAtMs = assignmentTimestamp;
  },
  remove(group) {
    group.assignmentEpoch = NO_ASSIGNMENT_EPOCH;
    group.assignedAtMs = 0;
  },
};

const TARGET: Steps<MemberKey, ConsumerGroupTargetAssignmentMemberValue> = {
  set(group, { memberId }, { topicPartitions }) {
    const target = topicPartitions.map(({ topicId, partitions }) => {
      return [topicId, partitions.sort((first, second) => first - second)] as const;
    });
    group.targetAssignment.set(memberId, new Map(target));
  },
  remove(group, { memberId }) {
    group.targetAssignment.delete(memberId);
  },
};

const CURRENT: Steps<MemberKey, ConsumerGroupCurrentMemberAssignmentValue> = {
  set(group, { memberId }, { memberEpoch, previousMemberEpoch, state, ...owned }) {
    const before = group.members.get(memberId) ?? newConsumerMember(memberId);
    group.setMember({
      ...before,
      memberEpoch,
      previousMemberEpoch,
      state: STORED_STATES[state] ?? 'unknown',
      assigned: ownedPartitions(owned.assignedPartitions, memberEpoch),
      pendingRevocation: ownedPartitions(owned.partitionsPendingRevocation, memberEpoch),
    });
  },
  remove(group, { memberId }) {
    const before = group.members.get(memberId);
    if (before === undefined) return;
    const epochs = { memberEpoch: LEFT_EPOCH, previousMemberEpoch: LEFT_EPOCH };
    const owned = { assigned: NO_PARTITIONS, pendingRevocation: NO_PARTITIONS };
    group.setMember({ ...before, ...epochs, ...owned });
  },
};

const REGEX: Steps<
  GroupKey & { readonly regularExpression: string },
  ConsumerGroupRegularExpressionValue
> = {
  set(group, { regularExpression }, { topics, version, timestamp }) {
    const resolved = { topics: distinctNames(topics), version, timestampMs: timestamp };
    group.setResolvedRegex(regularExpression, resolved);
  },
  remove(group, { regularExpression }) {
    group.setResolvedRegex(regularExpression, null);
  },
};

const replayOf = replaysFor(ConsumerGroup);

export const CONSUMER_GROUP_RECORDS: RecordReplays = [
  replayOf(ConsumerGroupMetadataKey, ConsumerGroupMetadataValue, GROUP),
  replayOf(ConsumerGroupPartitionMetadataKey, ConsumerGroupPartitionMetadataValue, TOPICS),
  replayOf(ConsumerGroupMemberMetadataKey, ConsumerGroupMemberMetadataValue, MEMBER),
  replayOf(
    ConsumerGroupTargetAssignmentMetadataKey,
    ConsumerGroupTargetAssignmentMetadataValue,
    TARGET_EPOCH,
  ),
  replayOf(
    ConsumerGroupTargetAssignmentMemberKey,
    ConsumerGroupTargetAssignmentMemberValue,
    TARGET,
  ),
  replayOf(
    ConsumerGroupCurrentMemberAssignmentKey,
    ConsumerGroupCurrentMemberAssignmentValue,
    CURRENT,
  ),
  replayOf(ConsumerGroupRegularExpressionKey, ConsumerGroupRegularExpressionValue, REGEX),
];

/** What was stored without epochs was assigned in the member's own, or in 0 to one that has left for a while. */
function ownedPartitions(topics: readonly TopicPartitions[], memberEpoch: number): OwnedPartitions {
  const fallback = Math.max(memberEpoch, 0);
  const owned = new Map<Uuid, ReadonlyMap<number, number>>();
  for (const { topicId, partitions, assignmentEpochs } of topics) {
    const epochs = assignmentEpochs?.length === partitions.length ? assignmentEpochs : null;
    const pairs = partitions.map((partition, at) => [partition, epochs?.[at] ?? fallback] as const);
    owned.set(topicId, new Map(pairs));
  }
  return owned;
}
