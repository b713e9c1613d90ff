// Generated from protocol-spec/api/24-add-partitions-to-txn.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AddPartitionsToTxnRequest {
  /** v4-5 */
  transactions: AddPartitionsToTxnTransaction[];
  /** v0-3 */
  v3AndBelowTransactionalId: string;
  /** v0-3 */
  v3AndBelowProducerId: number;
  /** v0-3 */
  v3AndBelowProducerEpoch: number;
  /** v0-3 */
  v3AndBelowTopics: AddPartitionsToTxnTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnRequestInput {
  readonly transactions?: readonly AddPartitionsToTxnTransactionInput[] | undefined;
  readonly v3AndBelowTransactionalId?: string | undefined;
  readonly v3AndBelowProducerId?: number | undefined;
  readonly v3AndBelowProducerEpoch?: number | undefined;
  readonly v3AndBelowTopics?: readonly AddPartitionsToTxnTopicInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnTransaction {
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  verifyOnly: boolean;
  topics: AddPartitionsToTxnTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnTransactionInput {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly verifyOnly?: boolean | undefined;
  readonly topics: readonly AddPartitionsToTxnTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnTopic {
  name: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnTopicInput {
  readonly name: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnResponse {
  throttleTimeMs: number;
  /** v4-5 */
  errorCode: number;
  /** v4-5 */
  resultsByTransaction: AddPartitionsToTxnResult[];
  /** v0-3 */
  resultsByTopicV3AndBelow: AddPartitionsToTxnTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode?: number | undefined;
  readonly resultsByTransaction?: readonly AddPartitionsToTxnResultInput[] | undefined;
  readonly resultsByTopicV3AndBelow?: readonly AddPartitionsToTxnTopicResultInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnResult {
  transactionalId: string;
  topicResults: AddPartitionsToTxnTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnResultInput {
  readonly transactionalId: string;
  readonly topicResults: readonly AddPartitionsToTxnTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnTopicResult {
  name: string;
  resultsByPartition: AddPartitionsToTxnPartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnTopicResultInput {
  readonly name: string;
  readonly resultsByPartition: readonly AddPartitionsToTxnPartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddPartitionsToTxnPartitionResult {
  partitionIndex: number;
  partitionErrorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddPartitionsToTxnPartitionResultInput {
  readonly partitionIndex: number;
  readonly partitionErrorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Adds partitions to a transaction, or verifies that they are in it (KIP-98).
 */
export const AddPartitionsToTxn: Api<AddPartitionsToTxnRequest, AddPartitionsToTxnResponse, AddPartitionsToTxnRequestInput, AddPartitionsToTxnResponseInput> = {
  key: 24,
  name: 'AddPartitionsToTxn',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  request: codec('AddPartitionsToTxnRequest', { decode: decodeAddPartitionsToTxnRequest, encode: encodeAddPartitionsToTxnRequest, size: sizeAddPartitionsToTxnRequest }),
  response: codec('AddPartitionsToTxnResponse', { decode: decodeAddPartitionsToTxnResponse, encode: encodeAddPartitionsToTxnResponse, size: sizeAddPartitionsToTxnResponse }),
};

function decodeAddPartitionsToTxnRequest(r: ByteReader, v: number): AddPartitionsToTxnRequest {
  const flexible = v >= 3;
  let transactions: AddPartitionsToTxnTransaction[] = [];
  if (v >= 4) {
    const transactionsLength = r.arrayLength(true, 'transactions', 13);
    try {
      while (transactions.length < transactionsLength) transactions.push(decodeAddPartitionsToTxnTransaction(r, v));
    } catch (error) {
      throw inField(error, 'transactions', transactions.length);
    }
  }
  const v3AndBelowTransactionalId = v <= 3 ? (flexible ? r.compactString('v3AndBelowTransactionalId') : r.string('v3AndBelowTransactionalId')) : '';
  const v3AndBelowProducerId = v <= 3 ? r.int64('v3AndBelowProducerId') : 0;
  const v3AndBelowProducerEpoch = v <= 3 ? r.int16('v3AndBelowProducerEpoch') : 0;
  let v3AndBelowTopics: AddPartitionsToTxnTopic[] = [];
  if (v <= 3) {
    const v3AndBelowTopicsLength = r.arrayLength(flexible, 'v3AndBelowTopics', 2);
    try {
      while (v3AndBelowTopics.length < v3AndBelowTopicsLength) v3AndBelowTopics.push(decodeAddPartitionsToTxnTopic(r, v));
    } catch (error) {
      throw inField(error, 'v3AndBelowTopics', v3AndBelowTopics.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddPartitionsToTxnRequest = { transactions, v3AndBelowTransactionalId, v3AndBelowProducerId, v3AndBelowProducerEpoch, v3AndBelowTopics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnRequest(w: ByteWriter, m: AddPartitionsToTxnRequestInput, v: number): void {
  const flexible = v >= 3;
  if (v >= 4) {
    const value = m.transactions ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeAddPartitionsToTxnTransaction(w, element, v);
  }
  else if (m.transactions !== undefined && m.transactions.length > 0) unsupported('AddPartitionsToTxnRequest', 'transactions', v);
  if (v <= 3) flexible ? w.compactString(m.v3AndBelowTransactionalId ?? '') : w.string(m.v3AndBelowTransactionalId ?? '');
  else if (m.v3AndBelowTransactionalId !== undefined && m.v3AndBelowTransactionalId !== '') unsupported('AddPartitionsToTxnRequest', 'v3AndBelowTransactionalId', v);
  if (v <= 3) w.int64(m.v3AndBelowProducerId ?? 0);
  else if (m.v3AndBelowProducerId !== undefined && m.v3AndBelowProducerId !== 0) unsupported('AddPartitionsToTxnRequest', 'v3AndBelowProducerId', v);
  if (v <= 3) w.int16(m.v3AndBelowProducerEpoch ?? 0);
  else if (m.v3AndBelowProducerEpoch !== undefined && m.v3AndBelowProducerEpoch !== 0) unsupported('AddPartitionsToTxnRequest', 'v3AndBelowProducerEpoch', v);
  if (v <= 3) {
    const value = m.v3AndBelowTopics ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAddPartitionsToTxnTopic(w, element, v);
  }
  else if (m.v3AndBelowTopics !== undefined && m.v3AndBelowTopics.length > 0) unsupported('AddPartitionsToTxnRequest', 'v3AndBelowTopics', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnRequest(m: AddPartitionsToTxnRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  if (v >= 4) bytes += sizeOfList(true, m.transactions ?? [], v, sizeAddPartitionsToTxnTransaction);
  if (v <= 3) bytes += (flexible ? sizeOfCompactString(m.v3AndBelowTransactionalId ?? '') : sizeOfString(m.v3AndBelowTransactionalId ?? ''));
  if (v <= 3) bytes += 8;
  if (v <= 3) bytes += 2;
  if (v <= 3) bytes += sizeOfList(flexible, m.v3AndBelowTopics ?? [], v, sizeAddPartitionsToTxnTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnTransaction(r: ByteReader, v: number): AddPartitionsToTxnTransaction {
  const transactionalId = r.compactString('transactionalId');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const verifyOnly = r.bool('verifyOnly');
  const topics: AddPartitionsToTxnTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeAddPartitionsToTxnTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AddPartitionsToTxnTransaction = { transactionalId, producerId, producerEpoch, verifyOnly, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnTransaction(w: ByteWriter, m: AddPartitionsToTxnTransactionInput, v: number): void {
  w.compactString(m.transactionalId);
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  w.bool(m.verifyOnly ?? false);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAddPartitionsToTxnTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnTransaction(m: AddPartitionsToTxnTransactionInput, v: number): number {
  let bytes = 11;
  bytes += sizeOfCompactString(m.transactionalId);
  bytes += sizeOfList(true, m.topics, v, sizeAddPartitionsToTxnTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnTopic(r: ByteReader, v: number): AddPartitionsToTxnTopic {
  const flexible = v >= 3;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddPartitionsToTxnTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnTopic(w: ByteWriter, m: AddPartitionsToTxnTopicInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnTopic(m: AddPartitionsToTxnTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfFixedList(flexible, m.partitions, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnResponse(r: ByteReader, v: number): AddPartitionsToTxnResponse {
  const flexible = v >= 3;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = v >= 4 ? r.int16('errorCode') : 0;
  let resultsByTransaction: AddPartitionsToTxnResult[] = [];
  if (v >= 4) {
    const resultsByTransactionLength = r.arrayLength(true, 'resultsByTransaction', 2);
    try {
      while (resultsByTransaction.length < resultsByTransactionLength) resultsByTransaction.push(decodeAddPartitionsToTxnResult(r, v));
    } catch (error) {
      throw inField(error, 'resultsByTransaction', resultsByTransaction.length);
    }
  }
  let resultsByTopicV3AndBelow: AddPartitionsToTxnTopicResult[] = [];
  if (v <= 3) {
    const resultsByTopicV3AndBelowLength = r.arrayLength(flexible, 'resultsByTopicV3AndBelow', 2);
    try {
      while (resultsByTopicV3AndBelow.length < resultsByTopicV3AndBelowLength) resultsByTopicV3AndBelow.push(decodeAddPartitionsToTxnTopicResult(r, v));
    } catch (error) {
      throw inField(error, 'resultsByTopicV3AndBelow', resultsByTopicV3AndBelow.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddPartitionsToTxnResponse = { throttleTimeMs, errorCode, resultsByTransaction, resultsByTopicV3AndBelow };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnResponse(w: ByteWriter, m: AddPartitionsToTxnResponseInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.throttleTimeMs);
  if (v >= 4) w.int16(m.errorCode ?? 0);
  if (v >= 4) {
    const value = m.resultsByTransaction ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeAddPartitionsToTxnResult(w, element, v);
  }
  else if (m.resultsByTransaction !== undefined && m.resultsByTransaction.length > 0) unsupported('AddPartitionsToTxnResponse', 'resultsByTransaction', v);
  if (v <= 3) {
    const value = m.resultsByTopicV3AndBelow ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAddPartitionsToTxnTopicResult(w, element, v);
  }
  else if (m.resultsByTopicV3AndBelow !== undefined && m.resultsByTopicV3AndBelow.length > 0) unsupported('AddPartitionsToTxnResponse', 'resultsByTopicV3AndBelow', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnResponse(m: AddPartitionsToTxnResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 3;
  if (v >= 4) bytes += 2;
  if (v >= 4) bytes += sizeOfList(true, m.resultsByTransaction ?? [], v, sizeAddPartitionsToTxnResult);
  if (v <= 3) bytes += sizeOfList(flexible, m.resultsByTopicV3AndBelow ?? [], v, sizeAddPartitionsToTxnTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnResult(r: ByteReader, v: number): AddPartitionsToTxnResult {
  const transactionalId = r.compactString('transactionalId');
  const topicResults: AddPartitionsToTxnTopicResult[] = [];
  const topicResultsLength = r.arrayLength(true, 'topicResults', 2);
  try {
    while (topicResults.length < topicResultsLength) topicResults.push(decodeAddPartitionsToTxnTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'topicResults', topicResults.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AddPartitionsToTxnResult = { transactionalId, topicResults };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnResult(w: ByteWriter, m: AddPartitionsToTxnResultInput, v: number): void {
  w.compactString(m.transactionalId);
  {
    const value = m.topicResults;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAddPartitionsToTxnTopicResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnResult(m: AddPartitionsToTxnResultInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.transactionalId);
  bytes += sizeOfList(true, m.topicResults, v, sizeAddPartitionsToTxnTopicResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnTopicResult(r: ByteReader, v: number): AddPartitionsToTxnTopicResult {
  const flexible = v >= 3;
  const name = flexible ? r.compactString('name') : r.string('name');
  const resultsByPartition: AddPartitionsToTxnPartitionResult[] = [];
  const resultsByPartitionLength = r.arrayLength(flexible, 'resultsByPartition', 6);
  try {
    while (resultsByPartition.length < resultsByPartitionLength) resultsByPartition.push(decodeAddPartitionsToTxnPartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'resultsByPartition', resultsByPartition.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddPartitionsToTxnTopicResult = { name, resultsByPartition };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnTopicResult(w: ByteWriter, m: AddPartitionsToTxnTopicResultInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.resultsByPartition;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAddPartitionsToTxnPartitionResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnTopicResult(m: AddPartitionsToTxnTopicResultInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.resultsByPartition, v, sizeAddPartitionsToTxnPartitionResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddPartitionsToTxnPartitionResult(r: ByteReader, v: number): AddPartitionsToTxnPartitionResult {
  const flexible = v >= 3;
  const partitionIndex = r.int32('partitionIndex');
  const partitionErrorCode = r.int16('partitionErrorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddPartitionsToTxnPartitionResult = { partitionIndex, partitionErrorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddPartitionsToTxnPartitionResult(w: ByteWriter, m: AddPartitionsToTxnPartitionResultInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.partitionIndex);
  w.int16(m.partitionErrorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddPartitionsToTxnPartitionResult(m: AddPartitionsToTxnPartitionResultInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 3;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
