// SyncGroup, Heartbeat and LeaveGroup in a consumer group: its members of the classic protocol. SyncGroup is
// answered at once with what the member has; a heartbeat tells it to join again when there is more to come.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError, toErrorCode } from '../../../base/kafka-error.ts';
import type { HeartbeatRequest } from '../../../protocol/generated/heartbeat.ts';
import type {
  LeaveGroupRequest,
  LeaveGroupResponseInput,
} from '../../../protocol/generated/leave-group.ts';
import type {
  SyncGroupRequest,
  SyncGroupResponseInput,
} from '../../../protocol/generated/sync-group.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import { EMPTY_BYTES } from '../classic/classic-member.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/consumer-subscription.ts';
import type { GroupState } from '../group-state.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ClassicMetadata, ConsumerMember } from './consumer-member.ts';
import { versionOf, writeAssignment } from './embedded-protocol.ts';
import { fenceMembers } from './fence-members.ts';
import { GroupChange } from './group-change.ts';
import { renewSession, stopSyncTimer, watchJoin } from './member-deadlines.ts';
import { requireMember, requireStaticMember } from './member-validation.ts';

type ClassicMember = ConsumerMember & { readonly classic: ClassicMetadata };

/** Throws KafkaError. */
export function syncClassicMember(
  state: GroupState,
  group: ConsumerGroup,
  request: SyncGroupRequest,
): Outcome<SyncGroupResponseInput> {
  const member = requireClassicMember(group, request);
  requireSameProtocol(member, request);
  // Who has yet to give partitions back has joined for that; it will be told when to come again.
  const isBehind = group.assignmentEpoch > member.memberEpoch;
  if (isBehind && member.state !== 'unrevoked-partitions') {
    watchJoin(state, group, member);
    throw new KafkaError(ErrorCode.REBALANCE_IN_PROGRESS);
  }
  const change = new GroupChange(state, group);
  change.afterwards((live) => {
    stopSyncTimer(live, member.memberId);
    renewSession(state, live, member);
  });
  const version = versionOf(member.classic.supportedProtocols[0]?.metadata ?? EMPTY_BYTES);
  const assigned = Array.from(member.assigned, ([topicId, epochs]) => {
    return [topicId, [...epochs.keys()].sort((first, second) => first - second)] as const;
  });
  const { protocolType, protocolName } = request;
  const assignment = writeAssignment(state.topics, assigned, version);
  return change.outcome({ errorCode: ErrorCode.NONE, protocolType, protocolName, assignment });
}

/** REBALANCE_IN_PROGRESS when the member is to join again. Throws KafkaError. */
export function heartbeatOfClassicMember(
  state: GroupState,
  group: ConsumerGroup,
  request: HeartbeatRequest,
): ErrorCode {
  const member = requireClassicMember(group, request);
  renewSession(state, group, member);
  if (!mustRejoin(group, member)) return ErrorCode.NONE;
  watchJoin(state, group, member);
  return ErrorCode.REBALANCE_IN_PROGRESS;
}

/** Takes the members out; each gets an error code of its own. */
export function leaveConsumerGroup(
  state: GroupState,
  group: ConsumerGroup,
  { members }: LeaveGroupRequest,
): Outcome<LeaveGroupResponseInput> {
  const leaving = new Set<ConsumerMember>();
  const answers = members.map(({ memberId, groupInstanceId }) => {
    try {
      leaving.add(leavingMember(group, memberId, groupInstanceId));
      return { memberId, groupInstanceId, errorCode: ErrorCode.NONE };
    } catch (error) {
      return { memberId, groupInstanceId, errorCode: toErrorCode(error) };
    }
  });
  const response = { errorCode: ErrorCode.NONE, members: answers };
  return fenceMembers(state, group, [...leaving], response);
}

/** An administrator names a static member by its instance id alone (KIP-345). */
function leavingMember(
  group: ConsumerGroup,
  memberId: string,
  instanceId: string | null,
): ConsumerMember {
  if (instanceId === null) return requireMember(group, memberId);
  const holder = group.staticMember(instanceId);
  if (holder === undefined || memberId !== '') {
    return requireStaticMember(group, instanceId, memberId);
  }
  return holder;
}

interface ClassicClaim {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly generationId: number;
}

function requireClassicMember(
  group: ConsumerGroup,
  { memberId, groupInstanceId, generationId }: ClassicClaim,
): ClassicMember {
  const member =
    groupInstanceId === null
      ? requireMember(group, memberId)
      : requireStaticMember(group, groupInstanceId, memberId);
  const { classic } = member;
  if (classic === null) throw new KafkaError(ErrorCode.UNKNOWN_MEMBER_ID);
  if (generationId !== member.memberEpoch) throw new KafkaError(ErrorCode.ILLEGAL_GENERATION);
  return { ...member, classic };
}

function requireSameProtocol(
  { classic }: ClassicMember,
  { protocolType, protocolName }: SyncGroupRequest,
): void {
  const [told] = classic.supportedProtocols;
  assert(told !== undefined, 'a classic member offers a protocol');
  const isOtherType = protocolType !== null && protocolType !== CONSUMER_PROTOCOL_TYPE;
  const isOtherName = protocolName !== null && protocolName !== told.name;
  if (isOtherType || isOtherName) throw new KafkaError(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
}

/** There is a newer target, or something to give back, or something to be had that was not free before. */
function mustRejoin(group: ConsumerGroup, member: ClassicMember): boolean {
  if (member.memberEpoch < group.assignmentEpoch) return true;
  if (member.state === 'unrevoked-partitions') return true;
  return member.state === 'unreleased-partitions' && !isWaiting(group, member);
}

/** Whether others own what the member is meant to have. */
function isWaiting(group: ConsumerGroup, { memberId, assigned }: ClassicMember): boolean {
  for (const [topicId, partitions] of group.targetAssignment.get(memberId) ?? []) {
    const own = assigned.get(topicId);
    const isMissing = (partition: number) => own?.has(partition) !== true;
    if (partitions.some((each) => isMissing(each) && group.isOwned(topicId, each))) return true;
  }
  return false;
}
