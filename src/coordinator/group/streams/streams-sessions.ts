// When members of Streams groups are taken out: when their session ends, when they do not give tasks up in
// time, when they leave. The group's epoch moves on, and the others take over.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { Deadline } from '../../runtime/deadline.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupState } from '../group-state.ts';
import type { StreamsGroup } from './streams-group.ts';
import { asStreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import { StreamsMemberState } from './streams-member.ts';
import { assignmentRecord, groupRecord, memberRecord, targetRecord } from './streams-records.ts';

/** Starts or restarts the member's session. */
export function renewSession(state: GroupState, group: StreamsGroup, memberId: string): void {
  const { groupId } = group;
  const expire = () => fence(state, groupId, memberId, 'the session expired');
  const session = group.timers.session(
    memberId,
    () => new Deadline(state.clock, state.scheduler, expire),
  );
  session.reset(state.groupConfig(groupId).streamsSessionTimeoutMs);
}

/** Starts the time that the member has to give tasks up, or ends it. */
export function timeRevocation(
  state: GroupState,
  group: StreamsGroup,
  { memberId, memberEpoch, state: memberState, rebalanceTimeoutMs }: StreamsMember,
): void {
  if (memberState !== StreamsMemberState.UNREVOKED_TASKS) {
    group.timers.setRevocation(memberId, null);
    return;
  }
  const { groupId } = group;
  const timer = state.scheduler.schedule(rebalanceTimeoutMs, () => {
    const member = asStreamsGroup(state.groups.get(groupId))?.members.get(memberId);
    if (member?.memberEpoch !== memberEpoch) return NO_EFFECTS;
    return fence(state, groupId, memberId, 'tasks were not given up in time');
  });
  group.timers.setRevocation(memberId, timer);
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

function fence(state: GroupState, groupId: string, memberId: string, reason: string): Effects {
  const group = asStreamsGroup(state.groups.get(groupId));
  if (group?.members.has(memberId) !== true) return NO_EFFECTS;
  state.logger.info({ group: groupId, member: memberId, reason }, 'streams member is taken out');
  return { records: removalOf(group, memberId) };
}
