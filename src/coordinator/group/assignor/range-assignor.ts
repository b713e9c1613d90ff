// The assignor `range`: of each topic, every subscriber gets one run of neighbouring partitions, in one order
// of the members for all topics. Members with the same subscriptions therefore hold the same partitions of
// topics that have equally many, which is what joins need (co-partitioning).
//
// What a member holds already plays no part: it is the order that is kept. Static members come first, by
// instance id, so that one that restarts under a new member id finds its partitions again.

import type { Uuid } from '../../../base/uuid.ts';
import type {
  AssignableMember,
  Assignment,
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  TopicDescriber,
} from './partition-assignor.ts';
import { partitionsOf } from './partition-assignor.ts';

export const rangeAssignor: PartitionAssignor = {
  name: 'range',

  assign(spec: GroupSpec, topics: TopicDescriber): GroupAssignment {
    const members = [...spec.members].sort(staticFirst);
    const runs = new Map<Uuid, Runs>();
    for (const [topicId, subscribers] of countSubscribers(spec)) {
      runs.set(topicId, new Runs(partitionsOf(topics, topicId), subscribers));
    }
    return new Map(members.map(([memberId, member]) => [memberId, takeRuns(member, runs)]));
  },
};

type Entry = readonly [memberId: string, member: AssignableMember];

function staticFirst([idA, a]: Entry, [idB, b]: Entry): number {
  if (a.instanceId === null && b.instanceId === null) return idA < idB ? -1 : 1;
  if (a.instanceId === null) return 1;
  if (b.instanceId === null) return -1;
  return a.instanceId < b.instanceId ? -1 : 1;
}

function countSubscribers(spec: GroupSpec): Map<Uuid, number> {
  const counts = new Map<Uuid, number>();
  for (const { subscribedTopicIds } of spec.members.values()) {
    for (const topicId of subscribedTopicIds) counts.set(topicId, (counts.get(topicId) ?? 0) + 1);
  }
  return counts;
}

function takeRuns(member: AssignableMember, runs: ReadonlyMap<Uuid, Runs>): Assignment {
  const assignment = new Map<Uuid, number[]>();
  for (const topicId of member.subscribedTopicIds) {
    const run = runs.get(topicId)?.next() ?? [];
    if (run.length > 0) assignment.set(topicId, run);
  }
  return assignment;
}

/** One topic, cut into as many runs as it has subscribers; the longer ones come first. */
class Runs {
  #taken = 0;
  readonly #partitions: number;
  #subscribers: number;

  constructor(partitions: number, subscribers: number) {
    this.#partitions = partitions;
    this.#subscribers = subscribers;
  }

  next(): number[] {
    const start = this.#taken;
    const length = Math.ceil((this.#partitions - start) / this.#subscribers);
    this.#taken += length;
    this.#subscribers--;
    return Array.from({ length }, (_, index) => start + index);
  }
}
