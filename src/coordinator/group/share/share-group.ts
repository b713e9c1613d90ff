// A share group (KIP-932): its members, what each is meant to have, and which partitions have a state. Changes
// by the replay of its records only; the sessions of members, which a restart begins anew, are kept beside.
// Invariant: assignmentEpoch ≤ groupEpoch, and every member's epoch ≤ assignmentEpoch.

import { assert } from '../../../base/assert.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { Group } from '../group.ts';
import type { ShareGroupMember } from './share-group-member.ts';
import type { StatePartitions } from './state-partitions.ts';
import { NO_STATE_PARTITIONS } from './state-partitions.ts';

/** The epoch of a group and of its assignment before anything has happened. */
const FIRST_EPOCH = 1;

/** The epoch of an assignment that was deleted. */
export const NO_ASSIGNMENT_EPOCH = -1;

export class ShareGroup implements Group {
  readonly type = 'share';
  readonly protocolType = 'share';
  readonly groupId: string;
  /** What each member is meant to have. */
  readonly targetAssignment = new Map<string, Assignment>();
  /** Counts the changes of members, subscriptions and topics. */
  groupEpoch = FIRST_EPOCH;
  /** A hash of the topics that the group subscribes to, when `groupEpoch` began; 0: none exists. */
  metadataHash = 0n;
  /** The group epoch for which the target assignment was computed. */
  assignmentEpoch = FIRST_EPOCH;
  /** When that was; 0: not known. */
  assignedAtMs = 0;
  statePartitions: StatePartitions = NO_STATE_PARTITIONS;

  /** By member id; a member whose session runs out leaves the group. */
  readonly sessions = new Map<string, Deadline>();
  /** Whether a topic of the group may have changed since `metadataHash` was computed. */
  mustCheckTopics = true;
  /** Whether partitions that have a state are not meant for anybody yet; null: not looked at since a change. */
  hasUnassigned: boolean | null = null;

  private readonly membersById = new Map<string, ShareGroupMember>();
  private readonly subscribers = new Map<string, number>();

  constructor(groupId: string) {
    this.groupId = groupId;
  }

  get state(): 'Empty' | 'Stable' {
    return this.members.size === 0 ? 'Empty' : 'Stable';
  }

  get members(): ReadonlyMap<string, ShareGroupMember> {
    return this.membersById;
  }

  /** How many members subscribe to each topic. */
  get subscriptions(): ReadonlyMap<string, number> {
    return this.subscribers;
  }

  /** How many would, if this member (new or known) were as it is given. */
  subscriptionsWith(member: ShareGroupMember): ReadonlyMap<string, number> {
    const counts = new Map(this.subscribers);
    addTo(counts, this.membersById.get(member.memberId)?.subscribedTopicNames ?? [], -1);
    addTo(counts, member.subscribedTopicNames, 1);
    return counts;
  }

  /** How many would without this member. */
  subscriptionsWithout({ subscribedTopicNames }: ShareGroupMember): ReadonlyMap<string, number> {
    const counts = new Map(this.subscribers);
    addTo(counts, subscribedTopicNames, -1);
    return counts;
  }

  setMember(member: ShareGroupMember): void {
    addTo(this.subscribers, this.membersById.get(member.memberId)?.subscribedTopicNames ?? [], -1);
    addTo(this.subscribers, member.subscribedTopicNames, 1);
    this.membersById.set(member.memberId, member);
  }

  removeMember(memberId: string): void {
    addTo(this.subscribers, this.membersById.get(memberId)?.subscribedTopicNames ?? [], -1);
    this.membersById.delete(memberId);
    this.sessions.get(memberId)?.cancel();
    this.sessions.delete(memberId);
  }

  isSubscribedTo(topic: string): boolean {
    return this.subscribers.has(topic);
  }

  /** No session runs any more. */
  cancelTimers(): void {
    for (const session of this.sessions.values()) session.cancel();
    this.sessions.clear();
  }

  checkInvariants(): void {
    assert(
      this.assignmentEpoch <= this.groupEpoch,
      'an assignment is made for an epoch of its group',
    );
    for (const { memberId, memberEpoch, subscribedTopicNames } of this.members.values()) {
      assert(memberEpoch <= this.assignmentEpoch, `${memberId} is not ahead of the assignment`);
      assert(
        new Set(subscribedTopicNames).size === subscribedTopicNames.length,
        'topics are named once',
      );
    }
    for (const memberId of this.targetAssignment.keys()) {
      assert(this.members.has(memberId), `${memberId} has a target because it is a member`);
    }
    for (const memberId of this.sessions.keys()) {
      assert(this.members.has(memberId), `${memberId} has a session because it is a member`);
    }
  }
}

/** Counts each name once more, or once less; what nobody subscribes to is not there. */
function addTo(counts: Map<string, number>, names: readonly string[], by: 1 | -1): void {
  for (const name of names) {
    const count = (counts.get(name) ?? 0) + by;
    if (count === 0) counts.delete(name);
    else counts.set(name, count);
  }
}
