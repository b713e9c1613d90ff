// The answers that tell the members of a generation what it is.

import { ErrorCode } from '../../../base/error-code.ts';
import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../protocol/generated/sync-group.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember } from './classic-member.ts';
import { EMPTY_BYTES } from './classic-member.ts';

/** The group's generation, as a member is told; the leader (who assigns) is told of all members. */
export function joined(
  group: ClassicGroup,
  memberId: string,
  members: JoinGroupResponseInput['members'] = [],
): JoinGroupResponseInput {
  return {
    errorCode: ErrorCode.NONE,
    generationId: group.generation,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    leader: group.members.leaderId ?? '',
    skipAssignment: false,
    memberId,
    members,
  };
}

/** As `joined`, with all members if this one leads. */
export function joinedWithMembers(group: ClassicGroup, memberId: string): JoinGroupResponseInput {
  return joined(group, memberId, memberId === group.members.leaderId ? membersOf(group) : []);
}

function membersOf(group: ClassicGroup): JoinGroupResponseInput['members'] {
  return Array.from(group.members, (member) => ({
    memberId: member.memberId,
    groupInstanceId: member.instanceId,
    metadata: member.metadataFor(group.protocolName) ?? EMPTY_BYTES,
  }));
}

/** What a member is assigned. */
export function assignmentOf(group: ClassicGroup, member: ClassicMember): SyncGroupResponseInput {
  const { protocolType, protocolName } = group;
  return { errorCode: ErrorCode.NONE, protocolType, protocolName, assignment: member.assignment };
}
