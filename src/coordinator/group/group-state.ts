// Everything that a shard knows: its groups, their offsets, and what operations need of the world. The maps
// change through replay only (see replay.ts); what a restart forgets moves on beside it.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { ShardScheduler } from '../runtime/coordinator-shard.ts';
import { Deadlines } from '../runtime/deadline.ts';
import type { StoredMarker } from '../runtime/partition-writer.ts';
import type { Group } from './group.ts';
import type { GroupConfig } from './group-config.ts';
import type { GroupCoordinatorConfig } from './group-coordinator-config.ts';
import type { GroupTopics } from './group-topics.ts';
import { TopicHashes } from './modern/metadata-hash.ts';
import type { OffsetStore, StoredOffset } from './offsets/committed-offset.ts';
import { GroupPartitions } from './offsets/group-partitions.ts';
import { PendingOffsets } from './offsets/pending-offsets.ts';

export interface GroupStateOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly scheduler: ShardScheduler;
  /** The config as it is now. */
  readonly config: () => GroupCoordinatorConfig;
  readonly topics: GroupTopics;
  readonly groupConfig: (groupId: string) => GroupConfig;
}

export class GroupState {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly scheduler: ShardScheduler;
  /** When members are too late. */
  readonly deadlines: Deadlines;
  readonly groups = new Map<string, Group>();
  readonly offsets: OffsetStore = new GroupPartitions<StoredOffset>();
  readonly pendingOffsets = new PendingOffsets();
  readonly topicHashes: TopicHashes;
  /** Until then a record of a classic group replaces it; afterwards it confirms what the live group did. */
  isLoaded = false;
  private readonly options: GroupStateOptions;
  /** Record types that were met and are not understood. */
  readonly unknownTypes = new Set<number>();

  constructor(options: GroupStateOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.logger = options.logger;
    this.scheduler = options.scheduler;
    this.deadlines = new Deadlines(options);
    this.options = options;
    this.topicHashes = new TopicHashes((name) => options.topics.byName(name));
  }

  get config(): GroupCoordinatorConfig {
    return this.options.config();
  }

  /** The group, or KafkaError GROUP_ID_NOT_FOUND. */
  group(groupId: string): Group {
    const group = this.groups.get(groupId);
    if (group !== undefined) return group;
    throw new KafkaError(ErrorCode.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  }

  /** The topics as they are now. */
  get topics(): GroupTopics {
    return this.options.topics;
  }

  /** The configs of a group as they count now. */
  groupConfig(groupId: string): GroupConfig {
    return this.options.groupConfig(groupId);
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
}
