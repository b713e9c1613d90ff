// How a member comes from what it owns to what it is meant to have: first it gives back what it must, and
// only then is it given what others have given back (KIP-848). One step per heartbeat, as a pure function.
// Invariant: a partition is assigned to a member only while nobody else owns it.

import { ErrorCode } from '../../../base/error-code.ts';
import { KafkaError } from '../../../base/kafka-error.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { Assignment } from '../assignor/partition-assignor.ts';
import type { ConsumerMember, OwnedPartitions } from './consumer-member.ts';
import { NO_PARTITIONS } from './consumer-member.ts';

/** Partitions as a member reports them. */
export type ReportedPartitions = readonly {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
}[];

export interface Goal {
  /** The epoch of the target assignment. */
  readonly targetEpoch: number;
  /** What the member is meant to have. */
  readonly target: Assignment;
  /** The member subscribes to something else than before, as of this step. */
  readonly hasSubscriptionChanged: boolean;
  readonly subscribedTopicIds: ReadonlySet<Uuid>;
  /** What the member says that it owns; null when it does not say. */
  readonly reported: ReportedPartitions | null;
  /** Whether some member owns the partition now. */
  isOwned(topicId: Uuid, partition: number): boolean;
}

type MutablePartitions = Map<Uuid, Map<number, number>>;

/** The member after its next step; the same one when there is none. Throws FENCED_MEMBER_EPOCH. */
export function reconcile(member: ConsumerMember, goal: Goal): ConsumerMember {
  switch (member.state) {
    case 'stable':
      if (member.memberEpoch !== goal.targetEpoch) return advance(member, goal);
      return goal.hasSubscriptionChanged ? dropUnsubscribed(member, goal) : member;
    case 'unrevoked-partitions':
      if (!ownsAny(goal.reported, member.pendingRevocation)) return advance(member, goal);
      return goal.hasSubscriptionChanged ? dropUnsubscribed(member, goal) : member;
    case 'unreleased-partitions':
      return advance(member, goal);
    case 'unknown':
      return recover(member, goal);
  }
}

/** Nothing can be said of a member in a state that is not known, unless it owns nothing. */
function recover(member: ConsumerMember, goal: Goal): ConsumerMember {
  if (goal.reported?.length === 0) {
    return advance({ ...member, memberEpoch: goal.targetEpoch }, goal, member.memberEpoch);
  }
  throw new KafkaError(
    ErrorCode.FENCED_MEMBER_EPOCH,
    'The consumer group member is in a unknown state. The member must abandon all its partitions and rejoin.',
  );
}

/** Takes partitions of topics away that the member no longer subscribes to, in the epoch that it is in. */
function dropUnsubscribed(member: ConsumerMember, goal: Goal): ConsumerMember {
  const assigned: MutablePartitions = new Map();
  const pending = copyOf(member.pendingRevocation);
  for (const [topicId, epochs] of member.assigned) {
    if (goal.subscribedTopicIds.has(topicId)) assigned.set(topicId, new Map(epochs));
    else pending.set(topicId, new Map([...(pending.get(topicId) ?? []), ...epochs]));
  }
  if (assigned.size === member.assigned.size) return member;
  const previousMemberEpoch = member.memberEpoch;
  // What the member does not report it has given back already.
  if (!ownsAny(goal.reported, pending)) return { ...member, previousMemberEpoch, assigned };
  const state = 'unrevoked-partitions';
  return { ...member, state, previousMemberEpoch, assigned, pendingRevocation: pending };
}

/** Moves on towards the target: revocation before assignment. */
function advance(
  member: ConsumerMember,
  goal: Goal,
  previousMemberEpoch: number = member.memberEpoch,
): ConsumerMember {
  const { kept, revoked, assignable, isWaiting } = compare(member, goal);
  if (revoked.size > 0 && ownsAny(goal.reported, revoked)) {
    return {
      ...member,
      state: 'unrevoked-partitions',
      previousMemberEpoch,
      assigned: kept,
      pendingRevocation: revoked,
    };
  }
  for (const [topicId, partition] of assignable) {
    put(kept, topicId, partition, goal.targetEpoch);
  }
  return {
    ...member,
    state: isWaiting ? 'unreleased-partitions' : 'stable',
    memberEpoch: goal.targetEpoch,
    previousMemberEpoch,
    assigned: kept,
    pendingRevocation: NO_PARTITIONS,
  };
}

interface Comparison {
  readonly kept: MutablePartitions;
  readonly revoked: MutablePartitions;
  /** Meant for the member, and nobody owns them. */
  readonly assignable: readonly (readonly [Uuid, number])[];
  /** Whether something that is meant for the member is owned by others. */
  readonly isWaiting: boolean;
}

function compare(member: ConsumerMember, goal: Goal): Comparison {
  const kept: MutablePartitions = new Map();
  const revoked: MutablePartitions = new Map();
  const assignable: [Uuid, number][] = [];
  let isWaiting = false;
  for (const topicId of new Set([...goal.target.keys(), ...member.assigned.keys()])) {
    const isSubscribed = goal.subscribedTopicIds.has(topicId);
    const target = new Set(isSubscribed ? goal.target.get(topicId) : []);
    for (const [partition, epoch] of member.assigned.get(topicId) ?? []) {
      put(target.delete(partition) ? kept : revoked, topicId, partition, epoch);
    }
    const isOwnGiven = member.pendingRevocation.get(topicId);
    for (const partition of target) {
      // What the member itself has just given back is free.
      if (goal.isOwned(topicId, partition) && !isOwnGiven?.has(partition)) isWaiting = true;
      else assignable.push([topicId, partition]);
    }
  }
  return { kept, revoked, assignable, isWaiting };
}

/** Whether the member reports any of the partitions; one that reports nothing may own them all. */
function ownsAny(reported: ReportedPartitions | null, partitions: OwnedPartitions): boolean {
  if (reported === null) return true;
  return reported.some(({ topicId, partitions: own }) => {
    const some = partitions.get(topicId);
    return some !== undefined && own.some((partition) => some.has(partition));
  });
}

function put(into: MutablePartitions, topicId: Uuid, partition: number, epoch: number): void {
  let partitions = into.get(topicId);
  if (partitions === undefined) {
    partitions = new Map();
    into.set(topicId, partitions);
  }
  partitions.set(partition, epoch);
}

function copyOf(partitions: OwnedPartitions): MutablePartitions {
  return new Map(Array.from(partitions, ([topicId, epochs]) => [topicId, new Map(epochs)]));
}
