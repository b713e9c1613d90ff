// The state of the records of a share partition (KIP-932), as far as it is stored: runs of offsets with the
// same delivery state and count. The share partition that hands records out and the coordinator that keeps
// its state speak of the same runs, so they are declared below both.

import type { Uuid } from './uuid.ts';

/** Where a record stands; the numbers are those of the protocol and of what is stored. */
export const DeliveryState = {
  /** May be given to a member. */
  AVAILABLE: 0,
  /** A member has it, for as long as its lock lasts. Never stored. */
  ACQUIRED: 1,
  /** A member has accepted it. */
  ACKNOWLEDGED: 2,
  /** Nobody gets it any more: rejected, or delivered too often. */
  ARCHIVED: 4,
} as const;

export type DeliveryState = (typeof DeliveryState)[keyof typeof DeliveryState];

/** Consecutive offsets, both ends included, whose records stand alike. */
export interface StateBatch {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly deliveryState: number;
  readonly deliveryCount: number;
}

/** Names one partition of a topic. */
export interface TopicIdPartition {
  readonly topicId: Uuid;
  readonly partition: number;
}

/** "Nowhere yet": the start offset is found by the group's `share.auto.offset.reset`. */
export const UNINITIALIZED_START_OFFSET = -1;

/** An epoch that is not checked. */
export const UNCHECKED_EPOCH = -1;
