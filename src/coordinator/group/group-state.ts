// Everything that a shard knows: its groups, their offsets, and what operations need of the world. The maps
// change through `replay` only; a group's own rebalance moves on beside it (see classic-group.ts).

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { ShardScheduler } from '../runtime/coordinator-shard.ts';
import type { StoredMarker, StoredRecord } from '../runtime/partition-writer.ts';
import { NO_PRODUCER_ID } from '../runtime/partition-writer.ts';
import { ClassicGroup } from './classic-group.ts';
import type { OffsetStore, StoredOffset } from './committed-offset.ts';
import type { GroupCoordinatorConfig } from './group-coordinator-config.ts';
import { GroupPartitions } from './group-partitions.ts';
import type { GroupRecord } from './group-records.ts';
import { readGroupRecord } from './group-records.ts';
import { PendingOffsets } from './pending-offsets.ts';
import type { StoredGroup } from './stored-group.ts';
import { emptyStoredGroup } from './stored-group.ts';

export interface GroupStateOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly scheduler: ShardScheduler;
  /** The config as it is now. */
  readonly config: () => GroupCoordinatorConfig;
}

export class GroupState {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly scheduler: ShardScheduler;
  readonly groups = new Map<string, ClassicGroup>();
  readonly offsets: OffsetStore = new GroupPartitions<StoredOffset>();
  readonly pendingOffsets = new PendingOffsets();
  /** Until then a record replaces the group; afterwards it confirms what the live group did. */
  isLoaded = false;
  private readonly currentConfig: () => GroupCoordinatorConfig;
  private readonly unknownTypes = new Set<number>();

  constructor(options: GroupStateOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.logger = options.logger;
    this.scheduler = options.scheduler;
    this.currentConfig = options.config;
  }

  get config(): GroupCoordinatorConfig {
    return this.currentConfig();
  }

  /** The group, or KafkaError GROUP_ID_NOT_FOUND. */
  group(groupId: string): ClassicGroup {
    const group = this.groups.get(groupId);
    if (group !== undefined) return group;
    throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  }

  /** Applies a record. Types that later versions or other coordinators write are kept in the log, unread. */
  replay(stored: StoredRecord): void {
    const { key, value } = stored;
    if (key === null) return;
    const record = readGroupRecord(key, value);
    if (record.kind === 'group') this.replayGroup(record.groupId, record.value);
    else if (record.kind === 'offset') this.replayOffset(record, stored);
    else this.noteUnknown(record.type);
  }

  /** A producer's transaction is over: the offsets that it committed count from now on, or are gone. */
  replayMarker({ producerId, isCommit }: StoredMarker): void {
    const pending = this.pendingOffsets.take(producerId);
    if (pending === undefined || !isCommit) return;
    for (const [groupId, topic, partition, offset] of pending.entries()) {
      const known = this.offsets.get(groupId, topic, partition);
      if (known !== undefined && known.recordOffset > offset.recordOffset) continue;
      this.offsets.set(groupId, topic, partition, offset);
    }
  }

  private replayGroup(groupId: string, stored: StoredGroup | null): void {
    const group = this.groups.get(groupId);
    if (stored === null) {
      group?.cancelTimers();
      group?.transitionTo('Dead');
      this.groups.delete(groupId);
    } else if (group === undefined || !this.isLoaded) {
      this.groups.set(groupId, new ClassicGroup(groupId, stored));
    } else {
      group.applyStored(stored);
    }
  }

  private replayOffset(
    { groupId, topic, partition, value }: Extract<GroupRecord, { kind: 'offset' }>,
    { offset: recordOffset, timestampMs, producerId }: StoredRecord,
  ): void {
    if (value === null) {
      this.offsets.remove(groupId, topic, partition);
      this.pendingOffsets.remove(groupId, topic, partition);
      return;
    }
    // Who commits without ever joining has a group all the same: empty, without a protocol type.
    if (!this.groups.has(groupId)) {
      this.groups.set(groupId, new ClassicGroup(groupId, emptyStoredGroup(timestampMs)));
    }
    const stored = { ...value, recordOffset };
    if (producerId === NO_PRODUCER_ID) this.offsets.set(groupId, topic, partition, stored);
    else this.pendingOffsets.add(producerId, [groupId, topic, partition], stored);
  }

  private noteUnknown(type: number): void {
    if (this.unknownTypes.has(type)) return;
    this.unknownTypes.add(type);
    this.logger.warn({ type }, 'records of an unknown type are left as they are');
  }
}
