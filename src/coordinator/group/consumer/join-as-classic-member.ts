// JoinGroup in a consumer group: the member speaks the classic protocol, and is answered at once. The group
// gives it a target as it does to all members; its heartbeats tell it when to come again (KIP-848).

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import { MalformedMessageError } from '../../../base/malformed-message-error.ts';
import type {
  JoinGroupRequest,
  JoinGroupResponseInput,
} from '../../../protocol/generated/join-group.ts';
import type { ConsumerProtocolSubscription } from '../../../protocol/generated/records/consumer-protocol-subscription.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../classic/consumer-subscription.ts';
import { joinFailed } from '../classic/failed-responses.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import type { ConsumerMember } from './consumer-member.ts';
import { distinctNames } from './consumer-member.ts';
import { downgradeGroup, isDowngradedByReplacing } from './downgrade-group.ts';
import { partitionsById, readSubscription } from './embedded-protocol.ts';
import { findMember } from './find-member.ts';
import { GroupChange } from './group-change.ts';
import { renewSession, watchSync } from './member-deadlines.ts';
import { requireRoom } from './member-validation.ts';
import { reconcileMember, updateGroupEpoch, updateSubscription } from './update-member.ts';
import type { GroupEpoch, MemberStep, MemberTarget } from './update-target.ts';
import { lastTarget, updateTarget } from './update-target.ts';

type Response = JoinGroupResponseInput;

/** The first version in which a new dynamic member is sent back for its id (KIP-394). */
const MEMBER_ID_REQUIRED_VERSION = 4;

/** Throws KafkaError. */
export function joinAsClassicMember(
  state: GroupState,
  group: ConsumerGroup,
  context: GroupRequestContext,
  request: JoinGroupRequest,
): Outcome<Response> {
  requireClassicMembers(state, group);
  const isNew = request.memberId === '';
  const memberId = isNew ? state.random.uuid() : request.memberId;
  requireRoom(group, memberId, state.config.consumer.maxSize);
  requireProtocols(group, memberId, request);
  const { groupInstanceId: instanceId } = request;
  const change = new GroupChange(state, group);
  if (isNew && instanceId === null && context.apiVersion >= MEMBER_ID_REQUIRED_VERSION) {
    return change.outcome(joinFailed(ErrorCode.MEMBER_ID_REQUIRED, memberId));
  }
  const isJoining = instanceId === null || isNew;
  const before = findMember(change, { memberId, instanceId, isJoining, claim: null });
  const subscription = subscriptionOf(request);
  const step = { before, after: described(before, subscription, { context, request }) };
  const { haveNamesChanged, regexChange } = updateSubscription(change, step);
  const mustBump = haveNamesChanged || regexChange !== 'none';
  const told = {
    hasSubscriptionChanged: mustBump,
    reported: partitionsById(state.topics, subscription.ownedPartitions),
  };
  const groupEpoch = updateGroupEpoch(change, step, mustBump);
  const replaced = instanceId === null ? undefined : group.staticMember(instanceId);
  if (replaced !== undefined && isDowngradedByReplacing(state, group, replaced)) {
    return downgrade(change, { step, replaced }, groupEpoch, told);
  }
  const member = reconcileMember(change, step.after, updateTarget(change, step, groupEpoch), told);
  change.afterwards((live) => {
    renewSession(state, live, member);
    watchSync(state, live, member);
  });
  return change.outcome(joined(member));
}

/** The last member of the consumer protocol comes back as one of the classic protocol. */
function downgrade(
  change: GroupChange,
  { step, replaced }: { readonly step: MemberStep; readonly replaced: ConsumerMember },
  { groupEpoch }: GroupEpoch,
  told: Parameters<typeof reconcileMember>[3],
): Outcome<Response> {
  const { state, group, records } = change;
  const mustRebalance = group.assignmentEpoch < groupEpoch;
  const target: MemberTarget = lastTarget(group, step.after);
  const joining = mustRebalance ? step.after : reconcileMember(change, step.after, target, told);
  const rebalanceReason = mustRebalance ? 'downgraded with a stale assignment' : null;
  const replacement = { replaced, joining };
  return downgradeGroup(
    state,
    { group, leaving: [], replacement, rebalanceReason },
    records,
    joined(joining),
  );
}

function requireClassicMembers({ config }: GroupState, { groupId }: ConsumerGroup): void {
  if (config.consumer.migrationPolicy !== 'disabled') return;
  throw new KafkaError(
    ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
    `Cannot join the consumer group ${groupId} with the classic protocol because the group migration is disabled.`,
  );
}

function requireProtocols(
  group: ConsumerGroup,
  memberId: string,
  { protocolType, protocols }: JoinGroupRequest,
): void {
  const names = protocols.map(({ name }) => name);
  if (protocolType === CONSUMER_PROTOCOL_TYPE && group.offersToAll(names)) return;
  throw new KafkaError(
    ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
    `Member ${memberId}'s protocols are not supported.`,
  );
}

/** All protocols that a consumer offers have the same subscription. */
function subscriptionOf({ protocols }: JoinGroupRequest): ConsumerProtocolSubscription {
  try {
    return readSubscription(protocols[0]?.metadata ?? Buffer.alloc(0));
  } catch (error) {
    if (!(error instanceof MalformedMessageError)) throw error;
    throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, error.message);
  }
}

function described(
  member: ConsumerMember,
  { topics, rackId }: ConsumerProtocolSubscription,
  {
    context,
    request,
  }: { readonly context: GroupRequestContext; readonly request: JoinGroupRequest },
): ConsumerMember {
  const { sessionTimeoutMs, rebalanceTimeoutMs, protocols: supportedProtocols } = request;
  return {
    ...member,
    instanceId: request.groupInstanceId ?? member.instanceId,
    rackId: rackId ? rackId : member.rackId,
    rebalanceTimeoutMs: rebalanceTimeoutMs === -1 ? member.rebalanceTimeoutMs : rebalanceTimeoutMs,
    subscribedTopicNames: distinctNames(topics),
    // Members of the classic protocol look up what an expression matches themselves.
    subscribedTopicRegex: '',
    clientId: context.clientId,
    clientHost: context.clientHost,
    classic: { sessionTimeoutMs, supportedProtocols },
  };
}

function joined({ memberId, memberEpoch, classic }: ConsumerMember): Response {
  return {
    errorCode: ErrorCode.NONE,
    generationId: memberEpoch,
    protocolType: CONSUMER_PROTOCOL_TYPE,
    protocolName: classic?.supportedProtocols[0]?.name ?? '',
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}
