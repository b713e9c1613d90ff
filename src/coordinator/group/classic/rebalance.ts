// The course of a rebalance: wait for everyone to join (PreparingRebalance), tell them the new generation
// (CompletingRebalance), wait for the leader's assignment (sync-group.ts makes the group Stable). Timers
// end each wait: the rebalance timeout for joins and syncs, the session timeout for members.

import { assert } from '../../../base/assert.ts';
import type { ErrorCode as Code } from '../../../base/error-code.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { Deadline } from '../../runtime/deadline.ts';
import { GROUP_PREPARES, tellTakenOut } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { ClassicGroup } from './classic-group.ts';
import { classicGroup } from './classic-group.ts';
import type { ClassicMember } from './classic-member.ts';
import { EMPTY_BYTES } from './classic-member.ts';
import { groupRecord } from './classic-records.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import { assignmentOf, joinedWithMembers } from './generation-responses.ts';

/** Starts or restarts a member's session; by default with its own timeout. */
export function renewSession(
  state: GroupState,
  group: ClassicGroup,
  member: ClassicMember,
  timeoutMs: number = member.sessionTimeoutMs,
): void {
  member.session ??= new Deadline(state.deadlines, () =>
    expireSession(state, group.groupId, member.memberId),
  );
  member.session.reset(timeoutMs);
}

/** Rebalances if the group's state allows it, else checks whether the rebalance under way is complete. */
export function rebalanceOrCompleteJoin(
  state: GroupState,
  group: ClassicGroup,
  reason: string,
): Effects {
  return group.canRebalance
    ? prepareRebalance(state, group, reason)
    : completeJoinIfAllJoined(state, group);
}

/** Starts a rebalance. The first one of a group waits a while for more members. */
export function prepareRebalance(state: GroupState, group: ClassicGroup, reason: string): Effects {
  if (group.isInState('CompletingRebalance')) {
    resetAssignments(state, group, ErrorCode.REBALANCE_IN_PROGRESS);
  }
  group.stopSyncTimer();
  const isInitial = group.isInState('Empty');
  if (isInitial) {
    const delayMs = state.config.initialRebalanceDelayMs;
    group.newMemberAdded = false;
    waitForMoreMembers(
      state,
      group,
      delayMs,
      Math.max(group.members.rebalanceTimeoutMs - delayMs, 0),
    );
  }
  group.transitionTo('PreparingRebalance');
  state.logger.info({ group: group.groupId, generation: group.generation, reason }, GROUP_PREPARES);
  if (isInitial) return NO_EFFECTS;
  if (group.hasAllMembersJoined) return completeJoin(state, group);
  setJoinTimer(state, group, group.members.rebalanceTimeoutMs, () => completeJoin(state, group));
  return NO_EFFECTS;
}

/** Ends the join phase if everyone is there; the first rebalance of a group waits for its timer. */
export function completeJoinIfAllJoined(state: GroupState, group: ClassicGroup): Effects {
  if (!group.isInState('PreparingRebalance') || group.previousState === 'Empty') return NO_EFFECTS;
  return group.hasAllMembersJoined ? completeJoin(state, group) : NO_EFFECTS;
}

/** Answers every parked SyncGroup with what the members are assigned. */
export function propagateAssignments(state: GroupState, group: ClassicGroup): void {
  for (const member of group.members) {
    // A session that ran out while the member waited was let pass, so it starts anew.
    if (group.members.answerSync(member, assignmentOf(group, member)))
      renewSession(state, group, member);
  }
}

/** Forgets the assignments that were being made and tells those who wait for them why. */
export function resetAssignments(state: GroupState, group: ClassicGroup, code: Code): void {
  assert(
    group.isInState('CompletingRebalance'),
    'assignments are reset before the group is stable',
  );
  for (const member of group.members) {
    member.assignment = EMPTY_BYTES;
    if (group.members.answerSync(member, syncFailed(code))) renewSession(state, group, member);
  }
}

/** Takes a member out of the group; whatever it waits for is answered UNKNOWN_MEMBER_ID. */
export function evict(group: ClassicGroup, memberId: string): void {
  const member = group.members.get(memberId);
  if (member !== undefined) {
    group.members.answerJoin(member, joinFailed(ErrorCode.UNKNOWN_MEMBER_ID, ''));
    group.members.answerSync(member, syncFailed(ErrorCode.UNKNOWN_MEMBER_ID));
  }
  group.remove(memberId);
}

function removeMember(state: GroupState, group: ClassicGroup, member: ClassicMember): Effects {
  evict(group, member.memberId);
  if (group.isInState('Stable', 'CompletingRebalance')) {
    const reason = `removing member ${member.memberId} on heartbeat expiration`;
    return rebalanceOrCompleteJoin(state, group, reason);
  }
  return completeJoinAfterRemoval(state, group);
}

function completeJoinAfterRemoval(state: GroupState, group: ClassicGroup): Effects {
  return group.isInState('PreparingRebalance') && group.hasAllMembersJoined
    ? completeJoin(state, group)
    : NO_EFFECTS;
}

function expireSession(state: GroupState, groupId: string, memberId: string): Effects {
  const group = classicGroup(state.groups.get(groupId));
  const member = group?.members.get(memberId);
  if (group === undefined || member === undefined || member.hasSatisfiedHeartbeat) {
    return NO_EFFECTS;
  }
  tellTakenOut(state, groupId, memberId, 'its session expired');
  return removeMember(state, group, member);
}

/** Gives a member that was told its id this long to come back with it (KIP-394). */
export function addPendingMember(
  state: GroupState,
  group: ClassicGroup,
  memberId: string,
  timeoutMs: number,
): void {
  const deadline = new Deadline(state.deadlines, () => {
    group.remove(memberId);
    return completeJoinAfterRemoval(state, group);
  });
  deadline.reset(timeoutMs);
  group.pendingMembers.set(memberId, deadline);
}

/** Asks at the end of the delay whether members came meanwhile; if so, waits again while time is left. */
function waitForMoreMembers(
  state: GroupState,
  group: ClassicGroup,
  delayMs: number,
  remainingMs: number,
): void {
  setJoinTimer(state, group, delayMs, () => {
    const mayExtend = delayMs > 0 && remainingMs > 0;
    if (!group.newMemberAdded || !mayExtend) return completeJoin(state, group);
    group.newMemberAdded = false;
    const nextMs = Math.min(state.config.initialRebalanceDelayMs, remainingMs);
    waitForMoreMembers(state, group, nextMs, Math.max(remainingMs - delayMs, 0));
    return NO_EFFECTS;
  });
}

function setJoinTimer(
  state: GroupState,
  group: ClassicGroup,
  delayMs: number,
  operation: () => Effects,
): void {
  group.stopJoinTimer();
  group.joinTimer = state.scheduler.schedule(delayMs, operation);
}

/**
 * Ends the join phase: dynamic members that have not rejoined are out; the others get the next generation,
 * and if nobody is left the group is stored as Empty.
 */
function completeJoin(state: GroupState, group: ClassicGroup): Effects {
  assert(group.isInState('PreparingRebalance'), 'a join phase ends once');
  group.stopJoinTimer();
  for (const member of [...group.members]) {
    if (member.parkedJoin !== null || member.instanceId !== null) continue;
    group.remove(member.memberId);
    tellTakenOut(state, group.groupId, member.memberId, 'it has not joined again in time');
  }
  if (group.members.size === 0) return becomeEmpty(state, group);
  if (!group.members.electJoinedLeader()) {
    // Only static members are left and none has rejoined: their sessions decide.
    setJoinTimer(state, group, group.members.rebalanceTimeoutMs, () => completeJoin(state, group));
    return NO_EFFECTS;
  }
  group.beginGeneration();
  tellGeneration(state, group);
  return NO_EFFECTS;
}

function becomeEmpty(state: GroupState, group: ClassicGroup): Effects {
  const stored = group.toStoredEmpty(state.clock.wallMs());
  return {
    records: [groupRecord(group.groupId, stored)],
    settle: (error) => {
      // There is nobody to tell. If the record is lost, a restart brings members back that time out again.
      if (error !== null) group.applyStored(stored);
    },
  };
}

function tellGeneration(state: GroupState, group: ClassicGroup): void {
  for (const member of group.members) {
    group.members.answerJoin(member, joinedWithMembers(group, member.memberId));
    renewSession(state, group, member);
    member.isNew = false;
    group.pendingSync.add(member.memberId);
  }
  const { generation, groupId } = group;
  state.logger.info(
    { group: groupId, generation, members: group.members.size },
    'group has a generation',
  );
  group.stopSyncTimer();
  group.syncTimer = state.scheduler.schedule(group.members.rebalanceTimeoutMs, () =>
    expirePendingSync(state, group),
  );
}

/** Members that have not asked for their assignment in time are out. */
function expirePendingSync(state: GroupState, group: ClassicGroup): Effects {
  if (!group.isInState('CompletingRebalance', 'Stable') || group.pendingSync.size === 0) {
    return NO_EFFECTS;
  }
  const late = [...group.pendingSync];
  for (const memberId of late) {
    evict(group, memberId);
    tellTakenOut(state, group.groupId, memberId, 'it has not asked for its assignment in time');
  }
  return prepareRebalance(state, group, `removing ${late.join(', ')}: no SyncGroup in time`);
}
