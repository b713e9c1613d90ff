// What both brokers are given: topics with their configs, and the same batches, byte for byte. What they make
// of them on the disk is then compared.

import { createHash } from 'node:crypto';
import { DeleteRecords } from '../../src/protocol/generated/delete-records.ts';
import { WriteTxnMarkers } from '../../src/protocol/generated/write-txn-markers.ts';
import type { CompressionName } from '../../src/record/compression.ts';
import { compressionId } from '../../src/record/compression.ts';
import { NO_TIMESTAMP } from '../../src/record/record-batch.ts';
import type { NewBatch } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { produce } from '../wire-diff/produce-to.ts';
import type { Side } from '../wire-diff/side.ts';
import type { LastSent } from './go-on.ts';

/** A time in the past, far enough from now that nothing is taken for the broker's own clock. */
export const SENT_AT = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 5 * 3_600_000;
/** Above the ids that a new broker gives out. */
const FIRST_PRODUCER = 900_000;
/** The version of Produce in which transactional records need no verification by the coordinator. */
const PRODUCE_VERSION = 11;
const MEBIBYTE = 1024 * 1024;

/** A kind of topic of one partition, and what is sent to it. */
interface Kind {
  readonly kind: string;
  readonly configs: Readonly<Record<string, string>>;
  /** Whether it is compacted once everything has been sent. */
  readonly isCompacted?: boolean;
  /** Whether the log start offset is part of it, which a crash may forget. */
  readonly isCleanOnly?: boolean;
  send(to: Sender): Promise<void>;
}

/** A topic of a kind. */
export interface Case extends Kind {
  readonly topic: string;
}

/** Sends batches to one topic of one broker. */
export class Sender {
  readonly #side: Side;
  readonly #topic: string;

  constructor(side: Side, topic: string) {
    this.#side = side;
    this.#topic = topic;
  }

  /** `count` records with this many bytes of value, the first one sent at `at`. */
  async batch(
    { count = 1, bytes = 20, at = 0, seed = 0 }: BatchShape,
    fields: Partial<NewBatch> = {},
  ): Promise<void> {
    const records = Array.from({ length: count }, (_, index) => ({
      key: Buffer.from(`key ${(seed + index) % 17}`),
      value: textOf(seed + index, bytes),
      timestamp: SENT_AT + at + index,
    }));
    await produce(this.#side, {
      topic: this.#topic,
      records: buildBatch({ records, ...fields }),
      version: fields.isTransactional ? PRODUCE_VERSION : 13,
      transactionalId: fields.isTransactional ? `transaction of ${this.#topic}` : null,
    });
  }

  /** Moves the log start offset forward. */
  async deleteBefore(offset: number): Promise<void> {
    const partitions = [{ partitionIndex: 0, offset }];
    const topics = [{ name: this.#topic, partitions }];
    const answer = await this.#side.ask(DeleteRecords, 2, { topics, timeoutMs: 5_000 });
    const code = answer.topics[0]?.partitions[0]?.errorCode;
    if (code !== 0) throw new Error(`records of ${this.#topic} were not deleted: ${code}`);
  }

  /** Ends the producer's transaction with a marker, as its coordinator does. */
  async end(producerId: number, producerEpoch: number, isCommit: boolean): Promise<void> {
    const answer = await this.#side.ask(WriteTxnMarkers, 1, {
      markers: [
        {
          producerId,
          producerEpoch,
          transactionResult: isCommit,
          topics: [{ name: this.#topic, partitionIndexes: [0] }],
          coordinatorEpoch: 3,
        },
      ],
    });
    const code = answer.markers[0]?.topics[0]?.partitions[0]?.errorCode;
    if (code !== 0) throw new Error(`a marker for ${this.#topic} was refused: ${code}`);
  }
}

interface BatchShape {
  readonly count?: number;
  readonly bytes?: number;
  /** Milliseconds after SENT_AT. */
  readonly at?: number;
  /** Tells contents apart. */
  readonly seed?: number;
}

/** Text that compresses, but not to nothing. */
function textOf(seed: number, bytes: number): Buffer {
  const words: string[] = [];
  for (let length = 0; length < bytes; length += 43) {
    words.push(createHash('sha256').update(`${seed} ${length}`).digest('base64url'));
  }
  return Buffer.from(words.join('').slice(0, bytes));
}

const codecs: readonly CompressionName[] = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'];

const codecCases = codecs.map((codec) => ({
  kind: `codec-${codec}`,
  configs: { 'index.interval.bytes': '512' },
  async send(to: Sender) {
    for (let seed = 0; seed < 40; seed++) {
      const shape = { count: 1 + (seed % 7), bytes: 100 + seed * 3, at: seed * 1000, seed };
      await to.batch(shape, { compressionId: compressionId(codec) });
    }
  },
}));

/** Enough for several segments of the smallest size that there is. */
async function sendSegments(to: Sender): Promise<void> {
  for (let seed = 0; seed < 60; seed++) {
    // Times go back and forth: the greatest one is not always the last.
    const at = (seed % 5 === 3 ? seed - 3 : seed) * 60_000;
    await to.batch({ count: 10, bytes: 6_000, at, seed });
  }
}

const segmentCases = ['1', '4096', '100000', '10000000'].map((interval) => ({
  kind: `segments-${interval}`,
  configs: { 'segment.bytes': String(MEBIBYTE), 'index.interval.bytes': interval },
  send: sendSegments,
}));

/** Nothing is cleaned until the ratio is lowered: then it is done once, with everything there. */
const COMPACTED = {
  'cleanup.policy': 'compact',
  'segment.bytes': String(MEBIBYTE),
  'min.cleanable.dirty.ratio': '1.0',
};

const KINDS: readonly Kind[] = [
  ...codecCases,
  ...segmentCases,
  {
    kind: 'no-timestamps',
    configs: { 'index.interval.bytes': '100', 'retention.ms': '-1' },
    async send(to) {
      for (let seed = 0; seed < 10; seed++) await to.batch({ seed, at: NO_TIMESTAMP - SENT_AT });
    },
  },
  {
    kind: 'equal-timestamps',
    configs: { 'index.interval.bytes': '100' },
    async send(to) {
      for (let seed = 0; seed < 20; seed++) await to.batch({ seed, at: 1000 });
    },
  },
  {
    kind: 'full-indexes',
    configs: { 'segment.index.bytes': '100', 'index.interval.bytes': '150' },
    async send(to) {
      for (let seed = 0; seed < 120; seed++) await to.batch({ seed, at: seed * 10, bytes: 80 });
    },
  },
  {
    kind: 'rolled-by-time',
    configs: { 'segment.ms': '600000', 'index.interval.bytes': '1000' },
    async send(to) {
      for (let seed = 0; seed < 30; seed++) await to.batch({ seed, at: seed * 100_000 });
    },
  },
  {
    kind: 'append-time',
    configs: { 'message.timestamp.type': 'LogAppendTime', 'index.interval.bytes': '200' },
    async send(to) {
      for (let seed = 0; seed < 20; seed++) await to.batch({ seed, count: 3 });
    },
  },
  {
    kind: 'recompressed',
    configs: { 'compression.type': 'gzip', 'index.interval.bytes': '200' },
    async send(to) {
      for (let seed = 0; seed < 20; seed++) await to.batch({ seed, count: 30 });
    },
  },
  {
    kind: 'idempotent',
    configs: { 'segment.bytes': String(MEBIBYTE) },
    async send(to) {
      for (let seed = 0; seed < 80; seed++) {
        const producerId = FIRST_PRODUCER + (seed % 3);
        const baseSequence = Math.floor(seed / 3) * 5;
        const fields = { producerId, producerEpoch: seed % 3, baseSequence };
        await to.batch({ count: 5, bytes: 7_000, at: seed * 1000, seed }, fields);
      }
    },
  },
  {
    kind: 'deleted-records',
    isCleanOnly: true,
    configs: { 'segment.bytes': String(MEBIBYTE) },
    async send(to) {
      await sendSegments(to);
      await to.deleteBefore(405);
    },
  },
  {
    kind: 'all-deleted',
    isCleanOnly: true,
    configs: {},
    async send(to) {
      await to.batch({ count: 20 });
      await to.deleteBefore(20);
    },
  },
  {
    kind: 'sequence-wraps',
    configs: {},
    async send(to) {
      const fields = { producerId: FIRST_PRODUCER, producerEpoch: 0 };
      await to.batch({ count: 4 }, { ...fields, baseSequence: 0x7fffffff - 1 });
      await to.batch({ count: 4, seed: 4 }, { ...fields, baseSequence: 2 });
    },
  },
  {
    kind: 'transactions',
    configs: { 'segment.bytes': String(MEBIBYTE), 'index.interval.bytes': '1024' },
    send: sendTransactions,
  },
  {
    kind: 'compacted',
    isCompacted: true,
    configs: COMPACTED,
    async send(to) {
      for (let seed = 0; seed < 300; seed++) {
        await to.batch({ count: 3, bytes: 3_000, at: seed * 1000, seed: seed * seed });
      }
    },
  },
  {
    kind: 'compacted-gzip',
    isCompacted: true,
    configs: { ...COMPACTED, 'index.interval.bytes': '300' },
    async send(to) {
      for (let seed = 0; seed < 150; seed++) {
        const shape = { count: 20, bytes: 1000, at: seed * 1000, seed: seed * 31 };
        await to.batch(shape, { compressionId: compressionId('gzip') });
      }
    },
  },
  {
    kind: 'compacted-idempotent',
    isCompacted: true,
    configs: COMPACTED,
    async send(to) {
      for (let seed = 0; seed < 300; seed++) {
        const producerId = FIRST_PRODUCER + 20 + (seed < 30 ? 0 : 1 + (seed % 2));
        const baseSequence = seed < 30 ? seed * 3 : Math.floor((seed - 30) / 2) * 3;
        const fields = { producerId, producerEpoch: 0, baseSequence };
        await to.batch({ count: 3, bytes: 3_000, at: seed * 1000, seed }, fields);
      }
    },
  },
];

/** All cases, as topics of their own. */
export function casesNamed(prefix: string): Case[] {
  const kinds = KINDS.filter(({ isCleanOnly }) => !isCleanOnly || prefix === 'clean');
  return kinds.map((each) => ({ ...each, topic: `${prefix}-${each.kind}` }));
}

/** The idempotent producers of some cases, with the batch that each of them sent last. */
export const LAST_SENT: Readonly<Record<string, readonly Omit<LastSent, 'topic'>[]>> = {
  idempotent: [
    { producerId: FIRST_PRODUCER, producerEpoch: 0, baseSequence: 26 * 5, count: 5 },
    { producerId: FIRST_PRODUCER + 1, producerEpoch: 1, baseSequence: 26 * 5, count: 5 },
    { producerId: FIRST_PRODUCER + 2, producerEpoch: 2, baseSequence: 25 * 5, count: 5 },
  ],
  'sequence-wraps': [{ producerId: FIRST_PRODUCER, producerEpoch: 0, baseSequence: 2, count: 4 }],
};

/** Committed, aborted and open ones of several producers, over several segments. */
async function sendTransactions(to: Sender): Promise<void> {
  const sequences = [0, 0, 0];
  for (let seed = 0; seed < 90; seed++) {
    const who = seed % 3;
    const baseSequence = sequences[who] ?? 0;
    sequences[who] = baseSequence + 3;
    const producer = { producerId: FIRST_PRODUCER + 10 + who, producerEpoch: 1 };
    const fields = { ...producer, baseSequence, isTransactional: true };
    await to.batch({ count: 3, bytes: 10_000, at: seed * 100, seed }, fields);
    // The third producer's last transaction stays open.
    const ends = seed % 7 === 5 && !(who === 2 && seed > 60);
    if (ends) await to.end(producer.producerId, producer.producerEpoch, seed % 2 === 0);
  }
}
