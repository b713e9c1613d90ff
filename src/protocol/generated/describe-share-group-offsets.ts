// Generated from protocol-spec/api/90-describe-share-group-offsets.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeShareGroupOffsetsRequest {
  groups: DescribeShareGroupOffsetsRequestGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsRequestInput {
  readonly groups: readonly DescribeShareGroupOffsetsRequestGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsRequestGroup {
  groupId: string;
  /** null: all */
  topics: DescribeShareGroupOffsetsRequestTopic[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsRequestGroupInput {
  readonly groupId: string;
  readonly topics: readonly DescribeShareGroupOffsetsRequestTopicInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsRequestTopic {
  topicName: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsRequestTopicInput {
  readonly topicName: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsResponse {
  throttleTimeMs: number;
  groups: DescribeShareGroupOffsetsResponseGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsResponseInput {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribeShareGroupOffsetsResponseGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsResponseGroup {
  groupId: string;
  topics: DescribeShareGroupOffsetsResponseTopic[];
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsResponseGroupInput {
  readonly groupId: string;
  readonly topics: readonly DescribeShareGroupOffsetsResponseTopicInput[];
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: Uuid;
  partitions: DescribeShareGroupOffsetsResponsePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsResponseTopicInput {
  readonly topicName: string;
  readonly topicId: Uuid;
  readonly partitions: readonly DescribeShareGroupOffsetsResponsePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeShareGroupOffsetsResponsePartition {
  partitionIndex: number;
  startOffset: number;
  leaderEpoch: number;
  /** -1: not known · v1 */
  lag: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeShareGroupOffsetsResponsePartitionInput {
  readonly partitionIndex: number;
  readonly startOffset: number;
  readonly leaderEpoch: number;
  readonly lag?: number | undefined;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells the start offsets of share groups (KIP-932).
 */
export const DescribeShareGroupOffsets: Api<DescribeShareGroupOffsetsRequest, DescribeShareGroupOffsetsResponse, DescribeShareGroupOffsetsRequestInput, DescribeShareGroupOffsetsResponseInput> = {
  key: 90,
  name: 'DescribeShareGroupOffsets',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('DescribeShareGroupOffsetsRequest', { decode: decodeDescribeShareGroupOffsetsRequest, encode: encodeDescribeShareGroupOffsetsRequest, size: sizeDescribeShareGroupOffsetsRequest }),
  response: codec('DescribeShareGroupOffsetsResponse', { decode: decodeDescribeShareGroupOffsetsResponse, encode: encodeDescribeShareGroupOffsetsResponse, size: sizeDescribeShareGroupOffsetsResponse }),
};

function decodeDescribeShareGroupOffsetsRequest(r: ByteReader, v: number): DescribeShareGroupOffsetsRequest {
  const groups: DescribeShareGroupOffsetsRequestGroup[] = [];
  const groupsLength = r.arrayLength(true, 'groups', 2);
  try {
    while (groups.length < groupsLength) groups.push(decodeDescribeShareGroupOffsetsRequestGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsRequest = { groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsRequest(w: ByteWriter, m: DescribeShareGroupOffsetsRequestInput, v: number): void {
  {
    const value = m.groups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeShareGroupOffsetsRequestGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsRequest(m: DescribeShareGroupOffsetsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.groups, v, sizeDescribeShareGroupOffsetsRequestGroup);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsRequestGroup(r: ByteReader, v: number): DescribeShareGroupOffsetsRequestGroup {
  const groupId = r.compactString('groupId');
  let topics: DescribeShareGroupOffsetsRequestTopic[] | null = [];
  const topicsLength = r.nullableArrayLength(true, 'topics', 2);
  if (topicsLength >= 0) {
    const listTopics: DescribeShareGroupOffsetsRequestTopic[] = [];
    try {
      while (listTopics.length < topicsLength) listTopics.push(decodeDescribeShareGroupOffsetsRequestTopic(r, v));
    } catch (error) {
      throw inField(error, 'topics', listTopics.length);
    }
    topics = listTopics;
  } else topics = null;
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsRequestGroup = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsRequestGroup(w: ByteWriter, m: DescribeShareGroupOffsetsRequestGroupInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeDescribeShareGroupOffsetsRequestTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsRequestGroup(m: DescribeShareGroupOffsetsRequestGroupInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeDescribeShareGroupOffsetsRequestTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsRequestTopic(r: ByteReader, _v: number): DescribeShareGroupOffsetsRequestTopic {
  const topicName = r.compactString('topicName');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsRequestTopic = { topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsRequestTopic(w: ByteWriter, m: DescribeShareGroupOffsetsRequestTopicInput, _v: number): void {
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsRequestTopic(m: DescribeShareGroupOffsetsRequestTopicInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsResponse(r: ByteReader, v: number): DescribeShareGroupOffsetsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const groups: DescribeShareGroupOffsetsResponseGroup[] = [];
  const groupsLength = r.arrayLength(true, 'groups', 5);
  try {
    while (groups.length < groupsLength) groups.push(decodeDescribeShareGroupOffsetsResponseGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsResponse = { throttleTimeMs, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsResponse(w: ByteWriter, m: DescribeShareGroupOffsetsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.groups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeShareGroupOffsetsResponseGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsResponse(m: DescribeShareGroupOffsetsResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.groups, v, sizeDescribeShareGroupOffsetsResponseGroup);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsResponseGroup(r: ByteReader, v: number): DescribeShareGroupOffsetsResponseGroup {
  const groupId = r.compactString('groupId');
  const topics: DescribeShareGroupOffsetsResponseTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 18);
  try {
    while (topics.length < topicsLength) topics.push(decodeDescribeShareGroupOffsetsResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsResponseGroup = { groupId, topics, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsResponseGroup(w: ByteWriter, m: DescribeShareGroupOffsetsResponseGroupInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeShareGroupOffsetsResponseTopic(w, element, v);
  }
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsResponseGroup(m: DescribeShareGroupOffsetsResponseGroupInput, v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeDescribeShareGroupOffsetsResponseTopic);
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsResponseTopic(r: ByteReader, v: number): DescribeShareGroupOffsetsResponseTopic {
  const topicName = r.compactString('topicName');
  const topicId = r.uuid('topicId');
  const partitions: DescribeShareGroupOffsetsResponsePartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 19);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeDescribeShareGroupOffsetsResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsResponseTopic = { topicName, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsResponseTopic(w: ByteWriter, m: DescribeShareGroupOffsetsResponseTopicInput, v: number): void {
  w.compactString(m.topicName);
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeShareGroupOffsetsResponsePartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsResponseTopic(m: DescribeShareGroupOffsetsResponseTopicInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitions, v, sizeDescribeShareGroupOffsetsResponsePartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeShareGroupOffsetsResponsePartition(r: ByteReader, v: number): DescribeShareGroupOffsetsResponsePartition {
  const partitionIndex = r.int32('partitionIndex');
  const startOffset = r.int64('startOffset');
  const leaderEpoch = r.int32('leaderEpoch');
  const lag = v === 1 ? r.int64('lag') : -1;
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: DescribeShareGroupOffsetsResponsePartition = { partitionIndex, startOffset, leaderEpoch, lag, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeShareGroupOffsetsResponsePartition(w: ByteWriter, m: DescribeShareGroupOffsetsResponsePartitionInput, v: number): void {
  w.int32(m.partitionIndex);
  w.int64(m.startOffset);
  w.int32(m.leaderEpoch);
  if (v === 1) w.int64(m.lag ?? -1);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeShareGroupOffsetsResponsePartition(m: DescribeShareGroupOffsetsResponsePartitionInput, v: number): number {
  let bytes = 18;
  if (v === 1) bytes += 8;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
