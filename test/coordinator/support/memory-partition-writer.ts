// The partitions of an internal topic in memory. A test can make appends fail, hold commits back, take
// leadership away, and read what was written.

import type { KafkaError } from '../../../src/base/kafka-error.ts';
import type {
  CoordinatorRecord,
  PartitionWriter,
  StoredRecord,
} from '../../../src/coordinator/runtime/partition-writer.ts';

export class MemoryPartitionWriter implements PartitionWriter {
  readonly logs: StoredRecord[][];
  /** When set, the next appends throw it. */
  appendError: KafkaError | null = null;
  readonly notLed = new Set<number>();
  batches = 0;
  private isHeld = false;
  private waiting: (() => void)[] = [];

  constructor(partitions = 1) {
    this.logs = Array.from({ length: partitions }, () => []);
  }

  append(partition: number, records: readonly CoordinatorRecord[], timestampMs: number): number {
    if (this.appendError !== null) throw this.appendError;
    const log = this.log(partition);
    for (const { key, value } of records) {
      log.push({ offset: log.length, timestampMs, key, value });
    }
    this.batches += 1;
    return log.length - 1;
  }

  committed(): Promise<void> | undefined {
    if (!this.isHeld) return undefined;
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  *read(partition: number): Iterable<StoredRecord> {
    yield* this.log(partition);
  }

  partitionCount(): number {
    return this.logs.length;
  }

  leads(partition: number): boolean {
    return !this.notLed.has(partition);
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

  log(partition: number): StoredRecord[] {
    const log = this.logs[partition];
    if (log === undefined) throw new Error(`no partition ${partition}`);
    return log;
  }
}
