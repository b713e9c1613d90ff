// Reads a topic as a member of a group: the partitions that the group gives it, from where the group has got to. What
// the caller says is done is committed: every second, before partitions go to others, and at the end. A record may come
// twice (to another member) after a crash, and is never left out.

import type { Clock } from '../platform/clock.ts';
import type { ClusterClient } from './cluster-client.ts';
import type { ConsumedRecord } from './consumer.ts';
import { PartitionReader } from './consumer.ts';
import { GroupMember } from './group-member.ts';
import { committedOffsets } from './group-offsets.ts';
import type { Isolation } from './isolation.ts';
import { describeTopics, offsetRanges } from './topics.ts';

/** Well within any session timeout. */
const HEARTBEAT_MS = 1_000;

export interface GroupConsumption {
  readonly groupId: string;
  readonly topic: string;
  readonly isolation: Isolation;
  /** Where partitions begin of which the group has committed nothing. */
  readonly from: 'earliest' | 'latest';
  /** Whether to end where the partitions end when they are assigned. */
  readonly untilEnd: boolean;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  /** Ends the reading between two fetches. */
  readonly signal: AbortSignal;
}

export class GroupConsumer {
  readonly #client: ClusterClient;
  readonly #options: GroupConsumption;
  readonly #member: GroupMember;
  /** The next offset to read of each partition, as far as it is done. */
  readonly #done = new Map<number, number>();
  /** What the group has committed of the partitions that were assigned. */
  #committed = new Map<number, number>();
  #heartbeatAtMs = 0;

  constructor(client: ClusterClient, options: GroupConsumption) {
    this.#client = client;
    this.#options = options;
    this.#member = new GroupMember(client, options.groupId, [options.topic]);
  }

  /** Says that a record need not come again. */
  done({ partition, offset }: ConsumedRecord): void {
    this.#done.set(partition, offset + 1);
  }

  /** The records as they come. Whoever stops reading leaves the group with what is done committed. Throws ClientError. */
  async *records(): AsyncGenerator<ConsumedRecord> {
    try {
      for (let isAtEnd = false; !isAtEnd && !this.#options.signal.aborted; ) {
        const reader = await this.#join();
        isAtEnd = yield* this.#assigned(reader);
      }
    } finally {
      await this.#commit();
      await this.#member.leave();
    }
  }

  /** The records of one assignment; true at their end, false when the group shares out anew. */
  async *#assigned(reader: PartitionReader): AsyncGenerator<ConsumedRecord, boolean> {
    while (!this.#options.signal.aborted) {
      if (this.#options.untilEnd && reader.isAtEnd) return true;
      for (const record of await this.#read(reader)) {
        if (this.#options.signal.aborted) return false;
        yield record;
      }
      // Beyond the last record there may be markers of transactions.
      for (const [partition, offset] of reader.positions) this.#done.set(partition, offset);
      if (!(await this.#stillMember())) return false;
    }
    return false;
  }

  async #read(reader: PartitionReader): Promise<readonly ConsumedRecord[]> {
    if (!reader.isAtEnd) return reader.next();
    // Nothing is assigned: the group has more members than partitions.
    await this.#client.pause(HEARTBEAT_MS);
    return [];
  }

  async #stillMember(): Promise<boolean> {
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs - this.#heartbeatAtMs < HEARTBEAT_MS) return true;
    this.#heartbeatAtMs = nowMs;
    const isMember = await this.#member.heartbeat();
    // While the others are waited for, a member of the old generation may still commit.
    return (await this.#commit()) && isMember;
  }

  async #commit(): Promise<boolean> {
    const { topic } = this.#options;
    const offsets = [...this.#done]
      .filter(([partition, offset]) => this.#committed.get(partition) !== offset)
      .map(([partition, offset]) => ({ topic, partition, offset }));
    if (offsets.length === 0) return true;
    for (const { partition, offset } of offsets) this.#committed.set(partition, offset);
    return this.#member.commit(offsets);
  }

  async #join(): Promise<PartitionReader> {
    const { groupId, topic, isolation, from, untilEnd } = this.#options;
    const assigned = (await this.#member.join()).get(topic) ?? [];
    this.#done.clear();
    const committed = new Map(
      (await committedOffsets(this.#client, groupId))
        .filter((row) => row.topic === topic)
        .map(({ partition, offset }) => [partition, offset]),
    );
    const topics = await describeTopics(this.#client, [topic]);
    const ranges = (await offsetRanges(this.#client, topics, isolation)).filter(({ partition }) =>
      assigned.includes(partition),
    );
    this.#committed = committed;
    const begin = ranges.map(({ partition, start, end }): [number, number] => [
      partition,
      Math.max(committed.get(partition) ?? (from === 'earliest' ? start : end), start),
    ]);
    const ends = ranges.map(({ partition, end }): [number, number] => [partition, end]);
    const until = untilEnd ? new Map(ends) : undefined;
    return new PartitionReader(this.#client, { topic, isolation, from: new Map(begin), until });
  }
}
