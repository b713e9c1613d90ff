// One partition of `__consumer_offsets` as a state machine: replay, and what begins and ends with it.

import type { Timer } from '../../platform/clock.ts';
import type { CoordinatorShard, Effects } from '../runtime/coordinator-shard.ts';
import type { StoredMarker, StoredRecord } from '../runtime/partition-writer.ts';
import { kindOf } from './group-kinds.ts';
import type { GroupState } from './group-state.ts';
import { expireOffsets } from './offsets/offset-expiry.ts';
import { replay } from './replay.ts';

export class GroupShard implements CoordinatorShard {
  readonly state: GroupState;
  private expiryTimer: Timer | null = null;

  constructor(state: GroupState) {
    this.state = state;
  }

  replay(record: StoredRecord): void {
    replay(this.state, record);
  }

  replayMarker(marker: StoredMarker): void {
    this.state.replayMarker(marker);
  }

  onLoaded(): void {
    this.state.isLoaded = true;
    for (const group of this.state.groups.values()) kindOf(group).onLoaded(this.state, group);
    this.scheduleExpiry();
  }

  onUnloaded(): void {
    this.expiryTimer?.cancel();
    for (const group of this.state.groups.values()) kindOf(group).onUnloaded(this.state, group);
  }

  /** Topics were created, grew or went: groups that consume them look again. */
  onTopicsChanged(topics: ReadonlySet<string>): void {
    this.state.topicHashes.forget(topics);
    for (const group of this.state.groups.values()) {
      kindOf(group).onTopicsChanged?.(this.state, group, topics);
    }
  }

  private scheduleExpiry(): void {
    const intervalMs = this.state.config.offsetsRetentionCheckIntervalMs;
    this.expiryTimer = this.state.scheduler.schedule(intervalMs, () => this.expire());
  }

  private expire(): Effects {
    this.scheduleExpiry();
    return expireOffsets(this.state);
  }
}
