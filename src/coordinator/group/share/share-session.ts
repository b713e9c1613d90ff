// The sessions of a share group's members: whoever sends no heartbeat for `share.session.timeout.ms` leaves.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import { Deadline } from '../../runtime/deadline.ts';
import { tellTakenOut } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { ShareGroup } from './share-group.ts';
import { removalOfMember } from './share-group-leave.ts';

/** The member's session begins anew. */
export function renewShareSession(state: GroupState, group: ShareGroup, memberId: string): void {
  const session = group.sessions.get(memberId) ?? newSession(state, group, memberId);
  session.reset(state.groupConfig(group.groupId).shareSessionTimeoutMs);
}

function newSession(state: GroupState, group: ShareGroup, memberId: string): Deadline {
  const session = new Deadline(state.deadlines, (): Effects => {
    const member = group.members.get(memberId);
    if (member === undefined) return NO_EFFECTS;
    tellTakenOut(state, group.groupId, memberId, 'its session expired');
    return { records: removalOfMember(state, group, member) };
  });
  group.sessions.set(memberId, session);
  return session;
}
