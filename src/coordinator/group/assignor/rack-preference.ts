// Who of several members that are due a partition gets which of the free ones. It is settled before who is
// due how many, so neither balance nor what members keep depends on racks; only where there is a choice, a
// member is given partitions with a replica in its own rack.

import type { AssignableMember, TopicDescriber } from './partition-assignor.ts';
import type { PartitionTable } from './partition-table.ts';

/** Who is in which rack. */
export interface Racks {
  /** By member; null where it names none. */
  readonly ofMembers: readonly (string | null)[];
  /** By place: where a partition has replicas. Empty when no member names a rack. */
  readonly ofPlaces: readonly (readonly string[])[];
}

/** The racks of a group's members and of the partitions of a table. */
export function racksOf(
  members: readonly AssignableMember[],
  table: PartitionTable,
  topics: TopicDescriber,
): Racks {
  const ofMembers = members.map(({ rackId }) => rackId);
  const isNamed = ofMembers.some((rack) => rack !== null);
  return {
    ofMembers,
    ofPlaces: isNamed ? table.map((topicId, partition) => topics.racksOf(topicId, partition)) : [],
  };
}

/** Gives each of those who wait a place of its own; without racks, to one after the other. */
export function dealPlaces(
  places: readonly number[],
  waiting: readonly number[],
  racks: Racks,
  owners: Int32Array,
): void {
  const byRack = waitingByRack(waiting, racks);
  const isServed = new Uint8Array(waiting.length);
  const left = places.filter((place) => {
    const index = longestQueue(byRack, racks.ofPlaces[place] ?? [])?.pop();
    if (index === undefined) return true;
    isServed[index] = 1;
    owners[place] = waiting[index] as number;
    return false;
  });
  const unserved = waiting.filter((_, index) => isServed[index] === 0);
  for (const [index, place] of left.entries()) owners[place] = unserved[index] as number;
}

/** Who waits, as indices, by rack; the first to wait is the last of its queue. */
function waitingByRack(waiting: readonly number[], racks: Racks): Map<string, number[]> {
  const byRack = new Map<string, number[]>();
  for (let index = waiting.length - 1; index >= 0; index--) {
    const rack = racks.ofMembers[waiting[index] as number] ?? null;
    if (rack === null) continue;
    const queue = byRack.get(rack);
    if (queue) queue.push(index);
    else byRack.set(rack, [index]);
  }
  return byRack;
}

function longestQueue(
  byRack: ReadonlyMap<string, number[]>,
  racks: readonly string[],
): number[] | undefined {
  let longest: number[] | undefined;
  for (const rack of racks) {
    const queue = byRack.get(rack);
    if (queue && queue.length > (longest?.length ?? 0)) longest = queue;
  }
  return longest;
}
