// What a group remembers of the topics that it is subscribed to: one number, kept with its epoch in
// `__consumer_offsets`. A topic that comes, goes, gets partitions or moves to other racks changes it, and with
// it the group's epoch. Equal to the number that Apache Kafka computes, so that no rebalance follows when a
// group moves from one broker to the other.

import type { Uuid } from '../../../base/uuid.ts';
import { uuidToBytes } from '../../../base/uuid.ts';
import { xxh3 } from '../../../base/xxh3.ts';

/** What counts of a topic. */
export interface HashedTopic {
  readonly topicId: Uuid;
  readonly name: string;
  /** How many it has. */
  readonly partitions: number;
  /** The racks of a partition's replicas, those without a rack left out. */
  racksOf(partition: number): readonly string[];
}

/** First of all that is hashed: the version of the layout. */
const LAYOUT = 0;

/** The hash of one topic. */
export function topicHash(topic: HashedTopic): bigint {
  const [high, low] = halves(topic.topicId);
  const parts = [Buffer.from([LAYOUT]), high, low, text(topic.name), int32(topic.partitions)];
  for (let partition = 0; partition < topic.partitions; partition++) {
    parts.push(int32(partition));
    // The length stands in front as well as behind, so that no two lists of racks look the same.
    for (const rack of [...topic.racksOf(partition)].sort()) {
      parts.push(int32(rack.length), text(rack));
    }
  }
  return xxh3(Buffer.concat(parts));
}

/** The hash of all topics of a group, by name; 0 when there are none. */
export function groupHash(hashes: ReadonlyMap<string, bigint>): bigint {
  if (hashes.size === 0) return 0n;
  const bytes = Buffer.alloc(hashes.size * 8);
  [...hashes.keys()].sort().forEach((name, at) => {
    bytes.writeBigInt64LE(hashes.get(name) as bigint, at * 8);
  });
  return xxh3(bytes);
}

/** The two int64 of a uuid, each with its lowest byte first. */
function halves(uuid: Uuid): readonly [Buffer, Buffer] {
  const bytes = uuidToBytes(uuid);
  return [bytes.subarray(0, 8).reverse(), bytes.subarray(8).reverse()];
}

/** UTF-16 with the low byte first, and then how many units that were. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from(value, 'utf16le'), int32(value.length)]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** The hashes of the topics that groups subscribe to, each computed once until it is said to have changed. */
export class TopicHashes {
  private readonly known = new Map<string, bigint>();
  private readonly topicOf: (name: string) => HashedTopic | undefined;

  constructor(topicOf: (name: string) => HashedTopic | undefined) {
    this.topicOf = topicOf;
  }

  /** The hash of those of the topics that exist; 0 when none does. */
  ofGroup(names: Iterable<string>): bigint {
    const hashes = new Map<string, bigint>();
    for (const name of names) {
      const topic = this.topicOf(name);
      if (topic !== undefined) hashes.set(name, this.ofTopic(topic));
    }
    return groupHash(hashes);
  }

  /** These topics may be others from now on. */
  forget(names: Iterable<string>): void {
    for (const name of names) this.known.delete(name);
  }

  private ofTopic(topic: HashedTopic): bigint {
    let hash = this.known.get(topic.name);
    if (hash === undefined) {
      hash = topicHash(topic);
      this.known.set(topic.name, hash);
    }
    return hash;
  }
}
