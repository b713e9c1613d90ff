// What every member is meant to have, for the group's epoch; and how often that may be computed anew.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type {
  AssignableMember,
  Assignment,
  SubscriptionType,
} from '../assignor/partition-assignor.ts';
import { PartitionAssignorError } from '../assignor/partition-assignor.ts';
import { isTimeToAssign } from '../modern/assignment-interval.ts';
import { computeTarget, describerOf, NOTHING, topicIdsOf } from '../modern/target-assignment.ts';
import { preferredAssignor } from './assignors.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { targetEpochRecord, targetRecord } from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import type { GroupChange } from './group-change.ts';
import { subscribedNames } from './subscribed-names.ts';

/** A member before and after what a request says of it. */
export interface MemberStep {
  readonly before: ConsumerMember;
  readonly after: ConsumerMember;
}

export interface GroupEpoch {
  readonly groupEpoch: number;
  readonly subscriptionType: () => SubscriptionType;
}

/** The target of one member, and the epoch of the assignment that it is part of. */
export interface MemberTarget {
  readonly epoch: number;
  readonly target: Assignment;
}

/**
 * What the member is meant to have; computed anew when the group's epoch is ahead of the assignment and the
 * last computation is long enough ago. Throws UNKNOWN_SERVER_ERROR.
 */
export function updateTarget(
  change: GroupChange,
  step: MemberStep,
  { groupEpoch, subscriptionType }: GroupEpoch,
): MemberTarget {
  const { state, group, records } = change;
  const { groupId } = group;
  if (group.assignmentEpoch >= groupEpoch || !mayAssign(change))
    return lastTarget(group, step.after);
  try {
    const { assignment, changed } = computeTarget({
      assignor: preferredAssignor(
        group.wishedAssignorsWith(step.before, step.after),
        state.config.consumer.assignors,
      ),
      members: assignableMembers(change, step.after),
      subscriptionType: subscriptionType(),
      topics: describerOf(state.topics),
      current: group.targetAssignment,
    });
    for (const [memberId, target] of changed) records.push(targetRecord(groupId, memberId, target));
    const epoch = { assignmentEpoch: groupEpoch, assignmentTimestamp: state.clock.wallMs() };
    records.push(targetEpochRecord(groupId, epoch));
    return { epoch: groupEpoch, target: assignment.get(step.after.memberId) ?? NOTHING };
  } catch (error) {
    if (!(error instanceof PartitionAssignorError)) throw error;
    const problem = `Failed to compute a new target assignment for epoch ${groupEpoch}: ${error.message}`;
    state.logger.error({ group: groupId, error }, problem);
    throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, problem);
  }
}

function mayAssign({ state, group }: GroupChange): boolean {
  const intervalMs = state.groupConfig(group.groupId).consumerAssignmentIntervalMs;
  return isTimeToAssign(state, group.assignedAtMs, intervalMs);
}

/** What the member, or the static member whose place it takes, was meant to have so far. */
export function lastTarget(
  group: ConsumerGroup,
  { memberId, instanceId }: ConsumerMember,
): MemberTarget {
  const holder = instanceId === null ? memberId : group.staticMember(instanceId)?.memberId;
  const target = holder === undefined ? undefined : group.targetAssignment.get(holder);
  return { epoch: group.assignmentEpoch, target: target ?? NOTHING };
}

function assignableMembers(
  { state, group }: GroupChange,
  after: ConsumerMember,
): ReadonlyMap<string, AssignableMember> {
  const { instanceId } = after;
  const replaced = instanceId === null ? undefined : group.staticMember(instanceId);
  const idsOf = cached((names: string) =>
    topicIdsOf(state.topics, names === '' ? [] : names.split(',')),
  );
  const assignable = (member: ConsumerMember, holder: string): AssignableMember => ({
    instanceId: member.instanceId,
    rackId: member.rackId,
    subscribedTopicIds: idsOf([...subscribedNames(group, member)].join(',')),
    assigned: group.targetAssignment.get(holder) ?? NOTHING,
  });
  const members = new Map<string, AssignableMember>();
  for (const [memberId, member] of group.members)
    members.set(memberId, assignable(member, memberId));
  if (replaced !== undefined) members.delete(replaced.memberId);
  members.set(after.memberId, assignable(after, replaced?.memberId ?? after.memberId));
  return members;
}

/** Members of a group mostly subscribe alike: what is made of the same names is made once. */
function cached<R>(make: (names: string) => R): (names: string) => R {
  const known = new Map<string, R>();
  return (names) => {
    let made = known.get(names);
    if (made === undefined) {
      made = make(names);
      known.set(names, made);
    }
    return made;
  };
}
