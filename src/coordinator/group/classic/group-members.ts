// Who is in a classic group: the members, the static ones by instance id, the leader, and who waits for an
// answer. Invariants: the leader is a member, or null without members; every instance id belongs to a
// member; awaitingJoinCount is the number of members with a parked JoinGroup.

import { assert } from '../../../base/assert.ts';
import { ErrorCode } from '../../../base/error-code.ts';
import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../protocol/generated/sync-group.ts';
import type { Parked } from '../../runtime/parked.ts';
import type { MemberProtocol, MemberUpdate } from './classic-member.ts';
import { ClassicMember } from './classic-member.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import { keptProtocols } from './kept-bytes.ts';
import { ProtocolVotes } from './protocol-votes.ts';

export class GroupMembers implements Iterable<ClassicMember> {
  private readonly byId = new Map<string, ClassicMember>();
  private readonly idByInstance = new Map<string, string>();
  private readonly votes = new ProtocolVotes();
  private awaitingJoin = 0;
  private currentLeaderId: string | null = null;

  get size(): number {
    return this.byId.size;
  }

  /** The member that assigns: the first one, until it leaves or does not join in time. */
  get leaderId(): string | null {
    return this.currentLeaderId;
  }

  get leader(): ClassicMember | undefined {
    return this.currentLeaderId === null ? undefined : this.byId.get(this.currentLeaderId);
  }

  /** How many members have a parked JoinGroup. */
  get awaitingJoinCount(): number {
    return this.awaitingJoin;
  }

  /** The longest rebalance timeout of the members, in milliseconds. */
  get rebalanceTimeoutMs(): number {
    let longest = 0;
    for (const { rebalanceTimeoutMs } of this) longest = Math.max(longest, rebalanceTimeoutMs);
    return longest;
  }

  [Symbol.iterator](): Iterator<ClassicMember> {
    return this.byId.values();
  }

  get(memberId: string): ClassicMember | undefined {
    return this.byId.get(memberId);
  }

  /** The member id that holds an instance id. */
  staticMemberId(instanceId: string): string | undefined {
    return this.idByInstance.get(instanceId);
  }

  /** Whether all members offer one of these protocols. */
  haveInCommon(protocols: readonly MemberProtocol[]): boolean {
    return protocols.some(({ name }) => this.votes.isOfferedBy(name, this.size));
  }

  /** The protocol that most members prefer among those that all of them offer. */
  selectProtocol(): string {
    return this.votes.elect(this.byId);
  }

  /** Adds a member; the first one leads. */
  insert(member: ClassicMember): void {
    const { memberId, instanceId } = member;
    assert(!this.byId.has(memberId), `${memberId} is a member already`);
    if (instanceId !== null) {
      assert(!this.idByInstance.has(instanceId), `${instanceId} is a member already`);
      this.idByInstance.set(instanceId, memberId);
    }
    this.byId.set(memberId, member);
    this.votes.add(member.protocols);
    this.currentLeaderId ??= memberId;
  }

  /** Forgets a member, if it is one, and its session. What it waits for must have been answered before. */
  remove(memberId: string): void {
    const member = this.byId.get(memberId);
    if (member === undefined) return;
    assert(isIdle(member), 'a removed member waits for nothing');
    this.byId.delete(memberId);
    this.votes.remove(member.protocols);
    if (member.instanceId !== null) this.idByInstance.delete(member.instanceId);
    member.session?.cancel();
    if (this.currentLeaderId === memberId) [this.currentLeaderId = null] = this.byId.keys();
  }

  /** Takes what a member says of itself when it joins again. */
  update(member: ClassicMember, update: MemberUpdate): void {
    this.votes.remove(member.protocols);
    member.protocols = keptProtocols(update.protocols, this.leader?.protocols);
    this.votes.add(member.protocols);
    member.rebalanceTimeoutMs = update.rebalanceTimeoutMs;
    member.sessionTimeoutMs = update.sessionTimeoutMs;
  }

  /**
   * Gives a static member's place to its successor, which has a new member id. What the old id waits for
   * must have been answered before.
   */
  replaceStatic(old: ClassicMember, newMemberId: string): ClassicMember {
    assert(isIdle(old), 'a replaced member waits for nothing');
    const { instanceId } = old;
    assert(instanceId !== null, 'only static members are replaced');
    const successor = new ClassicMember({ ...old, memberId: newMemberId }, old);
    successor.assignment = old.assignment;
    old.session?.cancel();
    const members = [...this];
    this.byId.clear();
    // It takes the place in the order too, which decides who leads next.
    for (const member of members) {
      const kept = member === old ? successor : member;
      this.byId.set(kept.memberId, kept);
    }
    this.idByInstance.set(instanceId, newMemberId);
    if (this.currentLeaderId === old.memberId) this.currentLeaderId = newMemberId;
    return successor;
  }

  /** Parks a member's JoinGroup; one that is parked already is sent back to try again. */
  parkJoin(member: ClassicMember, join: Parked<JoinGroupResponseInput>): void {
    this.answerJoin(member, joinFailed(ErrorCode.REBALANCE_IN_PROGRESS, member.memberId));
    this.awaitingJoin += 1;
    member.parkedJoin = join;
  }

  /** Parks a member's SyncGroup; one that is parked already is sent back to try again. */
  parkSync(member: ClassicMember, sync: Parked<SyncGroupResponseInput>): void {
    this.answerSync(member, syncFailed(ErrorCode.REBALANCE_IN_PROGRESS));
    member.parkedSync = sync;
  }

  /** Answers a member's parked JoinGroup, if there is one. */
  answerJoin(member: ClassicMember, response: JoinGroupResponseInput): boolean {
    if (member.parkedJoin === null) return false;
    member.parkedJoin.answer(response);
    member.parkedJoin = null;
    this.awaitingJoin -= 1;
    return true;
  }

  /** Answers a member's parked SyncGroup, if there is one. */
  answerSync(member: ClassicMember, response: SyncGroupResponseInput): boolean {
    if (member.parkedSync === null) return false;
    member.parkedSync.answer(response);
    member.parkedSync = null;
    return true;
  }

  /** Makes the one lead whom a stored group names. */
  restoreLeader(memberId: string | null): void {
    if (memberId !== null && this.byId.has(memberId)) this.currentLeaderId = memberId;
  }

  /** Makes sure that someone leads who has rejoined, another member if need be; false when nobody has. */
  electJoinedLeader(): boolean {
    if (this.currentLeaderId === null) return false;
    if (this.byId.get(this.currentLeaderId)?.parkedJoin) return true;
    for (const { memberId, parkedJoin } of this) {
      if (parkedJoin === null) continue;
      this.currentLeaderId = memberId;
      return true;
    }
    return false;
  }

  /** What must hold between two operations. */
  checkInvariants(): void {
    const waiting = [...this].filter(({ parkedJoin }) => parkedJoin !== null);
    assert(waiting.length === this.awaitingJoin, 'the count of waiting members is right');
    const leaderId = this.currentLeaderId;
    const isLed = leaderId === null ? this.size === 0 : this.byId.has(leaderId);
    assert(isLed, 'the leader is a member of the group');
    for (const memberId of this.idByInstance.values()) {
      assert(this.byId.has(memberId), 'a static member is a member');
    }
  }
}

function isIdle({ parkedJoin, parkedSync }: ClassicMember): boolean {
  return parkedJoin === null && parkedSync === null;
}
