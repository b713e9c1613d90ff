// ShareGroupHeartbeat (KIP-932): a member joins, changes its topics, or only lives on. One heartbeat takes the
// group as far as it can get at once: a new epoch when members, topics or their partitions have changed, a new
// target assignment for it, and this member's step towards that. Partitions that have no state yet are named
// for the share coordinator; once they have one, a later heartbeat assigns them.

import type { ShareGroupHeartbeatRequest } from '../../../protocol/generated/share-group-heartbeat.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { tellJoins } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import { isSameAssignment } from '../modern/target-assignment.ts';
import type { GroupRequestContext } from '../request-context.ts';
import { ShareGroup } from './share-group.ts';
import { leaveShareGroup } from './share-group-leave.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import {
  isDescribedLike,
  JOINING_EPOCH,
  LEFT_EPOCH,
  newMember,
  subscribesLike,
} from './share-group-member.ts';
import {
  currentRecord,
  groupEpochRecord,
  memberRecord,
  statePartitionsRecord,
} from './share-group-records.ts';
import {
  findShareGroup,
  requireEpoch,
  requireRoom,
  requireShareGroup,
  requireShareMember,
} from './share-group-validation.ts';
import { renewShareSession } from './share-session.ts';
import type { HeartbeatStep, ShareHeartbeat, ShareInitialization } from './share-step.ts';
import type { ShareTarget } from './share-target.ts';
import { hasUnassigned, targetOf } from './share-target.ts';
import { beginInitializing, partitionsWithoutState } from './state-partitions.ts';

/**
 * Throws KafkaError GROUP_ID_NOT_FOUND, GROUP_MAX_SIZE_REACHED, UNKNOWN_MEMBER_ID, FENCED_MEMBER_EPOCH. What is
 * wrong with the request itself is looked at before.
 */
export function shareHeartbeat(
  state: GroupState,
  context: GroupRequestContext,
  request: ShareGroupHeartbeatRequest,
): Outcome<ShareHeartbeat> {
  if (request.memberEpoch === LEFT_EPOCH) return leaveShareGroup(state, request);
  const { groupId, memberId } = request;
  const group = groupOf(state, request);
  requireRoom(group, memberId, state.config.share.maxSize);
  const before = memberOf(group, request);
  requireEpoch(before, request.memberEpoch);
  const told = tell(before, context, request);
  if (request.memberEpoch === JOINING_EPOCH) tellJoins(state, groupId, memberId, context.clientId);
  const records: CoordinatorRecord[] = [];
  const subscribesAnew = !subscribesLike(before, told);
  if (subscribesAnew || !isDescribedLike(before, told)) {
    records.push(memberRecord(groupId, memberId, told));
  }
  const groupEpoch = nextEpoch({ state, group, member: told, records }, subscribesAnew);
  const isNewEpoch = groupEpoch > group.groupEpoch;
  const target = targetOf({ state, group, member: told, records }, groupEpoch);
  const after = reconciled(state, told, target, isNewEpoch);
  if (after !== told) records.push(currentRecord(groupId, memberId, after));
  if (group.members.has(memberId)) renewShareSession(state, group, memberId);
  const initialize = initialization({ state, group, member: told, records }, groupEpoch);
  const isAsked = request.memberEpoch === JOINING_EPOCH || request.subscribedTopicNames !== null;
  const tells = isAsked || !isSameAssignment(before.assigned, after.assigned);
  const answer = {
    memberId,
    memberEpoch: after.memberEpoch,
    heartbeatIntervalMs: state.groupConfig(groupId).shareHeartbeatIntervalMs,
    assigned: tells ? after.assigned : null,
  };
  return { records, response: { answer, initialize } };
}

function groupOf(state: GroupState, request: ShareGroupHeartbeatRequest): ShareGroup {
  const { groupId, memberEpoch } = request;
  if (memberEpoch !== JOINING_EPOCH) return requireShareGroup(state, groupId);
  return findShareGroup(state, groupId) ?? new ShareGroup(groupId);
}

function memberOf(group: ShareGroup, request: ShareGroupHeartbeatRequest): ShareGroupMember {
  const { memberId, memberEpoch } = request;
  if (memberEpoch !== JOINING_EPOCH) return requireShareMember(group, memberId);
  return group.members.get(memberId) ?? newMember(memberId);
}

/** The member, as its request and its connection describe it. */
function tell(
  member: ShareGroupMember,
  { clientId, clientHost }: GroupRequestContext,
  { rackId, subscribedTopicNames }: ShareGroupHeartbeatRequest,
): ShareGroupMember {
  return {
    ...member,
    clientId,
    clientHost,
    rackId: rackId ?? member.rackId,
    subscribedTopicNames: [...new Set(subscribedTopicNames ?? member.subscribedTopicNames)],
  };
}

/** The group's epoch from now on: one more when there is something to be assigned anew. */
function nextEpoch(step: HeartbeatStep, subscribesAnew: boolean): number {
  const { state, group, member, records } = step;
  const isSettled = group.assignmentEpoch >= group.groupEpoch;
  const mustGrow = subscribesAnew || (isSettled && hasUnassigned(state, group));
  if (!mustGrow && !group.mustCheckTopics) return group.groupEpoch;
  const metadataHash = state.topicHashes.ofGroup(group.subscriptionsWith(member).keys());
  if (!mustGrow && metadataHash === group.metadataHash) {
    group.mustCheckTopics = false;
    return group.groupEpoch;
  }
  const epoch = group.groupEpoch + 1;
  records.push(groupEpochRecord(group.groupId, { epoch, metadataHash }));
  return epoch;
}

/** The member with what it is meant to have, as far as it subscribes to it; itself when nothing changes. */
function reconciled(
  state: GroupState,
  member: ShareGroupMember,
  { epoch, assignment }: ShareTarget,
  isNewEpoch: boolean,
): ShareGroupMember {
  const isBehind = member.memberEpoch !== epoch;
  if (!isBehind && !isNewEpoch) return member;
  const names = new Set(member.subscribedTopicNames);
  const assigned = new Map(
    [...assignment].filter(([topicId]) => names.has(state.topics.byId(topicId)?.name ?? '')),
  );
  if (isBehind) {
    return { ...member, assigned, memberEpoch: epoch, previousMemberEpoch: member.memberEpoch };
  }
  return isSameAssignment(member.assigned, assigned) ? member : { ...member, assigned };
}

/** Partitions of the group's topics that have no state and get none yet, or have been getting one for too long. */
function initialization(step: HeartbeatStep, stateEpoch: number): ShareInitialization | null {
  const { state, group, member, records } = step;
  const { statePartitions, groupId } = group;
  const waitedMs = state.clock.wallMs() - statePartitions.storedAtMs;
  const names = [...group.subscriptionsWith(member).keys()];
  const topics = names
    .map((name) => state.topics.byName(name))
    .filter((topic) => topic !== undefined);
  const partitions = partitionsWithoutState(
    statePartitions,
    topics,
    waitedMs >= state.config.share.initializeRetryMs,
  );
  if (partitions.size === 0) return null;
  records.push(statePartitionsRecord(groupId, beginInitializing(statePartitions, partitions)));
  return { groupId, stateEpoch, partitions };
}
