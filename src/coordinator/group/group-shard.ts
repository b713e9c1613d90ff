// One partition of `__consumer_offsets` as a state machine: replay, and what begins and ends with it.

import { ErrorCode } from '../../base/error-code.ts';
import type { Timer } from '../../platform/clock.ts';
import type { CoordinatorShard, Effects } from '../runtime/coordinator-shard.ts';
import type { StoredMarker, StoredRecord } from '../runtime/partition-writer.ts';
import { joinFailed, syncFailed } from './failed-responses.ts';
import type { GroupState } from './group-state.ts';
import { expireOffsets } from './offset-expiry.ts';
import { prepareRebalance, renewSession } from './rebalance.ts';

export class GroupShard implements CoordinatorShard {
  readonly state: GroupState;
  private expiryTimer: Timer | null = null;

  constructor(state: GroupState) {
    this.state = state;
  }

  replay(record: StoredRecord): void {
    this.state.replay(record);
  }

  replayMarker(marker: StoredMarker): void {
    this.state.replayMarker(marker);
  }

  /** Sessions of loaded members begin anew: nobody could send heartbeats meanwhile. */
  onLoaded(): void {
    this.state.isLoaded = true;
    for (const group of this.state.groups.values()) {
      for (const member of group.members) renewSession(this.state, group, member);
      if (group.members.size > this.state.config.maxGroupSize) {
        prepareRebalance(this.state, group, 'the group is larger than group.max.size');
      }
    }
    this.scheduleExpiry();
  }

  onUnloaded(): void {
    this.expiryTimer?.cancel();
    for (const group of this.state.groups.values()) {
      group.cancelTimers();
      for (const member of group.members) {
        group.members.answerJoin(member, joinFailed(ErrorCode.NOT_COORDINATOR, member.memberId));
        group.members.answerSync(member, syncFailed(ErrorCode.NOT_COORDINATOR));
      }
      group.transitionTo('Dead');
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
