// Generated from protocol-spec/api/91-alter-share-group-offsets.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AlterShareGroupOffsetsRequest {
  groupId: string;
  topics: AlterShareGroupOffsetsRequestTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsRequestInput {
  readonly groupId: string;
  readonly topics: readonly AlterShareGroupOffsetsRequestTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterShareGroupOffsetsRequestTopic {
  topicName: string;
  partitions: AlterShareGroupOffsetsRequestPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsRequestTopicInput {
  readonly topicName: string;
  readonly partitions: readonly AlterShareGroupOffsetsRequestPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterShareGroupOffsetsRequestPartition {
  partitionIndex: number;
  startOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsRequestPartitionInput {
  readonly partitionIndex: number;
  readonly startOffset: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: AlterShareGroupOffsetsResponseTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly responses: readonly AlterShareGroupOffsetsResponseTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: Uuid;
  partitions: AlterShareGroupOffsetsResponsePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsResponseTopicInput {
  readonly topicName: string;
  readonly topicId: Uuid;
  readonly partitions: readonly AlterShareGroupOffsetsResponsePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterShareGroupOffsetsResponsePartitionInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Sets the start offsets of a share group without members (KIP-932).
 */
export const AlterShareGroupOffsets: Api<AlterShareGroupOffsetsRequest, AlterShareGroupOffsetsResponse, AlterShareGroupOffsetsRequestInput, AlterShareGroupOffsetsResponseInput> = {
  key: 91,
  name: 'AlterShareGroupOffsets',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('AlterShareGroupOffsetsRequest', { decode: decodeAlterShareGroupOffsetsRequest, encode: encodeAlterShareGroupOffsetsRequest, size: sizeAlterShareGroupOffsetsRequest }),
  response: codec('AlterShareGroupOffsetsResponse', { decode: decodeAlterShareGroupOffsetsResponse, encode: encodeAlterShareGroupOffsetsResponse, size: sizeAlterShareGroupOffsetsResponse }),
};

function decodeAlterShareGroupOffsetsRequest(r: ByteReader, v: number): AlterShareGroupOffsetsRequest {
  const groupId = r.compactString('groupId');
  const topics: AlterShareGroupOffsetsRequestTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeAlterShareGroupOffsetsRequestTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsRequest(w: ByteWriter, m: AlterShareGroupOffsetsRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAlterShareGroupOffsetsRequestTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsRequest(m: AlterShareGroupOffsetsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeAlterShareGroupOffsetsRequestTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterShareGroupOffsetsRequestTopic(r: ByteReader, v: number): AlterShareGroupOffsetsRequestTopic {
  const topicName = r.compactString('topicName');
  const partitions: AlterShareGroupOffsetsRequestPartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 12);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeAlterShareGroupOffsetsRequestPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsRequestTopic = { topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsRequestTopic(w: ByteWriter, m: AlterShareGroupOffsetsRequestTopicInput, v: number): void {
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAlterShareGroupOffsetsRequestPartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsRequestTopic(m: AlterShareGroupOffsetsRequestTopicInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitions, v, sizeAlterShareGroupOffsetsRequestPartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterShareGroupOffsetsRequestPartition(r: ByteReader, _v: number): AlterShareGroupOffsetsRequestPartition {
  const partitionIndex = r.int32('partitionIndex');
  const startOffset = r.int64('startOffset');
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsRequestPartition = { partitionIndex, startOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsRequestPartition(w: ByteWriter, m: AlterShareGroupOffsetsRequestPartitionInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int64(m.startOffset);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsRequestPartition(m: AlterShareGroupOffsetsRequestPartitionInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterShareGroupOffsetsResponse(r: ByteReader, v: number): AlterShareGroupOffsetsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const responses: AlterShareGroupOffsetsResponseTopic[] = [];
  const responsesLength = r.arrayLength(true, 'responses', 18);
  try {
    while (responses.length < responsesLength) responses.push(decodeAlterShareGroupOffsetsResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsResponse(w: ByteWriter, m: AlterShareGroupOffsetsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  {
    const value = m.responses;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAlterShareGroupOffsetsResponseTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsResponse(m: AlterShareGroupOffsetsResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfList(true, m.responses, v, sizeAlterShareGroupOffsetsResponseTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterShareGroupOffsetsResponseTopic(r: ByteReader, v: number): AlterShareGroupOffsetsResponseTopic {
  const topicName = r.compactString('topicName');
  const topicId = r.uuid('topicId');
  const partitions: AlterShareGroupOffsetsResponsePartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeAlterShareGroupOffsetsResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsResponseTopic = { topicName, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsResponseTopic(w: ByteWriter, m: AlterShareGroupOffsetsResponseTopicInput, v: number): void {
  w.compactString(m.topicName);
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAlterShareGroupOffsetsResponsePartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsResponseTopic(m: AlterShareGroupOffsetsResponseTopicInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitions, v, sizeAlterShareGroupOffsetsResponsePartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterShareGroupOffsetsResponsePartition(r: ByteReader, _v: number): AlterShareGroupOffsetsResponsePartition {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: AlterShareGroupOffsetsResponsePartition = { partitionIndex, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterShareGroupOffsetsResponsePartition(w: ByteWriter, m: AlterShareGroupOffsetsResponsePartitionInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterShareGroupOffsetsResponsePartition(m: AlterShareGroupOffsetsResponsePartitionInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
