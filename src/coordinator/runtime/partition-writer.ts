// What a coordinator needs of the partitions that keep its state: append a few records, know when they are
// committed, read all of them back. Declared here, supplied by the broker, so that a coordinator never sees a log.

/** A record of a coordinator's topic. Key and value start with their int16 version, as in Apache Kafka. */
export interface CoordinatorRecord {
  readonly key: Buffer;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
}

/** Stands for "no producer": the record belongs to no transaction. */
export const NO_PRODUCER_ID = -1;

/** A record as it is read back when a partition is loaded. */
export interface StoredRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** Whose transaction it is part of: it counts once that is committed. NO_PRODUCER_ID: it counts at once. */
  readonly producerId: number;
}

/** The end of a producer's transaction in a partition, as it is read back. */
export interface StoredMarker {
  readonly offset: number;
  readonly producerId: number;
  /** False when the transaction was aborted. */
  readonly isCommit: boolean;
}

/** What stands in a partition. */
export type StoredEntry = StoredRecord | StoredMarker;

/** In whose transaction records are appended. */
export interface TransactionalProducer {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** What `startVerification` gave; undefined when it need not be verified. */
  readonly guard: object | null | undefined;
}

/** A marker that ends a producer's transaction. */
export interface TransactionMarker {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Leader epoch of the coordinator's partition of `__transaction_state`. */
  readonly coordinatorEpoch: number;
  readonly isCommit: boolean;
  /** The `transaction.version` that the transaction was ended with. */
  readonly transactionVersion: number;
}

/** A batch to be appended. */
export interface CoordinatorBatch {
  readonly records: readonly CoordinatorRecord[];
  readonly timestampMs: number;
  readonly producer?: TransactionalProducer | undefined;
}

/** The partitions of one internal topic. */
export interface PartitionWriter {
  /** Appends as one batch and returns its last offset; throws KafkaError and then nothing was appended. */
  append(partition: number, batch: CoordinatorBatch): number;
  /** Appends a control batch and returns its offset; throws KafkaError and then nothing was appended. */
  appendMarker(partition: number, marker: TransactionMarker, timestampMs: number): number;
  /** Resolves once the offset is below the high watermark; undefined when it already is. */
  committed(partition: number, offset: number): Promise<void> | undefined;
  /**
   * All records and markers of the partition in order; none when the partition was never written. A long
   * partition is read over several turns of the event loop, in which nobody appends to it.
   */
  read(partition: number): Iterable<StoredEntry>;
  /** Removes the records before the offset, all of them committed. Throws KafkaError. */
  deleteBefore(partition: number, offset: number): void;
  /** Whether a partition has no records, as far as can be told without reading. Throws KafkaError. */
  isEmpty(partition: number): boolean;
  /** How many partitions the topic has, or will have once it is created. */
  partitionCount(): number;
  /** Whether this broker leads the partition; a writer without this method leads all. */
  leads?(partition: number): boolean;
  /** The epoch in which this broker leads the partition. */
  leaderEpoch(partition: number): number;
  /**
   * Prepares an append in a transaction: null when it is open in the partition, otherwise the guard to append
   * with once its coordinator has agreed. Throws KafkaError.
   */
  startVerification(partition: number, claim: PartitionClaim): object | null;
}

/** Who wants to append in a transaction. */
export interface PartitionClaim {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Whether the claim itself adds the partition to the transaction (transactions v2). */
  readonly addsPartition: boolean;
}
