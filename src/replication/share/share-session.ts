// What a member of a share group fetches, remembered by the broker, so that a request names only what has
// changed (KIP-932). A session belongs to one member and to the connection that opened it.

import { ErrorCode } from '../../base/error-code.ts';
import type { TopicIdPartition } from '../../base/share-state.ts';
import { nextSessionEpoch } from '../fetch-session.ts';

/** The epoch of a request that opens a session. */
export const INITIAL_SHARE_EPOCH = 0;
/** The epoch of a request that closes one. */
export const FINAL_SHARE_EPOCH = -1;

/** A partition that a member fetches. */
export interface SharedPartition extends TopicIdPartition {
  /** Null when the topic's id was not known when the partition was added. */
  readonly topic: string | null;
}

/** What decides whether a member must hear of a partition. */
export interface ShareNews {
  readonly errorCode: number;
  readonly recordsBytes: number;
}

interface Remembered {
  readonly shared: SharedPartition;
  /** Whether the member hears of it with the next answer, whatever there is. */
  isOwed: boolean;
}

export class ShareSession {
  readonly groupId: string;
  readonly memberId: string;
  readonly connectionId: string;
  /** The epoch that the next request must carry. */
  epoch = nextSessionEpoch(INITIAL_SHARE_EPOCH);
  readonly #partitions = new Map<string, Remembered>();

  constructor(groupId: string, memberId: string, connectionId: string) {
    this.groupId = groupId;
    this.memberId = memberId;
    this.connectionId = connectionId;
  }

  get partitions(): SharedPartition[] {
    return [...this.#partitions.values()].map(({ shared }) => shared);
  }

  /** The first answer of a session names every partition by itself; later ones owe those that are added. */
  add(partitions: readonly SharedPartition[], { isFirst }: { readonly isFirst: boolean }): void {
    for (const shared of partitions) {
      const key = keyOf(shared);
      if (!this.#partitions.has(key)) this.#partitions.set(key, { shared, isOwed: !isFirst });
    }
  }

  forget(partitions: readonly TopicIdPartition[]): void {
    for (const partition of partitions) this.#partitions.delete(keyOf(partition));
  }

  advance(): void {
    this.epoch = nextSessionEpoch(this.epoch);
  }

  /** Whether the member must hear of this partition, and notes that it does. */
  takeNews(partition: TopicIdPartition, news: ShareNews): boolean {
    const key = keyOf(partition);
    const remembered = this.#partitions.get(key);
    if (remembered === undefined) return true;
    const failed = news.errorCode !== ErrorCode.NONE;
    const isNews = failed || remembered.isOwed || news.recordsBytes > 0;
    // Once an error is gone the member hears of that.
    remembered.isOwed = failed;
    if (news.recordsBytes > 0) {
      this.#partitions.delete(key);
      this.#partitions.set(key, remembered);
    }
    return isNews;
  }
}

export function keyOf({ topicId, partition }: TopicIdPartition): string {
  return `${topicId}:${partition}`;
}
