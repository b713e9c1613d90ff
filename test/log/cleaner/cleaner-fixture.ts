// A log with a cleaner beside it, on a disk in memory and a clock that stands still until it is told.

// Loaded before the first clean: a clock that stands still does not wait for modules.
import '../../../src/log/cleaner/clean-task.ts';
import type { CleanerConfig } from '../../../src/log/cleaner/cleaner-config.ts';
import { DEFAULT_CLEANER_CONFIG } from '../../../src/log/cleaner/cleaner-config.ts';
import { LogCleaner } from '../../../src/log/cleaner/log-cleaner.ts';
import type { LogConfig } from '../../../src/log/log-config.ts';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
import { InlineOffload } from '../../../src/platform/inline-offload.ts';
import type { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import type { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { recordsOf } from '../../../src/record/record.ts';
import type { RecordBatch } from '../../../src/record/record-batch.ts';
import type { NewBatch } from '../../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import { RecordingLogger } from '../../support/recording-logger.ts';
import { LogFixture } from '../log-fixture.ts';

export const COMPACTED: Partial<LogConfig> = {
  cleanupPolicy: { compact: true, delete: false },
  minCleanableDirtyRatio: 0,
};

const BACKOFF_MS = DEFAULT_CLEANER_CONFIG.backoffMs;

/** `key=value`, `key=` for an empty value, `key!` for a tombstone, `=value` for no key. */
export type RecordText = string;

export function keyed(texts: readonly RecordText[], fields: Partial<NewBatch> = {}): Buffer {
  const records = texts.map((text) => {
    const [, key = '', mark, value = ''] = /^([^=!]*)([=!])(.*)$/.exec(text) ?? [];
    return {
      key: key === '' ? null : Buffer.from(key),
      value: mark === '!' ? null : Buffer.from(value),
    };
  });
  return buildBatch({ timestamp: 1_700_000_000_000, ...fields, records });
}

export class CleanerFixture extends LogFixture {
  readonly logger = new RecordingLogger();
  cleanerConfig: CleanerConfig = DEFAULT_CLEANER_CONFIG;
  readonly offload = new InlineOffload({ fileSystem: this.disk, clock: this.clock });
  readonly cleaner = new LogCleaner({
    clock: this.clock,
    random: new SeededRandom(1),
    logger: this.logger,
    offload: this.offload,
    config: () => this.cleanerConfig,
    logs: () => [{ name: 'topic-0', log: this.log, lastStableOffset: this.lastStableOffset }],
    checkpoint: () => {},
  });

  constructor(config: Partial<LogConfig> = {}, disk?: (clock: VirtualClock) => MemoryFileSystem) {
    super({ ...COMPACTED, ...config }, disk);
  }

  get lastStableOffset(): number {
    return this.log.lastStableOffset(this.log.logEndOffset);
  }

  put(texts: readonly RecordText[], fields: Partial<NewBatch> = {}): void {
    this.putBytes(keyed(texts, { timestamp: this.clock.wallMs(), ...fields }));
  }

  putBytes(records: Buffer): void {
    this.log.append(records, { leaderEpoch: 0, origin: 'coordinator' });
  }

  /** Finishes the active segment, and lets the cleaner look and clean. */
  async clean(): Promise<void> {
    this.log.roll();
    await this.look();
  }

  /** Lets the cleaner look once, and do what it finds. */
  async look(): Promise<void> {
    this.cleaner.start();
    await this.clock.advance(BACKOFF_MS + 1000);
    await this.cleaner.stop();
  }

  batches(): RecordBatch[] {
    return [...this.log.batches()];
  }

  /** What is left, as `offset:key=value`. */
  records(log: PartitionLog = this.log): string[] {
    const texts: string[] = [];
    for (const batch of log.batches()) {
      if (batch.isControl) texts.push(...markersIn(batch));
      else for (const record of recordsOf(batch)) texts.push(textOf(record));
    }
    return texts;
  }
}

function markersIn(batch: RecordBatch): string[] {
  return batch.recordsCount === 0 ? [] : [`${batch.baseOffset}:marker`];
}

function textOf({
  offset,
  key,
  value,
}: {
  readonly offset: number;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}): string {
  return `${offset}:${key ?? ''}${value ? `=${value}` : '!'}`;
}
