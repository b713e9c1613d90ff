// Everything that a shard knows: the states of its share partitions, and what operations need of the world.
// They change through `replay` only. An entry remembers where its last snapshot stands: what lies before the
// oldest of those is of no use to anybody.

import { assert } from '../../base/assert.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { StoredRecord } from '../runtime/partition-writer.ts';
import type { ShareCoordinatorConfig } from './share-coordinator-config.ts';
import type { SharePartitionKey } from './share-partition-key.ts';
import { shareKeyText } from './share-partition-key.ts';
import { readShareRecord } from './share-records.ts';
import { checkStateBatches } from './state-batches.ts';
import type { ShareStateUpdate, StoredShareState } from './stored-share-state.ts';
import { stateFromUpdate, updated } from './stored-share-state.ts';

/** One share partition. */
export interface ShareEntry {
  readonly key: SharePartitionKey;
  readonly state: StoredShareState;
  /** The highest leader epoch that was seen: requests of an older leader are fenced. */
  readonly highestLeaderEpoch: number;
  readonly highestStateEpoch: number;
  /** Update records since the last snapshot. */
  readonly updates: number;
  /** Where the last snapshot stands in the log. */
  readonly snapshotOffset: number;
}

export interface ShareStateStoreOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The config as it is now. */
  readonly config: () => ShareCoordinatorConfig;
  /** How many partitions the topic has; 0 when there is no such topic. */
  readonly partitionsOf: (topicId: Uuid) => number;
}

export class ShareStateStore {
  readonly clock: Clock;
  readonly entries = new Map<string, ShareEntry>();
  /** The offset of the last record that was replayed; -1: none. */
  private lastOffset = -1;
  private readonly options: ShareStateStoreOptions;

  constructor(options: ShareStateStoreOptions) {
    this.clock = options.clock;
    this.options = options;
  }

  get config(): ShareCoordinatorConfig {
    return this.options.config();
  }

  entry(key: SharePartitionKey): ShareEntry | undefined {
    return this.entries.get(shareKeyText(key));
  }

  /** Whether there is such a partition now. */
  knows({ topicId, partition }: SharePartitionKey): boolean {
    return partition < this.options.partitionsOf(topicId);
  }

  /** Every record before this offset is overridden by a later one; 0 when none is. */
  redundantBefore(): number {
    let offset = Math.max(0, this.lastOffset);
    for (const { snapshotOffset } of this.entries.values()) {
      offset = Math.min(offset, snapshotOffset);
    }
    return offset;
  }

  /** Applies a record. Types that later versions write are kept in the log, unread. */
  replay({ key, value, offset }: StoredRecord): void {
    this.lastOffset = offset;
    if (key === null) return;
    const record = readShareRecord(key, value);
    if (record.kind === 'unknown') {
      this.options.logger.warn(
        { type: record.type },
        'a record of an unknown type is left as it is',
      );
    } else if (record.kind === 'update') {
      this.replayUpdate(record.key, record.value, offset);
    } else if (record.value === null) {
      this.entries.delete(shareKeyText(record.key));
    } else {
      this.replaySnapshot(record.key, record.value, offset);
    }
  }

  checkInvariants(): void {
    for (const { state, updates, snapshotOffset } of this.entries.values()) {
      checkStateBatches(state.stateBatches);
      const [first] = state.stateBatches;
      assert(!first || first.firstOffset >= state.startOffset, 'what is done with has no state');
      assert(updates >= 0 && snapshotOffset <= this.lastOffset, 'a snapshot is in the log');
    }
  }

  private replaySnapshot(key: SharePartitionKey, state: StoredShareState, offset: number): void {
    const previous = this.entry(key);
    this.entries.set(shareKeyText(key), {
      key,
      state,
      highestLeaderEpoch: Math.max(previous?.highestLeaderEpoch ?? 0, state.leaderEpoch),
      highestStateEpoch: Math.max(previous?.highestStateEpoch ?? 0, state.stateEpoch),
      updates: 0,
      snapshotOffset: offset,
    });
  }

  private replayUpdate(key: SharePartitionKey, update: ShareStateUpdate, offset: number): void {
    const previous = this.entry(key);
    this.entries.set(shareKeyText(key), {
      key,
      state: previous === undefined ? stateFromUpdate(update) : updated(previous.state, update),
      highestLeaderEpoch: Math.max(previous?.highestLeaderEpoch ?? 0, update.leaderEpoch),
      highestStateEpoch: previous?.highestStateEpoch ?? 0,
      updates: (previous?.updates ?? 0) + 1,
      snapshotOffset: previous?.snapshotOffset ?? offset,
    });
  }
}
