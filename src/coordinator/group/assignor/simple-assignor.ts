// The assignor `simple` of share groups (KIP-932), where several members may hold one partition. While there
// are fewer members than partitions, each has one holder; with more members, as many as it takes for
// everybody to have work. Members keep what they hold as far as that allows.
//
// Members with the same subscriptions share all partitions as one pool; otherwise each topic is a pool of
// its own, shared by its subscribers. Racks play no part.

import type { Uuid } from '../../../base/uuid.ts';
import type {
  AssignableMember,
  GroupAssignment,
  GroupSpec,
  PartitionAssignor,
  TopicDescriber,
} from './partition-assignor.ts';
import { PartitionTable } from './partition-table.ts';
import { shareOut } from './share-out.ts';

export const simpleAssignor: PartitionAssignor = {
  name: 'simple',

  assign(spec: GroupSpec, topics: TopicDescriber): GroupAssignment {
    const result = new Map([...spec.members.keys()].map((id) => [id, new Map<Uuid, number[]>()]));
    for (const { topicIds, memberIds } of pools(spec)) {
      const table = new PartitionTable(topicIds, topics);
      const members = memberIds.map((id) => spec.members.get(id) as AssignableMember);
      const assignment = table.assignment(memberIds, sharePlaces(table, members, topics));
      for (const [memberId, assigned] of assignment) {
        for (const [topicId, partitions] of assigned) {
          result.get(memberId)?.set(topicId, [...partitions]);
        }
      }
    }
    return result;
  },
};

/** Topics whose partitions are shared out together, and the members that share them. */
interface Pool {
  readonly topicIds: Iterable<Uuid>;
  readonly memberIds: readonly string[];
}

function pools({ members, subscriptionType }: GroupSpec): Pool[] {
  if (subscriptionType === 'homogeneous') {
    const [first] = members.values();
    return [{ topicIds: first?.subscribedTopicIds ?? [], memberIds: [...members.keys()] }];
  }
  const subscribers = new Map<Uuid, string[]>();
  for (const [memberId, { subscribedTopicIds }] of members) {
    for (const topicId of subscribedTopicIds) {
      const memberIds = subscribers.get(topicId);
      if (memberIds) memberIds.push(memberId);
      else subscribers.set(topicId, [memberId]);
    }
  }
  return [...subscribers].map(([topicId, memberIds]) => ({ topicIds: [topicId], memberIds }));
}

/** The places of each member, ascending. */
function sharePlaces(
  table: PartitionTable,
  members: readonly AssignableMember[],
  topics: TopicDescriber,
): number[][] {
  const isAssignable = table.map((id, partition) => topics.isAssignable?.(id, partition) ?? true);
  const places = [...isAssignable.keys()].filter((place) => isAssignable[place]);
  const held = members.map(
    (member) => new Set([...table.placesOf(member)].filter((place) => isAssignable[place])),
  );
  shareOut(places, held);
  return held.map((each) => [...each].sort((a, b) => a - b));
}
