// Turns an answer into plain values that are equal when two brokers mean the same: error codes by name,
// topic ids by the topic's name, addresses, producer ids, session ids and the broker's own times by what
// they are, record batches taken apart.

import type { ErrorCode } from '../../src/base/error-code.ts';
import { errorName } from '../../src/base/error-code.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { decompress } from '../../src/record/compression.ts';
import { recordsOf } from '../../src/record/record.ts';
import { RecordBatch } from '../../src/record/record-batch.ts';
import type { Broker } from '../support/broker.ts';
import { isRecord } from './difference.ts';

/** Left out: they say nothing that could be compared. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'throttleTimeMs',
  'unknownTaggedFields',
  'totalBytes',
  'usableBytes',
]);

const ERROR_CODES: ReadonlySet<string> = new Set([
  'errorCode',
  'partitionErrorCode',
  'acknowledgeErrorCode',
]);

/** Sentences for people: that there is one is compared, its words are each broker's own. */
const SENTENCES: ReadonlySet<string> = new Set([
  'errorMessage',
  'batchIndexErrorMessage',
  'acknowledgeErrorMessage',
]);

/** Lists that Apache Kafka gives in the order of a hash table, and what identifies an item. */
const SORTED_BY: Readonly<Record<string, readonly string[]>> = {
  apiKeys: ['apiKey'],
  finalizedFeatures: ['name'],
  partitionResponses: ['index'],
  activeProducers: ['producerId'],
  markers: ['producerId'],
  resultsByPartition: ['partitionIndex'],
  resultsByTopicV3AndBelow: ['name'],
  resultsByTransaction: ['transactionalId'],
  topicPartitions: ['topicId'],
  topicResults: ['name'],
  transactionStates: ['transactionalId'],
  unknownStateFilters: [],
  groups: ['groupId'],
  results: ['groupId', 'name', 'resourceName'],
  configs: ['name'],
  subscribedTopicNames: [],
};

/**
 * Topics and partitions in the answers of Produce, ListOffsets, DeleteRecords and OffsetForLeaderEpoch come in
 * such an order too, and so do the members of a group.
 */
function isFromHashTable(items: readonly unknown[]): boolean {
  const [item] = items;
  if (!isRecord(item)) return false;
  if (MARKS.some((mark) => mark in item)) return true;
  if ('groupInstanceId' in item && 'metadata' in item) return true;
  if ('partition' in item && 'errorMessage' in item) return true;
  return Array.isArray(item.partitions) && isFromHashTable(item.partitions);
}

const MARKS = [
  'partitionResponses',
  'timestamp',
  'lowWatermark',
  'endOffset',
  'memberMetadata',
  'acknowledgeErrorCode',
  'currentLeader',
  'memberEpoch',
  'subscription',
];
const TOPIC_IDENTITY = ['name', 'topic', 'topicId', 'partitionIndex', 'partition'];
const MEMBER_IDENTITY = [
  'memberId',
  'groupInstanceId',
  'metadata',
  'memberMetadata',
  'memberAssignment',
  'assignment',
];
const IDENTITY = [...TOPIC_IDENTITY, ...MEMBER_IDENTITY];

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const CLOCK_SKEW_MS = 1_000;

export class Plain {
  readonly #broker: Broker;
  readonly #topicNames = new Map<string, string>();
  readonly #producers = new Map<number, string>();
  readonly #since = Date.now() - CLOCK_SKEW_MS;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  /** From now on the id is shown as the topic's. */
  callTopic(id: string, name: string): void {
    this.#topicNames.set(id, `id of ${name}`);
  }

  /** The value in its comparable form. */
  of(value: unknown, key = ''): unknown {
    if (Buffer.isBuffer(value)) return key === 'records' ? this.#batches(value) : hex(value);
    if (Array.isArray(value)) return this.#list(value, key);
    if (value instanceof Error) return value.message;
    if (typeof value === 'object' && value !== null) return this.#object(value);
    if (typeof value === 'string' && SENTENCES.has(key)) return 'a sentence';
    if (typeof value === 'number') return this.#number(value, key);
    return typeof value === 'string' ? this.#string(value, key) : value;
  }

  #list(items: readonly unknown[], key: string): unknown {
    const plain = items.map((item) => this.of(item));
    const sortedBy = SORTED_BY[key] ?? (isFromHashTable(items) ? IDENTITY : undefined);
    if (sortedBy === undefined) return plain;
    const rank = (item: unknown) => JSON.stringify(item, [...sortedBy]);
    return plain.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  }

  #object(value: object): Record<string, unknown> {
    const kept = Object.entries(value).filter(([key]) => !LEFT_OUT.has(key));
    return Object.fromEntries(kept.map(([key, item]) => [key, this.of(item, key)]));
  }

  #number(value: number, key: string): unknown {
    if (ERROR_CODES.has(key)) return errorName(value as ErrorCode);
    if (key === 'port' && value === this.#broker.port) return 'PORT';
    if (key === 'sessionId' && value !== 0) return 'SESSION';
    if (key === 'producerId' && value >= 0 && !isOurOwn(value)) return this.#producer(value);
    if (value >= this.#since && value <= Date.now() + CLOCK_SKEW_MS) return 'NOW';
    return value;
  }

  #producer(id: number): string {
    const name = this.#producers.get(id) ?? `producer ${this.#producers.size + 1}`;
    this.#producers.set(id, name);
    return name;
  }

  #string(value: string, key: string): string {
    if (key === 'clusterId') return 'CLUSTER';
    if (key === 'topicId' && value !== ZERO_UUID)
      return this.#topicNames.get(value) ?? 'another id';
    return (this.#topicNames.get(value) ?? value)
      .replaceAll(this.#broker.dataDirectory, 'DATA')
      .replaceAll(UUID, 'UUID')
      .replaceAll(/\b\d{13}\b/g, (digits) => String(this.#number(Number(digits), '')));
  }

  /** The whole batches of a Fetch answer, and how many bytes of a cut one follow. */
  #batches(bytes: Buffer): unknown {
    const batches: unknown[] = [];
    let at = 0;
    while (bytes.length - at >= HEADER && bytes.length - at >= 12 + bytes.readInt32BE(at + 8)) {
      const batch = new RecordBatch(bytes, at);
      batches.push(this.#batch(batch));
      at += batch.sizeInBytes;
    }
    return at === bytes.length ? batches : { batches, cutBytes: bytes.length - at };
  }

  #batch(batch: RecordBatch): unknown {
    const wasCompressed = batch.compressionId !== 0;
    const plain = decompress(batch.compressionId, batch.payload);
    return {
      baseOffset: batch.baseOffset,
      // Two implementations of a codec may compress differently; what is inside must be the same.
      sizeInBytes: wasCompressed ? 'compressed' : batch.sizeInBytes,
      partitionLeaderEpoch: batch.partitionLeaderEpoch,
      magic: batch.magic,
      isIntact: batch.isIntact,
      attributes: batch.attributes,
      lastOffsetDelta: batch.lastOffsetDelta,
      baseTimestamp: this.#number(batch.baseTimestamp, ''),
      maxTimestamp: this.#number(batch.maxTimestamp, ''),
      producerId: this.#number(batch.producerId, 'producerId'),
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
      recordsCount: batch.recordsCount,
      payload: batch.timestampType === 'LogAppendTime' ? this.#records(batch) : hex(plain),
    };
  }

  #records(batch: RecordBatch): unknown {
    return [...recordsOf(batch)].map((record) => this.of(record));
  }
}

/** Producer ids that the requests bring along, beyond those that a new broker gives out. */
function isOurOwn(producerId: number): boolean {
  return producerId >= 900_000 && producerId < 1_000_000;
}

const HEADER = 61;
const SHOWN_BYTES = 400;

function hex(bytes: Buffer): string {
  const shown = bytes.subarray(0, SHOWN_BYTES).toString('hex');
  return bytes.length <= SHOWN_BYTES ? shown : `${shown}… ${bytes.length} bytes`;
}
