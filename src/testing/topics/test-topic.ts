// A topic seen from the broker's side: its records as they stand in the logs, decoded.

import type { Services } from '../../dispatch/services.ts';
import { recordsOf } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import type { Partition } from '../../replication/partition.ts';
import type { WaitOptions } from '../wait-until.ts';
import type { ReceivedRecord, RecordMatch } from './received-record.ts';
import { awaitRecords, decoded, matches } from './received-record.ts';
import type { RecordSenders } from './record-senders.ts';

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
    return awaitRecords({ topic: this.name, look: () => this.records(), count, match }, wait);
  }
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
