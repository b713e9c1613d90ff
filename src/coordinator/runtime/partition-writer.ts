// What a coordinator needs of the log that keeps its state: append a batch, learn when it is committed,
// read everything back. Declared here, supplied by the broker, so that a coordinator never sees a log.

/** A record of a coordinator's topic. Key and value start with their int16 version, as in Apache Kafka. */
export interface CoordinatorRecord {
  readonly key: Buffer;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
}

/** A record as it is read back when a partition is loaded. */
export interface StoredRecord {
  readonly offset: number;
  readonly timestampMs: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/** The partitions of one internal topic. */
export interface PartitionWriter {
  /** Appends as one batch and returns its last offset; throws KafkaError and then nothing was appended. */
  append(partition: number, records: readonly CoordinatorRecord[], timestampMs: number): number;
  /** Resolves once the offset is below the high watermark; undefined when it already is. */
  committed(partition: number, offset: number): Promise<void> | undefined;
  /**
   * All records of the partition in order; none when the partition was never written. A long partition is
   * read over several turns of the event loop, in which nobody appends to it.
   */
  read(partition: number): Iterable<StoredRecord>;
  /** How many partitions the topic has, or will have once it is created. */
  partitionCount(): number;
  /** Whether this broker leads the partition; a writer without this method leads all. */
  leads?(partition: number): boolean;
}
