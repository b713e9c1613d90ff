// The broker properties that the transaction coordinator follows, as numbers. The broker supplies them and
// may replace them while it runs.

export interface TransactionCoordinatorConfig {
  /** `transaction.max.timeout.ms` */
  readonly maxTimeoutMs: number;
  /** `transaction.abort.timed.out.transaction.cleanup.interval.ms` */
  readonly abortTimedOutIntervalMs: number;
  /** `transactional.id.expiration.ms` */
  readonly idExpirationMs: number;
  /** `transaction.remove.expired.transaction.cleanup.interval.ms` */
  readonly removeExpiredIntervalMs: number;
  /** `transaction.two.phase.commit.enable` */
  readonly isTwoPhaseCommitEnabled: boolean;
  /** `transaction.partition.verification.enable` */
  readonly isVerificationEnabled: boolean;
  /** `add.partitions.to.txn.retry.backoff.ms` */
  readonly addPartitionsBackoffMs: number;
  /** `add.partitions.to.txn.retry.backoff.max.ms` */
  readonly addPartitionsMaxWaitMs: number;
  /** How long an answer waits for its records to be committed (`request.timeout.ms`). */
  readonly commitTimeoutMs: number;
}

/** Apache Kafka's defaults. */
export const DEFAULT_TRANSACTION_COORDINATOR_CONFIG: TransactionCoordinatorConfig = {
  maxTimeoutMs: 900_000,
  abortTimedOutIntervalMs: 10_000,
  idExpirationMs: 604_800_000,
  removeExpiredIntervalMs: 3_600_000,
  isTwoPhaseCommitEnabled: false,
  isVerificationEnabled: true,
  addPartitionsBackoffMs: 20,
  addPartitionsMaxWaitMs: 100,
  commitTimeoutMs: 30_000,
};
