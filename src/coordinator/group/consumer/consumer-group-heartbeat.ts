// ConsumerGroupHeartbeat (KIP-848), the one request of the consumer protocol: with epoch 0 a member joins, with
// -1 it leaves, with -2 a static member leaves for a while; with its own epoch it says that it is alive, what it
// subscribes to and what it has given back, and learns what it is assigned.

import { ErrorCode } from '../../../base/error-code.ts';
import type {
  ConsumerGroupHeartbeatRequest,
  ConsumerGroupHeartbeatResponseInput,
} from '../../../protocol/generated/consumer-group-heartbeat.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import { MEMBER_LEAVES, tellJoins } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import { currentRecord } from './consumer-group-records.ts';
import type { ConsumerMember, OwnedPartitions } from './consumer-member.ts';
import {
  areSamePartitions,
  distinctNames,
  JOINING_EPOCH,
  NO_PARTITIONS,
  STATIC_LEFT_EPOCH,
} from './consumer-member.ts';
import { fenceMembers } from './fence-members.ts';
import { changeOf, findMember, requireConsumerGroup } from './find-member.ts';
import { GroupChange } from './group-change.ts';
import { renewSession } from './member-deadlines.ts';
import { requireMember, requireRoom, requireStaticMember } from './member-validation.ts';
import { reconcileMember, updateGroupEpoch, updateSubscription } from './update-member.ts';
import { updateTarget } from './update-target.ts';

type Response = ConsumerGroupHeartbeatResponseInput;

/** Throws KafkaError with a message that the member is told. */
export function consumerGroupHeartbeat(
  state: GroupState,
  context: GroupRequestContext,
  request: ConsumerGroupHeartbeatRequest,
): Outcome<Response> {
  return request.memberEpoch < JOINING_EPOCH
    ? leave(state, request)
    : beat(state, context, request);
}

function beat(
  state: GroupState,
  context: GroupRequestContext,
  request: ConsumerGroupHeartbeatRequest,
): Outcome<Response> {
  const { groupId, instanceId, memberEpoch: epoch, topicPartitions: reported } = request;
  const isJoining = epoch === JOINING_EPOCH;
  const change = changeOf(state, groupId, isJoining);
  requireRoom(change.group, request.memberId, state.config.consumer.maxSize);
  const memberId = request.memberId === '' ? state.random.uuid() : request.memberId;
  const before = findMember(change, {
    memberId,
    instanceId,
    isJoining,
    claim: { epoch, reported },
  });
  const step = { before, after: described(before, context, request) };
  if (isJoining) tellJoins(state, groupId, memberId, context.clientId);

  const { haveNamesChanged, regexChange } = updateSubscription(change, step);
  // What a regular expression matches is not known yet: then there will be an epoch for it.
  const mustBump = haveNamesChanged || regexChange === 'resolved';
  const groupEpoch = updateGroupEpoch(change, step, mustBump);
  const target = updateTarget(change, step, groupEpoch);
  const hasSubscriptionChanged = haveNamesChanged || regexChange !== 'none';
  const member = reconcileMember(change, step.after, target, { hasSubscriptionChanged, reported });
  change.afterwards((group) => renewSession(state, group, member));
  const isTold = isFull(request) || !areSamePartitions(before.assigned, member.assigned);
  return change.outcome(answer(state, groupId, member, isTold));
}

/** The member with what the request says of it; what it leaves out is as before. */
function described(
  member: ConsumerMember,
  { clientId, clientHost }: GroupRequestContext,
  request: ConsumerGroupHeartbeatRequest,
): ConsumerMember {
  const { rebalanceTimeoutMs, subscribedTopicNames } = request;
  return {
    ...member,
    instanceId: request.instanceId ?? member.instanceId,
    rackId: request.rackId ?? member.rackId,
    rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
    serverAssignor: request.serverAssignor ?? member.serverAssignor,
    subscribedTopicNames:
      subscribedTopicNames === null
        ? member.subscribedTopicNames
        : distinctNames(subscribedTopicNames),
    subscribedTopicRegex: request.subscribedTopicRegex ?? member.subscribedTopicRegex,
    clientId,
    clientHost,
    classic: null,
  };
}

/** Whether the member says everything, as it does when it joins or is not sure of what it was told. */
function isFull(request: ConsumerGroupHeartbeatRequest): boolean {
  if (request.memberEpoch === JOINING_EPOCH) return true;
  const { subscribedTopicNames, subscribedTopicRegex } = request;
  const isSubscribed = subscribedTopicNames !== null || subscribedTopicRegex !== null;
  return request.rebalanceTimeoutMs !== -1 && isSubscribed && request.topicPartitions !== null;
}

function answer(
  state: GroupState,
  groupId: string,
  { memberId, memberEpoch, assigned }: ConsumerMember,
  isTold: boolean,
): Response {
  return {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: state.groupConfig(groupId).consumerHeartbeatIntervalMs,
    assignment: isTold ? { topicPartitions: topicPartitionsOf(assigned) } : null,
  };
}

function topicPartitionsOf(assigned: OwnedPartitions) {
  return Array.from(assigned, ([topicId, epochs]) => ({
    topicId,
    partitions: [...epochs.keys()].sort((first, second) => first - second),
  }));
}

function leave(state: GroupState, request: ConsumerGroupHeartbeatRequest): Outcome<Response> {
  const { groupId, memberId, instanceId, memberEpoch } = request;
  const group = requireConsumerGroup(state, groupId);
  const member =
    instanceId === null
      ? requireMember(group, memberId)
      : requireStaticMember(group, instanceId, memberId);
  const isForAWhile = instanceId !== null && memberEpoch === STATIC_LEFT_EPOCH;
  const response = {
    throttleTimeMs: 0,
    errorCode: ErrorCode.NONE,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: 0,
  };
  state.logger.info({ group: groupId, member: memberId, isForAWhile }, MEMBER_LEAVES);
  if (!isForAWhile) return fenceMembers(state, group, [member], response);
  const change = new GroupChange(state, group);
  change.records.push(currentRecord(groupId, memberId, away(member)));
  return change.outcome(response);
}

/** A static member that will come back: what it owned is kept for its successor, from epoch 0 on. */
function away(member: ConsumerMember): ConsumerMember {
  const assigned = Array.from(member.assigned, ([topicId, epochs]) => {
    return [topicId, new Map(Array.from(epochs.keys(), (partition) => [partition, 0]))] as const;
  });
  return {
    ...member,
    memberEpoch: STATIC_LEFT_EPOCH,
    assigned: new Map(assigned),
    pendingRevocation: NO_PARTITIONS,
  };
}
