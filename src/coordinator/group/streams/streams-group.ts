// A Streams group (KIP-1071): its topology, its members, what each should have and what each has. What is
// stored changes through replay only; the rest (timers, the topology as it fits today's topics, a shutdown
// that was asked for) a restart forgets and members bring back.
// Invariant: no active task is in two processes.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Timer } from '../../../platform/clock.ts';
import type { Group } from '../group.ts';
import type { ConfiguredTopology } from './configure-topology.ts';
import type { MemberTimers } from './member-timers.ts';
import type {
  StreamsMember,
  StreamsMemberAssignment,
  StreamsMemberMetadata,
} from './streams-member.ts';
import { isReconciledTo, NO_ASSIGNMENT, newStreamsMember } from './streams-member.ts';
import type { StreamsTopology } from './streams-topology.ts';
import { TaskOwners } from './task-owners.ts';
import type { Tasks } from './tasks.ts';
import { NO_TASKS } from './tasks.ts';

export type StreamsGroupState = 'Empty' | 'NotReady' | 'Assigning' | 'Reconciling' | 'Stable';

/** What the record of the group itself says. */
export interface StoredStreamsGroup {
  readonly epoch: number;
  /** Of the topics of the topology when they were last looked at. */
  readonly metadataHash: bigint;
  /** The topology epoch that fits the topics; -1 when none does. */
  readonly validatedTopologyEpoch: number;
  /** What the assignor was told last. */
  readonly assignmentConfigs: ReadonlyMap<string, string>;
}

/** What each member should have was decided for this epoch, at this time. */
export interface TargetEpoch {
  readonly epoch: number;
  /** 0: unknown. */
  readonly timestampMs: number;
}

const INITIAL: StoredStreamsGroup = {
  epoch: 1,
  metadataHash: 0n,
  validatedTopologyEpoch: 0,
  assignmentConfigs: new Map(),
};

const INITIAL_TARGET: TargetEpoch = { epoch: 1, timestampMs: 0 };
const NO_TARGET: TargetEpoch = { epoch: -1, timestampMs: 0 };

export class StreamsGroup implements Group {
  readonly type = 'streams';
  readonly protocolType = 'streams';
  readonly groupId: string;
  readonly members: ReadonlyMap<string, StreamsMember>;
  /** What each member should have. */
  readonly targets: ReadonlyMap<string, Tasks>;
  /** Where the tasks are now. */
  readonly owners = new TaskOwners();
  /** By member. */
  readonly timers = new Map<string, MemberTimers>();

  /** Runs while a new group waits for more members before the first assignment. */
  initialDelay: Timer | null = null;
  /** The topology and the topics together, as last looked at. */
  configured: ConfiguredTopology | null = null;
  /** Whether topics have changed since. */
  mustLookAtTopics = true;
  /** Who asked all members to shut down. */
  shutdownRequestedBy: string | null = null;
  /** Grows with everything that members have to be told of each other's endpoints. */
  endpointEpoch = 0;

  private readonly storedMembers = new Map<string, StreamsMember>();
  private readonly storedTargets = new Map<string, Tasks>();
  private stored = INITIAL;
  private storedTarget = INITIAL_TARGET;
  private storedTopology: StreamsTopology | null = null;

  constructor(groupId: string) {
    this.groupId = groupId;
    this.members = this.storedMembers;
    this.targets = this.storedTargets;
  }

  get epoch(): number {
    return this.stored.epoch;
  }

  /** What is stored of the group itself. */
  get header(): StoredStreamsGroup {
    return this.stored;
  }

  get target(): TargetEpoch {
    return this.storedTarget;
  }

  get topology(): StreamsTopology | null {
    return this.storedTopology;
  }

  get isEmpty(): boolean {
    return this.members.size === 0;
  }

  get state(): StreamsGroupState {
    if (this.isEmpty) return 'Empty';
    if (this.topology?.epoch !== this.stored.validatedTopologyEpoch) return 'NotReady';
    if (this.epoch > this.target.epoch) return 'Assigning';
    for (const member of this.members.values()) {
      if (!isReconciledTo(member, this.target.epoch)) return 'Reconciling';
    }
    return 'Stable';
  }

  isSubscribedTo(topic: string): boolean {
    return !this.isEmpty && this.topology?.readerOf(topic) !== undefined;
  }

  /** The member, or KafkaError UNKNOWN_MEMBER_ID. */
  member(memberId: string): StreamsMember {
    const member = this.members.get(memberId);
    if (member !== undefined) return member;
    throw new KafkaError(
      ErrorCode.UNKNOWN_MEMBER_ID,
      `Member ${memberId} is not a member of group ${this.groupId}.`,
    );
  }

  /** What the member should have. */
  targetOf(memberId: string): Tasks {
    return this.targets.get(memberId) ?? NO_TASKS;
  }

  /** The record of the group says so. */
  applyHeader(header: StoredStreamsGroup): void {
    this.stored = header;
  }

  /** The record of the target's epoch says so; null is its tombstone. */
  applyTargetEpoch(target: TargetEpoch | null): void {
    this.storedTarget = target ?? NO_TARGET;
  }

  /** The record of the topology says so; null is its tombstone. */
  applyTopology(topology: StreamsTopology | null): void {
    this.storedTopology = topology;
    this.configured = null;
  }

  /** The record of what a member should have says so; null is its tombstone. */
  applyTarget(memberId: string, tasks: Tasks | null): void {
    if (tasks === null) this.storedTargets.delete(memberId);
    else this.storedTargets.set(memberId, tasks);
  }

  /** The record of what a member told says so; null is its tombstone, and the member is gone. */
  applyMetadata(memberId: string, metadata: StreamsMemberMetadata | null): void {
    if (metadata === null) this.removeMember(memberId);
    else this.putMember({ ...this.memberOrNew(memberId), ...metadata });
  }

  /** The record of what a member has says so. */
  applyAssignment(memberId: string, assignment: StreamsMemberAssignment): void {
    this.putMember({ ...this.memberOrNew(memberId), ...assignment });
  }

  /** The tombstone of what a member has: the member itself goes with another. */
  removeAssignment(memberId: string): void {
    const member = this.members.get(memberId);
    if (member !== undefined) this.putMember({ ...member, ...NO_ASSIGNMENT });
  }

  cancelTimers(): void {
    this.initialDelay?.cancel();
    this.initialDelay = null;
    for (const timers of this.timers.values()) timers.cancel();
    this.timers.clear();
  }

  checkInvariants(): void {
    assert(this.owners.isConsistent(), 'no active task is in two processes');
    for (const memberId of this.timers.keys()) {
      assert(this.members.has(memberId), 'only members have timers');
    }
  }

  private memberOrNew(memberId: string): StreamsMember {
    return this.members.get(memberId) ?? newStreamsMember(memberId);
  }

  private putMember(member: StreamsMember): void {
    const before = this.members.get(member.memberId);
    if (before !== undefined) this.owners.remove(before);
    this.owners.add(member);
    this.storedMembers.set(member.memberId, member);
  }

  private removeMember(memberId: string): void {
    const member = this.members.get(memberId);
    if (member === undefined) return;
    this.owners.remove(member);
    this.storedMembers.delete(memberId);
    this.timers.get(memberId)?.cancel();
    this.timers.delete(memberId);
    if (this.isEmpty) this.shutdownRequestedBy = null;
  }
}

/** The group as a Streams group; undefined when it is of another kind. */
export function asStreamsGroup(group: Group | undefined): StreamsGroup | undefined {
  return group instanceof StreamsGroup ? group : undefined;
}

/** Throws KafkaError GROUP_ID_NOT_FOUND when there is none, or it is of another kind. */
export function requireStreamsGroup(group: Group | undefined, groupId: string): StreamsGroup {
  if (group instanceof StreamsGroup) return group;
  throw new KafkaError(
    ErrorCode.GROUP_ID_NOT_FOUND,
    group === undefined
      ? `Streams group ${groupId} not found.`
      : `Group ${groupId} is not a streams group.`,
  );
}
