// JoinGroup, SyncGroup, Heartbeat and LeaveGroup go to the kind of group that they meet: a classic group, or a
// consumer group with members of both protocols.

import type { ErrorCode } from '../../base/error-code.ts';
import type { HeartbeatRequest } from '../../protocol/generated/heartbeat.ts';
import type {
  JoinGroupRequest,
  JoinGroupResponseInput,
} from '../../protocol/generated/join-group.ts';
import type {
  LeaveGroupRequest,
  LeaveGroupResponseInput,
} from '../../protocol/generated/leave-group.ts';
import type {
  SyncGroupRequest,
  SyncGroupResponseInput,
} from '../../protocol/generated/sync-group.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import { Parked } from '../runtime/parked.ts';
import { heartbeat } from './classic/heartbeat.ts';
import { joinGroup } from './classic/join-group.ts';
import { leaveGroup } from './classic/leave-group.ts';
import { syncGroup } from './classic/sync-group.ts';
import {
  heartbeatOfClassicMember,
  leaveConsumerGroup,
  syncClassicMember,
} from './consumer/classic-member-requests.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroup } from './consumer/consumer-group.ts';
import { joinAsClassicMember } from './consumer/join-as-classic-member.ts';
import type { GroupState } from './group-state.ts';
import type { GroupRequestContext } from './request-context.ts';

/** Throws KafkaError. */
export function join(
  state: GroupState,
  context: GroupRequestContext,
  request: JoinGroupRequest,
): Outcome<JoinGroupResponseInput> {
  const group = inhabited(state, request.groupId);
  if (group !== undefined) return joinAsClassicMember(state, group, context, request);
  const parked = new Parked<JoinGroupResponseInput>();
  return { ...joinGroup(state, context, request, parked), response: parked.answered };
}

/** Throws KafkaError. */
export function sync(
  state: GroupState,
  request: SyncGroupRequest,
): Outcome<SyncGroupResponseInput> {
  const group = inhabited(state, request.groupId);
  if (group !== undefined) return syncClassicMember(state, group, request);
  const parked = new Parked<SyncGroupResponseInput>();
  return { ...syncGroup(state, request, parked), response: parked.answered };
}

/** Throws KafkaError. */
export function beat(state: GroupState, request: HeartbeatRequest): Outcome<ErrorCode> {
  const group = inhabited(state, request.groupId);
  const response =
    group === undefined
      ? heartbeat(state, request)
      : heartbeatOfClassicMember(state, group, request);
  return { records: [], response };
}

/** Throws KafkaError. */
export function leave(
  state: GroupState,
  request: LeaveGroupRequest,
): Outcome<LeaveGroupResponseInput> {
  const group = consumerGroup(state.groups.get(request.groupId));
  return group === undefined
    ? leaveGroup(state, request)
    : leaveConsumerGroup(state, group, request);
}

/** The consumer group; one without members gives way to a classic group. */
function inhabited(state: GroupState, groupId: string): ConsumerGroup | undefined {
  const group = consumerGroup(state.groups.get(groupId));
  return group !== undefined && group.members.size > 0 ? group : undefined;
}
