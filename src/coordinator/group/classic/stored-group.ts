// What a restart brings back of a classic group: the content of its record.

export interface StoredMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs: number;
  readonly sessionTimeoutMs: number;
  readonly subscription: Buffer;
  readonly assignment: Buffer;
}

export interface StoredGroup {
  /** Null for a group that never had members (a simple consumer's). */
  readonly protocolType: string | null;
  readonly generation: number;
  readonly protocolName: string | null;
  readonly leaderId: string | null;
  /** When the group became what it is (wall clock); -1 when an old record does not say. */
  readonly stateTimestampMs: number;
  readonly members: readonly StoredMember[];
}

/** A group before its first member. */
export function emptyStoredGroup(nowMs: number): StoredGroup {
  return {
    protocolType: null,
    generation: 0,
    protocolName: null,
    leaderId: null,
    stateTimestampMs: nowMs,
    members: [],
  };
}
