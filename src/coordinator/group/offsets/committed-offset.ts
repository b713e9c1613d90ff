// What a group has committed for a partition.

import type { Uuid } from '../../../base/uuid.ts';
import type { GroupPartitions } from './group-partitions.ts';

/** An offset without an expiry of its own: the group's retention decides. */
export const NO_EXPIRY = -1;

export interface CommittedOffset {
  readonly offset: number;
  /** -1 when the consumer did not say. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  /** Wall clock, in milliseconds. */
  readonly commitTimestampMs: number;
  /** Wall clock, in milliseconds; NO_EXPIRY but for commits of OffsetCommit v2 to v4 that set one. */
  readonly expireTimestampMs: number;
  /** ZERO_UUID when the record is older than topic ids. */
  readonly topicId: Uuid;
}

/** The same as it stands in the log. */
export interface StoredOffset extends CommittedOffset {
  /** Of its record in `__consumer_offsets`: of two commits, the later one counts. */
  readonly recordOffset: number;
}

/** The committed offsets of all groups of a shard. */
export type OffsetStore = GroupPartitions<StoredOffset>;

export type TopicOffsets = ReadonlyMap<number, StoredOffset>;
export type GroupOffsets = ReadonlyMap<string, TopicOffsets>;
