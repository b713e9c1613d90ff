// StreamsGroupHeartbeat: a member joins, stays or leaves. A heartbeat that joins or changes something moves the
// group's epoch on; for a new epoch it is decided what every member should have; and the member that speaks
// makes its next step towards that. What is decided goes into records, in one batch.

import type {
  StreamsGroupHeartbeatRequest,
  StreamsGroupHeartbeatResponseInput,
} from '../../../protocol/generated/streams-group-heartbeat.ts';
import type { Outcome } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { MEMBER_LEAVES, tellJoins } from '../group-events.ts';
import type { GroupState } from '../group-state.ts';
import type { GroupRequestContext } from '../request-context.ts';
import type { ConfiguredTopology, InternalTopic } from './configure-topology.ts';
import type { AgreedTopology, TopologyView } from './group-topology.ts';
import { agreeOnTopology, viewTopology } from './group-topology.ts';
import { bareResponse, heartbeatResponse, isAssignmentNew } from './heartbeat-response.ts';
import type { JoinableGroup } from './joinable-group.ts';
import { joinableGroup } from './joinable-group.ts';
import { requireMemberEpoch } from './member-epoch.ts';
import type { NextTarget } from './next-target.ts';
import { isInInitialDelay, nextTarget, startInitialDelay } from './next-target.ts';
import { reconcileMember } from './reconcile-member.ts';
import { ownedTasks, reportedMember } from './reported-member.ts';
import { requireKnownTasks } from './require-known-tasks.ts';
import type { StoredStreamsGroup, StreamsGroup } from './streams-group.ts';
import { requireStreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import { newStreamsMember } from './streams-member.ts';
import { assignmentRecord, groupRecord, memberRecord } from './streams-records.ts';
import { removalOf, renewSession, timeRevocation } from './streams-sessions.ts';
import { STANDBY_REPLICAS } from './target-assignment.ts';
import type { Tasks } from './tasks.ts';
import { JOIN_EPOCH } from './validate-heartbeat.ts';

export interface StreamsHeartbeatResult {
  readonly response: StreamsGroupHeartbeatResponseInput;
  /** What the broker has to create before there can be tasks. */
  readonly missingTopics: readonly InternalTopic[];
}

/** Handles a request that is valid in itself. Throws KafkaError. */
export function streamsHeartbeat(
  state: GroupState,
  context: GroupRequestContext,
  request: StreamsGroupHeartbeatRequest,
): Outcome<StreamsHeartbeatResult> {
  if (request.memberEpoch < JOIN_EPOCH) return leave(state, request);
  const decision = decide(state, context, request);
  return {
    records: recordsOf(decision),
    response: resultOf(state, request, decision),
    stored: () => remember(state, request, decision),
  };
}

/** What a heartbeat of who joins or stays comes to. */
interface Decision {
  readonly joined: JoinableGroup;
  /** The member as it was, as it reports itself now, and as it is after its next step. */
  readonly before: StreamsMember;
  readonly reported: StreamsMember;
  readonly after: StreamsMember;
  readonly owned: Tasks | null;
  readonly agreed: AgreedTopology;
  readonly configured: ConfiguredTopology;
  readonly header: StoredStreamsGroup;
  readonly next: NextTarget;
  readonly isDelayed: boolean;
}

function decide(
  state: GroupState,
  context: GroupRequestContext,
  request: StreamsGroupHeartbeatRequest,
): Decision {
  const joined = groupOf(state, request);
  const { group } = joined;
  const before = memberOf(group, request);
  const owned = ownedTasks(request);
  requireMemberEpoch(before, request.memberEpoch, owned);
  const reported = reportedMember(before, request, context);
  if (request.memberEpoch === JOIN_EPOCH) {
    tellJoins(state, group.groupId, before.memberId, context.clientId);
  }
  const agreed = agreeOnTopology(group, request.topology);
  const view = viewTopology(group, agreed.topology, state);
  const { configured } = view;
  if (owned !== null) requireKnownTasks(configured, owned);
  const hasMemberChanged = reported !== before;
  const topologyEpoch = agreed.topology.epoch;
  const header = nextHeader(state, group, { ...view, hasMemberChanged, topologyEpoch });
  const isDelayed = isInInitialDelay(state, group);
  const next = nextTarget(state, group, { header, member: reported, configured });
  const after = reconcileMember(reported, next.target, owned, group.owners);
  return { joined, before, reported, after, owned, agreed, configured, header, next, isDelayed };
}

function recordsOf(decision: Decision): CoordinatorRecord[] {
  const { joined, before, reported, after, agreed, header, next } = decision;
  const { groupId, header: headerBefore } = joined.group;
  const { memberId } = after;
  return [
    ...joined.records,
    ...(reported === before ? [] : [memberRecord(groupId, memberId, reported)]),
    ...agreed.records,
    ...(header === headerBefore ? [] : [groupRecord(groupId, header)]),
    ...next.records,
    ...(after === reported ? [] : [assignmentRecord(groupId, memberId, after)]),
  ];
}

function resultOf(
  state: GroupState,
  request: StreamsGroupHeartbeatRequest,
  decision: Decision,
): StreamsHeartbeatResult {
  const { joined, before, after, owned, configured, next } = decision;
  const step = {
    ...{ group: joined.group, before, after, owned, configured, delayedBy: next.delayedBy },
    endpointEpoch: endpointEpochAfter(request, decision),
    heartbeatIntervalMs: state.groupConfig(request.groupId).streamsHeartbeatIntervalMs,
  };
  const response = heartbeatResponse(step, request, state.topics);
  return {
    // A new group has told nobody of endpoints yet, as far as it will remember.
    response: joined.isNew ? { ...response, endpointInformationEpoch: 0 } : response,
    missingTopics: configured.missingTopics,
  };
}

function endpointEpochAfter(
  request: StreamsGroupHeartbeatRequest,
  { joined, before, after }: Decision,
): number {
  const isNews = after.userEndpoint !== null && isAssignmentNew({ before, after }, request);
  return joined.group.endpointEpoch + (isNews ? 1 : 0);
}

/** What stands beside the log once the records are in it. */
function remember(
  state: GroupState,
  request: StreamsGroupHeartbeatRequest,
  decision: Decision,
): void {
  const { groupId, memberId, shutdownApplication } = request;
  const { joined, reported, after, configured, isDelayed } = decision;
  const live = requireStreamsGroup(state.groups.get(groupId), groupId);
  if (isDelayed) startInitialDelay(state, live);
  if (!joined.isNew) live.endpointEpoch = endpointEpochAfter(request, decision);
  if (shutdownApplication) live.shutdownRequestedBy ??= memberId;
  if (after !== reported) timeRevocation(state, live, after);
  live.configured = configured;
  live.mustLookAtTopics = false;
  renewSession(state, live, memberId);
}

function groupOf(state: GroupState, request: StreamsGroupHeartbeatRequest): JoinableGroup {
  const { groupId, memberEpoch } = request;
  if (memberEpoch === JOIN_EPOCH) return joinableGroup(state, groupId);
  const group = requireStreamsGroup(state.groups.get(groupId), groupId);
  return { group, isNew: false, records: [] };
}

function memberOf(group: StreamsGroup, request: StreamsGroupHeartbeatRequest): StreamsMember {
  const { memberId, memberEpoch } = request;
  if (memberEpoch !== JOIN_EPOCH) return group.member(memberId);
  return group.members.get(memberId) ?? newStreamsMember(memberId);
}

interface HeaderRequest extends TopologyView {
  readonly hasMemberChanged: boolean;
  readonly topologyEpoch: number;
}

/** The group in its next epoch; the same object when nothing asks for one. */
function nextHeader(
  state: GroupState,
  { groupId, header }: StreamsGroup,
  { configured, metadataHash, hasMemberChanged, topologyEpoch }: HeaderRequest,
): StoredStreamsGroup {
  const validatedTopologyEpoch = configured.problem === null ? topologyEpoch : -1;
  const standbyReplicas = String(state.groupConfig(groupId).streamsNumStandbyReplicas);
  const isSame =
    !hasMemberChanged &&
    metadataHash === header.metadataHash &&
    validatedTopologyEpoch === header.validatedTopologyEpoch &&
    header.assignmentConfigs.get(STANDBY_REPLICAS) === standbyReplicas;
  if (isSame) return header;
  const assignmentConfigs = new Map([[STANDBY_REPLICAS, standbyReplicas]]);
  const epoch = header.epoch + 1;
  return { epoch, metadataHash, validatedTopologyEpoch, assignmentConfigs };
}

function leave(
  state: GroupState,
  { groupId, memberId, memberEpoch, shutdownApplication }: StreamsGroupHeartbeatRequest,
): Outcome<StreamsHeartbeatResult> {
  const group = requireStreamsGroup(state.group(groupId), groupId);
  group.member(memberId);
  state.logger.info({ group: groupId, member: memberId }, MEMBER_LEAVES);
  return {
    records: removalOf(group, memberId),
    response: { response: bareResponse(memberId, memberEpoch), missingTopics: [] },
    stored: () => {
      if (shutdownApplication && !group.isEmpty) group.shutdownRequestedBy ??= memberId;
    },
  };
}
