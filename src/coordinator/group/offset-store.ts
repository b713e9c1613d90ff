// The committed offsets of all groups of a shard: group, topic, partition → offset. Changed by replay only.
// Invariant: no empty maps, so a group or topic without offsets is not there.

import type { Uuid } from '../../base/uuid.ts';

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

export type TopicOffsets = ReadonlyMap<number, CommittedOffset>;
export type GroupOffsets = ReadonlyMap<string, TopicOffsets>;

export class OffsetStore {
  private readonly byGroup = new Map<string, Map<string, Map<number, CommittedOffset>>>();

  ofGroup(groupId: string): GroupOffsets | undefined {
    return this.byGroup.get(groupId);
  }

  get(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.byGroup.get(groupId)?.get(topic)?.get(partition);
  }

  /** The groups that have offsets. */
  groups(): Iterable<[string, GroupOffsets]> {
    return this.byGroup;
  }

  set(groupId: string, topic: string, partition: number, committed: CommittedOffset): void {
    let topics = this.byGroup.get(groupId);
    if (topics === undefined) {
      topics = new Map();
      this.byGroup.set(groupId, topics);
    }
    let partitions = topics.get(topic);
    if (partitions === undefined) {
      partitions = new Map();
      topics.set(topic, partitions);
    }
    partitions.set(partition, committed);
  }

  remove(groupId: string, topic: string, partition: number): void {
    const topics = this.byGroup.get(groupId);
    const partitions = topics?.get(topic);
    if (topics === undefined || partitions === undefined) return;
    partitions.delete(partition);
    if (partitions.size === 0) topics.delete(topic);
    if (topics.size === 0) this.byGroup.delete(groupId);
  }
}
