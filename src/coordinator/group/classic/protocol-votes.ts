// Counts how many members of a group offer each protocol, and elects the one that the group will use.

import { assert } from '../../../base/assert.ts';
import { javaHashOrder } from '../../runtime/java-hash.ts';
import type { ClassicMember, MemberProtocol } from './classic-member.ts';

export class ProtocolVotes {
  private readonly offers = new Map<string, number>();

  add(protocols: readonly MemberProtocol[]): void {
    for (const { name } of protocols) this.offers.set(name, (this.offers.get(name) ?? 0) + 1);
  }

  remove(protocols: readonly MemberProtocol[]): void {
    for (const { name } of protocols) {
      const left = (this.offers.get(name) ?? 0) - 1;
      assert(left >= 0, 'an offer is taken back once');
      if (left === 0) this.offers.delete(name);
      else this.offers.set(name, left);
    }
  }

  /** Whether exactly this many members offer the protocol. */
  isOfferedBy(name: string, memberCount: number): boolean {
    return (this.offers.get(name) ?? 0) === memberCount;
  }

  /**
   * Each member votes for its favourite among the protocols that all offer. Of a tie wins the one that Apache
   * Kafka comes to first, in the order of its hash table.
   */
  elect(members: ReadonlyMap<string, ClassicMember>): string {
    const votes = new Map<string, number>();
    for (const { protocols } of members.values()) {
      const favourite = protocols.find(({ name }) => this.isOfferedBy(name, members.size));
      assert(favourite !== undefined, 'members of a group have a protocol in common');
      votes.set(favourite.name, (votes.get(favourite.name) ?? 0) + 1);
    }
    const most = Math.max(...votes.values());
    const winner = javaHashOrder([...votes.keys()]).find((name) => votes.get(name) === most);
    assert(winner !== undefined, 'an election has voters');
    return winner;
  }
}
