// A consumer group (KIP-848): its members, what each is meant to have, who owns which partition, what its
// regular expressions match. It changes by the replay of its records only; timers, which a restart begins
// anew, are kept beside.
// Invariants: a partition is owned by one member; assignmentEpoch ≤ groupEpoch; memberEpoch ≤ assignmentEpoch.

import { assert } from '../../../base/assert.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { Assignment, SubscriptionType } from '../assignor/partition-assignor.ts';
import type { Group } from '../group.ts';
import type { ConsumerMember, OwnedPartitions } from './consumer-member.ts';
import { isReconciledTo, regexOf } from './consumer-member.ts';
import type { MemberTimers } from './member-timers.ts';
import { SubscribedTopics, subscriptionTypeOf } from './subscribed-topics.ts';

export type ConsumerGroupState = 'Empty' | 'Assigning' | 'Reconciling' | 'Stable';

/** What a regular expression matched, and when that was looked at. */
export interface ResolvedRegex {
  /** Each once, in order. */
  readonly topics: readonly string[];
  /** The revision of the cluster's metadata. */
  readonly version: number;
  readonly timestampMs: number;
}

/** The epoch of a group and of its assignment before anything has happened. */
const FIRST_EPOCH = 1;
/** The epoch of an assignment that was deleted. */
export const NO_ASSIGNMENT_EPOCH = -1;

export class ConsumerGroup implements Group {
  readonly type = 'consumer';
  readonly protocolType = 'consumer';
  readonly groupId: string;
  /** Counts the changes of members, subscriptions and topics. */
  groupEpoch = FIRST_EPOCH;
  /** A hash of the topics that the group subscribes to, when `groupEpoch` began; 0: none exists. */
  metadataHash = 0n;
  /** The group epoch for which the target assignment was computed. */
  assignmentEpoch = FIRST_EPOCH;
  /** When that was (wall clock, milliseconds); 0: not known. */
  assignedAtMs = 0;
  /** What each member is meant to have. */
  readonly targetAssignment = new Map<string, Assignment>();
  /** Apache Kafka before 4.1 kept the topics themselves; that record is removed at the next chance. */
  hasTopicsRecord = false;

  /** Whether a topic of the group may have changed since `metadataHash` was computed. */
  mustCheckTopics = true;
  /** Whether topics may have come that regular expressions have not seen. */
  mustResolveRegexes = true;
  /** Regular expressions are being looked at. */
  isResolving = false;
  readonly timers = new Map<string, MemberTimers>();

  private readonly membersById = new Map<string, ConsumerMember>();
  private readonly idByInstance = new Map<string, string>();
  private readonly topicCounts = new SubscribedTopics();
  private readonly resolved = new Map<string, ResolvedRegex>();
  private readonly regexCounts = new Map<string, number>();
  private readonly assignorCounts = new Map<string, number>();
  private readonly protocolCounts = new Map<string, number>();
  private classicCount = 0;
  private readonly ownerEpochs = new Map<Uuid, Map<number, number>>();

  constructor(groupId: string) {
    this.groupId = groupId;
  }

  get state(): ConsumerGroupState {
    if (this.members.size === 0) return 'Empty';
    if (this.groupEpoch > this.assignmentEpoch) return 'Assigning';
    for (const member of this.members.values()) {
      if (!isReconciledTo(member, this.assignmentEpoch)) return 'Reconciling';
    }
    return 'Stable';
  }

  get members(): ReadonlyMap<string, ConsumerMember> {
    return this.membersById;
  }

  /** The member that holds the instance id. */
  staticMember(instanceId: string): ConsumerMember | undefined {
    const memberId = this.idByInstance.get(instanceId);
    return memberId === undefined ? undefined : this.membersById.get(memberId);
  }

  get topics(): SubscribedTopics {
    return this.topicCounts;
  }

  /** How many members subscribe by each regular expression. */
  get regexes(): ReadonlyMap<string, number> {
    return this.regexCounts;
  }

  get resolvedRegexes(): ReadonlyMap<string, ResolvedRegex> {
    return this.resolved;
  }

  /** How many members speak the classic protocol. */
  get classicMemberCount(): number {
    return this.classicCount;
  }

  /** Whether the protocols of some classic member are offered by all of them. */
  offersToAll(protocols: readonly string[]): boolean {
    return protocols.some((name) => (this.protocolCounts.get(name) ?? 0) === this.classicCount);
  }

  /** How many members wish for each assignor, this member (new or known) being as it is given. */
  wishedAssignorsWith(old: ConsumerMember, member: ConsumerMember): ReadonlyMap<string, number> {
    const wishes = new Map(this.assignorCounts);
    count(wishes, old.serverAssignor, -1);
    count(wishes, member.serverAssignor, 1);
    return wishes;
  }

  /** How many members wish for each assignor. */
  get wishedAssignors(): ReadonlyMap<string, number> {
    return this.assignorCounts;
  }

  isOwned(topicId: Uuid, partition: number): boolean {
    return this.ownerEpochs.get(topicId)?.has(partition) ?? false;
  }

  isSubscribedTo(topic: string): boolean {
    return this.topicCounts.has(topic);
  }

  get subscriptionType(): SubscriptionType {
    return subscriptionTypeOf(this.topicCounts, this.regexCounts, this.members.size);
  }

  /** Puts a member in, or another one in its place. */
  setMember(member: ConsumerMember): void {
    const old = this.membersById.get(member.memberId);
    this.membersById.set(member.memberId, member);
    this.countMember(old, -1);
    this.countMember(member, 1);
    if (old !== undefined) this.disown(old);
    this.own(member);
    if (member.instanceId !== null) this.idByInstance.set(member.instanceId, member.memberId);
  }

  removeMember(memberId: string): void {
    const member = this.membersById.get(memberId);
    if (member === undefined) return;
    this.membersById.delete(memberId);
    this.countMember(member, -1);
    this.disown(member);
    const { instanceId } = member;
    if (instanceId !== null && this.idByInstance.get(instanceId) === memberId) {
      this.idByInstance.delete(instanceId);
    }
    this.timers.get(memberId)?.cancel();
    this.timers.delete(memberId);
  }

  setResolvedRegex(regex: string, resolved: ResolvedRegex | null): void {
    this.topicCounts.add(this.resolved.get(regex)?.topics ?? [], 'byRegex', -1);
    this.topicCounts.add(resolved?.topics ?? [], 'byRegex', 1);
    if (resolved === null) this.resolved.delete(regex);
    else this.resolved.set(regex, resolved);
  }

  /** The timers of a member; made when they are first asked for. */
  timersOf(memberId: string, make: () => MemberTimers): MemberTimers {
    let timers = this.timers.get(memberId);
    if (timers === undefined) {
      timers = make();
      this.timers.set(memberId, timers);
    }
    return timers;
  }

  /** No timer runs any more. */
  cancelTimers(): void {
    for (const timers of this.timers.values()) timers.cancel();
    this.timers.clear();
  }

  checkInvariants(): void {
    assert(
      this.assignmentEpoch <= this.groupEpoch,
      'an assignment is made for an epoch of its group',
    );
    const owned = new Set<string>();
    for (const member of this.members.values()) {
      const { memberId, memberEpoch } = member;
      assert(memberEpoch <= this.assignmentEpoch, `${memberId} is not ahead of the assignment`);
      for (const partition of partitionsOf(member)) {
        assert(!owned.has(partition), `${partition} is owned by one member`);
        owned.add(partition);
      }
    }
    for (const memberId of this.targetAssignment.keys()) {
      assert(this.members.has(memberId), `${memberId} has a target because it is a member`);
    }
    for (const memberId of this.timers.keys()) {
      assert(this.members.has(memberId), `${memberId} has timers because it is a member`);
    }
  }

  private countMember(member: ConsumerMember | undefined, change: 1 | -1): void {
    if (member === undefined) return;
    this.topicCounts.add(member.subscribedTopicNames, 'byName', change);
    count(this.regexCounts, regexOf(member), change);
    count(this.assignorCounts, member.serverAssignor, change);
    if (member.classic === null) return;
    this.classicCount += change;
    for (const { name } of member.classic.supportedProtocols) {
      count(this.protocolCounts, name, change);
    }
  }

  private own({ assigned, pendingRevocation, memberEpoch }: ConsumerMember): void {
    for (const [topicId, partition] of [...each(assigned), ...each(pendingRevocation)]) {
      let epochs = this.ownerEpochs.get(topicId);
      if (epochs === undefined) {
        epochs = new Map();
        this.ownerEpochs.set(topicId, epochs);
      }
      const known = epochs.get(partition);
      if (known === undefined || known < memberEpoch) epochs.set(partition, memberEpoch);
    }
  }

  /** Gives free what nobody else has come to own at a later epoch. */
  private disown({ assigned, pendingRevocation, memberEpoch }: ConsumerMember): void {
    for (const [topicId, partition] of [...each(assigned), ...each(pendingRevocation)]) {
      const epochs = this.ownerEpochs.get(topicId);
      if (epochs?.get(partition) !== memberEpoch) continue;
      epochs.delete(partition);
      if (epochs.size === 0) this.ownerEpochs.delete(topicId);
    }
  }
}

/** The group if it is a consumer group. */
export function consumerGroup(group: Group | undefined): ConsumerGroup | undefined {
  return group instanceof ConsumerGroup ? group : undefined;
}

/** Counts a name once more, or once less; one that nobody counts is not there. */
export function count(counts: Map<string, number>, name: string | null, change: 1 | -1): void {
  if (name === null) return;
  const number = (counts.get(name) ?? 0) + change;
  if (number === 0) counts.delete(name);
  else counts.set(name, number);
}

function* each(partitions: OwnedPartitions): Iterable<readonly [Uuid, number]> {
  for (const [topicId, epochs] of partitions) {
    for (const partition of epochs.keys()) yield [topicId, partition];
  }
}

function partitionsOf({ assigned, pendingRevocation }: ConsumerMember): string[] {
  return [...each(assigned), ...each(pendingRevocation)].map((parts) => parts.join(':'));
}
