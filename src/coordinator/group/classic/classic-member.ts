// A member of a classic group: who it is, what it can do, what it waits for. What is stored of it is the
// part in StoredMember; parked requests and the session deadline live as long as this process.

import type { JoinGroupResponseInput } from '../../../protocol/generated/join-group.ts';
import type { SyncGroupResponseInput } from '../../../protocol/generated/sync-group.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import type { Parked } from '../../runtime/parked.ts';
import { areSame, keptProtocols, sharedText } from './kept-bytes.ts';
import type { StoredMember } from './stored-group.ts';

/** A protocol (an assignor, for consumers) that a member offers, with its own metadata. */
export interface MemberProtocol {
  readonly name: string;
  readonly metadata: Buffer;
}

/** What a member says anew whenever it joins. */
export interface MemberUpdate {
  /** What the member offers, best first. */
  readonly protocols: readonly MemberProtocol[];
  readonly rebalanceTimeoutMs: number;
  readonly sessionTimeoutMs: number;
}

export const EMPTY_BYTES: Buffer = Buffer.alloc(0);

export interface ClassicMemberOptions extends MemberUpdate {
  readonly memberId: string;
  /** The static member's name (KIP-345); null for a dynamic member. */
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
}

export class ClassicMember {
  readonly memberId: string;
  readonly instanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  rebalanceTimeoutMs: number;
  sessionTimeoutMs: number;
  protocols: readonly MemberProtocol[];
  assignment: Buffer = EMPTY_BYTES;
  /** It has not been told its member id yet, so it cannot send heartbeats. */
  isNew = false;
  /** Set and cleared by the group, which counts the members that wait. */
  parkedJoin: Parked<JoinGroupResponseInput> | null = null;
  parkedSync: Parked<SyncGroupResponseInput> | null = null;
  session: Deadline | null = null;

  /** Keeps what it is given; of another member of its group, what is the same (see kept-bytes.ts). */
  constructor(options: ClassicMemberOptions, other?: ClassicMember) {
    this.memberId = options.memberId;
    this.instanceId = options.instanceId;
    this.clientId = sharedText(options.clientId, other?.clientId);
    this.clientHost = sharedText(options.clientHost, other?.clientHost);
    this.rebalanceTimeoutMs = options.rebalanceTimeoutMs;
    this.sessionTimeoutMs = options.sessionTimeoutMs;
    this.protocols = keptProtocols(options.protocols, other?.protocols);
  }

  /** Whether the session may not expire now: it waits for us, not we for it. */
  get hasSatisfiedHeartbeat(): boolean {
    return !this.isNew && (this.parkedJoin !== null || this.parkedSync !== null);
  }

  /** The metadata that the member offers with a protocol; undefined when it does not offer it. */
  metadataFor(protocolName: string | null): Buffer | undefined {
    return this.protocols.find(({ name }) => name === protocolName)?.metadata;
  }

  /** Whether these are the same protocols in the same order, with equal metadata. */
  offers(protocols: readonly MemberProtocol[]): boolean {
    return areSame(protocols, this.protocols);
  }

  /** The part that is stored, with the metadata of the protocol that the group has chosen. */
  toStored(protocolName: string | null, assignment: Buffer): StoredMember {
    return {
      memberId: this.memberId,
      instanceId: this.instanceId,
      clientId: this.clientId,
      clientHost: this.clientHost,
      rebalanceTimeoutMs: this.rebalanceTimeoutMs,
      sessionTimeoutMs: this.sessionTimeoutMs,
      subscription: this.metadataFor(protocolName) ?? EMPTY_BYTES,
      assignment,
    };
  }
}
