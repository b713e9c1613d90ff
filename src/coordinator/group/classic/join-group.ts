// JoinGroup in a classic group: who may join, under which member id, and what that does to the group.
// Every path ends in an answer to `join`, at once or when the rebalance that it waits for is through.

import { assert } from '../../../base/assert.ts';
import { MAX_STRING_BYTES } from '../../../base/byte-reader.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import { uuidToBytes } from '../../../base/uuid.ts';
import type { Random } from '../../../platform/random.ts';
import type {
  JoinGroupRequest,
  JoinGroupResponseInput,
} from '../../../protocol/generated/join-group.ts';
import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import type { Parked } from '../../runtime/parked.ts';
import type { Group } from '../group.ts';
import { kindOf } from '../group-kinds.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import type { ClassicGroup } from './classic-group.ts';
import { classicGroup } from './classic-group.ts';
import { ClassicMember } from './classic-member.ts';
import { groupRecord } from './classic-records.ts';
import { joinFailed } from './failed-responses.ts';
import { joined, joinedWithMembers } from './generation-responses.ts';
import type { Join } from './join-request.ts';
import { distinctProtocols, reasonOf, updateOf } from './join-request.ts';
import { joinAsStaticMember } from './join-static-member.ts';
import { existingMember, requireMember } from './member-validation.ts';
import {
  addPendingMember,
  completeJoinIfAllJoined,
  evict,
  rebalanceOrCompleteJoin,
  renewSession,
} from './rebalance.ts';
import { emptyStoredGroup } from './stored-group.ts';

/** The first version in which a new dynamic member is sent back for its id (KIP-394). */
const MEMBER_ID_REQUIRED_VERSION = 4;

/** Ids that a group may have given out to members that have not come back yet; more are turned away. */
const MOST_PENDING_MEMBERS = 10_000;

/** A hyphen and a uuid. */
const MEMBER_ID_SUFFIX_BYTES = 37;

/** How long a new member, which knows no id to send heartbeats with, may wait for its first answer. */
const NEW_MEMBER_JOIN_TIMEOUT_MS = 5 * 60 * 1000;

/** An application may go back to the classic protocol while none of its instances runs. */
function canBecomeClassic({ type, state }: Group): boolean {
  return (type === 'consumer' || type === 'streams') && state === 'Empty';
}

/** Handles a JoinGroup; the answer comes through `parked`. A group that does not exist is stored first. */
export function joinGroup(
  state: GroupState,
  context: GroupRequestContext,
  request: JoinGroupRequest,
  parked: Parked<JoinGroupResponseInput>,
): Effects {
  const join = { context, request, protocols: distinctProtocols(request), parked };
  const { groupId, memberId } = request;
  const known = state.groups.get(groupId);
  const group = classicGroup(known);
  if (group !== undefined) return joinExistingGroup(state, group, join);
  if (known !== undefined && !canBecomeClassic(known)) {
    // Apache Kafka does not repeat the member's id here.
    parked.answer(joinFailed(ErrorCode.INCONSISTENT_GROUP_PROTOCOL, ''));
    return NO_EFFECTS;
  }
  if (memberId !== '') return fail(join, ErrorCode.UNKNOWN_MEMBER_ID);
  const conversion = known === undefined ? [] : kindOf(known).removal(state, known);
  return {
    records: [...conversion, groupRecord(groupId, emptyStoredGroup(state.clock.wallMs()))],
    settle: (error) => {
      if (error !== null) {
        parked.answer(joinFailed(error.code, ''));
        return;
      }
      const created = classicGroup(state.groups.get(groupId));
      assert(created !== undefined, 'the group has just been stored');
      const effects = joinExistingGroup(state, created, join);
      assert(effects.records.length === 0, 'the first rebalance of a group waits for its timer');
    },
  };
}

function joinExistingGroup(state: GroupState, group: ClassicGroup, join: Join): Effects {
  const { request, protocols, parked } = join;
  const { memberId } = request;
  if (!hasRoomFor(state, group, memberId)) {
    evict(group, memberId);
    parked.answer(joinFailed(ErrorCode.GROUP_MAX_SIZE_REACHED, ''));
    return completeJoinIfAllJoined(state, group);
  }
  if (!group.supports(request.protocolType, protocols)) {
    return fail(join, ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }
  return memberId === '' ? joinAsNewMember(state, group, join) : rejoin(state, group, join);
}

/**
 * Whether `group.max.size` leaves room. While a rebalance gathers members, those who wait count, not those
 * who are in: so the last to rejoin is out when the limit was lowered.
 */
function hasRoomFor(state: GroupState, group: ClassicGroup, memberId: string): boolean {
  const { maxGroupSize } = state.config;
  const member = group.members.get(memberId);
  if (group.isInState('PreparingRebalance')) {
    return (member?.parkedJoin ?? null) !== null || group.members.awaitingJoinCount < maxGroupSize;
  }
  if (group.isInState('CompletingRebalance', 'Stable')) {
    return member !== undefined || group.members.size < maxGroupSize;
  }
  return true;
}

function joinAsNewMember(state: GroupState, group: ClassicGroup, join: Join): Effects {
  const { context, request, parked } = join;
  const instanceId = request.groupInstanceId;
  const memberId = newMemberId(state.random, instanceId ?? context.clientId);
  if (instanceId !== null) {
    const heldBy = group.members.staticMemberId(instanceId);
    return heldBy === undefined
      ? addMember(state, group, memberId, join)
      : joinAsStaticMember(state, group, { old: existingMember(group, heldBy), memberId }, join);
  }
  if (context.apiVersion < MEMBER_ID_REQUIRED_VERSION) {
    return addMember(state, group, memberId, join);
  }
  if (group.pendingMembers.size >= MOST_PENDING_MEMBERS) {
    return fail(join, ErrorCode.COORDINATOR_NOT_AVAILABLE);
  }
  addPendingMember(state, group, memberId, request.sessionTimeoutMs);
  parked.answer(joinFailed(ErrorCode.MEMBER_ID_REQUIRED, memberId));
  return NO_EFFECTS;
}

/** A member id: whose it is, and a random uuid in its usual form. Throws when no string can hold that. */
function newMemberId(random: Random, prefix: string): string {
  if (Buffer.byteLength(prefix) > MAX_STRING_BYTES - MEMBER_ID_SUFFIX_BYTES) {
    throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, 'the client id is too long');
  }
  const hex = uuidToBytes(random.uuid()).toString('hex');
  const groups = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return `${prefix}-${groups.map(([from, to]) => hex.slice(from, to)).join('-')}`;
}

function addMember(state: GroupState, group: ClassicGroup, memberId: string, join: Join): Effects {
  const { context, request, protocols, parked } = join;
  const member = new ClassicMember(
    {
      memberId,
      instanceId: request.groupInstanceId,
      clientId: context.clientId,
      clientHost: context.clientHost,
      rebalanceTimeoutMs: request.rebalanceTimeoutMs,
      sessionTimeoutMs: request.sessionTimeoutMs,
      protocols,
    },
    group.members.leader,
  );
  member.isNew = true;
  if (group.isInState('PreparingRebalance') && group.previousState === 'Empty') {
    group.newMemberAdded = true;
  }
  group.add(member, request.protocolType, parked);
  renewSession(state, group, member, NEW_MEMBER_JOIN_TIMEOUT_MS);
  return rebalanceOrCompleteJoin(state, group, `new member ${memberId}; ${reasonOf(join)}`);
}

function rejoin(state: GroupState, group: ClassicGroup, join: Join): Effects {
  const { memberId, groupInstanceId } = join.request;
  if (group.pendingMembers.has(memberId)) {
    // A pending member is a dynamic one: who calls it static has mixed up its ids.
    if (groupInstanceId !== null) throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR);
    return addMember(state, group, memberId, join);
  }
  let member: ClassicMember;
  try {
    member = requireMember(group, memberId, groupInstanceId);
  } catch (error) {
    if (error instanceof KafkaError) return fail(join, error.code);
    throw error;
  }
  if (group.isInState('Empty', 'Dead')) return fail(join, ErrorCode.UNKNOWN_MEMBER_ID);
  if (!needsRebalance(group, member, join)) {
    const isLeaderTold = group.isInState('CompletingRebalance');
    join.parked.answer(isLeaderTold ? joinedWithMembers(group, memberId) : joined(group, memberId));
    return NO_EFFECTS;
  }
  group.members.update(member, updateOf(join));
  group.members.parkJoin(member, join.parked);
  return rebalanceOrCompleteJoin(state, group, `member ${memberId} joins again; ${reasonOf(join)}`);
}

/**
 * A member that comes back unchanged after its answer was lost is told the same again. The leader of a
 * stable group comes back because it wants a new assignment.
 */
function needsRebalance(group: ClassicGroup, member: ClassicMember, join: Join): boolean {
  if (group.isInState('PreparingRebalance') || !member.offers(join.protocols)) return true;
  return group.isInState('Stable') && group.members.leaderId === member.memberId;
}

function fail(join: Join, code: ErrorCode): Effects {
  join.parked.answer(joinFailed(code, join.request.memberId));
  return NO_EFFECTS;
}
