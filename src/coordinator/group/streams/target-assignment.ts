// What every member should have, decided anew for an epoch of the group, and the records that say so.

import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import { assignTasks } from './assignor/sticky-task-assignor.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import type { StreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import { targetEpochRecord, targetRecord } from './streams-records.ts';
import type { Tasks } from './tasks.ts';
import { areSameTasks, NO_TASKS } from './tasks.ts';

/** The config that the assignor is told. */
export const STANDBY_REPLICAS = 'num.standby.replicas';

export interface TargetRequest {
  /** The epoch of the group for which this is decided. */
  readonly epoch: number;
  readonly timestampMs: number;
  readonly configured: ConfiguredTopology;
  readonly assignmentConfigs: ReadonlyMap<string, string>;
  /** The member whose heartbeat this is, as it is about to be stored. */
  readonly member: StreamsMember | null;
}

export interface DecidedTargets {
  readonly targets: ReadonlyMap<string, Tasks>;
  readonly records: readonly CoordinatorRecord[];
}

/** Nobody has tasks while the topics do not fit. */
export function decideTargets(group: StreamsGroup, request: TargetRequest): DecidedTargets {
  const { epoch, timestampMs, configured, assignmentConfigs, member } = request;
  const members = new Map(group.members);
  if (member !== null) members.set(member.memberId, member);
  const isReady = configured.problem === null && configured.subtopologies !== null;
  const targets = isReady
    ? assign(group, members, configured, assignmentConfigs)
    : new Map(Array.from(members.keys(), (memberId) => [memberId, NO_TASKS]));
  const records: CoordinatorRecord[] = [];
  for (const [memberId, tasks] of targets) {
    const before = group.targets.get(memberId);
    if (before !== undefined && areSameTasks(before, tasks)) continue;
    records.push(targetRecord(group.groupId, memberId, tasks));
  }
  records.push(targetEpochRecord(group.groupId, { epoch, timestampMs }));
  return { targets, records };
}

function assign(
  group: StreamsGroup,
  members: ReadonlyMap<string, StreamsMember>,
  { subtopologies }: ConfiguredTopology,
  assignmentConfigs: ReadonlyMap<string, string>,
): ReadonlyMap<string, Tasks> {
  return assignTasks({
    members: Array.from(members.values(), ({ memberId, processId }) => ({
      memberId,
      processId,
      previous: group.targetOf(memberId),
    })),
    subtopologies: [...(subtopologies?.values() ?? [])].map((subtopology) => ({
      subtopologyId: subtopology.subtopologyId,
      taskCount: subtopology.taskCount,
      isStateful: subtopology.stateChangelogTopics.length > 0,
    })),
    standbyReplicas: Number(assignmentConfigs.get(STANDBY_REPLICAS) ?? 0),
  });
}
