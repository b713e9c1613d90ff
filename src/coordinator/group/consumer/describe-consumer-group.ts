// ConsumerGroupDescribe: a consumer group and its members as administrators see them (KIP-848).

import { ErrorCode } from '../../../base/error-code.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type {
  AssignmentInput,
  DescribedGroupInput,
  MemberInput,
} from '../../../protocol/generated/consumer-group-describe.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupTopics } from '../group-topics.ts';
import { preferredName } from './assignors.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { requireConsumerGroup } from './find-member.ts';

/** How the API tells the protocols of members apart. */
const CLASSIC_MEMBER = 0;
const CONSUMER_MEMBER = 1;

/** Throws GROUP_ID_NOT_FOUND. */
export function describeConsumerGroup(state: GroupState, groupId: string): DescribedGroupInput {
  const group = requireConsumerGroup(state, groupId);
  return {
    errorCode: ErrorCode.NONE,
    groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: preferredName(group.wishedAssignors, state.config.consumer.assignors),
    members: Array.from(group.members.values(), (member) =>
      describeMember(state.topics, member, group.targetAssignment.get(member.memberId)),
    ),
  };
}

/** The description of a group that is not told. */
export function undescribedConsumerGroup(
  groupId: string,
  errorCode: ErrorCode,
  errorMessage: string | null,
): DescribedGroupInput {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
  };
}

function describeMember(
  topics: GroupTopics,
  member: ConsumerMember,
  target: Assignment | undefined,
): MemberInput {
  // The member is still responsible for what it has yet to give back.
  const owned = [...member.assigned, ...member.pendingRevocation];
  const partitions = owned.map(([topicId, epochs]) => [topicId, [...epochs.keys()]] as const);
  return {
    ...member,
    assignment: describeAssignment(topics, partitions),
    targetAssignment: describeAssignment(topics, target ?? []),
    memberType: member.classic === null ? CONSUMER_MEMBER : CLASSIC_MEMBER,
  };
}

/** Topics that are gone are left out. */
function describeAssignment(
  topics: GroupTopics,
  assigned: Iterable<readonly [Uuid, readonly number[]]>,
): AssignmentInput {
  const byTopic = new Map<Uuid, number[]>();
  for (const [topicId, partitions] of assigned) {
    byTopic.set(topicId, [...(byTopic.get(topicId) ?? []), ...partitions]);
  }
  const topicPartitions = Array.from(byTopic, ([topicId, partitions]) => {
    const topicName = topics.byId(topicId)?.name;
    const ascending = partitions.sort((first, second) => first - second);
    return topicName === undefined ? null : { topicId, topicName, partitions: ascending };
  });
  return { topicPartitions: topicPartitions.filter((topic) => topic !== null) };
}
