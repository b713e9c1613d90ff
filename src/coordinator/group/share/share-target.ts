// What the members of a share group are meant to have: computed by the simple assignor from the partitions that
// have a state, for each epoch of the group once, and not more often than `share.assignment.interval.ms`.

import type { AssignableMember, Assignment } from '../assignor/partition-assignor.ts';
import { simpleAssignor } from '../assignor/simple-assignor.ts';
import type { GroupState } from '../group-state.ts';
import { isTimeToAssign } from '../modern/assignment-interval.ts';
import { computeTarget, describerOf, NOTHING, topicIdsOf } from '../modern/target-assignment.ts';
import type { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import { targetEpochRecord, targetRecord } from './share-group-records.ts';
import type { HeartbeatStep } from './share-step.ts';

/** What one member is meant to have, and in which epoch of its group. */
export interface ShareTarget {
  readonly epoch: number;
  readonly assignment: Assignment;
}

/** The member's target: that of the group's epoch when it can be computed now, the last one otherwise. */
export function targetOf(step: HeartbeatStep, groupEpoch: number): ShareTarget {
  const { state, group, member } = step;
  if (group.assignmentEpoch < groupEpoch && mayAssign(state, group)) {
    return computeNow(step, groupEpoch);
  }
  const assignment = group.targetAssignment.get(member.memberId) ?? NOTHING;
  return { epoch: group.assignmentEpoch, assignment };
}

/** Whether partitions of subscribed topics have a state and are not meant for anybody. */
export function hasUnassigned(state: GroupState, group: ShareGroup): boolean {
  group.hasUnassigned ??= findUnassigned(state, group);
  return group.hasUnassigned;
}

function mayAssign(state: GroupState, group: ShareGroup): boolean {
  const intervalMs = state.groupConfig(group.groupId).shareAssignmentIntervalMs;
  return isTimeToAssign(state, group.assignedAtMs, intervalMs);
}

/** Only partitions that have a state are assigned. */
function computeNow(step: HeartbeatStep, groupEpoch: number): ShareTarget {
  const { state, group, member, records } = step;
  const { groupId, statePartitions } = group;
  const members = new Map(group.members).set(member.memberId, member);
  const counts = [...group.subscriptionsWith(member).values()];
  const isSame = counts.every((count) => count === members.size);
  const { assignment, changed } = computeTarget({
    assignor: simpleAssignor,
    members: new Map([...members].map(([id, each]) => [id, assignable(step, each)])),
    subscriptionType: isSame ? 'homogeneous' : 'heterogeneous',
    topics: {
      ...describerOf(state.topics),
      isAssignable: (topicId, partition) =>
        statePartitions.initialized.get(topicId)?.partitions.has(partition) === true,
    },
    current: group.targetAssignment,
  });
  for (const [memberId, target] of changed) records.push(targetRecord(groupId, memberId, target));
  const assignmentTimestamp = state.clock.wallMs();
  records.push(targetEpochRecord(groupId, { assignmentEpoch: groupEpoch, assignmentTimestamp }));
  return { epoch: groupEpoch, assignment: assignment.get(member.memberId) ?? NOTHING };
}

function assignable({ state, group }: HeartbeatStep, member: ShareGroupMember): AssignableMember {
  return {
    instanceId: null,
    rackId: member.rackId,
    subscribedTopicIds: topicIdsOf(state.topics, member.subscribedTopicNames),
    assigned: group.targetAssignment.get(member.memberId) ?? NOTHING,
  };
}

function findUnassigned(state: GroupState, group: ShareGroup): boolean {
  const assigned = new Set<string>();
  for (const target of group.targetAssignment.values()) {
    for (const [topicId, partitions] of target) {
      for (const partition of partitions) assigned.add(`${topicId}-${partition}`);
    }
  }
  for (const [topicId, { partitions }] of group.statePartitions.initialized) {
    const topic = state.topics.byId(topicId);
    if (topic === undefined || !group.isSubscribedTo(topic.name)) continue;
    for (const partition of partitions) {
      if (!assigned.has(`${topicId}-${partition}`)) return true;
    }
  }
  return false;
}
