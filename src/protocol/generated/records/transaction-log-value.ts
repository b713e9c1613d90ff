// Generated from protocol-spec/records/transaction/00-transaction-log.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface TransactionLogValue {
  producerId: number;
  /** v1, tagged */
  previousProducerId: number;
  /** v1, tagged */
  nextProducerId: number;
  producerEpoch: number;
  /** v1, tagged */
  nextProducerEpoch: number;
  transactionTimeoutMs: number;
  /** 0: Empty; 1: Ongoing; 2: PrepareCommit; 3: PrepareAbort; 4: CompleteCommit; 5: CompleteAbort; 6: Dead; 7: PrepareEpochFence */
  transactionStatus: number;
  /** null when the transaction has ended */
  transactionPartitions: PartitionsSchema[] | null;
  transactionLastUpdateTimestampMs: number;
  transactionStartTimestampMs: number;
  /** v1, tagged */
  clientTransactionVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TransactionLogValueInput {
  readonly producerId: number;
  readonly previousProducerId?: number | undefined;
  readonly nextProducerId?: number | undefined;
  readonly producerEpoch: number;
  readonly nextProducerEpoch?: number | undefined;
  readonly transactionTimeoutMs: number;
  readonly transactionStatus: number;
  readonly transactionPartitions: readonly PartitionsSchemaInput[] | null;
  readonly transactionLastUpdateTimestampMs: number;
  readonly transactionStartTimestampMs: number;
  readonly clientTransactionVersion?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionsSchema {
  topic: string;
  partitionIds: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionsSchemaInput {
  readonly topic: string;
  readonly partitionIds: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The state of one transactional id, in __transaction_state. A null value deletes it. Versions 0-1. */
export const TransactionLogValue: RecordCodec<TransactionLogValue, TransactionLogValueInput> = {
  name: 'TransactionLogValue',
  type: 0,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  ...codec('TransactionLogValue', { decode: decodeTransactionLogValue, encode: encodeTransactionLogValue, size: sizeTransactionLogValue }),
};

function decodeTransactionLogValue(r: ByteReader, v: number): TransactionLogValue {
  const flexible = v >= 1;
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const transactionTimeoutMs = r.int32('transactionTimeoutMs');
  const transactionStatus = r.int8('transactionStatus');
  let transactionPartitions: PartitionsSchema[] | null = [];
  const transactionPartitionsLength = r.nullableArrayLength(flexible, 'transactionPartitions', 2);
  if (transactionPartitionsLength >= 0) {
    const listTransactionPartitions: PartitionsSchema[] = [];
    try {
      while (listTransactionPartitions.length < transactionPartitionsLength) listTransactionPartitions.push(decodePartitionsSchema(r, v));
    } catch (error) {
      throw inField(error, 'transactionPartitions', listTransactionPartitions.length);
    }
    transactionPartitions = listTransactionPartitions;
  } else transactionPartitions = null;
  const transactionLastUpdateTimestampMs = r.int64('transactionLastUpdateTimestampMs');
  const transactionStartTimestampMs = r.int64('transactionStartTimestampMs');
  let previousProducerId: number = -1;
  let nextProducerId: number = -1;
  let clientTransactionVersion: number = 0;
  let nextProducerEpoch: number = -1;
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          previousProducerId = r.int64('previousProducerId');
          expectTagEnd(r, 'previousProducerId', end);
          break;
        }
        case 1: {
          nextProducerId = r.int64('nextProducerId');
          expectTagEnd(r, 'nextProducerId', end);
          break;
        }
        case 2: {
          clientTransactionVersion = r.int16('clientTransactionVersion');
          expectTagEnd(r, 'clientTransactionVersion', end);
          break;
        }
        case 3: {
          nextProducerEpoch = r.int16('nextProducerEpoch');
          expectTagEnd(r, 'nextProducerEpoch', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: TransactionLogValue = { producerId, previousProducerId, nextProducerId, producerEpoch, nextProducerEpoch, transactionTimeoutMs, transactionStatus, transactionPartitions, transactionLastUpdateTimestampMs, transactionStartTimestampMs, clientTransactionVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTransactionLogValue(w: ByteWriter, m: TransactionLogValueInput, v: number): void {
  const flexible = v >= 1;
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  w.int32(m.transactionTimeoutMs);
  w.int8(m.transactionStatus);
  {
    const value = m.transactionPartitions;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodePartitionsSchema(w, element, v);
  }
  w.int64(m.transactionLastUpdateTimestampMs);
  w.int64(m.transactionStartTimestampMs);
  if (!(v === 1)) if (m.previousProducerId !== undefined && m.previousProducerId !== -1) unsupported('TransactionLogValue', 'previousProducerId', v);
  if (!(v === 1)) if (m.nextProducerId !== undefined && m.nextProducerId !== -1) unsupported('TransactionLogValue', 'nextProducerId', v);
  if (!(v === 1)) if (m.clientTransactionVersion !== undefined && m.clientTransactionVersion !== 0) unsupported('TransactionLogValue', 'clientTransactionVersion', v);
  if (!(v === 1)) if (m.nextProducerEpoch !== undefined && m.nextProducerEpoch !== -1) unsupported('TransactionLogValue', 'nextProducerEpoch', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasPreviousProducerId = v === 1 && m.previousProducerId !== undefined && m.previousProducerId !== -1;
    const hasNextProducerId = v === 1 && m.nextProducerId !== undefined && m.nextProducerId !== -1;
    const hasClientTransactionVersion = v === 1 && m.clientTransactionVersion !== undefined && m.clientTransactionVersion !== 0;
    const hasNextProducerEpoch = v === 1 && m.nextProducerEpoch !== undefined && m.nextProducerEpoch !== -1;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasPreviousProducerId ? 1 : 0) + (hasNextProducerId ? 1 : 0) + (hasClientTransactionVersion ? 1 : 0) + (hasNextProducerEpoch ? 1 : 0));
    if (hasPreviousProducerId) {
      const previousProducerId = m.previousProducerId;
      w.unsignedVarint(0);
      w.unsignedVarint(8);
      w.int64(previousProducerId);
    }
    if (hasNextProducerId) {
      const nextProducerId = m.nextProducerId;
      w.unsignedVarint(1);
      w.unsignedVarint(8);
      w.int64(nextProducerId);
    }
    if (hasClientTransactionVersion) {
      const clientTransactionVersion = m.clientTransactionVersion;
      w.unsignedVarint(2);
      w.unsignedVarint(2);
      w.int16(clientTransactionVersion);
    }
    if (hasNextProducerEpoch) {
      const nextProducerEpoch = m.nextProducerEpoch;
      w.unsignedVarint(3);
      w.unsignedVarint(2);
      w.int16(nextProducerEpoch);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 4, Number.POSITIVE_INFINITY);
  }
}

function sizeTransactionLogValue(m: TransactionLogValueInput, v: number): number {
  let bytes = 31;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.transactionPartitions, v, sizePartitionsSchema);
  if (flexible) {
    let tags = 0;
    if (v === 1 && m.previousProducerId !== undefined && m.previousProducerId !== -1) {
      tags++;
      bytes += sizeOfTag(0, 8);
    }
    if (v === 1 && m.nextProducerId !== undefined && m.nextProducerId !== -1) {
      tags++;
      bytes += sizeOfTag(1, 8);
    }
    if (v === 1 && m.clientTransactionVersion !== undefined && m.clientTransactionVersion !== 0) {
      tags++;
      bytes += sizeOfTag(2, 2);
    }
    if (v === 1 && m.nextProducerEpoch !== undefined && m.nextProducerEpoch !== -1) {
      tags++;
      bytes += sizeOfTag(3, 2);
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodePartitionsSchema(r: ByteReader, v: number): PartitionsSchema {
  const flexible = v >= 1;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitionIds: number[] = [];
  const partitionIdsLength = r.arrayLength(flexible, 'partitionIds', 4);
  for (let i = 0; i < partitionIdsLength; i++) partitionIds.push(r.int32('partitionIds'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: PartitionsSchema = { topic, partitionIds };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionsSchema(w: ByteWriter, m: PartitionsSchemaInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitionIds;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionsSchema(m: PartitionsSchemaInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfFixedList(flexible, m.partitionIds, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
