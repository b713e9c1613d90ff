// Generated from protocol-spec/api/75-describe-topic-partitions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfNullable, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeTopicPartitionsRequest {
  /** empty: all */
  topics: TopicRequest[];
  responsePartitionLimit: number;
  /** where the page starts; null: at the beginning */
  cursor: Cursor | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTopicPartitionsRequestInput {
  readonly topics: readonly TopicRequestInput[];
  readonly responsePartitionLimit?: number | undefined;
  readonly cursor?: CursorInput | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Cursor {
  topicName: string;
  partitionIndex: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CursorInput {
  readonly topicName: string;
  readonly partitionIndex: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicRequest {
  name: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicRequestInput {
  readonly name: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeTopicPartitionsResponse {
  throttleTimeMs: number;
  topics: DescribeTopicPartitionsResponseTopic[];
  /** null: this was the last page */
  nextCursor: ResponseCursor | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTopicPartitionsResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly DescribeTopicPartitionsResponseTopicInput[];
  readonly nextCursor?: ResponseCursorInput | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseCursor {
  topicName: string;
  partitionIndex: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseCursorInput {
  readonly topicName: string;
  readonly partitionIndex: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeTopicPartitionsResponseTopic {
  errorCode: number;
  name: string | null;
  topicId: Uuid;
  isInternal: boolean;
  partitions: DescribeTopicPartitionsResponsePartition[];
  topicAuthorizedOperations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTopicPartitionsResponseTopicInput {
  readonly errorCode: number;
  readonly name: string | null;
  readonly topicId: Uuid;
  readonly isInternal?: boolean | undefined;
  readonly partitions: readonly DescribeTopicPartitionsResponsePartitionInput[];
  readonly topicAuthorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeTopicPartitionsResponsePartition {
  errorCode: number;
  partitionIndex: number;
  leaderId: number;
  leaderEpoch: number;
  replicaNodes: number[];
  isrNodes: number[];
  eligibleLeaderReplicas: number[] | null;
  lastKnownElr: number[] | null;
  offlineReplicas: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeTopicPartitionsResponsePartitionInput {
  readonly errorCode: number;
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch?: number | undefined;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly eligibleLeaderReplicas?: readonly number[] | null | undefined;
  readonly lastKnownElr?: readonly number[] | null | undefined;
  readonly offlineReplicas: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes topics with their partitions, a page at a time (KIP-966).
 */
export const DescribeTopicPartitions: Api<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse, DescribeTopicPartitionsRequestInput, DescribeTopicPartitionsResponseInput> = {
  key: 75,
  name: 'DescribeTopicPartitions',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DescribeTopicPartitionsRequest', { decode: decodeDescribeTopicPartitionsRequest, encode: encodeDescribeTopicPartitionsRequest, size: sizeDescribeTopicPartitionsRequest }),
  response: codec('DescribeTopicPartitionsResponse', { decode: decodeDescribeTopicPartitionsResponse, encode: encodeDescribeTopicPartitionsResponse, size: sizeDescribeTopicPartitionsResponse }),
};

function decodeDescribeTopicPartitionsRequest(r: ByteReader, v: number): DescribeTopicPartitionsRequest {
  const topics: TopicRequest[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 1);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicRequest(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const responsePartitionLimit = r.int32('responsePartitionLimit');
  let cursor: Cursor | null = null;
  cursor = decodePresence(r, 'cursor') ? decodeField(r, v, 'cursor', decodeCursor) : null;
  const unknown = decodeUnknownTags(r);
  const m: DescribeTopicPartitionsRequest = { topics, responsePartitionLimit, cursor };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTopicPartitionsRequest(w: ByteWriter, m: DescribeTopicPartitionsRequestInput, v: number): void {
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicRequest(w, element, v);
  }
  w.int32(m.responsePartitionLimit ?? 2000);
  {
    const value = m.cursor ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeCursor(w, value, v);
    }
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTopicPartitionsRequest(m: DescribeTopicPartitionsRequestInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.topics, v, sizeTopicRequest);
  bytes += sizeOfNullable(m.cursor ?? null, v, sizeCursor);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCursor(r: ByteReader, _v: number): Cursor {
  const topicName = r.compactString('topicName');
  const partitionIndex = r.int32('partitionIndex');
  const unknown = decodeUnknownTags(r);
  const m: Cursor = { topicName, partitionIndex };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCursor(w: ByteWriter, m: CursorInput, _v: number): void {
  w.compactString(m.topicName);
  w.int32(m.partitionIndex);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCursor(m: CursorInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicRequest(r: ByteReader, _v: number): TopicRequest {
  const name = r.compactString('name');
  const unknown = decodeUnknownTags(r);
  const m: TopicRequest = { name };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicRequest(w: ByteWriter, m: TopicRequestInput, _v: number): void {
  w.compactString(m.name);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicRequest(m: TopicRequestInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeTopicPartitionsResponse(r: ByteReader, v: number): DescribeTopicPartitionsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: DescribeTopicPartitionsResponseTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 25);
  try {
    while (topics.length < topicsLength) topics.push(decodeDescribeTopicPartitionsResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  let nextCursor: ResponseCursor | null = null;
  nextCursor = decodePresence(r, 'nextCursor') ? decodeField(r, v, 'nextCursor', decodeResponseCursor) : null;
  const unknown = decodeUnknownTags(r);
  const m: DescribeTopicPartitionsResponse = { throttleTimeMs, topics, nextCursor };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTopicPartitionsResponse(w: ByteWriter, m: DescribeTopicPartitionsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeTopicPartitionsResponseTopic(w, element, v);
  }
  {
    const value = m.nextCursor ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeResponseCursor(w, value, v);
    }
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTopicPartitionsResponse(m: DescribeTopicPartitionsResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.topics, v, sizeDescribeTopicPartitionsResponseTopic);
  bytes += sizeOfNullable(m.nextCursor ?? null, v, sizeResponseCursor);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseCursor(r: ByteReader, _v: number): ResponseCursor {
  const topicName = r.compactString('topicName');
  const partitionIndex = r.int32('partitionIndex');
  const unknown = decodeUnknownTags(r);
  const m: ResponseCursor = { topicName, partitionIndex };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseCursor(w: ByteWriter, m: ResponseCursorInput, _v: number): void {
  w.compactString(m.topicName);
  w.int32(m.partitionIndex);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseCursor(m: ResponseCursorInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeTopicPartitionsResponseTopic(r: ByteReader, v: number): DescribeTopicPartitionsResponseTopic {
  const errorCode = r.int16('errorCode');
  const name = r.compactNullableString('name');
  const topicId = r.uuid('topicId');
  const isInternal = r.bool('isInternal');
  const partitions: DescribeTopicPartitionsResponsePartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 19);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeDescribeTopicPartitionsResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const topicAuthorizedOperations = r.int32('topicAuthorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: DescribeTopicPartitionsResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTopicPartitionsResponseTopic(w: ByteWriter, m: DescribeTopicPartitionsResponseTopicInput, v: number): void {
  w.int16(m.errorCode);
  w.compactNullableString(m.name);
  w.uuid(m.topicId);
  w.bool(m.isInternal ?? false);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeTopicPartitionsResponsePartition(w, element, v);
  }
  w.int32(m.topicAuthorizedOperations ?? -2147483648);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTopicPartitionsResponseTopic(m: DescribeTopicPartitionsResponseTopicInput, v: number): number {
  let bytes = 23;
  bytes += sizeOfCompactNullableString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizeDescribeTopicPartitionsResponsePartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeTopicPartitionsResponsePartition(r: ByteReader, _v: number): DescribeTopicPartitionsResponsePartition {
  const errorCode = r.int16('errorCode');
  const partitionIndex = r.int32('partitionIndex');
  const leaderId = r.int32('leaderId');
  const leaderEpoch = r.int32('leaderEpoch');
  const replicaNodes: number[] = [];
  const replicaNodesLength = r.arrayLength(true, 'replicaNodes', 4);
  for (let i = 0; i < replicaNodesLength; i++) replicaNodes.push(r.int32('replicaNodes'));
  const isrNodes: number[] = [];
  const isrNodesLength = r.arrayLength(true, 'isrNodes', 4);
  for (let i = 0; i < isrNodesLength; i++) isrNodes.push(r.int32('isrNodes'));
  let eligibleLeaderReplicas: number[] | null = null;
  const eligibleLeaderReplicasLength = r.nullableArrayLength(true, 'eligibleLeaderReplicas', 4);
  if (eligibleLeaderReplicasLength >= 0) {
    const listEligibleLeaderReplicas: number[] = [];
    for (let i = 0; i < eligibleLeaderReplicasLength; i++) listEligibleLeaderReplicas.push(r.int32('eligibleLeaderReplicas'));
    eligibleLeaderReplicas = listEligibleLeaderReplicas;
  } else eligibleLeaderReplicas = null;
  let lastKnownElr: number[] | null = null;
  const lastKnownElrLength = r.nullableArrayLength(true, 'lastKnownElr', 4);
  if (lastKnownElrLength >= 0) {
    const listLastKnownElr: number[] = [];
    for (let i = 0; i < lastKnownElrLength; i++) listLastKnownElr.push(r.int32('lastKnownElr'));
    lastKnownElr = listLastKnownElr;
  } else lastKnownElr = null;
  const offlineReplicas: number[] = [];
  const offlineReplicasLength = r.arrayLength(true, 'offlineReplicas', 4);
  for (let i = 0; i < offlineReplicasLength; i++) offlineReplicas.push(r.int32('offlineReplicas'));
  const unknown = decodeUnknownTags(r);
  const m: DescribeTopicPartitionsResponsePartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, eligibleLeaderReplicas, lastKnownElr, offlineReplicas };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeTopicPartitionsResponsePartition(w: ByteWriter, m: DescribeTopicPartitionsResponsePartitionInput, _v: number): void {
  w.int16(m.errorCode);
  w.int32(m.partitionIndex);
  w.int32(m.leaderId);
  w.int32(m.leaderEpoch ?? -1);
  {
    const value = m.replicaNodes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.isrNodes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.eligibleLeaderReplicas ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) w.int32(element);
  }
  {
    const value = m.lastKnownElr ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) w.int32(element);
  }
  {
    const value = m.offlineReplicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeTopicPartitionsResponsePartition(m: DescribeTopicPartitionsResponsePartitionInput, _v: number): number {
  let bytes = 14;
  bytes += sizeOfFixedList(true, m.replicaNodes, 4);
  bytes += sizeOfFixedList(true, m.isrNodes, 4);
  bytes += sizeOfFixedList(true, m.eligibleLeaderReplicas ?? null, 4);
  bytes += sizeOfFixedList(true, m.lastKnownElr ?? null, 4);
  bytes += sizeOfFixedList(true, m.offlineReplicas, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
