// The next step of one member towards its target: first it gives up what it should no longer have, and says
// so; then it gets what it should have, as far as that is free. A task is free to be active when it is active
// nowhere and not otherwise in the member's process, and free to be on standby when it is not in that process
// at all. So no task is ever active twice. Pure.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { StreamsMember, StreamsMemberAssignment } from './streams-member.ts';
import { isReconciledTo, StreamsMemberState } from './streams-member.ts';
import type { TaskOwners } from './task-owners.ts';
import type { HeldTasks, TaskEpochMap, TaskMap, Tasks } from './tasks.ts';
import { areSameHeldTasks, isWithoutTasks, NO_TASKS, shareTasks } from './tasks.ts';

export interface ReconciliationTarget {
  readonly epoch: number;
  readonly tasks: Tasks;
}

/**
 * The member after the step; the same object when nothing changes. `owned` is what the member says that it
 * has, null when it does not say. Throws KafkaError FENCED_MEMBER_EPOCH for a state of a later version.
 */
export function reconcileMember(
  member: StreamsMember,
  target: ReconciliationTarget,
  owned: Tasks | null,
  owners: TaskOwners,
): StreamsMember {
  if (isReconciledTo(member, target.epoch)) return member;
  const from = epochBefore(member, target, owned);
  if (from === null) return member;
  const next = step(member, target, owned, owners);
  const after = next.state === StreamsMemberState.UNREVOKED_TASKS ? from : target.epoch;
  const assignment = { ...next, memberEpoch: after, previousMemberEpoch: member.memberEpoch };
  return isSameAssignment(member, assignment) ? member : { ...member, ...assignment };
}

/** The epoch from which the member goes on; null when it has to wait for the member to give tasks up. */
function epochBefore(
  member: StreamsMember,
  target: ReconciliationTarget,
  owned: Tasks | null,
): number | null {
  const { memberEpoch, state } = member;
  switch (state) {
    case StreamsMemberState.STABLE:
    case StreamsMemberState.UNRELEASED_TASKS:
      return memberEpoch;
    case StreamsMemberState.UNREVOKED_TASKS:
      return owned === null || shareTasks(owned, member.pendingRevocation) ? null : memberEpoch + 1;
    default:
      if (owned !== null && isWithoutTasks(owned)) return target.epoch;
      throw new KafkaError(
        ErrorCode.FENCED_MEMBER_EPOCH,
        'The streams group member is in a unknown state. ' +
          'The member must abandon all its tasks and rejoin.',
      );
  }
}

type Step = Pick<StreamsMemberAssignment, 'state' | 'assigned' | 'pendingRevocation'>;

function step(
  { processId, assigned }: StreamsMember,
  { epoch, tasks }: ReconciliationTarget,
  owned: Tasks | null,
  owners: TaskOwners,
): Step {
  const isActiveFree: IsFree = (id, partition) =>
    !owners.isActive(id, partition) && !owners.isPassiveIn(processId, id, partition);
  const isPassiveFree: IsFree = (id, partition) => !owners.isIn(processId, id, partition);
  const active = diff(assigned.active, tasks.active, isActiveFree, epoch);
  const standby = diff(plainEntries(assigned.standby), tasks.standby, isPassiveFree, epoch);
  const warmup = diff(plainEntries(assigned.warmup), tasks.warmup, isPassiveFree, epoch);
  const pendingRevocation = held(active.lost, standby.lost, warmup.lost);
  const keptOnly = held(active.kept, standby.kept, warmup.kept);
  if (
    !isWithoutTasks(pendingRevocation) &&
    (owned === null || shareTasks(owned, pendingRevocation))
  ) {
    return { state: StreamsMemberState.UNREVOKED_TASKS, assigned: keptOnly, pendingRevocation };
  }
  const waits = active.waits || standby.waits || warmup.waits;
  return {
    state: waits ? StreamsMemberState.UNRELEASED_TASKS : StreamsMemberState.STABLE,
    assigned: held(active.next, standby.next, warmup.next),
    pendingRevocation: NO_TASKS,
  };
}

type IsFree = (subtopologyId: string, partition: number) => boolean;

interface Difference {
  /** What stays, in the epochs in which it was given. */
  readonly kept: TaskEpochMap;
  /** What has to be given up. */
  readonly lost: TaskEpochMap;
  /** What stays, and what is new and free. */
  readonly next: TaskEpochMap;
  /** Whether something that is new is not free. */
  readonly waits: boolean;
}

function diff(current: TaskEpochMap, target: TaskMap, isFree: IsFree, epoch: number): Difference {
  const kept = new Map<string, Map<number, number>>();
  const lost = new Map<string, Map<number, number>>();
  const next = new Map<string, Map<number, number>>();
  let waits = false;
  for (const [id, epochs] of current) {
    for (const [partition, since] of epochs) {
      const stays = target.get(id)?.has(partition) === true;
      put(stays ? kept : lost, id, partition, since);
      if (stays) put(next, id, partition, since);
    }
  }
  for (const [id, partitions] of target) {
    for (const partition of partitions) {
      if (current.get(id)?.has(partition) === true) continue;
      if (isFree(id, partition)) put(next, id, partition, epoch);
      else waits = true;
    }
  }
  return { kept, lost, next, waits };
}

function put(
  tasks: Map<string, Map<number, number>>,
  subtopologyId: string,
  partition: number,
  epoch: number,
): void {
  const known = tasks.get(subtopologyId);
  if (known === undefined) tasks.set(subtopologyId, new Map([[partition, epoch]]));
  else known.set(partition, epoch);
}

/** Standby and warm-up tasks have no epochs; while differences are made they carry one that nobody reads. */
function plainEntries(tasks: TaskMap): TaskEpochMap {
  return new Map(
    Array.from(tasks, ([id, partitions]) => [id, new Map(Array.from(partitions, (p) => [p, 0]))]),
  );
}

function held(active: TaskEpochMap, standby: TaskEpochMap, warmup: TaskEpochMap): HeldTasks {
  return { active, standby: withoutEpochs(standby), warmup: withoutEpochs(warmup) };
}

function withoutEpochs(tasks: TaskEpochMap): TaskMap {
  return new Map(Array.from(tasks, ([id, epochs]) => [id, new Set(epochs.keys())]));
}

function isSameAssignment(left: StreamsMemberAssignment, right: StreamsMemberAssignment): boolean {
  return (
    left.memberEpoch === right.memberEpoch &&
    left.previousMemberEpoch === right.previousMemberEpoch &&
    left.state === right.state &&
    areSameHeldTasks(left.assigned, right.assigned) &&
    areSameHeldTasks(left.pendingRevocation, right.pendingRevocation)
  );
}
