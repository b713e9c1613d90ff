// What the broker's configs say of transactions, in the terms of the transaction coordinator.

import type { TransactionCoordinatorConfig } from '../coordinator/transaction/transaction-coordinator-config.ts';
import type { BrokerConfig } from '../metadata/configs/broker-configs.ts';

export function transactionConfigOf(config: BrokerConfig): TransactionCoordinatorConfig {
  return {
    maxTimeoutMs: config.transactionMaxTimeoutMs,
    abortTimedOutIntervalMs: config.transactionAbortTimedOutTransactionCleanupIntervalMs,
    idExpirationMs: config.transactionalIdExpirationMs,
    removeExpiredIntervalMs: config.transactionRemoveExpiredTransactionCleanupIntervalMs,
    isTwoPhaseCommitEnabled: config.transactionTwoPhaseCommitEnable,
    isVerificationEnabled: config.transactionPartitionVerificationEnable,
    addPartitionsBackoffMs: config.addPartitionsToTxnRetryBackoffMs,
    addPartitionsMaxWaitMs: config.addPartitionsToTxnRetryBackoffMaxMs,
    commitTimeoutMs: config.requestTimeoutMs,
  };
}
