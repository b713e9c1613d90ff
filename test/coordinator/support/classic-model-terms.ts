// What the model of a classic group speaks of: limits, requests, answers, members.

export interface ModelLimits {
  readonly maxGroupSize: number;
  readonly initialDelayMs: number;
  readonly minSessionMs: number;
  readonly newMemberMs: number;
}

/** Who speaks: a member's name, '' for nobody, and the instance that it says it is. */
export interface Speaker {
  readonly name: string;
  readonly instance: string | null;
}

export interface ModelJoin extends Speaker {
  readonly version: number;
  readonly type: string;
  readonly protocols: readonly string[];
  readonly sessionMs: number;
  readonly rebalanceMs: number;
}

/** An answer to JoinGroup or SyncGroup. */
export interface ModelAnswer {
  readonly code: number;
  readonly generation?: number;
  /** Names; '' where the answer names nobody. */
  readonly member?: string;
  readonly leader?: string;
  readonly protocol?: string | null;
  readonly skips?: boolean;
  readonly listed?: readonly string[];
  readonly assignment?: string;
}

/** A request that waits until the model has given its answer. */
export interface Ticket {
  answer: ModelAnswer | null;
}

export interface ModelMember {
  readonly name: string;
  readonly instance: string | null;
  protocols: readonly string[];
  sessionMs: number;
  rebalanceMs: number;
  sessionEnds: number;
  isNew: boolean;
  assignment: string;
  join: Ticket | null;
  sync: Ticket | null;
}

export type ModelState =
  | 'absent'
  | 'Empty'
  | 'PreparingRebalance'
  | 'CompletingRebalance'
  | 'Stable';

/** What a restart brings back. */
export interface StoredModel {
  readonly generation: number;
  readonly type: string | null;
  readonly protocol: string | null;
  readonly leader: string | null;
  readonly members: readonly ModelMember[];
}

/** Whether all members offer the protocol. */
export function isCommon(protocol: string, members: readonly ModelMember[]): boolean {
  return members.every(({ protocols }) => protocols.includes(protocol));
}

/** The model knows two protocols; of a tie, `sticky` wins (Java's hash table has it first). */
export function elected(members: readonly ModelMember[]): string {
  const votes = members.map(({ protocols }) => protocols.find((name) => isCommon(name, members)));
  const forRange = votes.filter((vote) => vote === 'range').length;
  return forRange > votes.length - forRange ? 'range' : 'sticky';
}
