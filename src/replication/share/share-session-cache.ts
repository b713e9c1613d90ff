// The share sessions of this broker: a bounded number, one for each member of each group. None is given up
// for another; one ends when its member says so or its connection is gone.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { TopicIdPartition } from '../../base/share-state.ts';
import type { SharedPartition } from './share-session.ts';
import { FINAL_SHARE_EPOCH, INITIAL_SHARE_EPOCH, ShareSession } from './share-session.ts';

/** What a ShareFetch says of its session. */
export interface ShareSessionRequest {
  readonly groupId: string;
  readonly memberId: string;
  readonly epoch: number;
  readonly connectionId: string;
  readonly partitions: readonly SharedPartition[];
  readonly forgotten: readonly TopicIdPartition[];
  readonly hasAcknowledgements: boolean;
}

export class ShareSessionCache {
  readonly #maxSessions: () => number;
  readonly #sessions = new Map<string, ShareSession>();

  constructor(maxSessions: () => number) {
    this.#maxSessions = maxSessions;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get(groupId: string, memberId: string): ShareSession | undefined {
    return this.#sessions.get(keyOf(groupId, memberId));
  }

  /**
   * The session that this request opens or goes on with; null when it closes it, which is the caller's to do
   * once it is answered. Throws SHARE_SESSION_NOT_FOUND, INVALID_SHARE_SESSION_EPOCH, INVALID_REQUEST,
   * SHARE_SESSION_LIMIT_REACHED.
   */
  open(request: ShareSessionRequest): ShareSession | null {
    const { groupId, memberId, epoch } = request;
    if (epoch === INITIAL_SHARE_EPOCH) return this.#create(request);
    const session = this.#known(groupId, memberId);
    if (epoch === FINAL_SHARE_EPOCH) return null;
    requireEpoch(session, epoch);
    session.add(request.partitions, { isFirst: false });
    session.forget(request.forgotten);
    session.advance();
    return session;
  }

  /** A ShareAcknowledge goes on with a session, or is its last. Throws as `open` does. */
  acknowledge(groupId: string, memberId: string, epoch: number): void {
    if (epoch === INITIAL_SHARE_EPOCH) throw new KafkaError(ErrorCode.INVALID_SHARE_SESSION_EPOCH);
    const session = this.#known(groupId, memberId);
    if (epoch === FINAL_SHARE_EPOCH) return;
    requireEpoch(session, epoch);
    session.advance();
  }

  /** Ends a session; undefined when there is none. */
  remove(groupId: string, memberId: string): ShareSession | undefined {
    const session = this.get(groupId, memberId);
    this.#sessions.delete(keyOf(groupId, memberId));
    return session;
  }

  /** Whether the group has sessions here. */
  hasGroup(groupId: string): boolean {
    for (const session of this.#sessions.values()) if (session.groupId === groupId) return true;
    return false;
  }

  #create(request: ShareSessionRequest): ShareSession {
    const { groupId, memberId, connectionId, partitions } = request;
    if (request.hasAcknowledgements) throw new KafkaError(ErrorCode.INVALID_REQUEST);
    this.remove(groupId, memberId);
    if (this.size >= this.#maxSessions()) {
      throw new KafkaError(ErrorCode.SHARE_SESSION_LIMIT_REACHED);
    }
    const session = new ShareSession(groupId, memberId, connectionId);
    session.add(partitions, { isFirst: true });
    this.#sessions.set(keyOf(groupId, memberId), session);
    return session;
  }

  #known(groupId: string, memberId: string): ShareSession {
    const session = this.get(groupId, memberId);
    if (session !== undefined) return session;
    throw new KafkaError(ErrorCode.SHARE_SESSION_NOT_FOUND);
  }
}

function requireEpoch(session: ShareSession, epoch: number): void {
  if (session.epoch !== epoch) throw new KafkaError(ErrorCode.INVALID_SHARE_SESSION_EPOCH);
}

/** Member ids hold no colon that could be mistaken: they come first and are of bounded length. */
function keyOf(groupId: string, memberId: string): string {
  return `${memberId.length}:${memberId}${groupId}`;
}
