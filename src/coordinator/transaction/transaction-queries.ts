// DescribeTransactions and ListTransactions: what the transactions of a shard look like from outside.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { TransactionStateInput as DescribedTransaction } from '../../protocol/generated/describe-transactions.ts';
import type {
  TransactionStateInput as ListedTransaction,
  ListTransactionsRequest,
} from '../../protocol/generated/list-transactions.ts';
import type { Transaction } from './transaction.ts';
import { topicLists } from './transaction-records.ts';
import type { TransactionState } from './transaction-state.ts';

/** The transaction of an id; throws TRANSACTIONAL_ID_NOT_FOUND. */
export function describeTransaction(
  { transactions }: TransactionState,
  transactionalId: string,
): DescribedTransaction {
  const transaction = transactions.get(transactionalId);
  if (transaction === undefined) throw new KafkaError(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
  const { producerId, producerEpoch, status, timeoutMs, startMs, partitions } = transaction;
  return {
    errorCode: ErrorCode.NONE,
    transactionalId,
    transactionState: status,
    transactionTimeoutMs: timeoutMs,
    transactionStartTimeMs: startMs,
    producerId,
    producerEpoch,
    topics: topicLists(partitions).map(([topic, indexes]) => ({ topic, partitions: indexes })),
  };
}

/** The answer for an id that is not described. */
export function undescribed(transactionalId: string, errorCode: ErrorCode): DescribedTransaction {
  return {
    errorCode,
    transactionalId,
    transactionState: '',
    transactionTimeoutMs: 0,
    transactionStartTimeMs: 0,
    producerId: 0,
    producerEpoch: 0,
    topics: [],
  };
}

/** Which transactions are asked for. */
export interface TransactionFilter {
  readonly states: ReadonlySet<string>;
  readonly producerIds: ReadonlySet<number>;
  /** Only those that began longer ago; negative: any. */
  readonly durationMs: number;
  readonly matchesId: (transactionalId: string) => boolean;
}

export function transactionFilter(
  request: ListTransactionsRequest,
  matchesId: TransactionFilter['matchesId'],
): TransactionFilter {
  return {
    states: new Set(request.stateFilters),
    producerIds: new Set(request.producerIdFilters),
    durationMs: request.durationFilter,
    matchesId,
  };
}

/** The transactions that the filter lets through; an empty set of states or producers lets all through. */
export function listTransactions(
  { transactions, clock }: TransactionState,
  filter: TransactionFilter,
): ListedTransaction[] {
  const nowMs = clock.wallMs();
  return [...transactions.values()]
    .filter((transaction) => isAskedFor(transaction, filter, nowMs))
    .map(({ transactionalId, producerId, status }) => ({
      transactionalId,
      producerId,
      transactionState: status,
    }));
}

function isAskedFor(
  { status, producerId, startMs, transactionalId }: Transaction,
  { states, producerIds, durationMs, matchesId }: TransactionFilter,
  nowMs: number,
): boolean {
  if (producerIds.size > 0 && !producerIds.has(producerId)) return false;
  if (states.size > 0 && !states.has(status)) return false;
  if (durationMs >= 0 && nowMs - startMs <= durationMs) return false;
  return matchesId(transactionalId);
}
