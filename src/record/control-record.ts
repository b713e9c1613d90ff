// Control records: what the brokers write into a log for themselves. Here those that end a transaction
// (KIP-98): key = int16 version, int16 type; value = int16 version, int32 coordinator epoch.

import type { LogRecord } from './record.ts';
import { buildBatch } from './record-batch-builder.ts';
import { invalidRecord } from './record-errors.ts';

/** How a transaction ended. */
export type EndTxnType = 'ABORT' | 'COMMIT';

/** The marker that ends a transaction in a partition. */
export interface EndTxnMarker {
  readonly type: EndTxnType;
  /** Leader epoch of the coordinator's partition of `__transaction_state`. */
  readonly coordinatorEpoch: number;
}

const ABORT = 0;
const COMMIT = 1;
const VERSION = 0;
const KEY_SIZE = 4;
const VALUE_SIZE = 6;

/** The marker in a control record; null when the record is of another type. */
export function readEndTxnMarker({ key, value }: LogRecord): EndTxnMarker | null {
  if (!key || key.length < KEY_SIZE) throw invalidRecord('a control record has no type');
  const type = key.readInt16BE(2);
  if (type !== ABORT && type !== COMMIT) return null;
  if (!value || value.length < VALUE_SIZE) {
    throw invalidRecord('a transaction marker has no coordinator epoch');
  }
  return { type: type === COMMIT ? 'COMMIT' : 'ABORT', coordinatorEpoch: value.readInt32BE(2) };
}

/** The control batch that ends a producer's transaction. */
export function buildEndTxnBatch(marker: {
  readonly type: EndTxnType;
  readonly coordinatorEpoch: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly timestamp: number;
}): Buffer {
  const key = Buffer.alloc(KEY_SIZE);
  key.writeInt16BE(VERSION, 0);
  key.writeInt16BE(marker.type === 'COMMIT' ? COMMIT : ABORT, 2);
  const value = Buffer.alloc(VALUE_SIZE);
  value.writeInt16BE(VERSION, 0);
  value.writeInt32BE(marker.coordinatorEpoch, 2);
  return buildBatch({
    records: [{ key, value }],
    timestamp: marker.timestamp,
    producerId: marker.producerId,
    producerEpoch: marker.producerEpoch,
    isTransactional: true,
    isControl: true,
  });
}
