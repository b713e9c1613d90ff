// Groups for the assignors: members by name with subscriptions and what they hold, and what can be said of
// an assignment. A topic's id is made of a number, so that ids ascend as the numbers do.

import type { Uuid } from '../../../src/base/uuid.ts';
import { uuidFromBytes } from '../../../src/base/uuid.ts';
import type {
  AssignableMember,
  Assignment,
  GroupAssignment,
  GroupSpec,
  TopicDescriber,
} from '../../../src/coordinator/group/assignor/partition-assignor.ts';

export interface MemberSketch {
  readonly topics: readonly number[];
  readonly assigned?: Assignment;
  readonly instanceId?: string;
  readonly rackId?: string;
}

/** The id of a topic. */
export function topicId(number: number): Uuid {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32BE(number, 12);
  return uuidFromBytes(bytes);
}

/** What a member holds, written as topic number → partitions. */
export function holding(assigned: Readonly<Record<number, readonly number[]>>): Assignment {
  return new Map(Object.entries(assigned).map(([topic, each]) => [topicId(Number(topic)), each]));
}

export function groupOf(members: Readonly<Record<string, MemberSketch>>): GroupSpec {
  const entries = Object.entries(members).map(([memberId, sketch]): [string, AssignableMember] => [
    memberId,
    {
      instanceId: sketch.instanceId ?? null,
      rackId: sketch.rackId ?? null,
      subscribedTopicIds: new Set(sketch.topics.map(topicId)),
      assigned: sketch.assigned ?? new Map(),
    },
  ]);
  return { members: new Map(entries), subscriptionType: subscriptionTypeOf(new Map(entries)) };
}

function subscriptionTypeOf(
  members: ReadonlyMap<string, AssignableMember>,
): GroupSpec['subscriptionType'] {
  const all = [...members.values()].map((each) => [...each.subscribedTopicIds].sort().join());
  return new Set(all).size <= 1 ? 'homogeneous' : 'heterogeneous';
}

/** Topics with so many partitions, and the racks of each partition. */
export function topicsWith(
  partitions: readonly number[],
  racksOf: TopicDescriber['racksOf'] = () => [],
): TopicDescriber {
  const counts = new Map(partitions.map((count, number) => [topicId(number), count]));
  return { partitions: (id) => counts.get(id), racksOf };
}

/** The same group with an assignment as what its members hold. */
export function afterwards(spec: GroupSpec, assignment: GroupAssignment): GroupSpec {
  const members = [...spec.members].map(([memberId, member]): [string, AssignableMember] => [
    memberId,
    { ...member, assigned: assignment.get(memberId) ?? new Map() },
  ]);
  return { ...spec, members: new Map(members) };
}

/** `topic-partition` for all that is in an assignment. */
export function partitionsIn(assigned: Assignment): string[] {
  return [...assigned].flatMap(([topic, partitions]) =>
    partitions.map((each) => `${topic}-${each}`),
  );
}

/** All partitions of these topics, as `partitionsIn` writes them. */
export function allPartitions(topicIds: Iterable<Uuid>, topics: TopicDescriber): string[] {
  return [...topicIds].flatMap((id) =>
    Array.from({ length: topics.partitions(id) ?? 0 }, (_, partition) => `${id}-${partition}`),
  );
}

/** How many partitions each member has, in the order of the members. */
export function loads(assignment: GroupAssignment): number[] {
  return [...assignment.values()].map((assigned) => partitionsIn(assigned).length);
}

/** How many partitions members have lost that they could have kept. */
export function countLost(spec: GroupSpec, assignment: GroupAssignment): number {
  let lost = 0;
  for (const [memberId, { assigned, subscribedTopicIds }] of spec.members) {
    const now = new Set(partitionsIn(assignment.get(memberId) ?? new Map()));
    for (const [topic, partitions] of assigned) {
      if (!subscribedTopicIds.has(topic)) continue;
      lost += partitions.filter((each) => !now.has(`${topic}-${each}`)).length;
    }
  }
  return lost;
}
