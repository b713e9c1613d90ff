// Generated from protocol-spec/api/21-delete-records.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteRecordsRequest {
  topics: DeleteRecordsTopic[];
  timeoutMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsRequestInput {
  readonly topics: readonly DeleteRecordsTopicInput[];
  readonly timeoutMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteRecordsTopic {
  name: string;
  partitions: DeleteRecordsPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsTopicInput {
  readonly name: string;
  readonly partitions: readonly DeleteRecordsPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteRecordsPartition {
  partitionIndex: number;
  /** -1: up to the high watermark */
  offset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsPartitionInput {
  readonly partitionIndex: number;
  readonly offset: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteRecordsResponse {
  throttleTimeMs: number;
  topics: DeleteRecordsTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly DeleteRecordsTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteRecordsTopicResult {
  name: string;
  partitions: DeleteRecordsPartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsTopicResultInput {
  readonly name: string;
  readonly partitions: readonly DeleteRecordsPartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteRecordsPartitionResult {
  partitionIndex: number;
  /** the log start offset afterwards; -1 on error */
  lowWatermark: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteRecordsPartitionResultInput {
  readonly partitionIndex: number;
  readonly lowWatermark: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Moves the log start offset of partitions forward. Served by each partition's leader (KIP-107).
 */
export const DeleteRecords: Api<DeleteRecordsRequest, DeleteRecordsResponse, DeleteRecordsRequestInput, DeleteRecordsResponseInput> = {
  key: 21,
  name: 'DeleteRecords',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('DeleteRecordsRequest', { decode: decodeDeleteRecordsRequest, encode: encodeDeleteRecordsRequest, size: sizeDeleteRecordsRequest }),
  response: codec('DeleteRecordsResponse', { decode: decodeDeleteRecordsResponse, encode: encodeDeleteRecordsResponse, size: sizeDeleteRecordsResponse }),
};

function decodeDeleteRecordsRequest(r: ByteReader, v: number): DeleteRecordsRequest {
  const flexible = v >= 2;
  const topics: DeleteRecordsTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeDeleteRecordsTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const timeoutMs = r.int32('timeoutMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsRequest = { topics, timeoutMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsRequest(w: ByteWriter, m: DeleteRecordsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteRecordsTopic(w, element, v);
  }
  w.int32(m.timeoutMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsRequest(m: DeleteRecordsRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.topics, v, sizeDeleteRecordsTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteRecordsTopic(r: ByteReader, v: number): DeleteRecordsTopic {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: DeleteRecordsPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 12);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeDeleteRecordsPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsTopic(w: ByteWriter, m: DeleteRecordsTopicInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteRecordsPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsTopic(m: DeleteRecordsTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeDeleteRecordsPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteRecordsPartition(r: ByteReader, v: number): DeleteRecordsPartition {
  const flexible = v >= 2;
  const partitionIndex = r.int32('partitionIndex');
  const offset = r.int64('offset');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsPartition = { partitionIndex, offset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsPartition(w: ByteWriter, m: DeleteRecordsPartitionInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.partitionIndex);
  w.int64(m.offset);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsPartition(m: DeleteRecordsPartitionInput, v: number): number {
  let bytes = 12;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteRecordsResponse(r: ByteReader, v: number): DeleteRecordsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: DeleteRecordsTopicResult[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeDeleteRecordsTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsResponse(w: ByteWriter, m: DeleteRecordsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteRecordsTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsResponse(m: DeleteRecordsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.topics, v, sizeDeleteRecordsTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteRecordsTopicResult(r: ByteReader, v: number): DeleteRecordsTopicResult {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: DeleteRecordsPartitionResult[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 14);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeDeleteRecordsPartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsTopicResult = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsTopicResult(w: ByteWriter, m: DeleteRecordsTopicResultInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteRecordsPartitionResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsTopicResult(m: DeleteRecordsTopicResultInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeDeleteRecordsPartitionResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteRecordsPartitionResult(r: ByteReader, v: number): DeleteRecordsPartitionResult {
  const flexible = v >= 2;
  const partitionIndex = r.int32('partitionIndex');
  const lowWatermark = r.int64('lowWatermark');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteRecordsPartitionResult = { partitionIndex, lowWatermark, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteRecordsPartitionResult(w: ByteWriter, m: DeleteRecordsPartitionResultInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.partitionIndex);
  w.int64(m.lowWatermark);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteRecordsPartitionResult(m: DeleteRecordsPartitionResultInput, v: number): number {
  let bytes = 14;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
