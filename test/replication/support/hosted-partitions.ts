// Partitions on logs in memory, without a broker around them.

import type { Uuid } from '../../../src/base/uuid.ts';
import type { LogConfig } from '../../../src/log/log-config.ts';
import { DEFAULT_LOG_CONFIG } from '../../../src/log/log-config.ts';
import { LogManager } from '../../../src/log/log-manager.ts';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
import type { FutureLogStatus } from '../../../src/log/partition-moves.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { MemoryFileSystem } from '../../../src/platform/memory-file-system.ts';
import { SeededRandom } from '../../../src/platform/seeded-random.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import type { FetchTarget } from '../../../src/replication/fetch-session.ts';
import type { PartitionIdentity, PartitionLogs } from '../../../src/replication/partition.ts';
import { Partition } from '../../../src/replication/partition.ts';

export const TOPIC_ID = 'iZ1qVcxXRr2_mXhHc0jVqA' as Uuid;
export const OTHER_ID = 'EBESExQVFhcYGRobHB0eHw' as Uuid;

export class TestLogs implements PartitionLogs {
  readonly clock = new VirtualClock();
  readonly disk = new MemoryFileSystem({ clock: this.clock });
  /** `topic-index` of every log that was opened or removed, in order. */
  readonly opened: string[] = [];
  readonly removed: string[] = [];
  readonly #config: LogConfig;
  readonly #logs: LogManager;

  constructor(config: Partial<LogConfig> = {}) {
    this.#config = { ...DEFAULT_LOG_CONFIG, ...config };
    this.#logs = LogManager.open({
      paths: ['/data'],
      fileSystem: this.disk,
      clock: this.clock,
      random: new SeededRandom(1),
      logger: silentLogger,
      nodeId: 0,
      producerExpiryMs: () => 1_000_000,
    });
  }

  open(identity: PartitionIdentity): PartitionLog {
    this.opened.push(`${identity.topic}-${identity.index}`);
    return this.#logs.openLog({
      ...identity,
      topicId: identity.topicId,
      config: this.#config,
    });
  }

  host(identity: PartitionIdentity): void {
    this.#logs.host(identity);
  }

  directoryOf(identity: PartitionIdentity): string | null {
    return this.#logs.directoryOf(identity)?.path ?? null;
  }

  move(identity: PartitionIdentity, path: string, onMoved: () => void): void {
    this.#logs.move({ ...identity, config: this.#config }, path, onMoved);
  }

  prefer(partition: { readonly topic: string; readonly index: number }, path: string): void {
    this.#logs.prefer(partition, path);
  }

  futureOf(identity: PartitionIdentity): FutureLogStatus | null {
    return this.#logs.futureOf(identity);
  }

  noteLogStartOffsets(): void {}

  mayHaveDeletable(): boolean {
    return true;
  }

  sizeOf({ topic, index }: PartitionIdentity): number {
    return this.#logs.sizeOf({ topic, index });
  }

  remove({ topic, index }: PartitionIdentity): void {
    this.removed.push(`${topic}-${index}`);
    this.#logs.deleteLog({ topic, index });
  }

  partition(index = 0, leaderEpoch = 0): Partition {
    const partition = new Partition(
      { topic: 'orders', topicId: TOPIC_ID, index },
      leaderEpoch,
      this,
    );
    this.host(partition);
    return partition;
  }
}

/** What a reader asks of a partition of `orders`. */
export function targetOf(change: Partial<FetchTarget> = {}): FetchTarget {
  return {
    topic: 'orders',
    topicId: TOPIC_ID,
    partition: 0,
    currentLeaderEpoch: -1,
    fetchOffset: 0,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    maxBytes: 1_000_000,
    ...change,
  };
}
