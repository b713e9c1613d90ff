// The broker properties that the group coordinator follows, as numbers. The broker supplies them and may
// replace them while it runs; what is under way keeps the timeouts it began with.

export interface GroupCoordinatorConfig {
  /** `group.min.session.timeout.ms` */
  readonly minSessionTimeoutMs: number;
  /** `group.max.session.timeout.ms` */
  readonly maxSessionTimeoutMs: number;
  /** `group.initial.rebalance.delay.ms` */
  readonly initialRebalanceDelayMs: number;
  /** `group.max.size` */
  readonly maxGroupSize: number;
  /** `offset.metadata.max.bytes`; Apache Kafka counts UTF-16 units. */
  readonly offsetMetadataMaxBytes: number;
  /** `offsets.retention.minutes`, in milliseconds */
  readonly offsetsRetentionMs: number;
  /** `offsets.retention.check.interval.ms` */
  readonly offsetsRetentionCheckIntervalMs: number;
  /** `offsets.commit.timeout.ms` */
  readonly offsetsCommitTimeoutMs: number;
  readonly consumer: ConsumerGroupConfig;
  readonly share: ShareGroupsConfig;
  readonly streams: StreamsGroupsConfig;
}

/** Which members of a group may come to speak the other protocol, and the group with them. */
export type MigrationPolicy = 'disabled' | 'downgrade' | 'upgrade' | 'bidirectional';

export interface ConsumerGroupConfig {
  /** `group.consumer.max.size` */
  readonly maxSize: number;
  /** `group.consumer.assignors`, the default one first */
  readonly assignors: readonly string[];
  /** `group.consumer.migration.policy` */
  readonly migrationPolicy: MigrationPolicy;
}

export interface ShareGroupsConfig {
  /** `group.share.max.size` */
  readonly maxSize: number;
  /** How long a share partition may take to be initialized before that is tried again. */
  readonly initializeRetryMs: number;
}

export interface StreamsGroupsConfig {
  /** `group.streams.max.size` */
  readonly maxSize: number;
}

/** Apache Kafka's defaults, but for the initial rebalance delay, which a developer's machine has no use for. */
export const DEFAULT_GROUP_COORDINATOR_CONFIG: GroupCoordinatorConfig = {
  minSessionTimeoutMs: 6_000,
  maxSessionTimeoutMs: 1_800_000,
  initialRebalanceDelayMs: 0,
  maxGroupSize: 0x7fffffff,
  offsetMetadataMaxBytes: 4096,
  offsetsRetentionMs: 7 * 24 * 60 * 60 * 1000,
  offsetsRetentionCheckIntervalMs: 600_000,
  offsetsCommitTimeoutMs: 5_000,
  consumer: {
    maxSize: 0x7fffffff,
    assignors: ['uniform', 'range'],
    migrationPolicy: 'bidirectional',
  },
  share: { maxSize: 200, initializeRetryMs: 30_000 },
  streams: { maxSize: 0x7fffffff },
};
