// The partitions of an internal topic, as a coordinator needs them: records in, records out, no log in
// sight. A partition that was never written costs nothing to read.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type {
  CoordinatorRecord,
  PartitionWriter,
  StoredRecord,
} from '../coordinator/runtime/partition-writer.ts';
import { recordsOf } from '../record/record.ts';
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

  append(partition: number, records: readonly CoordinatorRecord[], timestampMs: number): number {
    const batch = buildBatch({ records, timestamp: timestampMs });
    return this.#partition(partition).append(batch, 'coordinator').lastOffset;
  }

  committed(partition: number, offset: number): Promise<void> | undefined {
    return this.#partition(partition).committed(offset);
  }

  *read(partition: number): Iterable<StoredRecord> {
    for (const batch of this.#partition(partition).log.batches()) {
      if (batch.isControl) continue;
      for (const { offset, timestamp, key, value } of recordsOf(batch)) {
        yield { offset, timestampMs: timestamp, key, value };
      }
    }
  }

  partitionCount(): number {
    const hosted = this.#options.replicas.partitionsOf(this.#options.topic).length;
    return hosted > 0 ? hosted : this.#options.configuredPartitions();
  }

  leads(partition: number): boolean {
    return partition < this.#options.replicas.partitionsOf(this.#options.topic).length;
  }

  #partition(index: number): Partition {
    const { replicas, topic } = this.#options;
    if (!this.leads(index)) throw new KafkaError(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    return replicas.leaderPartition(topic, index);
  }
}
