// Heartbeat in a classic group: the session goes on, and the member learns of a rebalance.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { HeartbeatRequest } from '../../../protocol/generated/heartbeat.ts';
import type { GroupState } from '../group-state.ts';
import { classicGroup } from './classic-group.ts';
import { requireMember } from './member-validation.ts';
import { renewSession } from './rebalance.ts';

/** What the heartbeat is answered with; throws KafkaError when it is not of a current member. */
export function heartbeat(state: GroupState, request: HeartbeatRequest): ErrorCode {
  const group = classicGroup(state.groups.get(request.groupId));
  if (group === undefined) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  const member = requireMember(group, request.memberId, request.groupInstanceId);
  if (request.generationId !== group.generation) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  renewSession(state, group, member);
  return group.isInState('PreparingRebalance') ? ErrorCode.REBALANCE_IN_PROGRESS : ErrorCode.NONE;
}
