// One member of a consumer group (KIP-848), as it is stored. A value: a step makes a new one. A member that
// speaks the classic protocol is one too, with what its JoinGroup said beside.
// Invariant: no partition is both assigned and waiting to be revoked.

import type { Uuid } from '../../../base/uuid.ts';

/** Which partitions, and in which epoch of the member each was assigned to it. */
export type OwnedPartitions = ReadonlyMap<Uuid, ReadonlyMap<number, number>>;

/**
 * `stable`: it has all that it is meant to have; `unrevoked-partitions`: it has yet to give some back;
 * `unreleased-partitions`: others have yet to give back what it is meant to have; `unknown`: a later version
 * has stored a state that is not known here.
 */
export type MemberState = 'stable' | 'unrevoked-partitions' | 'unreleased-partitions' | 'unknown';

/** What a member that speaks the classic protocol has said when it joined. */
export interface ClassicMetadata {
  readonly sessionTimeoutMs: number;
  readonly supportedProtocols: readonly { readonly name: string; readonly metadata: Buffer }[];
}

/** What a member tells of itself. */
interface MemberDescription {
  /** `group.instance.id` of a static member. */
  readonly instanceId: string | null;
  /** `client.rack` */
  readonly rackId: string | null;
  readonly rebalanceTimeoutMs: number;
  readonly clientId: string;
  /** The address of the client, a slash before it. */
  readonly clientHost: string;
  /** Each once, in order. */
  readonly subscribedTopicNames: readonly string[];
  /** Empty or null: none. */
  readonly subscribedTopicRegex: string | null;
  /** The assignor that the member wishes for; null: any. */
  readonly serverAssignor: string | null;
  /** Null for a member that speaks the consumer protocol. */
  readonly classic: ClassicMetadata | null;
}

export interface ConsumerMember extends MemberDescription {
  readonly memberId: string;
  readonly memberEpoch: number;
  /** What a member whose last answer was lost still says. */
  readonly previousMemberEpoch: number;
  readonly state: MemberState;
  readonly assigned: OwnedPartitions;
  /** What it has been told to give back and may still use. */
  readonly pendingRevocation: OwnedPartitions;
}

/** The epoch with which a member joins. */
export const JOINING_EPOCH = 0;
/** The epoch with which a member leaves. */
export const LEFT_EPOCH = -1;
/** The epoch with which a static member leaves for a while. */
export const STATIC_LEFT_EPOCH = -2;

export const NO_PARTITIONS: OwnedPartitions = new Map();

/** A member of whom nothing is known but its id. */
export function newConsumerMember(memberId: string): ConsumerMember {
  return {
    memberId,
    memberEpoch: JOINING_EPOCH,
    previousMemberEpoch: LEFT_EPOCH,
    state: 'stable',
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    clientId: '',
    clientHost: '',
    subscribedTopicNames: [],
    subscribedTopicRegex: '',
    serverAssignor: null,
    classic: null,
    assigned: NO_PARTITIONS,
    pendingRevocation: NO_PARTITIONS,
  };
}

/** Names as members keep them: each once, in order. */
export function distinctNames(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** The regular expression that the member subscribes by; null when it does not. */
export function regexOf(member: MemberDescription | undefined): string | null {
  return member?.subscribedTopicRegex ? member.subscribedTopicRegex : null;
}

/** Whether the member has what it is meant to have as of this epoch of the assignment. */
export function isReconciledTo({ state, memberEpoch }: ConsumerMember, epoch: number): boolean {
  return state === 'stable' && memberEpoch === epoch;
}

/** Whether both are described alike; what they own does not matter. */
export function isDescribedLike(first: ConsumerMember, second: ConsumerMember): boolean {
  return (
    first.instanceId === second.instanceId &&
    first.rackId === second.rackId &&
    first.rebalanceTimeoutMs === second.rebalanceTimeoutMs &&
    first.clientId === second.clientId &&
    first.clientHost === second.clientHost &&
    first.subscribedTopicRegex === second.subscribedTopicRegex &&
    first.serverAssignor === second.serverAssignor &&
    areSameNames(first.subscribedTopicNames, second.subscribedTopicNames) &&
    isSameClassic(first.classic, second.classic)
  );
}

export function areSameNames(first: readonly string[], second: readonly string[]): boolean {
  if (first === second) return true;
  return first.length === second.length && first.every((name, at) => name === second[at]);
}

/** Whether these are the same partitions, assigned in the same epochs. */
export function areSamePartitions(first: OwnedPartitions, second: OwnedPartitions): boolean {
  if (first === second) return true;
  if (first.size !== second.size) return false;
  for (const [topicId, epochs] of first) {
    const others = second.get(topicId);
    if (others?.size !== epochs.size) return false;
    for (const [partition, epoch] of epochs) if (others.get(partition) !== epoch) return false;
  }
  return true;
}

/** Whether both are at the same point of the same reconciliation. */
export function isAtSamePoint(first: ConsumerMember, second: ConsumerMember): boolean {
  return (
    first.memberEpoch === second.memberEpoch &&
    first.previousMemberEpoch === second.previousMemberEpoch &&
    first.state === second.state &&
    areSamePartitions(first.assigned, second.assigned) &&
    areSamePartitions(first.pendingRevocation, second.pendingRevocation)
  );
}

function isSameClassic(first: ClassicMetadata | null, second: ClassicMetadata | null): boolean {
  if (first === second) return true;
  if (first === null || second === null) return false;
  if (first.sessionTimeoutMs !== second.sessionTimeoutMs) return false;
  if (first.supportedProtocols.length !== second.supportedProtocols.length) return false;
  return first.supportedProtocols.every(({ name, metadata }, at) => {
    const other = second.supportedProtocols[at];
    return other?.name === name && other.metadata.equals(metadata);
  });
}
