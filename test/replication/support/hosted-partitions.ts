// Partitions on logs in memory, without a broker around them.

import type { Uuid } from '../../../src/base/uuid.ts';
import type { LogConfig } from '../../../src/log/log-config.ts';
import { DEFAULT_LOG_CONFIG } from '../../../src/log/log-config.ts';
import { LogDirectory } from '../../../src/log/log-directory.ts';
import type { PartitionLog } from '../../../src/log/partition-log.ts';
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
  readonly #directory: LogDirectory;

  constructor(config: Partial<LogConfig> = {}) {
    this.#config = { ...DEFAULT_LOG_CONFIG, ...config };
    this.#directory = LogDirectory.open({
      path: '/data',
      fileSystem: this.disk,
      clock: this.clock,
      random: new SeededRandom(1),
      logger: silentLogger,
      nodeId: 0,
      producerExpiryMs: 1_000_000,
    });
  }

  open(identity: PartitionIdentity): PartitionLog {
    this.opened.push(`${identity.topic}-${identity.index}`);
    return this.#directory.openLog({
      ...identity,
      topicId: identity.topicId,
      config: this.#config,
    });
  }

  directoryOf(): string {
    return this.#directory.path;
  }

  sizeOf({ topic, index }: PartitionIdentity): number {
    return this.#directory.sizeOf({ topic, index });
  }

  remove({ topic, index }: PartitionIdentity): void {
    this.removed.push(`${topic}-${index}`);
    this.#directory.deleteLog({ topic, index });
  }

  partition(index = 0, leaderEpoch = 0): Partition {
    return new Partition({ topic: 'orders', topicId: TOPIC_ID, index }, leaderEpoch, this);
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
