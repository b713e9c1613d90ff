// The partitions of an internal topic in memory. A test can make appends fail, hold commits back, take
// leadership away, and read what was written.

import type { KafkaError } from '../../../src/base/kafka-error.ts';
import type {
  CoordinatorBatch,
  PartitionClaim,
  PartitionWriter,
  StoredEntry,
  StoredRecord,
  TransactionMarker,
} from '../../../src/coordinator/runtime/partition-writer.ts';
import { NO_PRODUCER_ID } from '../../../src/coordinator/runtime/partition-writer.ts';

export class MemoryPartitionWriter implements PartitionWriter {
  readonly logs: StoredEntry[][];
  /** When set, the next appends throw it. */
  appendError: KafkaError | null = null;
  readonly notLed = new Set<number>();
  batches = 0;
  /** Where a partition's log starts when it is not at 0. */
  readonly starts = new Map<number, number>();
  private isHeld = false;
  private waiting: (() => void)[] = [];

  constructor(partitions = 1) {
    this.logs = Array.from({ length: partitions }, () => []);
  }

  append(partition: number, { records, timestampMs, producer }: CoordinatorBatch): number {
    if (this.appendError !== null) throw this.appendError;
    const log = this.entries(partition);
    const producerId = producer?.producerId ?? NO_PRODUCER_ID;
    for (const { key, value } of records) {
      log.push({ offset: log.length, timestampMs, key, value, producerId });
    }
    this.batches += 1;
    return log.length - 1;
  }

  appendMarker(partition: number, { producerId, isCommit }: TransactionMarker): number {
    if (this.appendError !== null) throw this.appendError;
    const log = this.entries(partition);
    log.push({ offset: log.length, producerId, isCommit });
    return log.length - 1;
  }

  committed(): Promise<void> | undefined {
    if (!this.isHeld) return undefined;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  *read(partition: number): Iterable<StoredEntry> {
    const start = this.starts.get(partition) ?? 0;
    for (const entry of this.entries(partition)) if (entry.offset >= start) yield entry;
  }

  deleteBefore(partition: number, offset: number): void {
    this.starts.set(partition, offset);
  }

  isEmpty(partition: number): boolean {
    return this.entries(partition).length === 0;
  }

  partitionCount(): number {
    return this.logs.length;
  }

  leads(partition: number): boolean {
    return !this.notLed.has(partition);
  }

  leaderEpoch(): number {
    return 0;
  }

  /** Every claim has to be verified, and gets a guard that nobody looks at. */
  startVerification(_partition: number, claim: PartitionClaim): object {
    return claim;
  }

  /** From now on nothing is committed. */
  holdCommits(): void {
    this.isHeld = true;
  }

  /** Commits everything. */
  releaseCommits(): void {
    this.isHeld = false;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  /** The records of a partition, without markers. */
  log(partition: number): StoredRecord[] {
    return this.entries(partition).filter((entry): entry is StoredRecord => 'key' in entry);
  }

  entries(partition: number): StoredEntry[] {
    const log = this.logs[partition];
    if (log === undefined) throw new Error(`no partition ${partition}`);
    return log;
  }
}
