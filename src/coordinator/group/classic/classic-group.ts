// The state machine of one classic group: its state, generation and chosen protocol, and its members. It
// decides nothing about time or storage; see rebalance.ts. What is stored changes only through
// `applyStored` (a replayed record); the rest (who waits, who has rejoined) is the rebalance under way,
// which a restart forgets.
// Invariant: an empty group has no members; every state was entered from one that may precede it.

import { assert } from '../../../base/assert.ts';
import type { Timer } from '../../../platform/clock.ts';
import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import type { Parked } from '../../runtime/parked.ts';
import type { Group } from '../group.ts';
import type { ClassicGroupState } from './classic-group-state.ts';
import { LEGAL_PREVIOUS_STATES } from './classic-group-state.ts';
import type { MemberProtocol } from './classic-member.ts';
import { ClassicMember, EMPTY_BYTES } from './classic-member.ts';
import { CONSUMER_PROTOCOL_TYPE, parseSubscribedTopics } from './consumer-subscription.ts';
import { GroupMembers } from './group-members.ts';
import { keptTogether } from './kept-bytes.ts';
import type { StoredGroup, StoredMember } from './stored-group.ts';

export class ClassicGroup implements Group {
  readonly type = 'classic';
  readonly groupId: string;
  readonly members = new GroupMembers();
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
  private header: Omit<StoredGroup, 'members' | 'leaderId'>;
  private subscribedTopics: ReadonlySet<string> | null = null;

  /** A group as its record says: Stable with members, Empty without. */
  constructor(groupId: string, stored: StoredGroup) {
    const { members, leaderId, ...header } = stored;
    this.groupId = groupId;
    this.header = header;
    for (const { subscription, assignment, ...options } of members) {
      const protocols = [{ name: stored.protocolName ?? '', metadata: subscription }];
      this.members.insert(new ClassicMember({ ...options, protocols }, this.members.leader));
    }
    this.keepAssignments(members);
    this.members.restoreLeader(leaderId);
    if (members.length > 0) this.currentState = 'Stable';
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

  get stateTimestampMs(): number {
    return this.header.stateTimestampMs;
  }

  get hasAllMembersJoined(): boolean {
    return this.members.size === this.members.awaitingJoinCount && this.pendingMembers.size === 0;
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

  isInState(...states: readonly ClassicGroupState[]): boolean {
    return states.includes(this.currentState);
  }

  isLedBy(memberId: string): boolean {
    return this.members.leaderId === memberId;
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
    return this.protocolType === protocolType && this.members.haveInCommon(protocols);
  }

  /** Adds a member that waits for the answer to its JoinGroup. */
  add(member: ClassicMember, protocolType: string, join: Parked<JoinGroupResponseInput>): void {
    if (this.members.size === 0) this.header = { ...this.header, protocolType };
    assert(this.protocolType === protocolType, 'members of a group have one protocol type');
    this.members.insert(member);
    this.forgetPending(member.memberId);
    this.members.parkJoin(member, join);
  }

  /** Forgets a member or a pending one. What it waits for must have been answered before. */
  remove(memberId: string): void {
    this.members.remove(memberId);
    this.forgetPending(memberId);
    this.pendingSync.delete(memberId);
  }

  private forgetPending(memberId: string): void {
    this.pendingMembers.get(memberId)?.cancel();
    this.pendingMembers.delete(memberId);
  }

  /** Gives a static member's place to its successor, from which no SyncGroup is expected. */
  replaceStatic(old: ClassicMember, newMemberId: string): ClassicMember {
    this.pendingSync.delete(old.memberId);
    return this.members.replaceStatic(old, newMemberId);
  }

  /** Begins the next generation with the members that are there (at least one). */
  beginGeneration(): void {
    assert(this.members.size > 0, 'a generation has members');
    const protocolName = this.members.selectProtocol();
    this.header = { ...this.header, generation: this.generation + 1, protocolName };
    this.subscribedTopics = this.computeSubscribedTopics();
    this.transitionTo('CompletingRebalance');
    this.pendingSync.clear();
  }

  /** What is stored of the group as it is, or with these assignments (none for who is not among them). */
  toStored(nowMs: number, assignments?: ReadonlyMap<string, Buffer>): StoredGroup {
    const members = Array.from(this.members, (member) => {
      const assignment =
        assignments === undefined ? member.assignment : assignments.get(member.memberId);
      return member.toStored(this.protocolName, assignment ?? EMPTY_BYTES);
    });
    return { ...this.header, leaderId: this.members.leaderId, stateTimestampMs: nowMs, members };
  }

  /** What is stored once the last member has gone: the next generation, without members. */
  toStoredEmpty(nowMs: number): StoredGroup {
    assert(this.members.size === 0, 'an empty group has no members');
    return {
      protocolType: this.protocolType,
      generation: this.generation + 1,
      protocolName: null,
      leaderId: null,
      stateTimestampMs: nowMs,
      members: [],
    };
  }

  /** Applies a record that was just written: the group is Stable with its assignments, or Empty. */
  applyStored(stored: StoredGroup): void {
    const { members, leaderId, ...header } = stored;
    assert(members.length === this.members.size, 'a record tells of the members that are there');
    assert(leaderId === this.members.leaderId, 'a record names the leader');
    this.keepAssignments(members);
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

  /** Takes the timer back and lets go of it: a stable group has none. */
  stopJoinTimer(): void {
    this.joinTimer?.cancel();
    this.joinTimer = null;
  }

  stopSyncTimer(): void {
    this.syncTimer?.cancel();
    this.syncTimer = null;
  }

  /** Takes back every timer: the group is about to go. */
  cancelTimers(): void {
    this.stopJoinTimer();
    this.stopSyncTimer();
    for (const deadline of this.pendingMembers.values()) deadline.cancel();
    for (const member of this.members) member.session?.cancel();
  }

  /** What must hold between two operations. */
  checkInvariants(): void {
    this.members.checkInvariants();
    assert(
      this.currentState !== 'Empty' || this.members.size === 0,
      'an empty group has no members',
    );
  }

  private keepAssignments(members: readonly StoredMember[]): void {
    const kept = keptTogether(members.map(({ assignment }) => assignment));
    for (const [at, { memberId }] of members.entries()) {
      const member = this.members.get(memberId);
      assert(member !== undefined, `${memberId} is in the record but not in the group`);
      member.assignment = kept[at] as Buffer;
    }
  }

  private computeSubscribedTopics(): ReadonlySet<string> | null {
    if (!this.usesConsumerProtocol) return null;
    const topics = new Set<string>();
    for (const member of this.members) {
      const metadata = member.metadataFor(this.protocolName);
      const subscribed = metadata === undefined ? null : parseSubscribedTopics(metadata);
      if (subscribed === null) return null;
      for (const topic of subscribed) topics.add(topic);
    }
    return topics;
  }
}

/** The group if it is a classic one. */
export function classicGroup(group: Group | undefined): ClassicGroup | undefined {
  return group instanceof ClassicGroup ? group : undefined;
}
