// AddPartitionsToTxn, AddOffsetsToTxn and what Produce v12 and TxnOffsetCommit v5 do by themselves: partitions
// join the open transaction, or begin one. Also the question of older ones, whether they have joined.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Outcome } from '../runtime/coordinator-shard.ts';
import type { Transaction, TransactionPartitions } from './transaction.ts';
import { includes, isPrepared, withPartitions } from './transaction.ts';
import type { TransactionState } from './transaction-state.ts';

export interface PartitionsRequest {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly partitions: TransactionPartitions;
}

/**
 * Adds the partitions; `clientVersion` is the transaction version that the request speaks. Throws
 * INVALID_PRODUCER_ID_MAPPING, PRODUCER_FENCED, CONCURRENT_TRANSACTIONS.
 */
export function addPartitions(
  state: TransactionState,
  request: PartitionsRequest,
  clientVersion: number,
): Outcome<void> {
  const transaction = admitted(state, request);
  const { partitions, transactionalId } = request;
  if (transaction.status === 'Ongoing' && includes(transaction.partitions, partitions)) {
    return { records: [], response: undefined };
  }
  const next = withPartitions(transaction, partitions, clientVersion, state.clock.wallMs());
  const lastEpoch = state.lastEpochOf(transactionalId);
  return { ...state.store({ next, lastEpoch }), response: undefined };
}

/** The partitions that are in the transaction. Throws as `addPartitions` does. */
export function verifiedPartitions(
  state: TransactionState,
  request: PartitionsRequest,
): TransactionPartitions {
  return admitted(state, request).partitions;
}

function admitted(
  state: TransactionState,
  { transactionalId, producerId, producerEpoch }: PartitionsRequest,
): Transaction {
  const transaction = state.known(transactionalId);
  if (transaction.producerId !== producerId) {
    throw new KafkaError(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  }
  if (transaction.producerEpoch !== producerEpoch) throw new KafkaError(ErrorCode.PRODUCER_FENCED);
  if (isPrepared(transaction)) throw new KafkaError(ErrorCode.CONCURRENT_TRANSACTIONS);
  return transaction;
}
