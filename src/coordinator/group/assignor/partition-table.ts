// The partitions of several topics in one row, so that an assignment in the making is an array of integers:
// place → member. Places ascend by topic, in the order in which the topics were given, and by partition.

import type { Uuid } from '../../../base/uuid.ts';
import type { AssignableMember, GroupAssignment, TopicDescriber } from './partition-assignor.ts';
import { partitionsOf } from './partition-assignor.ts';

/** The places of one topic's partitions: [start, end). */
export interface TopicPlaces {
  readonly topicId: Uuid;
  readonly start: number;
  readonly end: number;
}

/** The owner of a partition that nobody holds. */
export const NOBODY = -1;

export class PartitionTable {
  readonly #topics = new Map<Uuid, TopicPlaces>();
  /** How many partitions there are. */
  readonly size: number;

  /** @throws PartitionAssignorError when one of the topics does not exist. */
  constructor(topicIds: Iterable<Uuid>, topics: TopicDescriber) {
    let start = 0;
    for (const topicId of topicIds) {
      const end = start + partitionsOf(topics, topicId);
      this.#topics.set(topicId, { topicId, start, end });
      start = end;
    }
    this.size = start;
  }

  /** Topic by topic, ascending. */
  topics(): Iterable<TopicPlaces> {
    return this.#topics.values();
  }

  /** The places of what a member holds, exists and is still subscribed to. */
  *placesOf({ assigned, subscribedTopicIds }: AssignableMember): Iterable<number> {
    for (const [topicId, partitions] of assigned) {
      const places = subscribedTopicIds.has(topicId) ? this.#topics.get(topicId) : undefined;
      if (!places) continue;
      for (const partition of partitions) {
        const place = places.start + partition;
        if (place < places.end) yield place;
      }
    }
  }

  /** An answer for each place, ascending. */
  map<T>(answer: (topicId: Uuid, partition: number) => T): T[] {
    const answers: T[] = [];
    for (const { topicId, start, end } of this.#topics.values()) {
      for (let place = start; place < end; place++) answers.push(answer(topicId, place - start));
    }
    return answers;
  }

  /** For each place its owner, as an index into the members: nobody, to begin with. */
  nobodyAnywhere(): Int32Array {
    return new Int32Array(this.size).fill(NOBODY);
  }

  /** The assignment in which these members hold these places, each of them ascending. */
  assignment(
    memberIds: readonly string[],
    placesOf: readonly (readonly number[])[],
  ): GroupAssignment {
    const all = this.map((topicId, partition) => ({ topicId, partition }));
    return new Map(
      memberIds.map((memberId, index) => {
        const assignment = new Map<Uuid, number[]>();
        for (const place of placesOf[index] ?? []) {
          const { topicId, partition } = all[place] as (typeof all)[number];
          const partitions = assignment.get(topicId);
          if (partitions) partitions.push(partition);
          else assignment.set(topicId, [partition]);
        }
        return [memberId, assignment];
      }),
    );
  }

  /** The assignment in which each place is its one owner's. */
  assignmentByOwner(memberIds: readonly string[], owners: Int32Array): GroupAssignment {
    const placesOf = memberIds.map((): number[] => []);
    for (const [place, owner] of owners.entries()) placesOf[owner]?.push(place);
    return this.assignment(memberIds, placesOf);
  }
}
