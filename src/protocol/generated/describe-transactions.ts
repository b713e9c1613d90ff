// Generated from protocol-spec/api/65-describe-transactions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeTransactionsRequest {
  transactionalIds: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTransactionsRequestInput {
  readonly transactionalIds: readonly string[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeTransactionsResponse {
  throttleTimeMs: number;
  transactionStates: TransactionState[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTransactionsResponseInput {
  readonly throttleTimeMs: number;
  readonly transactionStates: readonly TransactionStateInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TransactionState {
  errorCode: number;
  transactionalId: string;
  transactionState: string;
  transactionTimeoutMs: number;
  transactionStartTimeMs: number;
  producerId: number;
  producerEpoch: number;
  topics: TopicData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TransactionStateInput {
  readonly errorCode: number;
  readonly transactionalId: string;
  readonly transactionState: string;
  readonly transactionTimeoutMs: number;
  readonly transactionStartTimeMs: number;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly topics: readonly TopicDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicData {
  topic: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicDataInput {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes transactions by their transactional ids (KIP-664).
 */
export const DescribeTransactions: Api<DescribeTransactionsRequest, DescribeTransactionsResponse, DescribeTransactionsRequestInput, DescribeTransactionsResponseInput> = {
  key: 65,
  name: 'DescribeTransactions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DescribeTransactionsRequest', { decode: decodeDescribeTransactionsRequest, encode: encodeDescribeTransactionsRequest, size: sizeDescribeTransactionsRequest }),
  response: codec('DescribeTransactionsResponse', { decode: decodeDescribeTransactionsResponse, encode: encodeDescribeTransactionsResponse, size: sizeDescribeTransactionsResponse }),
};

function decodeDescribeTransactionsRequest(r: ByteReader, _v: number): DescribeTransactionsRequest {
  const transactionalIds: string[] = [];
  const transactionalIdsLength = r.arrayLength(true, 'transactionalIds', 1);
  for (let i = 0; i < transactionalIdsLength; i++) transactionalIds.push(r.compactString('transactionalIds'));
  const unknown = decodeUnknownTags(r);
  const m: DescribeTransactionsRequest = { transactionalIds };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTransactionsRequest(w: ByteWriter, m: DescribeTransactionsRequestInput, _v: number): void {
  {
    const value = m.transactionalIds;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTransactionsRequest(m: DescribeTransactionsRequestInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfStrings(true, m.transactionalIds);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeTransactionsResponse(r: ByteReader, v: number): DescribeTransactionsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const transactionStates: TransactionState[] = [];
  const transactionStatesLength = r.arrayLength(true, 'transactionStates', 27);
  try {
    while (transactionStates.length < transactionStatesLength) transactionStates.push(decodeTransactionState(r, v));
  } catch (error) {
    throw inField(error, 'transactionStates', transactionStates.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeTransactionsResponse = { throttleTimeMs, transactionStates };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTransactionsResponse(w: ByteWriter, m: DescribeTransactionsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.transactionStates;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTransactionState(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTransactionsResponse(m: DescribeTransactionsResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.transactionStates, v, sizeTransactionState);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTransactionState(r: ByteReader, v: number): TransactionState {
  const errorCode = r.int16('errorCode');
  const transactionalId = r.compactString('transactionalId');
  const transactionState = r.compactString('transactionState');
  const transactionTimeoutMs = r.int32('transactionTimeoutMs');
  const transactionStartTimeMs = r.int64('transactionStartTimeMs');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const topics: TopicData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TransactionState = { errorCode, transactionalId, transactionState, transactionTimeoutMs, transactionStartTimeMs, producerId, producerEpoch, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTransactionState(w: ByteWriter, m: TransactionStateInput, v: number): void {
  w.int16(m.errorCode);
  w.compactString(m.transactionalId);
  w.compactString(m.transactionState);
  w.int32(m.transactionTimeoutMs);
  w.int64(m.transactionStartTimeMs);
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTransactionState(m: TransactionStateInput, v: number): number {
  let bytes = 24;
  bytes += sizeOfCompactString(m.transactionalId);
  bytes += sizeOfCompactString(m.transactionState);
  bytes += sizeOfList(true, m.topics, v, sizeTopicData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicData(r: ByteReader, _v: number): TopicData {
  const topic = r.compactString('topic');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicData = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicData(w: ByteWriter, m: TopicDataInput, _v: number): void {
  w.compactString(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicData(m: TopicDataInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topic);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
