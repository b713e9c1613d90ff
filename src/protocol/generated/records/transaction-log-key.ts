// Generated from protocol-spec/records/transaction/00-transaction-log.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface TransactionLogKey {
  transactionalId: string;
}

export interface TransactionLogKeyInput {
  readonly transactionalId: string;
}

/** The state of one transactional id, in __transaction_state. A null value deletes it. Versions 0. */
export const TransactionLogKey: RecordCodec<TransactionLogKey, TransactionLogKeyInput> = {
  name: 'TransactionLogKey',
  type: 0,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('TransactionLogKey', { decode: decodeTransactionLogKey, encode: encodeTransactionLogKey, size: sizeTransactionLogKey }),
};

function decodeTransactionLogKey(r: ByteReader, _v: number): TransactionLogKey {
  const transactionalId = r.string('transactionalId');
  return { transactionalId };
}

function encodeTransactionLogKey(w: ByteWriter, m: TransactionLogKeyInput, _v: number): void {
  w.string(m.transactionalId);
}

function sizeTransactionLogKey(m: TransactionLogKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.transactionalId);
  return bytes;
}
