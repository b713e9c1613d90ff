// What a share group looks like from outside: ShareGroupDescribe, and which partitions have offsets.

import { ErrorCode } from '../../../base/error-code.ts';
import type { DescribedGroupInput } from '../../../protocol/generated/share-group-describe.ts';
import { simpleAssignor } from '../assignor/simple-assignor.ts';
import type { GroupState } from '../group-state.ts';
import { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import { requireShareGroup } from './share-group-validation.ts';
import type { NamedPartitionsById } from './state-partitions.ts';
import { NO_STATE_PARTITIONS } from './state-partitions.ts';

type DescribedMember = DescribedGroupInput['members'][number];

/** Throws KafkaError GROUP_ID_NOT_FOUND. */
export function describeShareGroup(state: GroupState, groupId: string): DescribedGroupInput {
  const group = requireShareGroup(state, groupId);
  return {
    errorCode: ErrorCode.NONE,
    errorMessage: null,
    groupId,
    groupState: group.state,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignorName: simpleAssignor.name,
    members: Array.from(group.members.values(), (member) => describeMember(state, member)),
  };
}

/** The description of a group that is not told. */
export function undescribedShareGroup(
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

/** The partitions of a group that have a state; none of a group of another kind. */
export function initializedPartitions(state: GroupState, groupId: string): NamedPartitionsById {
  const group = state.groups.get(groupId);
  const known = group instanceof ShareGroup ? group.statePartitions : NO_STATE_PARTITIONS;
  return known.initialized;
}

/** What is assigned of topics that are gone is not told. */
function describeMember(state: GroupState, member: ShareGroupMember): DescribedMember {
  const { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames } = member;
  const topicPartitions = [];
  for (const [topicId, partitions] of member.assigned) {
    const topic = state.topics.byId(topicId);
    if (topic !== undefined) topicPartitions.push({ topicId, topicName: topic.name, partitions });
  }
  return {
    memberId,
    rackId,
    memberEpoch,
    clientId,
    clientHost,
    subscribedTopicNames,
    assignment: { topicPartitions },
  };
}
