// A static member (KIP-345) that comes back without its member id: it takes the place of its former self,
// which is fenced. A stable group goes on without a rebalance as long as its protocol stays.

import { ErrorCode } from '../../../base/error-code.ts';
import type { KafkaError } from '../../../base/kafka-error.ts';
import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import type { GroupState } from '../group-state.ts';
import type { ClassicGroup } from './classic-group.ts';
import type { ClassicMember, MemberUpdate } from './classic-member.ts';
import { groupRecord } from './classic-records.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import { joined, joinedWithMembers } from './generation-responses.ts';
import type { Join } from './join-request.ts';
import { reasonOf, updateOf } from './join-request.ts';
import {
  completeJoinIfAllJoined,
  prepareRebalance,
  rebalanceOrCompleteJoin,
  renewSession,
} from './rebalance.ts';

/** The first version in which a static leader may come back without assigning anew (KIP-814). */
const SKIP_ASSIGNMENT_VERSION = 9;

/** Puts the joining member, under its new id, in the place of the one that holds its instance id. */
export function joinAsStaticMember(
  state: GroupState,
  group: ClassicGroup,
  { old, memberId }: { readonly old: ClassicMember; readonly memberId: string },
  join: Join,
): Effects {
  const leaderBefore = group.members.leaderId ?? '';
  const { protocols, rebalanceTimeoutMs, sessionTimeoutMs } = old;
  const before = { protocols, rebalanceTimeoutMs, sessionTimeoutMs };
  group.members.answerJoin(old, joinFailed(ErrorCode.FENCED_INSTANCE_ID, old.memberId));
  group.members.answerSync(old, syncFailed(ErrorCode.FENCED_INSTANCE_ID));
  const member = group.replaceStatic(old, memberId);
  renewSession(state, group, member);
  group.members.update(member, updateOf(join));
  group.members.parkJoin(member, join.parked);

  if (group.isInState('Stable') && group.members.selectProtocol() === group.protocolName) {
    return {
      records: [groupRecord(group.groupId, group.toStored(state.clock.wallMs()))],
      settle: (error) => {
        if (error === null)
          group.members.answerJoin(member, successorJoined(group, join, memberId, leaderBefore));
        else takeBack(state, group, { member, old, before, leaderBefore }, error);
      },
    };
  }
  const reason = `static member ${memberId} returns; ${reasonOf(join)}`;
  if (group.isInState('Stable')) return rebalanceOrCompleteJoin(state, group, reason);
  // The leader may be assigning to the old id already, so everyone joins again.
  if (group.isInState('CompletingRebalance')) return prepareRebalance(state, group, reason);
  return completeJoinIfAllJoined(state, group);
}

/**
 * The generation goes on. A client that cannot skip the assignment is told that its former self leads, so
 * that it does not assign anew.
 */
function successorJoined(
  group: ClassicGroup,
  { context }: Join,
  memberId: string,
  leaderBefore: string,
): JoinGroupResponseInput {
  if (context.apiVersion < SKIP_ASSIGNMENT_VERSION) {
    return { ...joined(group, memberId), leader: leaderBefore };
  }
  const skipAssignment = group.members.leaderId === memberId;
  return { ...joinedWithMembers(group, memberId), skipAssignment };
}

interface FailedSuccession {
  readonly member: ClassicMember;
  readonly old: ClassicMember;
  readonly before: MemberUpdate;
  readonly leaderBefore: string;
}

/** The successor could not be stored: its former self is the member again. */
function takeBack(
  state: GroupState,
  group: ClassicGroup,
  { member, old, before, leaderBefore }: FailedSuccession,
  error: KafkaError,
): void {
  const answer = { ...joined(group, ''), leader: leaderBefore, errorCode: error.code };
  group.members.answerJoin(member, answer);
  group.members.update(member, before);
  renewSession(state, group, group.replaceStatic(member, old.memberId));
}
