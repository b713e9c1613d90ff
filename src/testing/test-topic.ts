// A topic seen from the broker's side: its records as they stand in the logs, decoded.

import { isDeepStrictEqual } from 'node:util';
import type { Services } from '../dispatch/services.ts';
import type { LogRecord } from '../record/record.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import type { Partition } from '../replication/partition.ts';
import type { RecordSenders } from './record-senders.ts';
import type { WaitOptions } from './wait-until.ts';
import { waitUntil } from './wait-until.ts';

/** A record of a topic. Texts are UTF-8. */
export interface ReceivedRecord {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** The `client.id` of the producer; null when it has none or is not known, as of what was there at the start. */
  readonly clientId: string | null;
  /** Of an idempotent or transactional producer. */
  readonly producerId: number | null;
}

export class TestTopic {
  readonly name: string;
  readonly #services: () => Services;
  readonly #senders: RecordSenders;

  /** @internal */
  constructor(name: string, services: () => Services, senders: RecordSenders) {
    this.name = name;
    this.#services = services;
    this.#senders = senders;
  }

  /** How many partitions it has; 0 when it does not exist. */
  get partitions(): number {
    return this.#services().replicas.partitionsOf(this.name).length;
  }

  /**
   * The records that a consumer of committed records could read now, by partition and offset: all, or those that
   * match.
   */
  records(match: RecordMatch = {}): ReceivedRecord[] {
    const { replicas } = this.#services();
    return replicas
      .partitionsOf(this.name)
      .flatMap((partition) => [...readAll(partition, this.#senders)])
      .filter((record) => matches(record, match));
  }

  /**
   * Resolves with the records that match once there are at least so many. Throws WaitTimeoutError that tells
   * what was there instead.
   */
  received(
    count: number,
    { match = {}, ...wait }: WaitOptions & { readonly match?: RecordMatch } = {},
  ): Promise<ReceivedRecord[]> {
    return waitUntil(
      {
        look: () => this.records(match),
        isMet: (records) => records.length >= count,
        describe: (records) =>
          `topic ${this.name} did not receive ${count} such records, but ${records.length} of ${this.records().length}: ${shown(this.records())}`,
      },
      wait,
    );
  }
}

const MOST_SHOWN = 5;

function shown(records: readonly ReceivedRecord[]): string {
  const texts = records.slice(-MOST_SHOWN).map(({ partition, offset, key, value }) => {
    return `${partition}:${offset} ${key ?? 'null'}=${value ?? 'null'}`;
  });
  return records.length > MOST_SHOWN ? `…, ${texts.join(', ')}` : texts.join(', ') || 'none';
}

/** What a record must have: the fields that are given, or what a function says. */
export type RecordMatch = Partial<ReceivedRecord> | ((record: ReceivedRecord) => boolean);

function matches(record: ReceivedRecord, match: RecordMatch): boolean {
  if (typeof match === 'function') return match(record);
  return Object.entries(match).every(([name, wanted]) =>
    isDeepStrictEqual(record[name as keyof ReceivedRecord], wanted),
  );
}

function* readAll(partition: Partition, senders: RecordSenders): Generator<ReceivedRecord> {
  if (partition.sizeInBytes === 0) return;
  const { log, logStartOffset, lastStableOffset, index } = partition;
  const isAborted = abortedIn(log.abortedTransactions(logStartOffset, lastStableOffset));
  for (const batch of log.batches()) {
    if (batch.baseOffset >= lastStableOffset) return;
    if (batch.isControl || isAborted(batch)) continue;
    for (const record of recordsOf(batch)) {
      if (record.offset < logStartOffset) continue;
      const clientId = senders.of(partition, record.offset);
      const producerId = batch.hasProducerId ? batch.producerId : null;
      yield { ...decoded(index, record), clientId, producerId };
    }
  }
}

type AbortedTransactions = ReturnType<Partition['log']['abortedTransactions']>;

function abortedIn(aborted: AbortedTransactions): (batch: RecordBatch) => boolean {
  return ({ isTransactional, producerId, baseOffset }) =>
    isTransactional &&
    aborted.some(
      (transaction) =>
        transaction.producerId === producerId &&
        transaction.firstOffset <= baseOffset &&
        baseOffset <= transaction.lastOffset,
    );
}

function decoded(
  partition: number,
  record: LogRecord,
): Omit<ReceivedRecord, 'clientId' | 'producerId'> {
  const { offset, timestamp, key, value, headers } = record;
  const texts = headers.map((header) => [header.key, header.value?.toString() ?? '']);
  return {
    partition,
    offset,
    timestamp,
    key: key?.toString() ?? null,
    value: value?.toString() ?? null,
    headers: Object.fromEntries(texts),
  };
}
