// What a member is told by its heartbeat's answer: its epoch, its tasks when they changed, where the others'
// state can be asked for when that changed, and what is wrong.

import type {
  StatusInput,
  StreamsGroupHeartbeatRequest,
  StreamsGroupHeartbeatResponseInput,
} from '../../../protocol/generated/streams-group-heartbeat.ts';
import type { GroupTopics } from '../group-topics.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import { partitionsByEndpoint } from './endpoint-partitions.ts';
import type { StreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import type { Tasks } from './tasks.ts';
import { areSameHeldTasks, areSameTasks, taskIds } from './tasks.ts';
import { StreamsStatus } from './topic-problem.ts';
import { JOIN_EPOCH } from './validate-heartbeat.ts';

/** What a heartbeat came to. */
export interface HeartbeatStep {
  readonly group: StreamsGroup;
  /** The member as it was, and as it is about to be stored. */
  readonly before: StreamsMember;
  readonly after: StreamsMember;
  /** What the member says that it has; null when it does not say. */
  readonly owned: Tasks | null;
  readonly configured: ConfiguredTopology;
  readonly delayedBy: string | null;
  /** The group's from now on. */
  readonly endpointEpoch: number;
  readonly heartbeatIntervalMs: number;
}

export function heartbeatResponse(
  step: HeartbeatStep,
  request: StreamsGroupHeartbeatRequest,
  topics: GroupTopics,
): StreamsGroupHeartbeatResponseInput {
  const { group, after, configured, endpointEpoch, heartbeatIntervalMs } = step;
  const { memberId, memberEpoch, assigned } = after;
  const isTold = isAssignmentNew(step, request) || isAssignmentMissed(step);
  const others = [...group.members.values()].filter((member) => member.memberId !== memberId);
  return {
    ...bareResponse(memberId, memberEpoch),
    heartbeatIntervalMs,
    status: statusesOf(step, request),
    activeTasks: isTold ? taskIds(assigned.active) : null,
    standbyTasks: isTold ? taskIds(assigned.standby) : null,
    warmupTasks: isTold ? taskIds(assigned.warmup) : null,
    endpointInformationEpoch: endpointEpoch,
    partitionsByUserEndpoint:
      endpointEpoch === request.endpointInformationEpoch
        ? null
        : partitionsByEndpoint([...others, after], configured, topics),
  };
}

/** An answer that says nothing but who is in which epoch. */
export function bareResponse(
  memberId: string,
  memberEpoch: number,
): StreamsGroupHeartbeatResponseInput {
  return {
    throttleTimeMs: 0,
    errorCode: 0,
    memberId,
    memberEpoch,
    heartbeatIntervalMs: 0,
    acceptableRecoveryLag: 0,
    taskOffsetIntervalMs: 0,
    status: [],
    endpointInformationEpoch: 0,
  };
}

/** Who joins has its tasks from now on, and whoever has others than before. */
export function isAssignmentNew(
  { before, after }: Pick<HeartbeatStep, 'before' | 'after'>,
  { memberEpoch }: StreamsGroupHeartbeatRequest,
): boolean {
  return memberEpoch === JOIN_EPOCH || !areSameHeldTasks(before.assigned, after.assigned);
}

/** Who says that it has something else has missed an answer, and would go on without a task for good. */
function isAssignmentMissed({ after, owned }: HeartbeatStep): boolean {
  return owned !== null && !areSameTasks(owned, after.assigned);
}

function statusesOf(
  { group, after, configured, delayedBy }: HeartbeatStep,
  { shutdownApplication, memberId }: StreamsGroupHeartbeatRequest,
): StatusInput[] {
  const statuses: StatusInput[] = [];
  const tell = (statusCode: StreamsStatus, statusDetail: string): void => {
    statuses.push({ statusCode, statusDetail });
  };
  const { topology } = group;
  if (topology !== null && after.topologyEpoch < topology.epoch) {
    tell(
      StreamsStatus.STALE_TOPOLOGY,
      `The member's topology epoch ${after.topologyEpoch} is behind ` +
        `the group's topology epoch ${topology.epoch}.`,
    );
  }
  if (delayedBy !== null) tell(StreamsStatus.ASSIGNMENT_DELAYED, delayedBy);
  if (configured.problem !== null) tell(configured.problem.status, configured.problem.message);
  const requester = group.shutdownRequestedBy ?? (shutdownApplication ? memberId : null);
  if (requester !== null) {
    tell(
      StreamsStatus.SHUTDOWN_APPLICATION,
      `Streams group member ${requester} encountered a fatal error and ` +
        'requested a shutdown for the entire application.',
    );
  }
  return statuses;
}
