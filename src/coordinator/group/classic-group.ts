// The state machine of one classic group: members, generation, leader, chosen protocol. It decides nothing
// about time or storage; see rebalance.ts. What is stored changes only through `applyStored` (a replayed
// record); the rest (who waits, who has rejoined) is the rebalance under way, which a restart forgets.
// Invariant: awaitingJoin counts the members with a parked JoinGroup; the leader is a member or null.

import { assert } from '../../base/assert.ts';
import { ErrorCode } from '../../base/error-code.ts';
import type { Timer } from '../../platform/clock.ts';
import type { JoinGroupResponseInput } from '../../protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../protocol/generated/sync-group.ts';
import type { Deadline } from '../runtime/deadline.ts';
import type { Parked } from '../runtime/parked.ts';
import type { ClassicGroupState } from './classic-group-state.ts';
import { LEGAL_PREVIOUS_STATES } from './classic-group-state.ts';
import type { MemberProtocol, MemberUpdate } from './classic-member.ts';
import { ClassicMember, EMPTY_BYTES } from './classic-member.ts';
import { CONSUMER_PROTOCOL_TYPE, parseSubscribedTopics } from './consumer-subscription.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import { ProtocolVotes } from './protocol-votes.ts';
import type { StoredGroup } from './stored-group.ts';

export class ClassicGroup {
  readonly groupId: string;
  /** Members that were given an id and have yet to come back with it (KIP-394), with their deadlines. */
  readonly pendingMembers = new Map<string, Deadline>();
  /** Members that were told the new generation and have yet to ask for their assignment. */
  readonly pendingSync = new Set<string>();
  /** A member came while the first rebalance waits for more: the wait may be extended. */
  newMemberAdded = false;
  joinTimer: Timer | null = null;
  syncTimer: Timer | null = null;

  private currentState: ClassicGroupState = 'Empty';
  private formerState: ClassicGroupState = 'Dead';
  private readonly memberById = new Map<string, ClassicMember>();
  private readonly memberIdByInstance = new Map<string, string>();
  private readonly votes = new ProtocolVotes();
  private awaitingJoin = 0;
  private subscribedTopics: ReadonlySet<string> | null = null;
  private header: Omit<StoredGroup, 'members'>;

  /** A group as its record says: Stable with members, Empty without. */
  constructor(groupId: string, stored: StoredGroup) {
    this.groupId = groupId;
    this.header = { ...stored, leaderId: null };
    for (const { subscription, assignment, ...options } of stored.members) {
      const protocols = [{ name: stored.protocolName ?? '', metadata: subscription }];
      const member = new ClassicMember({ ...options, protocols });
      member.assignment = assignment;
      this.insert(member);
    }
    this.header = { ...this.header, leaderId: stored.leaderId };
    if (stored.members.length > 0) this.currentState = 'Stable';
    this.subscribedTopics = this.computeSubscribedTopics();
    this.checkInvariants();
  }

  get state(): ClassicGroupState {
    return this.currentState;
  }

  get previousState(): ClassicGroupState {
    return this.formerState;
  }

  get generation(): number {
    return this.header.generation;
  }

  get protocolType(): string | null {
    return this.header.protocolType;
  }

  get protocolName(): string | null {
    return this.header.protocolName;
  }

  get leaderId(): string | null {
    return this.header.leaderId;
  }

  get stateTimestampMs(): number {
    return this.header.stateTimestampMs;
  }

  get size(): number {
    return this.memberById.size;
  }

  /** How many members have a parked JoinGroup. */
  get awaitingJoinCount(): number {
    return this.awaitingJoin;
  }

  get hasAllMembersJoined(): boolean {
    return this.memberById.size === this.awaitingJoin && this.pendingMembers.size === 0;
  }

  get canRebalance(): boolean {
    return LEGAL_PREVIOUS_STATES.PreparingRebalance.includes(this.currentState);
  }

  get usesConsumerProtocol(): boolean {
    return this.protocolType === CONSUMER_PROTOCOL_TYPE;
  }

  /** Whether the topics that the members consume are known. */
  get knowsSubscribedTopics(): boolean {
    return this.subscribedTopics !== null;
  }

  /** The longest rebalance timeout of the members, in milliseconds. */
  get rebalanceTimeoutMs(): number {
    let longest = 0;
    for (const member of this.memberById.values()) {
      longest = Math.max(longest, member.rebalanceTimeoutMs);
    }
    return longest;
  }

  members(): Iterable<ClassicMember> {
    return this.memberById.values();
  }

  member(memberId: string): ClassicMember | undefined {
    return this.memberById.get(memberId);
  }

  staticMemberId(instanceId: string): string | undefined {
    return this.memberIdByInstance.get(instanceId);
  }

  isInState(...states: readonly ClassicGroupState[]): boolean {
    return states.includes(this.currentState);
  }

  /** Enters a state; from which ones that is legal is data (LEGAL_PREVIOUS_STATES). */
  transitionTo(state: ClassicGroupState): void {
    assert(
      LEGAL_PREVIOUS_STATES[state].includes(this.currentState),
      `group ${this.groupId} cannot go from ${this.currentState} to ${state}`,
    );
    this.formerState = this.currentState;
    this.currentState = state;
  }

  /** Whether someone with these protocols may be in the group. */
  supports(protocolType: string, protocols: readonly MemberProtocol[]): boolean {
    if (this.currentState === 'Empty') return protocolType !== '' && protocols.length > 0;
    return (
      this.protocolType === protocolType &&
      protocols.some(({ name }) => this.votes.isOfferedBy(name, this.size))
    );
  }

  /** The protocol that most members prefer among those that all of them offer. */
  selectProtocol(): string {
    return this.votes.elect(this.memberById);
  }

  /** Adds a member that waits for the answer to its JoinGroup. */
  add(member: ClassicMember, protocolType: string, join: Parked<JoinGroupResponseInput>): void {
    if (this.size === 0) this.header = { ...this.header, protocolType };
    assert(this.protocolType === protocolType, 'members of a group have one protocol type');
    this.insert(member);
    this.pendingMembers.get(member.memberId)?.cancel();
    this.pendingMembers.delete(member.memberId);
    this.parkJoin(member, join);
  }

  private insert(member: ClassicMember): void {
    const { memberId, instanceId } = member;
    assert(!this.memberById.has(memberId), `${memberId} is a member already`);
    if (instanceId !== null) {
      assert(!this.memberIdByInstance.has(instanceId), `${instanceId} is a member already`);
      this.memberIdByInstance.set(instanceId, memberId);
    }
    this.memberById.set(memberId, member);
    this.votes.add(member.protocols);
    if (this.leaderId === null) this.header = { ...this.header, leaderId: memberId };
  }

  /** Forgets a member or a pending one. What it waits for must have been answered before. */
  remove(memberId: string): void {
    const member = this.memberById.get(memberId);
    if (member !== undefined) {
      assert(isIdle(member), 'a removed member waits for nothing');
      this.memberById.delete(memberId);
      this.votes.remove(member.protocols);
      if (member.instanceId !== null) this.memberIdByInstance.delete(member.instanceId);
      member.session?.cancel();
    }
    if (this.leaderId === memberId) {
      const [next = null] = this.memberById.keys();
      this.header = { ...this.header, leaderId: next };
    }
    this.pendingMembers.get(memberId)?.cancel();
    this.pendingMembers.delete(memberId);
    this.pendingSync.delete(memberId);
  }

  /** Takes what a member says of itself when it joins again. */
  update(member: ClassicMember, update: MemberUpdate): void {
    this.votes.remove(member.protocols);
    member.protocols = update.protocols;
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
    const successor = new ClassicMember({ ...old, memberId: newMemberId });
    successor.assignment = old.assignment;
    old.session?.cancel();
    this.memberById.delete(old.memberId);
    this.memberById.set(newMemberId, successor);
    this.memberIdByInstance.set(instanceId, newMemberId);
    this.pendingSync.delete(old.memberId);
    if (this.leaderId === old.memberId) this.header = { ...this.header, leaderId: newMemberId };
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

  /**
   * Makes sure that the leader is someone who has rejoined, choosing another if need be. False when nobody
   * has.
   */
  electJoinedLeader(): boolean {
    if (this.leaderId === null) return false;
    if (this.memberById.get(this.leaderId)?.parkedJoin) return true;
    for (const member of this.memberById.values()) {
      if (member.parkedJoin === null) continue;
      this.header = { ...this.header, leaderId: member.memberId };
      return true;
    }
    return false;
  }

  /** Begins the next generation with the members that are there (at least one). */
  beginGeneration(): void {
    assert(this.size > 0, 'a generation has members');
    const protocolName = this.selectProtocol();
    this.header = { ...this.header, generation: this.generation + 1, protocolName };
    this.subscribedTopics = this.computeSubscribedTopics();
    this.transitionTo('CompletingRebalance');
    this.pendingSync.clear();
  }

  /** What is stored of the group as it is, or with these assignments (none for who is not among them). */
  toStored(nowMs: number, assignments?: ReadonlyMap<string, Buffer>): StoredGroup {
    const members = Array.from(this.memberById.values(), (member) => {
      const assignment =
        assignments === undefined ? member.assignment : assignments.get(member.memberId);
      return member.toStored(this.protocolName, assignment ?? EMPTY_BYTES);
    });
    return { ...this.header, stateTimestampMs: nowMs, members };
  }

  /** The generation after the last member has gone. */
  toStoredEmpty(nowMs: number): StoredGroup {
    assert(this.size === 0, 'an empty group has no members');
    const generation = this.generation + 1;
    const { protocolType } = this;
    return {
      protocolType,
      generation,
      protocolName: null,
      leaderId: null,
      stateTimestampMs: nowMs,
      members: [],
    };
  }

  /** Applies a record that was just written: the group is Stable with its assignments, or Empty. */
  applyStored(stored: StoredGroup): void {
    const { members, ...header } = stored;
    assert(members.length === this.size, 'a record tells of the members that the group has');
    for (const { memberId, assignment } of members) {
      const member = this.memberById.get(memberId);
      assert(member !== undefined, `${memberId} is in the record but not in the group`);
      member.assignment = assignment;
    }
    this.header = header;
    const state = members.length > 0 ? 'Stable' : 'Empty';
    if (state !== this.currentState) this.transitionTo(state);
    this.subscribedTopics = this.computeSubscribedTopics();
    this.checkInvariants();
  }

  /** Whether members consume this topic; unknown counts as yes for consumers. */
  isSubscribedTo(topic: string): boolean {
    return this.subscribedTopics?.has(topic) ?? this.usesConsumerProtocol;
  }

  /** Takes back every timer: the group is about to go. */
  cancelTimers(): void {
    this.joinTimer?.cancel();
    this.syncTimer?.cancel();
    for (const deadline of this.pendingMembers.values()) deadline.cancel();
    for (const member of this.memberById.values()) member.session?.cancel();
  }

  /** What must hold between two operations. */
  checkInvariants(): void {
    let awaiting = 0;
    for (const { parkedJoin } of this.memberById.values()) awaiting += parkedJoin === null ? 0 : 1;
    assert(awaiting === this.awaitingJoin, 'the count of waiting members is right');
    assert(
      this.leaderId === null || this.memberById.has(this.leaderId),
      'the leader is a member of the group',
    );
    assert(this.currentState !== 'Empty' || this.size === 0, 'an empty group has no members');
    for (const memberId of this.memberIdByInstance.values()) {
      assert(this.memberById.has(memberId), 'a static member is a member');
    }
  }

  private computeSubscribedTopics(): ReadonlySet<string> | null {
    if (!this.usesConsumerProtocol) return null;
    const topics = new Set<string>();
    for (const member of this.memberById.values()) {
      const metadata = member.metadataFor(this.protocolName);
      const subscribed = metadata === undefined ? null : parseSubscribedTopics(metadata);
      if (subscribed === null) return null;
      for (const topic of subscribed) topics.add(topic);
    }
    return topics;
  }
}

function isIdle({ parkedJoin, parkedSync }: ClassicMember): boolean {
  return parkedJoin === null && parkedSync === null;
}
