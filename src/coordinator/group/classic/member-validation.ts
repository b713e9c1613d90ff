// Whether a request comes from a member that the group knows, or from one that a successor has fenced.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './classic-member.ts';

/**
 * The member, or KafkaError: FENCED_INSTANCE_ID when another member id holds the instance id (KIP-345),
 * UNKNOWN_MEMBER_ID when the group has no such member or instance.
 */
export function requireMember(
  group: ClassicGroup,
  memberId: string,
  instanceId: string | null,
): ClassicMember {
  if (instanceId !== null) {
    const holder = group.members.staticMemberId(instanceId);
    if (holder === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
    if (holder !== memberId) throw new KafkaError(ErrorCode.FENCED_INSTANCE_ID);
  }
  const member = group.members.get(memberId);
  if (member === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  return member;
}

/** A member that is known to be there. */
export function existingMember(group: ClassicGroup, memberId: string): ClassicMember {
  const member = group.members.get(memberId);
  assert(member !== undefined, `${memberId} is a member`);
  return member;
}
