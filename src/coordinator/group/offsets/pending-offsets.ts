// Offsets that were committed in transactions which are not over (KIP-98): nobody sees them until the
// transaction's marker makes them count, or go. Changed by replay only.
// Invariant: a partition is open for exactly those producers that have an offset of it pending.

import { assert } from '../../../base/assert.ts';
import type { OffsetStore, StoredOffset } from './committed-offset.ts';
import { GroupPartitions } from './group-partitions.ts';

export class PendingOffsets {
  private readonly byProducer = new Map<number, OffsetStore>();
  /** The producers with an open transaction for a partition. */
  private readonly open = new GroupPartitions<Set<number>>();

  /** Whether a transaction that is not over has committed an offset of this partition. */
  has(groupId: string, topic: string, partition: number): boolean {
    return this.open.get(groupId, topic, partition) !== undefined;
  }

  /** The partitions of a group with pending offsets, by topic; undefined when there are none. */
  ofGroup(groupId: string): ReadonlyMap<string, ReadonlyMap<number, unknown>> | undefined {
    return this.open.ofGroup(groupId);
  }

  /** The groups with pending offsets, and their partitions by topic. */
  groups(): Iterable<[string, ReadonlyMap<string, ReadonlyMap<number, unknown>>]> {
    return this.open.groups();
  }

  /** A producer has committed an offset in its transaction. */
  add(
    producerId: number,
    [groupId, topic, partition]: readonly [string, string, number],
    offset: StoredOffset,
  ): void {
    const offsets = this.byProducer.get(producerId) ?? new GroupPartitions<StoredOffset>();
    this.byProducer.set(producerId, offsets);
    offsets.set(groupId, topic, partition, offset);
    const producers = this.open.get(groupId, topic, partition);
    if (producers !== undefined) producers.add(producerId);
    else this.open.set(groupId, topic, partition, new Set([producerId]));
  }

  /** The partition's offsets were removed: those that are pending go too. */
  remove(groupId: string, topic: string, partition: number): void {
    for (const producerId of this.open.get(groupId, topic, partition) ?? []) {
      this.byProducer.get(producerId)?.remove(groupId, topic, partition);
    }
    this.open.remove(groupId, topic, partition);
  }

  /** A producer's transaction is over: gives back what it had pending, and forgets it. */
  take(producerId: number): OffsetStore | undefined {
    const offsets = this.byProducer.get(producerId);
    if (offsets === undefined) return undefined;
    this.byProducer.delete(producerId);
    for (const [groupId, topic, partition] of offsets.entries()) {
      const producers = this.open.get(groupId, topic, partition);
      assert(producers?.delete(producerId) === true, 'what is pending is open');
      if (producers.size === 0) this.open.remove(groupId, topic, partition);
    }
    return offsets;
  }
}
