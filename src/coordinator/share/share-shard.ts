// One partition of `__share_group_state` as a state machine: replay, and what recurs while it is loaded
// (snapshots of what nobody uses, removal of records that later ones override).

import { KafkaError } from '../../base/kafka-error.ts';
import type { Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { CoordinatorShard, ShardScheduler } from '../runtime/coordinator-shard.ts';
import type { StoredRecord } from '../runtime/partition-writer.ts';
import { snapshotColdPartitions } from './cold-snapshots.ts';
import type { ShareStateStoreOptions } from './share-state-store.ts';
import { ShareStateStore } from './share-state-store.ts';

export interface ShareShardOptions extends ShareStateStoreOptions {
  readonly scheduler: ShardScheduler;
  /** Removes the records of this partition before the offset. Throws KafkaError. */
  readonly deleteBefore: (offset: number) => void;
}

export class ShareShard implements CoordinatorShard {
  readonly store: ShareStateStore;
  private readonly options: ShareShardOptions;
  private readonly logger: Logger;
  private readonly timers = new Map<'snapshot' | 'prune', Timer>();
  private prunedBefore = 0;

  constructor(options: ShareShardOptions) {
    this.options = options;
    this.logger = options.logger;
    this.store = new ShareStateStore(options);
  }

  replay(record: StoredRecord): void {
    this.store.replay(record);
  }

  onLoaded(): void {
    this.scheduleSnapshots();
    this.schedulePruning();
  }

  onUnloaded(): void {
    for (const timer of this.timers.values()) timer.cancel();
  }

  private scheduleSnapshots(): void {
    const { coldSnapshotIntervalMs } = this.store.config;
    const timer = this.options.scheduler.schedule(coldSnapshotIntervalMs, () => {
      this.scheduleSnapshots();
      return snapshotColdPartitions(this.store);
    });
    this.timers.set('snapshot', timer);
  }

  /** What is overridden is removed once that which overrides it is committed. */
  private schedulePruning(): void {
    const { pruneIntervalMs } = this.store.config;
    const timer = this.options.scheduler.schedule(pruneIntervalMs, () => {
      this.schedulePruning();
      const offset = this.store.redundantBefore();
      return { records: [], committed: () => this.prune(offset) };
    });
    this.timers.set('prune', timer);
  }

  private prune(offset: number): void {
    if (offset <= this.prunedBefore) return;
    try {
      this.options.deleteBefore(offset);
      this.prunedBefore = offset;
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.logger.warn({ offset, err: error }, 'pruning the states of share partitions failed');
    }
  }
}
