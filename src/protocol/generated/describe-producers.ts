// Generated from protocol-spec/api/61-describe-producers.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeProducersRequest {
  topics: TopicRequest[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeProducersRequestInput {
  readonly topics: readonly TopicRequestInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicRequest {
  name: string;
  partitionIndexes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicRequestInput {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeProducersResponse {
  throttleTimeMs: number;
  topics: TopicResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeProducersResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly TopicResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicResponse {
  name: string;
  partitions: PartitionResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicResponseInput {
  readonly name: string;
  readonly partitions: readonly PartitionResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  activeProducers: ProducerState[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionResponseInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly activeProducers: readonly ProducerStateInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ProducerState {
  producerId: number;
  producerEpoch: number;
  lastSequence: number;
  lastTimestamp: number;
  coordinatorEpoch: number;
  /** -1: no open transaction */
  currentTxnStartOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ProducerStateInput {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly lastSequence?: number | undefined;
  readonly lastTimestamp?: number | undefined;
  readonly coordinatorEpoch: number;
  readonly currentTxnStartOffset?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the producers that a partition's leader remembers (KIP-664).
 */
export const DescribeProducers: Api<DescribeProducersRequest, DescribeProducersResponse, DescribeProducersRequestInput, DescribeProducersResponseInput> = {
  key: 61,
  name: 'DescribeProducers',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DescribeProducersRequest', { decode: decodeDescribeProducersRequest, encode: encodeDescribeProducersRequest, size: sizeDescribeProducersRequest }),
  response: codec('DescribeProducersResponse', { decode: decodeDescribeProducersResponse, encode: encodeDescribeProducersResponse, size: sizeDescribeProducersResponse }),
};

function decodeDescribeProducersRequest(r: ByteReader, v: number): DescribeProducersRequest {
  const topics: TopicRequest[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicRequest(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeProducersRequest = { topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeProducersRequest(w: ByteWriter, m: DescribeProducersRequestInput, v: number): void {
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicRequest(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeProducersRequest(m: DescribeProducersRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topics, v, sizeTopicRequest);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicRequest(r: ByteReader, _v: number): TopicRequest {
  const name = r.compactString('name');
  const partitionIndexes: number[] = [];
  const partitionIndexesLength = r.arrayLength(true, 'partitionIndexes', 4);
  for (let i = 0; i < partitionIndexesLength; i++) partitionIndexes.push(r.int32('partitionIndexes'));
  const unknown = decodeUnknownTags(r);
  const m: TopicRequest = { name, partitionIndexes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicRequest(w: ByteWriter, m: TopicRequestInput, _v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitionIndexes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicRequest(m: TopicRequestInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfFixedList(true, m.partitionIndexes, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeProducersResponse(r: ByteReader, v: number): DescribeProducersResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: TopicResponse[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicResponse(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeProducersResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeProducersResponse(w: ByteWriter, m: DescribeProducersResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicResponse(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeProducersResponse(m: DescribeProducersResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.topics, v, sizeTopicResponse);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicResponse(r: ByteReader, v: number): TopicResponse {
  const name = r.compactString('name');
  const partitions: PartitionResponse[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 8);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResponse(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TopicResponse = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicResponse(w: ByteWriter, m: TopicResponseInput, v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResponse(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicResponse(m: TopicResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizePartitionResponse);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionResponse(r: ByteReader, v: number): PartitionResponse {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const activeProducers: ProducerState[] = [];
  const activeProducersLength = r.arrayLength(true, 'activeProducers', 36);
  try {
    while (activeProducers.length < activeProducersLength) activeProducers.push(decodeProducerState(r, v));
  } catch (error) {
    throw inField(error, 'activeProducers', activeProducers.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: PartitionResponse = { partitionIndex, errorCode, errorMessage, activeProducers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionResponse(w: ByteWriter, m: PartitionResponseInput, v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  {
    const value = m.activeProducers;
    w.arrayLength(true, value.length);
    for (const element of value) encodeProducerState(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionResponse(m: PartitionResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfList(true, m.activeProducers, v, sizeProducerState);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeProducerState(r: ByteReader, _v: number): ProducerState {
  const producerId = r.int64('producerId');
  const producerEpoch = r.int32('producerEpoch');
  const lastSequence = r.int32('lastSequence');
  const lastTimestamp = r.int64('lastTimestamp');
  const coordinatorEpoch = r.int32('coordinatorEpoch');
  const currentTxnStartOffset = r.int64('currentTxnStartOffset');
  const unknown = decodeUnknownTags(r);
  const m: ProducerState = { producerId, producerEpoch, lastSequence, lastTimestamp, coordinatorEpoch, currentTxnStartOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeProducerState(w: ByteWriter, m: ProducerStateInput, _v: number): void {
  w.int64(m.producerId);
  w.int32(m.producerEpoch);
  w.int32(m.lastSequence ?? -1);
  w.int64(m.lastTimestamp ?? -1);
  w.int32(m.coordinatorEpoch);
  w.int64(m.currentTxnStartOffset ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeProducerState(m: ProducerStateInput, _v: number): number {
  let bytes = 36;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
