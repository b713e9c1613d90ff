// `uniform` for members with different subscriptions: all keep what they still subscribe to, free partitions
// go to whoever has least, and then topic by topic partitions move from those who have most to those who
// have least, until nothing moves.
//
// Invariant: among the subscribers of a topic nobody who has a partition of it has two more than another,
// unless it took more rounds than MAX_ROUNDS to get there.

import type { Uuid } from '../../../base/uuid.ts';
import { uuidToBytes } from '../../../base/uuid.ts';
import { LoadedMembers } from './loaded-members.ts';
import type {
  AssignableMember,
  GroupAssignment,
  GroupSpec,
  TopicDescriber,
} from './partition-assignor.ts';
import type { TopicPlaces } from './partition-table.ts';
import { NOBODY, PartitionTable } from './partition-table.ts';
import type { Racks } from './rack-preference.ts';
import { dealPlaces, racksOf } from './rack-preference.ts';

/** One round does it for most groups; where subscriptions overlap, each round about halves the imbalance. */
const MAX_ROUNDS = 16;

/** The assignment of a group in which subscriptions differ. */
export function assignAmongDifferentSubscriptions(
  spec: GroupSpec,
  topics: TopicDescriber,
): GroupAssignment {
  const members = [...spec.members.values()];
  const subscribers = subscribersByTopic(members);
  const table = new PartitionTable(subscribers.keys(), topics);
  const draft = new Draft(members, table);
  const contested = byContention(subscribers, table);
  const racks = racksOf(members, table, topics);
  for (const topic of contested) draft.assignFree(topic, racks);
  draft.balance(contested.filter(({ subscribers }) => subscribers.length > 1));
  return table.assignmentByOwner([...spec.members.keys()], draft.owners);
}

interface Topic extends TopicPlaces {
  readonly subscribers: readonly number[];
}

function subscribersByTopic(members: readonly AssignableMember[]): Map<Uuid, number[]> {
  const byTopic = new Map<Uuid, number[]>();
  for (const [index, { subscribedTopicIds }] of members.entries()) {
    for (const topicId of subscribedTopicIds) {
      const subscribers = byTopic.get(topicId);
      if (subscribers) subscribers.push(index);
      else byTopic.set(topicId, [index]);
    }
  }
  return byTopic;
}

/** Topics with the most partitions per subscriber first: the later ones even out what those leave. */
function byContention(
  subscribersOf: ReadonlyMap<Uuid, readonly number[]>,
  table: PartitionTable,
): Topic[] {
  const topics = [...table.topics()].map((places) => ({
    ...places,
    subscribers: subscribersOf.get(places.topicId) ?? [],
  }));
  return topics.sort(
    (a, b) =>
      partitionsPerSubscriber(b) - partitionsPerSubscriber(a) ||
      a.subscribers.length - b.subscribers.length ||
      compareUuids(a.topicId, b.topicId),
  );
}

function partitionsPerSubscriber({ start, end, subscribers }: Topic): number {
  return (end - start) / subscribers.length;
}

/** The order of Java's `Uuid`: as two signed integers of 64 bits. */
function compareUuids(a: Uuid, b: Uuid): number {
  const [bytesA, bytesB] = [uuidToBytes(a), uuidToBytes(b)];
  for (const at of [0, 8]) {
    const [partA, partB] = [bytesA.readBigInt64BE(at), bytesB.readBigInt64BE(at)];
    if (partA !== partB) return partA < partB ? -1 : 1;
  }
  return 0;
}

/** The assignment in the making. */
class Draft {
  /** place → member. */
  readonly owners: Int32Array;
  /** member → how many partitions it has. */
  readonly #loads: Int32Array;

  constructor(members: readonly AssignableMember[], table: PartitionTable) {
    this.owners = table.nobodyAnywhere();
    this.#loads = new Int32Array(members.length);
    for (const [index, member] of members.entries()) {
      for (const place of table.placesOf(member)) {
        if (this.owners[place] === NOBODY) this.#give(place, index);
      }
    }
  }

  /** Gives the free partitions of a topic to its subscribers, each to the one that has least by then. */
  assignFree({ start, end, subscribers }: Topic, racks: Racks): void {
    const free: number[] = [];
    for (let place = start; place < end; place++) {
      if (this.owners[place] === NOBODY) free.push(place);
    }
    if (free.length === 0) return;
    const loaded = new LoadedMembers(subscribers, this.#loads);
    const due = free.map(() => {
      const member = loaded.nextLeast();
      this.#loads[member] = (this.#loads[member] as number) + 1;
      return member;
    });
    dealPlaces(free, due, racks, this.owners);
  }

  /** Balances topic after topic until a whole round of them has moved nothing. */
  balance(topics: readonly Topic[]): void {
    let lastToMove = topics[0];
    for (let round = 0; round < MAX_ROUNDS; round++) {
      for (const topic of topics) {
        if (round > 0 && topic === lastToMove) return;
        if (this.#balanceTopic(topic)) lastToMove = topic;
      }
    }
  }

  /** Whether anything moved. */
  #balanceTopic({ start, end, subscribers }: Topic): boolean {
    const loaded = new LoadedMembers(subscribers, this.#loads);
    if (loaded.spread <= 1) return false;
    const held = this.#heldBy(start, end);
    let hasMoved = false;
    for (;;) {
      const place = takeFromMost(loaded, held);
      if (place === undefined) return hasMoved;
      const member = loaded.nextLeast();
      if (loaded.isLevel) return hasMoved;
      this.#move(place, member);
      hasMoved = true;
    }
  }

  /** Each member's places in this range, ascending. */
  #heldBy(start: number, end: number): Map<number, number[]> {
    const held = new Map<number, number[]>();
    for (let place = start; place < end; place++) {
      const owner = this.owners[place] as number;
      const places = held.get(owner);
      if (places) places.push(place);
      else held.set(owner, [place]);
    }
    return held;
  }

  #give(place: number, member: number): void {
    this.owners[place] = member;
    this.#loads[member] = (this.#loads[member] as number) + 1;
  }

  #move(place: number, member: number): void {
    const from = this.owners[place] as number;
    this.#loads[from] = (this.#loads[from] as number) - 1;
    this.#give(place, member);
  }
}

/** The last partition of whoever has most and has one to give; undefined when nobody has. */
function takeFromMost(loaded: LoadedMembers, held: Map<number, number[]>): number | undefined {
  for (;;) {
    const member = loaded.nextMost();
    if (member === undefined) return undefined;
    const place = held.get(member)?.pop();
    if (place !== undefined) return place;
    loaded.exclude();
  }
}
