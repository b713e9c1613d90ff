// What every member of a group is meant to have, computed anew by a server-side assignor, and for whom that is
// something else than before. Pure: records are made of it by the kind of group.

import type { Uuid } from '../../../base/uuid.ts';
import type {
  AssignableMember,
  Assignment,
  PartitionAssignor,
  SubscriptionType,
  TopicDescriber,
} from '../assignor/partition-assignor.ts';
import type { GroupTopics } from '../group-topics.ts';

export interface TargetInput {
  readonly assignor: PartitionAssignor;
  readonly members: ReadonlyMap<string, AssignableMember>;
  readonly subscriptionType: SubscriptionType;
  readonly topics: TopicDescriber;
  /** What members were meant to have until now, as it is stored. */
  readonly current: ReadonlyMap<string, Assignment>;
}

export interface Target {
  readonly assignment: ReadonlyMap<string, Assignment>;
  /** The members whose target is another one now, and those who had none. */
  readonly changed: ReadonlyMap<string, Assignment>;
}

/** What a member has that was assigned no partition. */
export const NOTHING: Assignment = new Map();

/** Throws what the assignor throws. */
export function computeTarget(input: TargetInput): Target {
  const { assignor, members, subscriptionType, topics, current } = input;
  const assigned = assignor.assign({ members, subscriptionType }, topics);
  const assignment = new Map<string, Assignment>();
  const changed = new Map<string, Assignment>();
  for (const memberId of members.keys()) {
    const target = assigned.get(memberId) ?? NOTHING;
    const known = current.get(memberId);
    assignment.set(memberId, target);
    if (known === undefined || !isSameAssignment(known, target)) changed.set(memberId, target);
  }
  return { assignment, changed };
}

/** Whether these are the same partitions; those of a topic ascend. */
export function isSameAssignment(first: Assignment, second: Assignment): boolean {
  if (first.size !== second.size) return false;
  for (const [topicId, partitions] of first) {
    const others = second.get(topicId);
    if (others?.length !== partitions.length) return false;
    if (partitions.some((partition, at) => partition !== others[at])) return false;
  }
  return true;
}

/** The topics as assignors ask for them. */
export function describerOf(topics: GroupTopics): TopicDescriber {
  return {
    partitions: (topicId) => topics.byId(topicId)?.partitions,
    racksOf: (topicId, partition) => topics.byId(topicId)?.racksOf(partition) ?? [],
  };
}

/** The ids of the topics of these names that exist. */
export function topicIdsOf(topics: GroupTopics, names: Iterable<string>): ReadonlySet<Uuid> {
  const ids = new Set<Uuid>();
  for (const name of names) {
    const topic = topics.byName(name);
    if (topic !== undefined) ids.add(topic.topicId);
  }
  return ids;
}
