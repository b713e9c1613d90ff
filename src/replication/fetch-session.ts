// Incremental fetch sessions (KIP-227): the broker remembers which partitions a client fetches and from
// where, so that a request names only what changed and a response only what has news.
// Invariant: a session is named by (id, epoch); a wrong epoch is an error, never a silent partial answer.

import { ErrorCode } from '../base/error-code.ts';
import type { Uuid } from '../base/uuid.ts';
import { ZERO_UUID } from '../base/uuid.ts';

/** What a client asks of one partition. */
export interface FetchTarget {
  /** Null while the topic id is not known to this broker. */
  readonly topic: string | null;
  readonly topicId: Uuid;
  readonly partition: number;
  readonly currentLeaderEpoch: number;
  readonly fetchOffset: number;
  readonly lastFetchedEpoch: number;
  readonly logStartOffset: number;
  /** Bytes. */
  readonly maxBytes: number;
}

/** What a session compares to decide whether a partition has news. */
export interface FetchNews {
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly logStartOffset: number;
  readonly recordsBytes: number;
  readonly diverging: boolean;
}

/** A partition that a client no longer fetches. */
export type ForgottenPartition = Pick<FetchTarget, 'topic' | 'topicId' | 'partition'>;

/** The session epoch of a request that wants no session, or ends one. */
export const FINAL_EPOCH = -1;
/** The session epoch of a request that wants a new session. */
export const INITIAL_EPOCH = 0;
/** The id of "no session". */
export const NO_SESSION = 0;

const MAX_EPOCH = 0x7fffffff;
const UNSENT = -1;

interface CachedPartition {
  target: FetchTarget;
  highWatermark: number;
  logStartOffset: number;
}

/** The epoch after this one: it wraps to 1, as 0 asks for a new session. */
export function nextSessionEpoch(epoch: number): number {
  return epoch === MAX_EPOCH ? 1 : epoch + 1;
}

function keyOf({ topic, topicId, partition }: ForgottenPartition): string {
  return topicId === ZERO_UUID ? `${partition}/${topic}` : `${partition}:${topicId}`;
}

export class FetchSession {
  readonly id: number;
  readonly usesTopicIds: boolean;
  readonly createdMs: number;
  lastUsedMs: number;
  /** The epoch that the next request must carry. */
  epoch = nextSessionEpoch(INITIAL_EPOCH);
  /** In the order in which they are served: a partition that sent records goes to the end. */
  readonly #partitions = new Map<string, CachedPartition>();

  constructor(id: number, usesTopicIds: boolean, nowMs: number) {
    this.id = id;
    this.usesTopicIds = usesTopicIds;
    this.createdMs = nowMs;
    this.lastUsedMs = nowMs;
  }

  get size(): number {
    return this.#partitions.size;
  }

  /** Takes over the first, full answer of a new session. */
  remember(target: FetchTarget, news: FetchNews): void {
    this.#partitions.set(keyOf(target), {
      target,
      highWatermark: news.errorCode === ErrorCode.NONE ? news.highWatermark : UNSENT,
      logStartOffset: news.logStartOffset,
    });
  }

  /** Takes over what an incremental request adds, changes and forgets. */
  update(targets: readonly FetchTarget[], forgotten: readonly ForgottenPartition[]): void {
    for (const target of targets) {
      const cached = this.#partitions.get(keyOf(target));
      if (cached) cached.target = target;
      else {
        this.#partitions.set(keyOf(target), {
          target,
          highWatermark: UNSENT,
          logStartOffset: UNSENT,
        });
      }
    }
    for (const partition of forgotten) this.#partitions.delete(keyOf(partition));
  }

  /** All partitions of the session; a topic id that became known since is given its name. */
  targets(topicName: (id: Uuid) => string | null): FetchTarget[] {
    const targets: FetchTarget[] = [];
    for (const cached of this.#partitions.values()) {
      if (cached.target.topic === null) {
        cached.target = { ...cached.target, topic: topicName(cached.target.topicId) };
      }
      targets.push(cached.target);
    }
    return targets;
  }

  /** Whether the client must hear of this partition, and notes that it does. */
  takeNews(target: FetchTarget, news: FetchNews): boolean {
    const key = keyOf(target);
    const cached = this.#partitions.get(key);
    if (!cached) return true;
    const failed = news.errorCode !== ErrorCode.NONE;
    const hasNews =
      failed ||
      news.recordsBytes > 0 ||
      news.diverging ||
      cached.highWatermark !== news.highWatermark ||
      cached.logStartOffset !== news.logStartOffset;
    // An error forgets the high watermark, so that the partition is sent again once the error is gone.
    cached.highWatermark = failed ? UNSENT : news.highWatermark;
    cached.logStartOffset = news.logStartOffset;
    if (news.recordsBytes > 0) {
      this.#partitions.delete(key);
      this.#partitions.set(key, cached);
    }
    return hasNews;
  }
}
