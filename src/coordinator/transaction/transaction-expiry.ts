// What becomes of transactions and ids that nobody comes back to: a transaction that takes longer than its
// timeout is aborted and its producer fenced, an id without one is forgotten after some days (KIP-98).

import type { Effects } from '../runtime/coordinator-shard.ts';
import { fenced } from './end-transaction.ts';
import type { Transaction } from './transaction.ts';
import { NO_TIMEOUT_MS } from './transaction.ts';
import { transactionTombstone } from './transaction-records.ts';
import type { TransactionState } from './transaction-state.ts';
import { TRANSACTION_STATUSES } from './transaction-status.ts';

/** Whether there is any transaction that could take too long. */
export function mayTimeOut({ transactions }: TransactionState): boolean {
  for (const { status } of transactions.values()) if (status === 'Ongoing') return true;
  return false;
}

/** The ids whose transaction has taken too long. */
export function timedOutTransactions({ transactions, clock }: TransactionState): string[] {
  const nowMs = clock.wallMs();
  const isTimedOut = ({ status, timeoutMs, startMs }: Transaction) =>
    status === 'Ongoing' && timeoutMs !== NO_TIMEOUT_MS && startMs + timeoutMs < nowMs;
  return [...transactions.values()]
    .filter(isTimedOut)
    .map(({ transactionalId }) => transactionalId);
}

/** Aborts a transaction that has taken too long. Throws KafkaError. */
export function abortTimedOut(state: TransactionState, transactionalId: string): Effects {
  const transaction = state.known(transactionalId);
  const { producerId, producerEpoch, timeoutMs } = transaction;
  const fields = { transactionalId, producerId, producerEpoch, timeoutMs };
  state.logger.info(fields, 'a transaction has timed out: it is aborted');
  return state.store(fenced(state, transaction));
}

/** Forgets the ids that have been left alone too long. */
export function removeExpiredIds({ transactions, clock, config }: TransactionState): Effects {
  const limitMs = clock.wallMs() - config.idExpirationMs;
  const records = [...transactions.values()]
    .filter(({ status, lastUpdateMs }) => {
      return TRANSACTION_STATUSES[status].mayExpire && lastUpdateMs <= limitMs;
    })
    .map(({ transactionalId }) => transactionTombstone(transactionalId));
  return { records, atomic: false };
}
