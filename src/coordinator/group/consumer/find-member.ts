// Whom a request is about: the group and the member, new ones where somebody joins, and a successor where a
// static member comes back.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import { classicGroup } from '../classic/classic-group.ts';
import { groupRecord } from '../classic/classic-records.ts';
import type { GroupState } from '../group-state.ts';
import { ConsumerGroup, consumerGroup } from './consumer-group.ts';
import {
  currentRecord,
  memberRecord,
  memberTombstones,
  targetRecord,
} from './consumer-group-records.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { newConsumerMember } from './consumer-member.ts';
import { GroupChange } from './group-change.ts';
import {
  requireEpoch,
  requireMember,
  requireReleased,
  requireStaticMember,
} from './member-validation.ts';
import type { ReportedPartitions } from './reconciliation.ts';
import { upgradeGroup } from './upgrade-group.ts';

/** The group, or KafkaError GROUP_ID_NOT_FOUND. */
export function requireConsumerGroup(state: GroupState, groupId: string): ConsumerGroup {
  const known = state.group(groupId);
  const group = consumerGroup(known);
  if (group !== undefined) return group;
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a consumer group.`);
}

/**
 * Begins a change of the group of a heartbeat; who joins may found it, or make a
 * classic group one. Throws GROUP_ID_NOT_FOUND.
 */
export function changeOf(state: GroupState, groupId: string, isJoining: boolean): GroupChange {
  const known = state.groups.get(groupId);
  const group = consumerGroup(known);
  if (group !== undefined) return new GroupChange(state, group);
  if (known === undefined && isJoining) return new GroupChange(state, new ConsumerGroup(groupId));
  if (known === undefined) {
    throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Consumer group ${groupId} not found.`);
  }
  const classic = classicGroup(known);
  if (isJoining && classic?.isInState('Empty')) {
    return new GroupChange(state, new ConsumerGroup(groupId), [groupRecord(groupId, null)]);
  }
  if (isJoining && classic !== undefined) return upgradeGroup(state, classic);
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a consumer group.`);
}

export interface MemberQuery {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly isJoining: boolean;
  /** What a member of the consumer protocol says of itself; null for one of the classic protocol. */
  readonly claim: { readonly epoch: number; readonly reported: ReportedPartitions | null } | null;
}

/**
 * The member as it is before the request; one that joins may be new, or take the place of a static member
 * that has left, which is stored. Throws KafkaError when it is not who it says.
 */
export function findMember(change: GroupChange, query: MemberQuery): ConsumerMember {
  const { group } = change;
  const { memberId, instanceId, isJoining, claim } = query;
  if (instanceId === null) {
    const known = group.members.get(memberId);
    if (known === undefined && isJoining) return newConsumerMember(memberId);
    const member = known ?? requireMember(group, memberId);
    if (claim !== null) requireEpoch(member, claim.epoch, claim.reported);
    return member;
  }
  if (!isJoining) {
    const member = requireStaticMember(group, instanceId, memberId);
    if (claim !== null) requireEpoch(member, claim.epoch, claim.reported);
    return member;
  }
  const holder = group.staticMember(instanceId);
  if (holder === undefined) return group.members.get(memberId) ?? newConsumerMember(memberId);
  if (claim !== null && holder.classic === null) requireReleased(holder, instanceId, memberId);
  return replaceMember(change, holder, memberId);
}

/** Gives the place of a static member, with all that it has, to its successor. */
function replaceMember(
  { group, records }: GroupChange,
  old: ConsumerMember,
  memberId: string,
): ConsumerMember {
  const { groupId } = group;
  const successor = { ...old, memberId, memberEpoch: 0, previousMemberEpoch: 0 };
  const target = group.targetAssignment.get(old.memberId) ?? new Map();
  records.push(
    ...memberTombstones(groupId, old.memberId),
    memberRecord(groupId, memberId, successor),
    targetRecord(groupId, memberId, target),
    currentRecord(groupId, memberId, successor),
  );
  return successor;
}
