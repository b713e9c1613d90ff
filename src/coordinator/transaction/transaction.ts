// A transactional id and its transaction, as they stand in a record, and the steps from one to the next:
// pure functions from what is to what comes. Who may take a step is decided elsewhere.
// Invariants: a step leads to a state that allows the one before; an id that is Empty or complete has no
// partitions; no epoch but a marker's own goes beyond the greatest that a client may use.

import { assert } from '../../base/assert.ts';
import { NO_PRODUCER_ID } from '../runtime/partition-writer.ts';
import type { TransactionStatus } from './transaction-status.ts';
import { TRANSACTION_STATUSES } from './transaction-status.ts';

export const NO_PRODUCER_EPOCH = -1;
/** The last epoch that a client is given: one is left, so that the coordinator can always fence it. */
export const LAST_CLIENT_EPOCH = 0x7fff - 1;
const MAX_EPOCH = 0x7fff;
/** The timeout of a transaction that its client ends in two phases (KIP-939): it never times out. */
export const NO_TIMEOUT_MS = 0x7fffffff;

/** The `transaction.version` from which on each transaction has an epoch of its own (KIP-890). */
export const EPOCH_PER_TRANSACTION = 2;

/** A producer of this moment. */
export interface ProducerIdentity {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** Indexes by topic. */
export type TransactionPartitions = ReadonlyMap<string, ReadonlySet<number>>;

export interface Transaction {
  readonly transactionalId: string;
  readonly producerId: number;
  /** The one before the last step. */
  readonly previousProducerId: number;
  /** The one that follows once the transaction is over, its epochs being used up; NO_PRODUCER_ID: this one. */
  readonly nextProducerId: number;
  readonly producerEpoch: number;
  readonly timeoutMs: number;
  readonly status: TransactionStatus;
  readonly partitions: TransactionPartitions;
  /** When the first partition was added (wall clock); -1 before the first transaction. */
  readonly startMs: number;
  readonly lastUpdateMs: number;
  /** The transaction version that the client of the last step spoke. */
  readonly clientVersion: number;
}

const NO_PARTITIONS: TransactionPartitions = new Map();

/** A transactional id that nobody has asked for before; its first step gives it epoch 0. */
export function newTransaction(
  transactionalId: string,
  producerId: number,
  nowMs: number,
): Transaction {
  return {
    transactionalId,
    producerId,
    previousProducerId: NO_PRODUCER_ID,
    nextProducerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    timeoutMs: 0,
    status: 'Empty',
    partitions: NO_PARTITIONS,
    startMs: -1,
    lastUpdateMs: nowMs,
    clientVersion: 0,
  };
}

/** Whether its producer id has no epoch left for a client. */
export function isExhausted(producerEpoch: number): boolean {
  return producerEpoch >= LAST_CLIENT_EPOCH;
}

export function isPrepared({ status }: Transaction): boolean {
  return status === 'PrepareCommit' || status === 'PrepareAbort';
}

/** A producer takes the id, with this producer id and epoch. */
export function initialized(
  transaction: Transaction,
  producer: ProducerIdentity,
  timeoutMs: number,
  nowMs: number,
): Transaction {
  assert(!isExhausted(producer.producerEpoch - 1), 'a client is given an epoch that can be fenced');
  return step(transaction, nowMs, {
    ...producer,
    timeoutMs,
    status: 'Empty',
    partitions: NO_PARTITIONS,
    startMs: -1,
  });
}

/** Partitions join the transaction; with the first ones it begins. */
export function withPartitions(
  transaction: Transaction,
  added: TransactionPartitions,
  clientVersion: number,
  nowMs: number,
): Transaction {
  const startMs = transaction.status === 'Ongoing' ? transaction.startMs : nowMs;
  const partitions = union(transaction.partitions, added);
  return step(transaction, nowMs, { status: 'Ongoing', partitions, startMs, clientVersion });
}

export interface Decision {
  readonly isCommit: boolean;
  readonly producerEpoch: number;
  readonly nextProducerId: number;
  readonly clientVersion: number;
}

/** How it ends is decided, and will not change. */
export function decided(
  transaction: Transaction,
  { isCommit, ...change }: Decision,
  nowMs: number,
): Transaction {
  const status = isCommit ? 'PrepareCommit' : 'PrepareAbort';
  const startMs = transaction.status === 'Ongoing' ? transaction.startMs : nowMs;
  return step(transaction, nowMs, { ...change, status, startMs });
}

/** The epoch with which a transaction of version 2 ends: its own plus one, as long as there is one. */
export function nextEpoch({ producerEpoch }: Transaction): number {
  return Math.min(producerEpoch + 1, MAX_EPOCH);
}

/** All markers are written. */
export function completed(transaction: Transaction, nowMs: number): Transaction {
  assert(isPrepared(transaction), 'what is decided is completed');
  const { nextProducerId, clientVersion, status } = transaction;
  const moves = clientVersion >= EPOCH_PER_TRANSACTION && nextProducerId !== NO_PRODUCER_ID;
  return step(transaction, nowMs, {
    ...(moves ? { producerId: nextProducerId, producerEpoch: 0 } : {}),
    nextProducerId: NO_PRODUCER_ID,
    status: status === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort',
    partitions: NO_PARTITIONS,
  });
}

/** Whether all these partitions are in the transaction. */
export function includes(held: TransactionPartitions, asked: TransactionPartitions): boolean {
  for (const [topic, indexes] of asked) {
    const known = held.get(topic);
    for (const index of indexes) if (!known?.has(index)) return false;
  }
  return true;
}

/** Whether one state may follow another. */
export function mayFollow(previous: TransactionStatus, next: TransactionStatus): boolean {
  return TRANSACTION_STATUSES[next].previous.includes(previous);
}

function step(from: Transaction, lastUpdateMs: number, change: Partial<Transaction>): Transaction {
  const to = { ...from, previousProducerId: from.producerId, lastUpdateMs, ...change };
  assert(mayFollow(from.status, to.status), `${from.status} is not followed by ${to.status}`);
  return to;
}

function union(held: TransactionPartitions, added: TransactionPartitions): TransactionPartitions {
  const all = new Map(held);
  for (const [topic, indexes] of added) {
    const known = all.get(topic);
    all.set(topic, known === undefined ? indexes : new Set([...known, ...indexes]));
  }
  return all;
}
