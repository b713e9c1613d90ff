// LeaveGroup in a classic group: members leave at once, several in one request; an administrator names a
// static member by its instance id alone (KIP-345).

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError, toErrorCode } from '../../../base/kafka-error.ts';
import type {
  LeaveGroupRequest,
  LeaveGroupResponseInput,
} from '../../../protocol/generated/leave-group.ts';
import type { Effects, Outcome } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { MEMBER_LEAVES } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { ClassicGroup } from './classic-group.ts';
import { classicGroup } from './classic-group.ts';
import { requireMember } from './member-validation.ts';
import { completeJoinIfAllJoined, evict, rebalanceOrCompleteJoin } from './rebalance.ts';

type MemberIdentity = LeaveGroupRequest['members'][number];

/** Takes the members out; each gets an error code of its own. Throws UNKNOWN_MEMBER_ID without a group. */
export function leaveGroup(
  state: GroupState,
  request: LeaveGroupRequest,
): Outcome<LeaveGroupResponseInput> {
  const group = classicGroup(state.groups.get(request.groupId));
  if (group === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  const members = request.members.map((identity) => ({
    memberId: identity.memberId,
    groupInstanceId: identity.groupInstanceId,
    errorCode: leave(state, group, identity),
  }));
  const hasLeft = members.some(({ errorCode }) => errorCode === ErrorCode.NONE);
  const effects = hasLeft ? afterLeaving(state, group) : NO_EFFECTS;
  return { ...effects, response: { errorCode: ErrorCode.NONE, members } };
}

function leave(state: GroupState, group: ClassicGroup, identity: MemberIdentity): ErrorCode {
  try {
    const memberId = leavingMemberId(group, identity);
    evict(group, memberId);
    const reason = identity.reason ? identity.reason : 'not provided';
    state.logger.info({ group: group.groupId, member: memberId, reason }, MEMBER_LEAVES);
    return ErrorCode.NONE;
  } catch (error) {
    return toErrorCode(error);
  }
}

function leavingMemberId(group: ClassicGroup, identity: MemberIdentity): string {
  const { memberId, groupInstanceId } = identity;
  if (memberId === '') {
    const heldBy =
      groupInstanceId === null ? undefined : group.members.staticMemberId(groupInstanceId);
    if (heldBy === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
    return heldBy;
  }
  if (!group.pendingMembers.has(memberId)) requireMember(group, memberId, groupInstanceId);
  return memberId;
}

function afterLeaving(state: GroupState, group: ClassicGroup): Effects {
  if (group.isInState('Stable', 'CompletingRebalance')) {
    return rebalanceOrCompleteJoin(state, group, 'members left');
  }
  return completeJoinIfAllJoined(state, group);
}
