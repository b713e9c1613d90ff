// When members of Streams groups are taken out: when their session ends, when they do not give tasks up in
// time, when they leave. The group's epoch moves on, and the others take over.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { Deadline } from '../../runtime/deadline.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { tellTakenOut } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { TimerReason } from './member-timers.ts';
import { MemberTimers } from './member-timers.ts';
import type { StreamsGroup } from './streams-group.ts';
import { asStreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import { StreamsMemberState } from './streams-member.ts';
import { assignmentRecord, groupRecord, memberRecord, targetRecord } from './streams-records.ts';

const REASONS: Readonly<Record<TimerReason, string>> = {
  session: 'its session expired',
  revocation: 'it has not given tasks up in time',
};

/** Starts or restarts the member's session. */
export function renewSession(state: GroupState, group: StreamsGroup, memberId: string): void {
  const { streamsSessionTimeoutMs } = state.groupConfig(group.groupId);
  timersOf(state, group, memberId).session.reset(streamsSessionTimeoutMs);
}

/** Starts the time that the member has to give tasks up, or ends it. */
export function timeRevocation(
  state: GroupState,
  group: StreamsGroup,
  member: StreamsMember,
): void {
  const { memberId, memberEpoch, rebalanceTimeoutMs } = member;
  const timers = timersOf(state, group, memberId);
  timers.revocationEpoch = memberEpoch;
  const mustRevoke = member.state === StreamsMemberState.UNREVOKED_TASKS;
  if (mustRevoke) timers.revocation.reset(rebalanceTimeoutMs);
  else timers.revocation.cancel();
}

/** The records that take a member out. */
export function removalOf(group: StreamsGroup, memberId: string): CoordinatorRecord[] {
  const { groupId, header } = group;
  return [
    assignmentRecord(groupId, memberId, null),
    targetRecord(groupId, memberId, null),
    memberRecord(groupId, memberId, null),
    groupRecord(groupId, { ...header, epoch: header.epoch + 1 }),
  ];
}

function timersOf(state: GroupState, group: StreamsGroup, memberId: string): MemberTimers {
  const { groupId } = group;
  const known = group.timers.get(memberId);
  if (known !== undefined) return known;
  const deadline = (reason: TimerReason): Deadline =>
    new Deadline(state.deadlines, () => fence(state, groupId, memberId, reason));
  const timers = new MemberTimers(deadline);
  group.timers.set(memberId, timers);
  return timers;
}

function fence(state: GroupState, groupId: string, memberId: string, reason: TimerReason): Effects {
  const group = asStreamsGroup(state.groups.get(groupId));
  const member = group?.members.get(memberId);
  if (group === undefined || member === undefined) return NO_EFFECTS;
  const isInTime =
    reason === 'revocation' && member.memberEpoch !== group.timers.get(memberId)?.revocationEpoch;
  if (isInTime) return NO_EFFECTS;
  tellTakenOut(state, groupId, memberId, REASONS[reason]);
  return { records: removalOf(group, memberId) };
}
