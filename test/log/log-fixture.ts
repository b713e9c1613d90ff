// A partition log on a disk in memory with a virtual clock, and the batches that tests write to it.

import type { Uuid } from '../../src/base/uuid.ts';
import { parseUuid } from '../../src/base/uuid.ts';
import { DiskGuard } from '../../src/log/disk-guard.ts';
import type { LogConfig } from '../../src/log/log-config.ts';
import { DEFAULT_LOG_CONFIG } from '../../src/log/log-config.ts';
import { OpenFiles } from '../../src/log/open-files.ts';
import type { AppendInfo } from '../../src/log/partition-log.ts';
import { PartitionLog } from '../../src/log/partition-log.ts';
import { silentLogger } from '../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { recordsOf } from '../../src/record/record.ts';
import type { NewBatch } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';

export const NOW = 1_700_000_000_000;
export const DIRECTORY = '/data/topic-0';
export const TOPIC_ID = parseUuid('iZ1qVcxXRr2_mXhHc0jVqA') as Uuid;

/** Batches of one record each with this text; `fields` go into the header. */
export function batchOf(texts: readonly string[], fields: Partial<NewBatch> = {}): Buffer {
  const records = texts.map((text) => ({ key: Buffer.from(text), value: Buffer.from(text) }));
  return buildBatch({ timestamp: NOW, ...fields, records });
}

const plainDisk = (clock: VirtualClock): MemoryFileSystem => new MemoryFileSystem({ clock });

export class LogFixture {
  readonly clock = new VirtualClock(NOW);
  readonly disk: MemoryFileSystem;
  config: LogConfig = DEFAULT_LOG_CONFIG;
  guard = new DiskGuard(() => {});
  files: OpenFiles;
  #log: PartitionLog | null = null;

  /** `disk`: makes another one than a plain disk in memory. */
  constructor(config: Partial<LogConfig> = {}, disk = plainDisk) {
    this.config = { ...DEFAULT_LOG_CONFIG, ...config };
    this.disk = disk(this.clock);
    this.files = new OpenFiles(this.disk);
    this.disk.makeDirectory('/data');
  }

  get log(): PartitionLog {
    this.#log ??= this.open({ cleanShutdown: true });
    return this.#log;
  }

  open(options: {
    readonly cleanShutdown: boolean;
    readonly recoveryPoint?: number;
    readonly logStartOffset?: number;
  }): PartitionLog {
    const { clock, guard, files, config } = this;
    this.#log = PartitionLog.open({
      directory: DIRECTORY,
      topicId: TOPIC_ID,
      files,
      guard,
      clock,
      config,
      logger: silentLogger,
      producerExpiryMs: () => 86_400_000,
      ...options,
    });
    return this.#log;
  }

  append(texts: readonly string[], fields: Partial<NewBatch> = {}, leaderEpoch = 0): AppendInfo {
    return this.log.append(batchOf(texts, fields), { leaderEpoch, origin: 'client' });
  }

  /** Lets the logs hold at most this many files open. */
  limitOpenFiles(limit: number): void {
    this.files = new OpenFiles(this.disk, limit);
  }

  /** As after kill -9: what was written is there, nothing was finished. */
  crash(recoveryPoint = 0): PartitionLog {
    this.log.abandon();
    this.renew();
    return this.open({ cleanShutdown: false, recoveryPoint });
  }

  /** As after a clean stop. */
  restart(): PartitionLog {
    this.log.close();
    this.renew();
    return this.open({ cleanShutdown: true });
  }

  /** All values from an offset on, as a consumer would read them, with their offsets. */
  values(from = this.log.logStartOffset, maxBytes = 1_000_000): string[] {
    const values: string[] = [];
    let fetchOffset = from;
    while (fetchOffset < this.log.logEndOffset) {
      const maxOffset = this.log.logEndOffset;
      const { records } = this.log.read({ fetchOffset, maxBytes, maxOffset, minOneBatch: true });
      const bytes = Buffer.alloc(records.byteLength);
      records.readInto(bytes, 0);
      const before = fetchOffset;
      for (const batch of batchesIn(bytes)) {
        for (const { offset, value } of recordsOf(batch)) {
          if (offset >= from) values.push(`${offset}:${value?.toString()}`);
        }
        fetchOffset = batch.nextOffset;
      }
      // A damaged log may say that it goes backwards.
      if (fetchOffset <= before) break;
    }
    return values;
  }

  names(): string[] {
    return this.disk.list(DIRECTORY);
  }

  renew(): void {
    this.guard = new DiskGuard(() => {});
    this.files = new OpenFiles(this.disk);
  }
}
