// `uniform` for members that all subscribe to the same topics, in one walk over the members: each keeps what
// it has up to its share; what nobody has or is beyond a share goes to those below theirs.
//
// Invariant: afterwards two members differ by at most one partition, and a member loses partitions only
// beyond its share.

import { assert } from '../../../base/assert.ts';
import type {
  AssignableMember,
  GroupAssignment,
  GroupSpec,
  TopicDescriber,
} from './partition-assignor.ts';
import { NOBODY, PartitionTable } from './partition-table.ts';
import { dealPlaces, racksOf } from './rack-preference.ts';

/** The assignment of a group in which one member's subscriptions are everybody's. */
export function assignAmongEqualSubscriptions(
  spec: GroupSpec,
  topics: TopicDescriber,
): GroupAssignment {
  const members = [...spec.members.values()];
  const table = new PartitionTable(members[0]?.subscribedTopicIds ?? [], topics);
  const owners = table.nobodyAnywhere();
  const revoked = new Set<number>();
  const waiting = keepShares(members, table, owners, revoked);
  const free = freePlaces(owners, revoked);
  assert(free.length === waiting.length, 'as many partitions are free as are due');
  dealPlaces(free, waiting, racksOf(members, table, topics), owners);
  return table.assignmentByOwner([...spec.members.keys()], owners);
}

/** Leaves the members what they may keep; whoever is due more comes as often in the result. */
function keepShares(
  members: readonly AssignableMember[],
  table: PartitionTable,
  owners: Int32Array,
  revoked: Set<number>,
): number[] {
  const shares = new Shares(table.size, members.length);
  const waiting: number[] = [];
  for (const [index, member] of members.entries()) {
    let kept = 0;
    for (const place of table.placesOf(member)) {
      if (owners[place] !== NOBODY || revoked.has(place)) continue;
      if (kept === shares.most) {
        revoked.add(place);
      } else {
        owners[place] = index;
        kept++;
      }
    }
    for (const share = shares.settle(kept); kept < share; kept++) waiting.push(index);
  }
  return waiting;
}

/** Those that nobody had come before those that were taken away. */
function freePlaces(owners: Int32Array, revoked: ReadonlySet<number>): number[] {
  const free: number[] = [];
  for (const [place, owner] of owners.entries()) {
    if (owner === NOBODY && !revoked.has(place)) free.push(place);
  }
  return [...free, ...revoked];
}

/** How many partitions each member is due: all the same, and for some of them one more. */
class Shares {
  readonly #least: number;
  #extras: number;
  #membersLeft: number;

  constructor(partitions: number, members: number) {
    this.#least = Math.floor(partitions / Math.max(members, 1));
    this.#extras = partitions % Math.max(members, 1);
    this.#membersLeft = members;
  }

  /** What the next member may keep. */
  get most(): number {
    return this.#least + (this.#extras > 0 ? 1 : 0);
  }

  /**
   * The share of the next member, which keeps `kept` of what it has. It is one of those with an extra
   * partition if it has that already, or if all who are left must take one.
   */
  settle(kept: number): number {
    const takesExtra =
      this.#extras > 0 && (kept === this.most || this.#membersLeft === this.#extras);
    const share = this.#least + (takesExtra ? 1 : 0);
    this.#membersLeft--;
    if (takesExtra) this.#extras--;
    return share;
  }
}
