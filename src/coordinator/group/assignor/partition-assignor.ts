// What every server-side assignor is (KIP-848, KIP-932): a pure function from who is in a group, what each
// member subscribes to and holds, to what each is to hold. It knows no epochs and no records.
//
// Invariant: a member is assigned only existing partitions of topics that it subscribes to; every member has
// an entry in the result, and the partitions of a topic ascend.

import type { Uuid } from '../../../base/uuid.ts';

/** The partitions that one member holds, by topic; no topic is there without partitions. */
export type Assignment = ReadonlyMap<Uuid, readonly number[]>;

/** The target assignment of a whole group: member id → what it is to hold. */
export type GroupAssignment = ReadonlyMap<string, Assignment>;

/** One member, as an assignor sees it. */
export interface AssignableMember {
  /** `group.instance.id` of a static member. */
  readonly instanceId: string | null;
  /** `client.rack`. */
  readonly rackId: string | null;
  readonly subscribedTopicIds: ReadonlySet<Uuid>;
  /** What the previous target assignment gave it. */
  readonly assigned: Assignment;
}

/** Whether all members subscribe to the same topics. */
export type SubscriptionType = 'homogeneous' | 'heterogeneous';

export interface GroupSpec {
  /** By member id; the order of the members decides between equals. */
  readonly members: ReadonlyMap<string, AssignableMember>;
  readonly subscriptionType: SubscriptionType;
}

/** What an assignor may ask about topics. */
export interface TopicDescriber {
  /** How many partitions a topic has; -1 or undefined when there is no such topic. */
  partitions(topicId: Uuid): number | undefined;
  /** The racks of the brokers that have a replica; empty where they name none. */
  racksOf(topicId: Uuid, partition: number): readonly string[];
  /** Whether a share group may be given the partition yet (its share state is initialized); left out: all. */
  isAssignable?(topicId: Uuid, partition: number): boolean;
}

/** A server-side assignor, by the name under which members and configs ask for it. */
export interface PartitionAssignor {
  readonly name: string;
  /** @throws PartitionAssignorError when a member subscribes to a topic that does not exist. */
  assign(spec: GroupSpec, topics: TopicDescriber): GroupAssignment;
}

/** No assignment can be computed; the coordinator answers UNKNOWN_SERVER_ERROR and keeps what was. */
export class PartitionAssignorError extends Error {
  override readonly name = 'PartitionAssignorError';
}

/** The number of partitions of a topic that somebody subscribes to. */
export function partitionsOf(topics: TopicDescriber, topicId: Uuid): number {
  const count = topics.partitions(topicId) ?? -1;
  if (count < 0)
    throw new PartitionAssignorError(`there is no topic ${topicId} to be subscribed to`);
  return count;
}
