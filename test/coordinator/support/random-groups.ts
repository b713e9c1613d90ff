// Random groups for properties of the assignors: some topics, some members, and a history in which members
// come, go and change their subscriptions while topics grow.

import fc from 'fast-check';
import type {
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  TopicDescriber,
} from '../../../src/coordinator/group/assignor/partition-assignor.ts';
import type { MemberSketch } from './assignor-groups.ts';
import { groupOf, topicsWith } from './assignor-groups.ts';

/** One state of the group: the partitions of each topic, and each member's topics. */
interface Round {
  readonly partitions: readonly number[];
  readonly members: ReadonlyMap<string, readonly number[]>;
}

/** What an assignor was given in one round of a history, and what came of it. */
export interface Assigned {
  readonly spec: GroupSpec;
  readonly topics: TopicDescriber;
  readonly assignment: GroupAssignment;
}

const TOPICS = 4;

function round(kind: 'homogeneous' | 'any'): fc.Arbitrary<Round> {
  const topics = fc.uniqueArray(fc.nat({ max: TOPICS - 1 }), { minLength: 1 });
  const names = fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 9 });
  return fc
    .record({
      partitions: fc.array(fc.nat({ max: 12 }), { minLength: TOPICS, maxLength: TOPICS }),
      names,
      shared: topics,
      own: fc.array(topics, { minLength: 9, maxLength: 9 }),
    })
    .map(({ partitions, names: chosen, shared, own }) => ({
      partitions,
      members: new Map(
        chosen.map((name, index) => [
          `member-${name}`,
          kind === 'homogeneous' ? shared : (own[index] ?? shared),
        ]),
      ),
    }));
}

/** Histories of a group; partitions only ever become more. */
export function histories(kind: 'homogeneous' | 'any'): fc.Arbitrary<readonly Round[]> {
  return fc.array(round(kind), { minLength: 1, maxLength: 4 }).map((rounds) => {
    let partitions: readonly number[] = Array.from({ length: TOPICS }, () => 0);
    return rounds.map((each) => {
      partitions = partitions.map((count, topic) => Math.max(count, each.partitions[topic] ?? 0));
      return { ...each, partitions };
    });
  });
}

/** Assigns round after round, each with the outcome of the one before. */
export function play(assignor: PartitionAssignor, rounds: readonly Round[]): Assigned[] {
  let assignment: GroupAssignment = new Map();
  return rounds.map(({ partitions, members }) => {
    const sketches: Record<string, MemberSketch> = {};
    for (const [memberId, topics] of members) {
      sketches[memberId] = { topics, assigned: assignment.get(memberId) ?? new Map() };
    }
    const [spec, topics] = [groupOf(sketches), topicsWith(partitions)];
    assignment = assignor.assign(spec, topics);
    return { spec, topics, assignment };
  });
}
