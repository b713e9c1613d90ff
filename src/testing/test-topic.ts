// A topic seen from the broker's side: its records as they stand in the logs, decoded.

import type { LogRecord } from '../record/record.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import type { Partition } from '../replication/partition.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';

/** A record of a topic. Texts are UTF-8. */
export interface ReceivedRecord {
  readonly partition: number;
  readonly offset: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export class TestTopic {
  readonly name: string;
  readonly #replicas: ReplicaManager;

  constructor(name: string, replicas: ReplicaManager) {
    this.name = name;
    this.#replicas = replicas;
  }

  /** Every record that a consumer of committed records could read now, by partition and offset. */
  records(): ReceivedRecord[] {
    return this.#replicas.partitionsOf(this.name).flatMap((partition) => [...readAll(partition)]);
  }
}

function* readAll(partition: Partition): Generator<ReceivedRecord> {
  if (partition.sizeInBytes === 0) return;
  const { log, logStartOffset, lastStableOffset, index } = partition;
  const isAborted = abortedIn(log.abortedTransactions(logStartOffset, lastStableOffset));
  for (const batch of log.batches()) {
    if (batch.baseOffset >= lastStableOffset) return;
    if (batch.isControl || isAborted(batch)) continue;
    for (const record of recordsOf(batch)) {
      if (record.offset >= logStartOffset) yield receivedRecord(index, record);
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

function receivedRecord(partition: number, record: LogRecord): ReceivedRecord {
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
