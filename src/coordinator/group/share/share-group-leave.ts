// A member leaves a share group, by its own will or because its session has run out: what is stored of it goes,
// and the group's epoch grows, so that the next heartbeat of another member finds new partitions for it.

import type { ShareGroupHeartbeatRequest } from '../../../protocol/generated/share-group-heartbeat.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { MEMBER_LEAVES } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { ShareGroup } from './share-group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  targetRecord,
} from './share-group-records.ts';
import { requireShareGroup, requireShareMember } from './share-group-validation.ts';
import type { ShareHeartbeat } from './share-step.ts';

/** ShareGroupHeartbeat with the epoch of leaving. Throws GROUP_ID_NOT_FOUND, UNKNOWN_MEMBER_ID. */
export function leaveShareGroup(
  state: GroupState,
  { groupId, memberId, memberEpoch }: ShareGroupHeartbeatRequest,
): Outcome<ShareHeartbeat> {
  const group = requireShareGroup(state, groupId);
  const records = removalOfMember(state, group, requireShareMember(group, memberId));
  state.logger.info({ group: groupId, member: memberId }, MEMBER_LEAVES);
  const answer = { memberId, memberEpoch, heartbeatIntervalMs: 0, assigned: null };
  return { records, response: { answer, initialize: null } };
}

/** The records by which a member is gone. */
export function removalOfMember(
  state: GroupState,
  group: ShareGroup,
  member: ShareGroupMember,
): CoordinatorRecord[] {
  const { groupId } = group;
  const { memberId } = member;
  const metadataHash = state.topicHashes.ofGroup(group.subscriptionsWithout(member).keys());
  return [
    currentRecord(groupId, memberId, null),
    targetRecord(groupId, memberId, null),
    memberRecord(groupId, memberId, null),
    groupEpochRecord(groupId, { epoch: group.groupEpoch + 1, metadataHash }),
  ];
}
