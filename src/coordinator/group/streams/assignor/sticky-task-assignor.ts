// Which member of a Streams group should have which task (Apache Kafka's `sticky` assignor). Every task is
// active at exactly one member and on standby at up to `standbyReplicas` others, never twice in one process.
// Members keep what they have as long as nobody would have much more than the others; who had a task on
// standby is the first to take it over. There are no warm-up tasks yet, as in Apache Kafka 4.3. Pure.

import { assert } from '../../../../base/assert.ts';
import { ErrorCode } from '../../../../base/error-code.ts';
import { KafkaError } from '../../../../base/kafka-error.ts';
import type { TaskMap, Tasks } from '../tasks.ts';
import { addTask } from '../tasks.ts';
import { ProcessLoad } from './process-load.ts';
import type { Task } from './task.ts';
import { taskKey } from './task.ts';
import { TaskQuota } from './task-quota.ts';

/** A member, and what it should have had until now. */
export interface AssignableMember {
  readonly memberId: string;
  readonly processId: string;
  readonly previous: Tasks;
}

/** A subtopology as far as its tasks go. */
export interface AssignableSubtopology {
  readonly subtopologyId: string;
  readonly taskCount: number;
  /** Only what has state can be on standby. */
  readonly isStateful: boolean;
}

export interface TaskAssignmentRequest {
  readonly members: readonly AssignableMember[];
  /** In the order of their ids. */
  readonly subtopologies: readonly AssignableSubtopology[];
  readonly standbyReplicas: number;
}

/** What each member should have, by member id. Throws KafkaError when there are tasks and nobody to take them. */
export function assignTasks(request: TaskAssignmentRequest): ReadonlyMap<string, Tasks> {
  const assignment = new Assignment(request);
  assignment.assignActive();
  if (request.standbyReplicas > 0) assignment.assignStandby();
  return assignment.result();
}

interface Given {
  readonly active: Map<string, Set<number>>;
  readonly standby: Map<string, Set<number>>;
}

/** A member, its process and what it is given. */
interface Candidate {
  readonly memberId: string;
  readonly host: ProcessLoad;
  readonly given: Given;
}

class Assignment {
  private readonly request: TaskAssignmentRequest;
  private readonly processes = new Map<string, ProcessLoad>();
  private readonly candidates = new Map<string, Candidate>();
  private readonly previousActive = new Map<string, Candidate>();
  private readonly previousStandby = new Map<string, Candidate[]>();
  private readonly activeQuota: TaskQuota;
  private readonly totalQuota: TaskQuota;

  constructor(request: TaskAssignmentRequest) {
    this.request = request;
    const { members, subtopologies, standbyReplicas } = request;
    let active = 0;
    let standby = 0;
    for (const { taskCount, isStateful } of subtopologies) {
      active += taskCount;
      if (isStateful) standby += taskCount * standbyReplicas;
    }
    this.activeQuota = new TaskQuota(active, members.length);
    this.totalQuota = new TaskQuota(active + standby, members.length);
    for (const member of members) this.addMember(member);
  }

  result(): ReadonlyMap<string, Tasks> {
    const warmup: TaskMap = new Map();
    return new Map(
      Array.from(this.candidates, ([memberId, { given }]) => [memberId, { ...given, warmup }]),
    );
  }

  /** First to who had the task, then to who had it on standby, the rest to who has least. */
  assignActive(): void {
    // By partition: members that had ranges keep the same partitions of several subtopologies together.
    const byPartition = this.tasks(() => true).sort(comparePartitions);
    const notKept = byPartition.filter((task) => {
      return !this.tryActive(task, this.previousActive.get(taskKey(task)));
    });
    const left = notKept.filter((task) => {
      return !this.tryActive(task, leastLoaded(this.previousStandby.get(taskKey(task)) ?? []));
    });
    for (const task of left.sort(compareSubtopologies)) {
      const host = this.leastLoadedProcess(() => true);
      if (host === null) {
        throw new KafkaError(
          ErrorCode.UNKNOWN_SERVER_ERROR,
          `No process available to assign active task ${task.subtopologyId}_${task.partition}.`,
        );
      }
      this.giveActive(task, this.memberOf(host));
    }
  }

  /** The same for the standbys of stateful tasks; a process that has the task already is passed over. */
  assignStandby(): void {
    const { standbyReplicas } = this.request;
    const left: [task: Task, replicas: number][] = [];
    for (const task of this.tasks(({ isStateful }) => isStateful).sort(
      reverse(comparePartitions),
    )) {
      let replicas = standbyReplicas;
      while (replicas > 0 && this.tryStandby(task)) replicas--;
      if (replicas > 0) left.push([task, replicas]);
    }
    left.sort(([a], [b]) => compareSubtopologies(b, a));
    for (const [task, replicas] of left) {
      for (let replica = 0; replica < replicas; replica++) {
        const host = this.leastLoadedProcess((one) => !one.has(task));
        if (host === null) break;
        this.giveStandby(task, this.memberOf(host));
      }
    }
  }

  private addMember({ memberId, processId, previous }: AssignableMember): void {
    const host = this.processes.get(processId) ?? new ProcessLoad();
    this.processes.set(processId, host);
    host.addMember(memberId);
    const candidate = { memberId, host, given: { active: new Map(), standby: new Map() } };
    this.candidates.set(memberId, candidate);
    for (const key of keysOf(previous.active)) this.previousActive.set(key, candidate);
    for (const key of keysOf(previous.standby)) {
      const others = this.previousStandby.get(key);
      if (others === undefined) this.previousStandby.set(key, [candidate]);
      else others.push(candidate);
    }
  }

  private tasks(isWanted: (subtopology: AssignableSubtopology) => boolean): Task[] {
    return this.request.subtopologies.filter(isWanted).flatMap(({ subtopologyId, taskCount }) => {
      return Array.from({ length: taskCount }, (_, partition) => ({ subtopologyId, partition }));
    });
  }

  private tryActive(task: Task, candidate: Candidate | undefined): boolean {
    if (candidate === undefined) return false;
    if (candidate.host.countOf(candidate.memberId) >= this.activeQuota.perMember) return false;
    this.giveActive(task, candidate);
    return true;
  }

  private tryStandby(task: Task): boolean {
    const key = taskKey(task);
    const lacksTask = ({ host }: Candidate): boolean => !host.has(task);
    const hasRoom = ({ host, memberId }: Candidate): boolean =>
      host.countOf(memberId) < this.totalQuota.perMember;
    const before = this.previousActive.get(key);
    const wasActive =
      before !== undefined && lacksTask(before) && hasRoom(before) ? before : undefined;
    const hadStandby = leastLoaded((this.previousStandby.get(key) ?? []).filter(lacksTask));
    const candidate = wasActive ?? hadStandby;
    if (candidate === undefined || !hasRoom(candidate)) return false;
    this.giveStandby(task, candidate);
    return true;
  }

  private giveActive(task: Task, { memberId, host, given }: Candidate): void {
    const count = host.add(memberId, task);
    addTask(given.active, task.subtopologyId, task.partition);
    this.activeQuota.note(count);
    this.totalQuota.note(count);
  }

  private giveStandby(task: Task, { memberId, host, given }: Candidate): void {
    const count = host.add(memberId, task);
    addTask(given.standby, task.subtopologyId, task.partition);
    this.totalQuota.note(count);
  }

  /** Null when none is wanted. */
  private leastLoadedProcess(isWanted: (host: ProcessLoad) => boolean): ProcessLoad | null {
    let least: ProcessLoad | null = null;
    for (const host of this.processes.values()) {
      if ((least === null || host.isLessLoaded(least)) && isWanted(host)) least = host;
    }
    return least;
  }

  private memberOf(host: ProcessLoad): Candidate {
    const candidate = this.candidates.get(host.leastLoadedMember);
    assert(candidate !== undefined, 'every member of a process is a candidate');
    return candidate;
  }
}

function keysOf(tasks: TaskMap): string[] {
  return [...tasks].flatMap(([subtopologyId, partitions]) =>
    Array.from(partitions, (partition) => taskKey({ subtopologyId, partition })),
  );
}

/** The member whose process, and then itself, has least; the first of several. */
function leastLoaded(candidates: readonly Candidate[]): Candidate | undefined {
  const loadOf = ({ host, memberId }: Candidate): number => host.countOf(memberId);
  return [...candidates].sort((a, b) => a.host.load - b.host.load || loadOf(a) - loadOf(b))[0];
}

function comparePartitions(a: Task, b: Task): number {
  return a.partition - b.partition || compareNames(a.subtopologyId, b.subtopologyId);
}

function compareSubtopologies(a: Task, b: Task): number {
  return compareNames(a.subtopologyId, b.subtopologyId) || a.partition - b.partition;
}

function compareNames(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function reverse<T>(compare: (a: T, b: T) => number): (a: T, b: T) => number {
  return (a, b) => compare(b, a);
}
