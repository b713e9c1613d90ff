// Who may do what with a share group: the checks of a heartbeat, in Apache Kafka's order.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ShareGroupHeartbeatRequest } from '../../../protocol/generated/share-group-heartbeat.ts';
import type { GroupState } from '../group-state.ts';
import { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import { JOINING_EPOCH, LEFT_EPOCH } from './share-group-member.ts';

/** The share group, or undefined when there is no group of this id. Throws GROUP_ID_NOT_FOUND for another kind. */
export function findShareGroup(state: GroupState, groupId: string): ShareGroup | undefined {
  const group = state.groups.get(groupId);
  if (group === undefined || group instanceof ShareGroup) return group;
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a share group.`);
}

/** The share group. Throws GROUP_ID_NOT_FOUND. */
export function requireShareGroup(state: GroupState, groupId: string): ShareGroup {
  const group = findShareGroup(state, groupId);
  if (group !== undefined) return group;
  throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
}

/** The member. Throws UNKNOWN_MEMBER_ID. */
export function requireShareMember(group: ShareGroup, memberId: string): ShareGroupMember {
  const member = group.members.get(memberId);
  if (member !== undefined) return member;
  const problem = `${memberId} is not a member of share group ${group.groupId}.`;
  throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID, problem);
}

/** What a request must be to be looked at. Throws INVALID_REQUEST. */
export function requireValidHeartbeat(request: ShareGroupHeartbeatRequest): void {
  const { memberId, groupId, rackId, memberEpoch, subscribedTopicNames } = request;
  requireText(memberId, 'MemberId');
  requireText(groupId, 'GroupId');
  if (rackId !== null) requireText(rackId, 'RackId');
  if (memberEpoch < LEFT_EPOCH) refuse(`${memberEpoch} is no epoch of a member.`);
  const subscribes = subscribedTopicNames !== null && subscribedTopicNames.length > 0;
  if (memberEpoch === JOINING_EPOCH && !subscribes) refuse('Who joins must say its topics.');
}

/** Throws GROUP_MAX_SIZE_REACHED when one more member would be too many. */
export function requireRoom(group: ShareGroup, memberId: string, maxSize: number): void {
  if (group.members.size < maxSize || group.members.has(memberId)) return;
  const problem = `The share group has all of its ${maxSize} members.`;
  throw new KafkaError(ErrorCode.GROUP_MAX_SIZE_REACHED, problem);
}

/** Throws FENCED_MEMBER_EPOCH unless the epoch is the member's, the one before it, or that of joining. */
export function requireEpoch(member: ShareGroupMember, epoch: number): void {
  const { memberEpoch, previousMemberEpoch } = member;
  const isKnown = epoch === memberEpoch || (epoch < memberEpoch && epoch === previousMemberEpoch);
  if (epoch === JOINING_EPOCH || isKnown) return;
  const problem = `The member is at epoch ${memberEpoch}, not ${epoch}: it must join again.`;
  throw new KafkaError(ErrorCode.FENCED_MEMBER_EPOCH, problem);
}

function requireText(value: string, field: string): void {
  if (value.trim() === '') refuse(`${field} is empty.`);
}

function refuse(problem: string): never {
  throw new KafkaError(ErrorCode.INVALID_REQUEST, problem);
}
