// The broker properties that the share coordinator follows, as numbers. The broker supplies them and may
// replace them while it runs.

export interface ShareCoordinatorConfig {
  /** `share.coordinator.snapshot.update.records.per.snapshot` */
  readonly updatesPerSnapshot: number;
  /** `share.coordinator.write.timeout.ms`: how long an answer waits for its records to be committed. */
  readonly commitTimeoutMs: number;
  /** `share.coordinator.state.topic.prune.interval.ms` (internal in Apache Kafka). */
  readonly pruneIntervalMs: number;
  /** `share.coordinator.cold.partition.snapshot.interval.ms` (internal in Apache Kafka). */
  readonly coldSnapshotIntervalMs: number;
}

/** Apache Kafka's defaults. */
export const DEFAULT_SHARE_COORDINATOR_CONFIG: ShareCoordinatorConfig = {
  updatesPerSnapshot: 500,
  commitTimeoutMs: 5000,
  pruneIntervalMs: 300_000,
  coldSnapshotIntervalMs: 300_000,
};
