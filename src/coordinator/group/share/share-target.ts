// What the members of a share group are meant to have: computed by the simple assignor from the partitions that
// have a state, for each epoch of the group once, and not more often than `share.assignment.interval.ms`.

import type { AssignableMember, Assignment, GroupSpec } from '../assignor/partition-assignor.ts';
import { simpleAssignor } from '../assignor/simple-assignor.ts';
import type { GroupState } from '../group-state.ts';
import type { ShareGroup } from './share-group.ts';
import { targetEpochRecord, targetRecord } from './share-group-records.ts';
import type { HeartbeatStep } from './share-step.ts';
import { existingTopics } from './share-topics.ts';

const NOTHING: Assignment = new Map();

/** What one member is meant to have, and in which epoch of its group. */
export interface ShareTarget {
  readonly epoch: number;
  readonly assignment: Assignment;
}

/** The member's target: that of the group's epoch when it can be computed now, the last one otherwise. */
export function targetOf(step: HeartbeatStep, groupEpoch: number): ShareTarget {
  const { state, group, member } = step;
  if (group.assignmentEpoch < groupEpoch && isTimeToAssign(state, group)) {
    return computeTarget(step, groupEpoch);
  }
  const assignment = group.targetAssignment.get(member.memberId) ?? NOTHING;
  return { epoch: group.assignmentEpoch, assignment };
}

/** Whether partitions of subscribed topics have a state and are not meant for anybody. */
export function hasUnassigned(state: GroupState, group: ShareGroup): boolean {
  group.hasUnassigned ??= findUnassigned(state, group);
  return group.hasUnassigned;
}

/** Whether both are the same partitions. */
export function assignedLike(first: Assignment, second: Assignment): boolean {
  if (first.size !== second.size) return false;
  return [...first].every(([topicId, partitions]) => {
    const others = second.get(topicId);
    return others !== undefined && isSameSet(partitions, others);
  });
}

function isSameSet(first: readonly number[], second: readonly number[]): boolean {
  const members = new Set(first);
  return members.size === second.length && second.every((value) => members.has(value));
}

function isTimeToAssign(state: GroupState, group: ShareGroup): boolean {
  const intervalMs = state.groupConfig(group.groupId).shareAssignmentIntervalMs;
  if (group.assignedAtMs === 0 || intervalMs === 0) return true;
  return state.clock.wallMs() >= group.assignedAtMs + intervalMs;
}

function computeTarget(step: HeartbeatStep, groupEpoch: number): ShareTarget {
  const { state, group, member, records } = step;
  const { groupId, statePartitions } = group;
  const targets = simpleAssignor.assign(specOf(step), {
    partitions: (topicId) => state.topics.byId(topicId)?.partitions,
    racksOf: () => [],
    isAssignable: (topicId, partition) =>
      statePartitions.initialized.get(topicId)?.partitions.has(partition) === true,
  });
  for (const [memberId, target] of targets) {
    const before = group.targetAssignment.get(memberId);
    if (before !== undefined && assignedLike(before, target)) continue;
    records.push(targetRecord(groupId, memberId, target));
  }
  const assignmentTimestamp = state.clock.wallMs();
  records.push(targetEpochRecord(groupId, { assignmentEpoch: groupEpoch, assignmentTimestamp }));
  return { epoch: groupEpoch, assignment: targets.get(member.memberId) ?? NOTHING };
}

/** The group as the assignor sees it, with the member as it is from now on. */
function specOf({ state, group, member }: HeartbeatStep): GroupSpec {
  const members = new Map(group.members).set(member.memberId, member);
  const specs = Array.from(members.values(), (each): [string, AssignableMember] => {
    const topics = existingTopics(state, each.subscribedTopicNames);
    const subscribedTopicIds = new Set(topics.map(({ topicId }) => topicId));
    const assigned = group.targetAssignment.get(each.memberId) ?? NOTHING;
    return [each.memberId, { instanceId: null, rackId: each.rackId, subscribedTopicIds, assigned }];
  });
  const counts = [...group.subscriptionsWith(member).values()];
  const isSame = counts.every((count) => count === members.size);
  return { members: new Map(specs), subscriptionType: isSame ? 'homogeneous' : 'heterogeneous' };
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
