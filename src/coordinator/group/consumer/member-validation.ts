// Who may speak for a member of a consumer group: the errors and their words are Apache Kafka's, since
// clients show them.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { JOINING_EPOCH, STATIC_LEFT_EPOCH } from './consumer-member.ts';
import type { ReportedPartitions } from './reconciliation.ts';

/** Throws UNKNOWN_MEMBER_ID. */
export function requireMember(group: ConsumerGroup, memberId: string): ConsumerMember {
  const member = group.members.get(memberId);
  if (member !== undefined) return member;
  throw new KafkaError(
    ErrorCode.UNKNOWN_MEMBER_ID,
    `Member ${memberId} is not a member of group ${group.groupId}.`,
  );
}

/** The holder of an instance id; throws UNKNOWN_MEMBER_ID, or FENCED_INSTANCE_ID when that is another member. */
export function requireStaticMember(
  group: ConsumerGroup,
  instanceId: string,
  memberId: string,
): ConsumerMember {
  const member = group.staticMember(instanceId);
  if (member === undefined) {
    throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID, `Instance id ${instanceId} is unknown.`);
  }
  requireInstance(member, instanceId, memberId);
  return member;
}

/** Throws FENCED_INSTANCE_ID when another member has the instance id. */
export function requireInstance(
  member: ConsumerMember,
  instanceId: string,
  memberId: string,
): void {
  if (member.memberId === memberId) return;
  throw new KafkaError(
    ErrorCode.FENCED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} was fenced by member ${member.memberId}.`,
  );
}

/** Throws UNRELEASED_INSTANCE_ID while the member that has the instance id has not left. */
export function requireReleased(
  member: ConsumerMember,
  instanceId: string,
  memberId: string,
): void {
  if (member.memberEpoch === STATIC_LEFT_EPOCH) return;
  throw new KafkaError(
    ErrorCode.UNRELEASED_INSTANCE_ID,
    `Static member ${memberId} with instance id ${instanceId} cannot join the group because the instance id is owned by ${member.memberId} member.`,
  );
}

/**
 * Throws FENCED_MEMBER_EPOCH unless the epoch is the member's own, or its previous one while it owns nothing
 * that it has not been assigned: the answer that told it the next one may have been lost.
 */
export function requireEpoch(
  member: ConsumerMember,
  epoch: number,
  reported: ReportedPartitions | null,
): void {
  if (epoch === JOINING_EPOCH || epoch === member.memberEpoch) return;
  const isGreater = epoch > member.memberEpoch;
  const isPrevious = epoch === member.previousMemberEpoch && ownsOnly(reported, member);
  if (!isGreater && isPrevious) return;
  throw new KafkaError(
    ErrorCode.FENCED_MEMBER_EPOCH,
    `The consumer group member has a ${isGreater ? 'greater' : 'smaller'} member epoch (${epoch}) than the one known by the group coordinator (${member.memberEpoch}). The member must abandon all its partitions and rejoin.`,
  );
}

function ownsOnly(reported: ReportedPartitions | null, { assigned }: ConsumerMember): boolean {
  if (reported === null) return false;
  return reported.every(({ topicId, partitions }) => {
    const epochs = assigned.get(topicId);
    return epochs !== undefined && partitions.every((partition) => epochs.has(partition));
  });
}

/** Throws GROUP_MAX_SIZE_REACHED for a new member of a group that has as many as it may. */
export function requireRoom(group: ConsumerGroup, memberId: string, maxSize: number): void {
  if (group.members.size < maxSize || group.members.has(memberId)) return;
  throw new KafkaError(
    ErrorCode.GROUP_MAX_SIZE_REACHED,
    `The consumer group has reached its maximum capacity of ${maxSize} members.`,
  );
}
