// When it is decided anew what members should have: at once for a new epoch of the group, but not while a new
// group waits for its first members to gather, and not more often than the assignment interval allows.

import type { Effects } from '../../runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../runtime/coordinator-shard.ts';
import type { CoordinatorRecord } from '../../runtime/partition-writer.ts';
import type { GroupState } from '../group-state.ts';
import { isTimeToAssign } from '../modern/assignment-interval.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import type { ReconciliationTarget } from './reconcile-member.ts';
import type { StoredStreamsGroup, StreamsGroup } from './streams-group.ts';
import { asStreamsGroup } from './streams-group.ts';
import type { StreamsMember } from './streams-member.ts';
import { decideTargets } from './target-assignment.ts';
import { NO_TASKS } from './tasks.ts';

export interface NextTarget {
  /** What the member should have, and for which epoch that was decided. */
  readonly target: ReconciliationTarget;
  readonly records: readonly CoordinatorRecord[];
  /** Why nothing was decided, in Apache Kafka's words; null when there was nothing to wait for. */
  readonly delayedBy: string | null;
}

export interface NextTargetRequest {
  /** The group as it is about to be stored. */
  readonly header: StoredStreamsGroup;
  readonly member: StreamsMember;
  readonly configured: ConfiguredTopology;
}

export function nextTarget(
  state: GroupState,
  group: StreamsGroup,
  { header, member, configured }: NextTargetRequest,
): NextTarget {
  const { target } = group;
  if (isInInitialDelay(state, group)) {
    const delayedBy = 'Assignment delayed due to the configured initial rebalance delay.';
    return { target: { epoch: target.epoch, tasks: NO_TASKS }, records: [], delayedBy };
  }
  const last = { epoch: target.epoch, tasks: group.targetOf(member.memberId) };
  if (target.epoch >= header.epoch) return { target: last, records: [], delayedBy: null };
  if (!mayAssign(state, group)) {
    const delayedBy = 'Assignment delayed due to the configured assignment interval.';
    return { target: last, records: [], delayedBy };
  }
  const { epoch, assignmentConfigs } = header;
  const timestampMs = state.clock.wallMs();
  const request = { epoch, timestampMs, configured, assignmentConfigs, member };
  const { targets, records } = decideTargets(group, request);
  const tasks = targets.get(member.memberId) ?? NO_TASKS;
  return { target: { epoch, tasks }, records, delayedBy: null };
}

/** Whether members gather, or begin to with this heartbeat. */
export function isInInitialDelay(state: GroupState, group: StreamsGroup): boolean {
  return group.initialDelay !== null || (group.isEmpty && initialDelayMs(state, group) > 0);
}

/** Members gather from now on; the first assignment is for all of them. */
export function startInitialDelay(state: GroupState, group: StreamsGroup): void {
  const { groupId } = group;
  group.initialDelay ??= state.scheduler.schedule(initialDelayMs(state, group), () =>
    endInitialDelay(state, groupId),
  );
}

function endInitialDelay(state: GroupState, groupId: string): Effects {
  const group = asStreamsGroup(state.groups.get(groupId));
  if (group === undefined) return NO_EFFECTS;
  group.initialDelay = null;
  const { configured, epoch } = group;
  if (group.isEmpty || configured === null || epoch <= group.target.epoch) return NO_EFFECTS;
  const { assignmentConfigs } = group.header;
  const timestampMs = state.clock.wallMs();
  const request = { epoch, timestampMs, configured, assignmentConfigs, member: null };
  return { records: decideTargets(group, request).records };
}

function initialDelayMs(state: GroupState, { groupId }: StreamsGroup): number {
  return state.groupConfig(groupId).streamsInitialRebalanceDelayMs;
}

function mayAssign(state: GroupState, { groupId, target }: StreamsGroup): boolean {
  const intervalMs = state.groupConfig(groupId).streamsAssignmentIntervalMs;
  return isTimeToAssign(state, target.timestampMs, intervalMs);
}
