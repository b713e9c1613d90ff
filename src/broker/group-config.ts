// What the broker's configs say of groups, in the terms of the group coordinator.

import type {
  GroupCoordinatorConfig,
  MigrationPolicy,
} from '../coordinator/group/group-coordinator-config.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';

const MS_PER_MINUTE = 60_000;

/** Apache Kafka's internal `group.share.initialize.retry.interval.ms`. */
const SHARE_INITIALIZE_RETRY_MS = 30_000;

export function groupConfigOf(config: BrokerConfig): GroupCoordinatorConfig {
  return {
    minSessionTimeoutMs: config.groupMinSessionTimeoutMs,
    maxSessionTimeoutMs: config.groupMaxSessionTimeoutMs,
    initialRebalanceDelayMs: config.groupInitialRebalanceDelayMs,
    maxGroupSize: config.groupMaxSize,
    offsetMetadataMaxBytes: config.offsetMetadataMaxBytes,
    offsetsRetentionMs: config.offsetsRetentionMinutes * MS_PER_MINUTE,
    offsetsRetentionCheckIntervalMs: config.offsetsRetentionCheckIntervalMs,
    offsetsCommitTimeoutMs: config.offsetsCommitTimeoutMs,
    consumer: {
      maxSize: config.groupConsumerMaxSize,
      assignors: config.groupConsumerAssignors,
      migrationPolicy: config.groupConsumerMigrationPolicy.toLowerCase() as MigrationPolicy,
    },
    share: {
      maxSize: config.groupShareMaxSize,
      initializeRetryMs: Math.max(SHARE_INITIALIZE_RETRY_MS, config.offsetsCommitTimeoutMs),
    },
    streams: { maxSize: config.groupStreamsMaxSize },
  };
}
