// InitProducerId with a transactional id: gives its producer the next epoch, so that whoever had the id
// before is fenced. A transaction that is open is aborted first, and the client comes again.

import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Effects, Outcome } from '../runtime/coordinator-shard.ts';
import { fenced } from './end-transaction.ts';
import type { ProducerIdentity, Transaction } from './transaction.ts';
import { initialized, isExhausted, NO_PRODUCER_EPOCH, newTransaction } from './transaction.ts';
import type { TransactionState } from './transaction-state.ts';

export interface InitRequest {
  readonly transactionalId: string;
  readonly timeoutMs: number;
  /** What the producer has and wants to go on with (KIP-360); null when it begins. */
  readonly current: ProducerIdentity | null;
}

/** Throws PRODUCER_FENCED, CONCURRENT_TRANSACTIONS; the outcome may be CONCURRENT_TRANSACTIONS as well. */
export function initProducerId(
  state: TransactionState,
  request: InitRequest,
): Outcome<ProducerIdentity | ErrorCode> {
  const { transactionalId, current } = request;
  const known = state.transactions.get(transactionalId);
  if (known === undefined) {
    const nowMs = state.clock.wallMs();
    const created = newTransaction(transactionalId, state.newProducerId(), nowMs);
    return take(state, request, created);
  }
  if (current !== null && !mayBe(known, current)) throw new KafkaError(ErrorCode.PRODUCER_FENCED);
  switch (known.status) {
    case 'PrepareCommit':
    case 'PrepareAbort':
      throw new KafkaError(ErrorCode.CONCURRENT_TRANSACTIONS);
    case 'Ongoing':
      return {
        ...state.store(fenced(state, known)),
        response: ErrorCode.CONCURRENT_TRANSACTIONS,
      };
    default:
      return take(state, request, known);
  }
}

/**
 * Whether this may be the id's producer: it has the id's producer id, or the one before, whose epochs it has
 * used up, and never heard of the new one. Its epoch is looked at later.
 */
function mayBe(
  { producerId, previousProducerId }: Transaction,
  current: ProducerIdentity,
): boolean {
  if (current.producerId === producerId) return true;
  return current.producerId === previousProducerId && isExhausted(current.producerEpoch);
}

function take(
  state: TransactionState,
  { timeoutMs, current }: InitRequest,
  transaction: Transaction,
): Outcome<ProducerIdentity> {
  const { producer, lastEpoch } = nextProducer(state, transaction, current);
  const next = initialized(transaction, producer, timeoutMs, state.clock.wallMs());
  const effects: Effects = state.store({ next, lastEpoch });
  return { ...effects, response: producer };
}

interface NextProducer {
  readonly producer: ProducerIdentity;
  readonly lastEpoch: number;
}

function nextProducer(
  state: TransactionState,
  { transactionalId, producerId, producerEpoch }: Transaction,
  current: ProducerIdentity | null,
): NextProducer {
  if (isExhausted(producerEpoch)) {
    if (current !== null && current.producerEpoch !== producerEpoch) {
      throw new KafkaError(ErrorCode.UNKNOWN_SERVER_ERROR, 'no epoch is left for this producer id');
    }
    const producer = { producerId: state.newProducerId(), producerEpoch: 0 };
    return { producer, lastEpoch: current === null ? NO_PRODUCER_EPOCH : producerEpoch };
  }
  const next = { producerId, producerEpoch: producerEpoch + 1 };
  if (current === null) return { producer: next, lastEpoch: NO_PRODUCER_EPOCH };
  const isNew = producerEpoch === NO_PRODUCER_EPOCH;
  if (isNew || current.producerEpoch === producerEpoch) {
    return { producer: next, lastEpoch: producerEpoch };
  }
  const lastEpoch = state.lastEpochOf(transactionalId);
  // The same request again: its first answer did not arrive.
  if (current.producerEpoch === lastEpoch) {
    return { producer: { producerId, producerEpoch }, lastEpoch };
  }
  throw new KafkaError(ErrorCode.PRODUCER_FENCED);
}
