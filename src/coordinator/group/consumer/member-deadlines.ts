// The timeouts of members: whoever sends no heartbeat, does not give partitions back in time, or does not
// finish what a member of the classic protocol begins, is out of the group. Timers are no part of what is
// stored: they begin anew when a shard is loaded.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { Deadline } from '../../runtime/deadline.ts';
import { tellTakenOut } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { consumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { fenceMembers } from './fence-members.ts';
import type { TimerReason } from './member-timers.ts';
import { MemberTimers } from './member-timers.ts';

const REASONS: Readonly<Record<TimerReason, string>> = {
  session: 'its session expired',
  rebalance: 'it has not given back what it was told to in time',
  join: 'it has not joined again in time',
  sync: 'it has not asked for its assignment in time',
};

/** The session begins anew: with the timeout of the group, or that which a classic member asked for. */
export function renewSession(
  state: GroupState,
  group: ConsumerGroup,
  member: ConsumerMember,
): void {
  const timeoutMs =
    member.classic?.sessionTimeoutMs ?? state.groupConfig(group.groupId).consumerSessionTimeoutMs;
  timersOf(state, group, member.memberId).session.reset(timeoutMs);
}

/** The member has this long to give back what it was told to. */
export function watchRevocation(
  state: GroupState,
  group: ConsumerGroup,
  { memberId, memberEpoch, rebalanceTimeoutMs }: ConsumerMember,
): void {
  const timers = timersOf(state, group, memberId);
  timers.rebalanceEpoch = memberEpoch;
  timers.rebalance.reset(rebalanceTimeoutMs);
}

export function stopRebalanceTimer(group: ConsumerGroup, memberId: string): void {
  group.timers.get(memberId)?.rebalance.cancel();
}

/** A classic member that is told of a rebalance has this long to join again, counted from the first time. */
export function watchJoin(state: GroupState, group: ConsumerGroup, member: ConsumerMember): void {
  const { join } = timersOf(state, group, member.memberId);
  if (!join.isSet) join.reset(member.rebalanceTimeoutMs);
}

/** A classic member has joined, and has this long to ask for its assignment. */
export function watchSync(state: GroupState, group: ConsumerGroup, member: ConsumerMember): void {
  const timers = timersOf(state, group, member.memberId);
  timers.join.cancel();
  timers.sync.reset(member.rebalanceTimeoutMs);
}

export function stopSyncTimer(group: ConsumerGroup, memberId: string): void {
  group.timers.get(memberId)?.sync.cancel();
}

function timersOf(state: GroupState, group: ConsumerGroup, memberId: string): MemberTimers {
  const { groupId } = group;
  const deadline = (reason: TimerReason): Deadline =>
    new Deadline(state.deadlines, () => expire(state, groupId, memberId, reason));
  return group.timersOf(memberId, () => new MemberTimers(deadline));
}

function expire(
  state: GroupState,
  groupId: string,
  memberId: string,
  reason: TimerReason,
): Effects {
  const group = consumerGroup(state.groups.get(groupId));
  const member = group?.members.get(memberId);
  if (group === undefined || member === undefined) return NO_EFFECTS;
  // The member has moved on since: it is not this revocation that it is late with.
  const isPast = group.timers.get(memberId)?.rebalanceEpoch !== member.memberEpoch;
  if (reason === 'rebalance' && isPast) return NO_EFFECTS;
  tellTakenOut(state, groupId, memberId, REASONS[reason]);
  return fenceMembers(state, group, [member], undefined);
}
