// Generated from protocol-spec/api/02-list-offsets.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ListOffsetsRequest {
  /** -1 for a client */
  replicaId: number;
  /** 0: up to the high watermark; 1: up to the last stable offset · v2-11 */
  isolationLevel: number;
  topics: ListOffsetsTopic[];
  /** v10-11 */
  timeoutMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsRequestInput {
  readonly replicaId: number;
  readonly isolationLevel?: number | undefined;
  readonly topics: readonly ListOffsetsTopicInput[];
  readonly timeoutMs?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListOffsetsTopic {
  name: string;
  partitions: ListOffsetsPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsTopicInput {
  readonly name: string;
  readonly partitions: readonly ListOffsetsPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListOffsetsPartition {
  partitionIndex: number;
  /** v4-11 */
  currentLeaderEpoch: number;
  timestamp: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsPartitionInput {
  readonly partitionIndex: number;
  readonly currentLeaderEpoch?: number | undefined;
  readonly timestamp: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListOffsetsResponse {
  /** v2-11 */
  throttleTimeMs: number;
  topics: ListOffsetsTopicResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly topics: readonly ListOffsetsTopicResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListOffsetsTopicResponse {
  name: string;
  partitions: ListOffsetsPartitionResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsTopicResponseInput {
  readonly name: string;
  readonly partitions: readonly ListOffsetsPartitionResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListOffsetsPartitionResponse {
  partitionIndex: number;
  errorCode: number;
  timestamp: number;
  /** -1 when there is none */
  offset: number;
  /** v4-11 */
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListOffsetsPartitionResponseInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly timestamp?: number | undefined;
  readonly offset?: number | undefined;
  readonly leaderEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Finds offsets by timestamp. Negative timestamps are marks: -1 latest, -2 earliest, -3 maximum
 * timestamp, -4 earliest local, -5 latest tiered, -6 earliest pending upload.
 */
export const ListOffsets: Api<ListOffsetsRequest, ListOffsetsResponse, ListOffsetsRequestInput, ListOffsetsResponseInput> = {
  key: 2,
  name: 'ListOffsets',
  minVersion: 1,
  maxVersion: 11,
  flexibleFrom: 6,
  request: codec('ListOffsetsRequest', { decode: decodeListOffsetsRequest, encode: encodeListOffsetsRequest, size: sizeListOffsetsRequest }),
  response: codec('ListOffsetsResponse', { decode: decodeListOffsetsResponse, encode: encodeListOffsetsResponse, size: sizeListOffsetsResponse }),
};

function decodeListOffsetsRequest(r: ByteReader, v: number): ListOffsetsRequest {
  const flexible = v >= 6;
  const replicaId = r.int32('replicaId');
  const isolationLevel = v >= 2 ? r.int8('isolationLevel') : 0;
  const topics: ListOffsetsTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeListOffsetsTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const timeoutMs = v >= 10 ? r.int32('timeoutMs') : 0;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsRequest = { replicaId, isolationLevel, topics, timeoutMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsRequest(w: ByteWriter, m: ListOffsetsRequestInput, v: number): void {
  const flexible = v >= 6;
  w.int32(m.replicaId);
  if (v >= 2) w.int8(m.isolationLevel ?? 0);
  else if (m.isolationLevel !== undefined && m.isolationLevel !== 0) unsupported('ListOffsetsRequest', 'isolationLevel', v);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeListOffsetsTopic(w, element, v);
  }
  if (v >= 10) w.int32(m.timeoutMs ?? 0);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsRequest(m: ListOffsetsRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 6;
  if (v >= 2) bytes += 1;
  bytes += sizeOfList(flexible, m.topics, v, sizeListOffsetsTopic);
  if (v >= 10) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListOffsetsTopic(r: ByteReader, v: number): ListOffsetsTopic {
  const flexible = v >= 6;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: ListOffsetsPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 12);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeListOffsetsPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsTopic(w: ByteWriter, m: ListOffsetsTopicInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeListOffsetsPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsTopic(m: ListOffsetsTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeListOffsetsPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListOffsetsPartition(r: ByteReader, v: number): ListOffsetsPartition {
  const flexible = v >= 6;
  const partitionIndex = r.int32('partitionIndex');
  const currentLeaderEpoch = v >= 4 ? r.int32('currentLeaderEpoch') : -1;
  const timestamp = r.int64('timestamp');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsPartition = { partitionIndex, currentLeaderEpoch, timestamp };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsPartition(w: ByteWriter, m: ListOffsetsPartitionInput, v: number): void {
  const flexible = v >= 6;
  w.int32(m.partitionIndex);
  if (v >= 4) w.int32(m.currentLeaderEpoch ?? -1);
  w.int64(m.timestamp);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsPartition(m: ListOffsetsPartitionInput, v: number): number {
  let bytes = 12;
  const flexible = v >= 6;
  if (v >= 4) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListOffsetsResponse(r: ByteReader, v: number): ListOffsetsResponse {
  const flexible = v >= 6;
  const throttleTimeMs = v >= 2 ? r.int32('throttleTimeMs') : 0;
  const topics: ListOffsetsTopicResponse[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeListOffsetsTopicResponse(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsResponse(w: ByteWriter, m: ListOffsetsResponseInput, v: number): void {
  const flexible = v >= 6;
  if (v >= 2) w.int32(m.throttleTimeMs ?? 0);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeListOffsetsTopicResponse(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsResponse(m: ListOffsetsResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  if (v >= 2) bytes += 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeListOffsetsTopicResponse);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListOffsetsTopicResponse(r: ByteReader, v: number): ListOffsetsTopicResponse {
  const flexible = v >= 6;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: ListOffsetsPartitionResponse[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 22);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeListOffsetsPartitionResponse(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsTopicResponse = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsTopicResponse(w: ByteWriter, m: ListOffsetsTopicResponseInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeListOffsetsPartitionResponse(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsTopicResponse(m: ListOffsetsTopicResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeListOffsetsPartitionResponse);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListOffsetsPartitionResponse(r: ByteReader, v: number): ListOffsetsPartitionResponse {
  const flexible = v >= 6;
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const timestamp = r.int64('timestamp');
  const offset = r.int64('offset');
  const leaderEpoch = v >= 4 ? r.int32('leaderEpoch') : -1;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListOffsetsPartitionResponse = { partitionIndex, errorCode, timestamp, offset, leaderEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListOffsetsPartitionResponse(w: ByteWriter, m: ListOffsetsPartitionResponseInput, v: number): void {
  const flexible = v >= 6;
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.int64(m.timestamp ?? -1);
  w.int64(m.offset ?? -1);
  if (v >= 4) w.int32(m.leaderEpoch ?? -1);
  else if (m.leaderEpoch !== undefined && m.leaderEpoch !== -1) unsupported('ListOffsetsResponse', 'leaderEpoch', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListOffsetsPartitionResponse(m: ListOffsetsPartitionResponseInput, v: number): number {
  let bytes = 22;
  const flexible = v >= 6;
  if (v >= 4) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
