// SyncGroup in a classic group: members wait for their assignment, the leader brings it. It is stored
// before anyone is told: the group's record makes the group Stable.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type {
  SyncGroupRequest,
  SyncGroupResponseInput,
} from '../../../protocol/generated/sync-group.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import type { Parked } from '../../runtime/parked.ts';
import type { GroupState } from '../group-state.ts';
import type { ClassicGroup } from './classic-group.ts';
import { classicGroup } from './classic-group.ts';
import type { ClassicMember } from './classic-member.ts';
import { groupRecord } from './classic-records.ts';
import { syncFailed } from './failed-responses.ts';
import { assignmentOf } from './generation-responses.ts';
import { requireMember } from './member-validation.ts';
import { propagateAssignments, rebalanceOrCompleteJoin, resetAssignments } from './rebalance.ts';

/** Handles a SyncGroup; the answer comes through `parked`. */
export function syncGroup(
  state: GroupState,
  request: SyncGroupRequest,
  parked: Parked<SyncGroupResponseInput>,
): Effects {
  const group = classicGroup(state.groups.get(request.groupId));
  try {
    if (group === undefined || group.isInState('Empty')) {
      throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
    }
    const member = validate(group, request);
    return group.isInState('CompletingRebalance')
      ? awaitAssignment(state, group, { member, request, parked })
      : tellAssignment(group, member, parked);
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    parked.answer(syncFailed(error.code));
    return NO_EFFECTS;
  }
}

function validate(group: ClassicGroup, request: SyncGroupRequest): ClassicMember {
  const member = requireMember(group, request.memberId, request.groupInstanceId);
  if (request.generationId !== group.generation) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  if (
    isOther(request.protocolType, group.protocolType) ||
    isOther(request.protocolName, group.protocolName)
  ) {
    throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }
  if (group.isInState('PreparingRebalance')) {
    throw new KafkaError(ErrorCode.REBALANCE_IN_PROGRESS);
  }
  return member;
}

function isOther(asked: string | null, actual: string | null): boolean {
  return asked !== null && actual !== null && asked !== actual;
}

function tellAssignment(
  group: ClassicGroup,
  member: ClassicMember,
  parked: Parked<SyncGroupResponseInput>,
): Effects {
  hasSynced(group, member);
  parked.answer(assignmentOf(group, member));
  return NO_EFFECTS;
}

interface Sync {
  readonly member: ClassicMember;
  readonly request: SyncGroupRequest;
  readonly parked: Parked<SyncGroupResponseInput>;
}

function awaitAssignment(
  state: GroupState,
  group: ClassicGroup,
  { member, request, parked }: Sync,
): Effects {
  group.members.parkSync(member, parked);
  hasSynced(group, member);
  if (group.members.leaderId !== member.memberId) return NO_EFFECTS;
  const assignments = new Map(
    request.assignments.map(({ memberId, assignment }) => [memberId, assignment]),
  );
  const stored = group.toStored(state.clock.wallMs(), assignments);
  return {
    records: [groupRecord(group.groupId, stored)],
    settle: (error) => {
      if (error === null) {
        propagateAssignments(state, group);
        return;
      }
      resetAssignments(state, group, error.code);
      rebalanceOrCompleteJoin(state, group, `the assignment could not be stored: ${error.message}`);
    },
  };
}

function hasSynced(group: ClassicGroup, member: ClassicMember): void {
  group.pendingSync.delete(member.memberId);
  if (group.pendingSync.size === 0) group.stopSyncTimer();
}
