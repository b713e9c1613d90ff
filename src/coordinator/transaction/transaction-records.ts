// The records of `__transaction_state`, in Apache Kafka's schema: the key is its record type (int16) and the
// transactional id, the value its version (int16) and the state. Version 1 from `transaction.version` 1 on.

import { MalformedMessageError } from '../../base/malformed-message-error.ts';
import { TransactionLogKey } from '../../protocol/generated/records/transaction-log-key.ts';
import { TransactionLogValue } from '../../protocol/generated/records/transaction-log-value.ts';
import {
  decodeRecordKey,
  decodeRecordValue,
  encodeRecordKey,
  encodeRecordValue,
  peekRecordType,
} from '../../protocol/record-bytes.ts';
import type { CoordinatorRecord } from '../runtime/partition-writer.ts';
import type { Transaction, TransactionPartitions } from './transaction.ts';
import { TRANSACTION_STATUSES, transactionStatusOf } from './transaction-status.ts';

/** What version 0 has no place for, and a restart then does not know. */
const NOT_IN_VERSION_0 = {
  previousProducerId: undefined,
  nextProducerId: undefined,
  clientTransactionVersion: undefined,
} as const;

/** A record as this coordinator understands it. */
export type TransactionRecord =
  | { readonly kind: 'transaction'; readonly id: string; readonly value: Transaction | null }
  | { readonly kind: 'unknown'; readonly type: number };

/** The record that stores a transactional id and its transaction. */
export function transactionRecord(
  transaction: Transaction,
  transactionVersion: number,
): CoordinatorRecord {
  const message = {
    producerId: transaction.producerId,
    previousProducerId: transaction.previousProducerId,
    nextProducerId: transaction.nextProducerId,
    producerEpoch: transaction.producerEpoch,
    transactionTimeoutMs: transaction.timeoutMs,
    transactionStatus: TRANSACTION_STATUSES[transaction.status].id,
    transactionPartitions: partitionsOf(transaction),
    transactionLastUpdateTimestampMs: transaction.lastUpdateMs,
    transactionStartTimestampMs: transaction.startMs,
    clientTransactionVersion: transaction.clientVersion,
  };
  const version = transactionVersion >= 1 ? 1 : 0;
  const known = version === 0 ? { ...message, ...NOT_IN_VERSION_0 } : message;
  const value = encodeRecordValue(TransactionLogValue, known, version);
  return { key: keyOf(transaction.transactionalId), value };
}

/** The record that removes a transactional id. */
export function transactionTombstone(transactionalId: string): CoordinatorRecord {
  return { key: keyOf(transactionalId), value: null };
}

/** Reads a stored record. Throws MalformedMessageError when one of a known type cannot be read. */
export function readTransactionRecord(key: Buffer, value: Buffer | null): TransactionRecord {
  const type = peekRecordType(key);
  if (type !== TransactionLogKey.type) return { kind: 'unknown', type };
  const { transactionalId } = decodeRecordKey(TransactionLogKey, key);
  const transaction = value === null ? null : readTransaction(transactionalId, value);
  return { kind: 'transaction', id: transactionalId, value: transaction };
}

function readTransaction(transactionalId: string, value: Buffer): Transaction {
  const message = decodeRecordValue(TransactionLogValue, value);
  const status = transactionStatusOf(message.transactionStatus);
  if (status === null) {
    throw new MalformedMessageError('transactionStatus', `${message.transactionStatus}`);
  }
  const partitions = new Map<string, ReadonlySet<number>>();
  for (const { topic, partitionIds } of message.transactionPartitions ?? []) {
    partitions.set(topic, new Set(partitionIds));
  }
  return {
    transactionalId,
    producerId: message.producerId,
    previousProducerId: message.previousProducerId,
    nextProducerId: message.nextProducerId,
    producerEpoch: message.producerEpoch,
    timeoutMs: message.transactionTimeoutMs,
    status,
    partitions,
    startMs: message.transactionStartTimestampMs,
    lastUpdateMs: message.transactionLastUpdateTimestampMs,
    clientVersion: message.clientTransactionVersion,
  };
}

function partitionsOf({
  status,
  partitions,
}: Transaction): { topic: string; partitionIds: number[] }[] | null {
  if (status === 'Empty') return null;
  return topicLists(partitions).map(([topic, partitionIds]) => ({ topic, partitionIds }));
}

/** The partitions as the protocol lists them. */
export function topicLists(partitions: TransactionPartitions): [topic: string, number[]][] {
  return Array.from(partitions, ([topic, indexes]) => [topic, [...indexes]]);
}

function keyOf(transactionalId: string): Buffer {
  return encodeRecordKey(TransactionLogKey, { transactionalId });
}
