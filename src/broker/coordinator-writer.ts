// The partitions of an internal topic, as a coordinator needs them: records in, records out, no log in
// sight. A partition that was never written costs nothing to read.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type {
  CoordinatorBatch,
  PartitionClaim,
  PartitionWriter,
  StoredEntry,
  TransactionMarker,
} from '../coordinator/runtime/partition-writer.ts';
import { NO_PRODUCER_ID } from '../coordinator/runtime/partition-writer.ts';
import type { AppendInfo } from '../log/partition-log.ts';
import type { VerificationGuard } from '../log/producer-verification.ts';
import { buildEndTxnBatch, readEndTxnMarker } from '../record/control-record.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { NO_SEQUENCE } from '../record/record-batch.ts';
import { buildBatch } from '../record/record-batch-builder.ts';
import type { Partition } from '../replication/partition.ts';
import type { ReplicaManager } from '../replication/replica-manager.ts';

export interface CoordinatorWriterOptions {
  readonly topic: string;
  readonly replicas: ReplicaManager;
  /** How many partitions the topic will be created with (`offsets.topic.num.partitions`). */
  readonly configuredPartitions: () => number;
}

export class CoordinatorWriter implements PartitionWriter {
  readonly #options: CoordinatorWriterOptions;

  constructor(options: CoordinatorWriterOptions) {
    this.#options = options;
  }

  append(partition: number, { records, timestampMs, producer }: CoordinatorBatch): number {
    if (producer === undefined) {
      const batch = buildBatch({ records, timestamp: timestampMs });
      return this.#partition(partition).append(batch, 'coordinator').lastOffset;
    }
    const { producerId, producerEpoch } = producer;
    const transaction = { producerId, producerEpoch, isTransactional: true };
    const batch = buildBatch({ records, timestamp: timestampMs, ...transaction });
    const guard = producer.guard as VerificationGuard | null | undefined;
    return this.#partition(partition).append(batch, 'coordinator', { guard }).lastOffset;
  }

  appendMarker(partition: number, marker: TransactionMarker, timestampMs: number): number {
    return appendMarker(this.#partition(partition), marker, timestampMs).lastOffset;
  }

  committed(partition: number, offset: number): Promise<void> | undefined {
    return this.#partition(partition).committed(offset);
  }

  *read(partition: number): Iterable<StoredEntry> {
    const hosted = this.#partition(partition);
    if (hosted.sizeInBytes === 0) return;
    for (const batch of hosted.log.batches()) {
      if (batch.isControl) yield* markersIn(batch);
      else yield* recordsIn(batch);
    }
  }

  deleteBefore(partition: number, offset: number): void {
    this.#partition(partition).advanceLogStartOffset(offset);
  }

  isEmpty(partition: number): boolean {
    return this.#partition(partition).sizeInBytes === 0;
  }

  partitionCount(): number {
    const hosted = this.#options.replicas.partitionsOf(this.#options.topic).length;
    return hosted > 0 ? hosted : this.#options.configuredPartitions();
  }

  leads(partition: number): boolean {
    return partition < this.#options.replicas.partitionsOf(this.#options.topic).length;
  }

  leaderEpoch(partition: number): number {
    return this.#partition(partition).leaderEpoch;
  }

  startVerification(partition: number, claim: PartitionClaim): object | null {
    return this.#partition(partition).startVerification({ ...claim, sequence: NO_SEQUENCE });
  }

  #partition(index: number): Partition {
    const { replicas, topic } = this.#options;
    if (!this.leads(index)) throw new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    return replicas.leaderPartition(topic, index);
  }
}

/** Ends a producer's transaction in a partition. Throws KafkaError. */
export function appendMarker(
  partition: Partition,
  { isCommit, transactionVersion, ...marker }: TransactionMarker,
  timestampMs: number,
): AppendInfo {
  const type = isCommit ? 'COMMIT' : 'ABORT';
  const batch = buildEndTxnBatch({ ...marker, type, timestamp: timestampMs });
  return partition.append(batch, 'coordinator', { transactionVersion });
}

function* recordsIn(batch: RecordBatch): Generator<StoredEntry> {
  const producerId = batch.isTransactional ? batch.producerId : NO_PRODUCER_ID;
  for (const { offset, timestamp, key, value } of recordsOf(batch)) {
    yield { offset, timestampMs: timestamp, key, value, producerId };
  }
}

function* markersIn(batch: RecordBatch): Generator<StoredEntry> {
  for (const record of recordsOf(batch)) {
    const marker = readEndTxnMarker(record);
    if (marker === null) continue;
    const { producerId } = batch;
    yield { offset: record.offset, producerId, isCommit: marker.type === 'COMMIT' };
  }
}
