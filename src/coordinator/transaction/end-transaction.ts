// EndTxn: the end of a transaction is decided, stored, and only then carried out by markers. Version 1 keeps
// the epoch; version 2 (KIP-890, EndTxn v5) ends every transaction with the next one, so that nothing which
// was sent for it can reach the next transaction, and a retry is recognised by the epoch before.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Effects, Outcome } from '../runtime/coordinator-shard.ts';
import { NO_PRODUCER_ID } from '../runtime/partition-writer.ts';
import type { ProducerIdentity, Transaction } from './transaction.ts';
import {
  completed,
  decided,
  EPOCH_PER_TRANSACTION,
  isExhausted,
  LAST_CLIENT_EPOCH,
  NO_PRODUCER_EPOCH,
  nextEpoch,
} from './transaction.ts';
import type { Step, TransactionState } from './transaction-state.ts';

export interface EndRequest extends ProducerIdentity {
  readonly transactionalId: string;
  readonly isCommit: boolean;
}

/** What the answer of EndTxn v5 tells; the others tell no producer. */
const UNTOLD: ProducerIdentity = { producerId: NO_PRODUCER_ID, producerEpoch: NO_PRODUCER_EPOCH };

/**
 * Decides the transaction of a client that speaks this transaction version. Throws KafkaError:
 * INVALID_PRODUCER_ID_MAPPING, PRODUCER_FENCED, CONCURRENT_TRANSACTIONS, INVALID_TXN_STATE.
 */
export function endTransaction(
  state: TransactionState,
  request: EndRequest,
  clientVersion: number,
): Outcome<ProducerIdentity> {
  const transaction = state.known(request.transactionalId);
  return clientVersion >= EPOCH_PER_TRANSACTION
    ? endWithNextEpoch(state, request, transaction)
    : endWithSameEpoch(state, request, transaction);
}

/** The abort of an open transaction that its producer did not ask for, with an epoch that it does not have. */
export function fenced(state: TransactionState, transaction: Transaction): Step {
  if (state.transactionVersion >= EPOCH_PER_TRANSACTION) {
    return decidedWithNextEpoch(state, transaction, false);
  }
  const decision = {
    isCommit: false,
    producerEpoch: nextEpoch(transaction),
    nextProducerId: NO_PRODUCER_ID,
    clientVersion: 0,
  };
  const next = decided(transaction, decision, state.clock.wallMs());
  return { next, lastEpoch: NO_PRODUCER_EPOCH };
}

/** The step that follows when all markers are written. */
export function complete(state: TransactionState, transaction: Transaction): Effects {
  const next = completed(transaction, state.clock.wallMs());
  return state.store({ next, lastEpoch: state.lastEpochOf(transaction.transactionalId) });
}

function endWithSameEpoch(
  state: TransactionState,
  { producerId, producerEpoch, isCommit }: EndRequest,
  transaction: Transaction,
): Outcome<ProducerIdentity> {
  requireProducer(transaction.producerId === producerId);
  if (transaction.producerEpoch !== producerEpoch) throw new KafkaError(ErrorCode.PRODUCER_FENCED);
  if (transaction.status !== 'Ongoing') {
    requireSameEnd(transaction, isCommit);
    return { records: [], response: UNTOLD };
  }
  const decision = { isCommit, producerEpoch, nextProducerId: NO_PRODUCER_ID, clientVersion: 0 };
  const next = decided(transaction, decision, state.clock.wallMs());
  const lastEpoch = state.lastEpochOf(transaction.transactionalId);
  return { ...state.store({ next, lastEpoch }), response: UNTOLD };
}

function endWithNextEpoch(
  state: TransactionState,
  request: EndRequest,
  transaction: Transaction,
): Outcome<ProducerIdentity> {
  const { producerId, producerEpoch, isCommit } = request;
  const isAfterOverflow =
    transaction.previousProducerId === producerId &&
    producerEpoch === LAST_CLIENT_EPOCH &&
    transaction.producerEpoch === 0;
  const isAgain = isAfterOverflow || transaction.producerEpoch === producerEpoch + 1;
  requireProducer(transaction.producerId === producerId || isAfterOverflow);
  requireEpoch(transaction, request, isAgain);
  if (transaction.status === 'Ongoing') {
    return decideAndTell(state, transaction, isCommit);
  }
  if (isAgain) {
    requireSameEnd(transaction, isCommit);
    return { records: [], response: transaction };
  }
  // Nothing was added that we know of; aborting it all the same shuts out what may still be under way.
  if (isCommit) throw new KafkaError(ErrorCode.INVALID_TXN_STATE);
  return decideAndTell(state, transaction, isCommit);
}

/** Throws PRODUCER_FENCED unless the epoch is the transaction's own or, once it has ended, the one before. */
function requireEpoch(
  { status, producerEpoch }: Transaction,
  request: EndRequest,
  isAgain: boolean,
): void {
  const isSame = request.producerEpoch === producerEpoch;
  const isOpen = status === 'Ongoing' || status === 'Empty';
  const isOver = status === 'CompleteCommit' || status === 'CompleteAbort';
  const isValid = isOpen ? isSame : isAgain || (isOver && isSame);
  if (!isValid) throw new KafkaError(ErrorCode.PRODUCER_FENCED);
}

function requireProducer(isSame: boolean): void {
  if (!isSame) throw new KafkaError(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
}

/** What has been decided may be asked for again, not changed; until it is carried out the client waits. */
function requireSameEnd({ status }: Transaction, isCommit: boolean): void {
  const [prepared, complete] = isCommit
    ? ['PrepareCommit', 'CompleteCommit']
    : ['PrepareAbort', 'CompleteAbort'];
  if (status === complete) return;
  const isUnderWay = status === prepared;
  throw new KafkaError(
    isUnderWay ? ErrorCode.CONCURRENT_TRANSACTIONS : ErrorCode.INVALID_TXN_STATE,
  );
}

function decideAndTell(
  state: TransactionState,
  transaction: Transaction,
  isCommit: boolean,
): Outcome<ProducerIdentity> {
  const step = decidedWithNextEpoch(state, transaction, isCommit);
  return { ...state.store(step), response: completed(step.next, step.next.lastUpdateMs) };
}

function decidedWithNextEpoch(
  state: TransactionState,
  transaction: Transaction,
  isCommit: boolean,
): Step {
  const lastEpoch = transaction.producerEpoch;
  const nextProducerId = isExhausted(lastEpoch) ? state.newProducerId() : NO_PRODUCER_ID;
  const decision = {
    isCommit,
    producerEpoch: nextEpoch(transaction),
    nextProducerId,
    clientVersion: EPOCH_PER_TRANSACTION,
  };
  return { next: decided(transaction, decision, state.clock.wallMs()), lastEpoch };
}
