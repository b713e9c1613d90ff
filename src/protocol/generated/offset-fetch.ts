// Generated from protocol-spec/api/09-offset-fetch.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, notNullable, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface OffsetFetchRequest {
  /** v1-7 */
  groupId: string;
  /** null: all that the group has stored · v1-7 */
  topics: OffsetFetchRequestTopic[] | null;
  /** v8-10 */
  groups: OffsetFetchRequestGroup[];
  /** v7-10 */
  requireStable: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchRequestInput {
  readonly groupId?: string | undefined;
  readonly topics?: readonly OffsetFetchRequestTopicInput[] | null | undefined;
  readonly groups?: readonly OffsetFetchRequestGroupInput[] | undefined;
  readonly requireStable?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchRequestGroup {
  groupId: string;
  /** v9-10 */
  memberId: string | null;
  /** v9-10 */
  memberEpoch: number;
  /** null: all that the group has stored */
  topics: OffsetFetchRequestTopics[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchRequestGroupInput {
  readonly groupId: string;
  readonly memberId?: string | null | undefined;
  readonly memberEpoch?: number | undefined;
  readonly topics: readonly OffsetFetchRequestTopicsInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchRequestTopics {
  /** v8-9 */
  name: string;
  /** v10 */
  topicId: Uuid;
  partitionIndexes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchRequestTopicsInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitionIndexes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchRequestTopic {
  name: string;
  partitionIndexes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchRequestTopicInput {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponse {
  /** v3-10 */
  throttleTimeMs: number;
  /** v1-7 */
  topics: OffsetFetchResponseTopic[];
  /** v2-7 */
  errorCode: number;
  /** v8-10 */
  groups: OffsetFetchResponseGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly topics?: readonly OffsetFetchResponseTopicInput[] | undefined;
  readonly errorCode?: number | undefined;
  readonly groups?: readonly OffsetFetchResponseGroupInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponseGroup {
  groupId: string;
  topics: OffsetFetchResponseTopics[];
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponseGroupInput {
  readonly groupId: string;
  readonly topics: readonly OffsetFetchResponseTopicsInput[];
  readonly errorCode?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponseTopics {
  /** v8-9 */
  name: string;
  /** v10 */
  topicId: Uuid;
  partitions: OffsetFetchResponsePartitions[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponseTopicsInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly OffsetFetchResponsePartitionsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponsePartitions {
  partitionIndex: number;
  /** -1: none */
  committedOffset: number;
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponsePartitionsInput {
  readonly partitionIndex: number;
  readonly committedOffset: number;
  readonly committedLeaderEpoch?: number | undefined;
  readonly metadata: string | null;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponseTopic {
  name: string;
  partitions: OffsetFetchResponsePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponseTopicInput {
  readonly name: string;
  readonly partitions: readonly OffsetFetchResponsePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetFetchResponsePartition {
  partitionIndex: number;
  /** -1: none */
  committedOffset: number;
  /** v5-7 */
  committedLeaderEpoch: number;
  metadata: string | null;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetFetchResponsePartitionInput {
  readonly partitionIndex: number;
  readonly committedOffset: number;
  readonly committedLeaderEpoch?: number | undefined;
  readonly metadata: string | null;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Reads a group's stored offsets. A partition without one has offset -1 and no error.
 */
export const OffsetFetch: Api<OffsetFetchRequest, OffsetFetchResponse, OffsetFetchRequestInput, OffsetFetchResponseInput> = {
  key: 9,
  name: 'OffsetFetch',
  minVersion: 1,
  maxVersion: 10,
  flexibleFrom: 6,
  request: codec('OffsetFetchRequest', { decode: decodeOffsetFetchRequest, encode: encodeOffsetFetchRequest, size: sizeOffsetFetchRequest }),
  response: codec('OffsetFetchResponse', { decode: decodeOffsetFetchResponse, encode: encodeOffsetFetchResponse, size: sizeOffsetFetchResponse }),
};

function decodeOffsetFetchRequest(r: ByteReader, v: number): OffsetFetchRequest {
  const flexible = v >= 6;
  const groupId = v <= 7 ? (flexible ? r.compactString('groupId') : r.string('groupId')) : '';
  let topics: OffsetFetchRequestTopic[] | null = [];
  if (v <= 7) {
    const topicsLength = v >= 2 ? r.nullableArrayLength(flexible, 'topics', 2) : r.arrayLength(flexible, 'topics', 2);
    if (topicsLength >= 0) {
      const listTopics: OffsetFetchRequestTopic[] = [];
      try {
        while (listTopics.length < topicsLength) listTopics.push(decodeOffsetFetchRequestTopic(r, v));
      } catch (error) {
        throw inField(error, 'topics', listTopics.length);
      }
      topics = listTopics;
    } else topics = null;
  }
  let groups: OffsetFetchRequestGroup[] = [];
  if (v >= 8) {
    const groupsLength = r.arrayLength(true, 'groups', 2);
    try {
      while (groups.length < groupsLength) groups.push(decodeOffsetFetchRequestGroup(r, v));
    } catch (error) {
      throw inField(error, 'groups', groups.length);
    }
  }
  const requireStable = v >= 7 ? r.bool('requireStable') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetFetchRequest = { groupId, topics, groups, requireStable };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchRequest(w: ByteWriter, m: OffsetFetchRequestInput, v: number): void {
  const flexible = v >= 6;
  if (v <= 7) flexible ? w.compactString(m.groupId ?? '') : w.string(m.groupId ?? '');
  else if (m.groupId !== undefined && m.groupId !== '') unsupported('OffsetFetchRequest', 'groupId', v);
  if (v <= 7) {
    const value = m.topics === undefined ? [] : m.topics;
    if (value === null && !(v >= 2)) notNullable('OffsetFetchRequest', 'topics', v);
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeOffsetFetchRequestTopic(w, element, v);
  }
  else if (m.topics !== undefined && (m.topics === null || m.topics.length > 0)) unsupported('OffsetFetchRequest', 'topics', v);
  if (v >= 8) {
    const value = m.groups ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeOffsetFetchRequestGroup(w, element, v);
  }
  else if (m.groups !== undefined && m.groups.length > 0) unsupported('OffsetFetchRequest', 'groups', v);
  if (v >= 7) w.bool(m.requireStable ?? false);
  else if (m.requireStable !== undefined && m.requireStable) unsupported('OffsetFetchRequest', 'requireStable', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchRequest(m: OffsetFetchRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  if (v <= 7) bytes += (flexible ? sizeOfCompactString(m.groupId ?? '') : sizeOfString(m.groupId ?? ''));
  if (v <= 7) bytes += sizeOfList(flexible, m.topics === undefined ? [] : m.topics, v, sizeOffsetFetchRequestTopic);
  if (v >= 8) bytes += sizeOfList(true, m.groups ?? [], v, sizeOffsetFetchRequestGroup);
  if (v >= 7) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchRequestGroup(r: ByteReader, v: number): OffsetFetchRequestGroup {
  const groupId = r.compactString('groupId');
  const memberId = v >= 9 ? r.compactNullableString('memberId') : null;
  const memberEpoch = v >= 9 ? r.int32('memberEpoch') : -1;
  let topics: OffsetFetchRequestTopics[] | null = [];
  const topicsLength = r.nullableArrayLength(true, 'topics', 2);
  if (topicsLength >= 0) {
    const listTopics: OffsetFetchRequestTopics[] = [];
    try {
      while (listTopics.length < topicsLength) listTopics.push(decodeOffsetFetchRequestTopics(r, v));
    } catch (error) {
      throw inField(error, 'topics', listTopics.length);
    }
    topics = listTopics;
  } else topics = null;
  const unknown = decodeUnknownTags(r);
  const m: OffsetFetchRequestGroup = { groupId, memberId, memberEpoch, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchRequestGroup(w: ByteWriter, m: OffsetFetchRequestGroupInput, v: number): void {
  w.compactString(m.groupId);
  if (v >= 9) w.compactNullableString(m.memberId ?? null);
  if (v >= 9) w.int32(m.memberEpoch ?? -1);
  {
    const value = m.topics;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeOffsetFetchRequestTopics(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchRequestGroup(m: OffsetFetchRequestGroupInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  if (v >= 9) bytes += sizeOfCompactNullableString(m.memberId ?? null);
  if (v >= 9) bytes += 4;
  bytes += sizeOfList(true, m.topics, v, sizeOffsetFetchRequestTopics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchRequestTopics(r: ByteReader, v: number): OffsetFetchRequestTopics {
  const name = v <= 9 ? r.compactString('name') : '';
  const topicId = v === 10 ? r.uuid('topicId') : ZERO_UUID;
  const partitionIndexes: number[] = [];
  const partitionIndexesLength = r.arrayLength(true, 'partitionIndexes', 4);
  for (let i = 0; i < partitionIndexesLength; i++) partitionIndexes.push(r.int32('partitionIndexes'));
  const unknown = decodeUnknownTags(r);
  const m: OffsetFetchRequestTopics = { name, topicId, partitionIndexes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchRequestTopics(w: ByteWriter, m: OffsetFetchRequestTopicsInput, v: number): void {
  if (v <= 9) w.compactString(m.name ?? '');
  if (v === 10) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitionIndexes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchRequestTopics(m: OffsetFetchRequestTopicsInput, v: number): number {
  let bytes = 0;
  if (v <= 9) bytes += sizeOfCompactString(m.name ?? '');
  if (v === 10) bytes += 16;
  bytes += sizeOfFixedList(true, m.partitionIndexes, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchRequestTopic(r: ByteReader, v: number): OffsetFetchRequestTopic {
  const flexible = v >= 6;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitionIndexes: number[] = [];
  const partitionIndexesLength = r.arrayLength(flexible, 'partitionIndexes', 4);
  for (let i = 0; i < partitionIndexesLength; i++) partitionIndexes.push(r.int32('partitionIndexes'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetFetchRequestTopic = { name, partitionIndexes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchRequestTopic(w: ByteWriter, m: OffsetFetchRequestTopicInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitionIndexes;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchRequestTopic(m: OffsetFetchRequestTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfFixedList(flexible, m.partitionIndexes, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponse(r: ByteReader, v: number): OffsetFetchResponse {
  const flexible = v >= 6;
  const throttleTimeMs = v >= 3 ? r.int32('throttleTimeMs') : 0;
  let topics: OffsetFetchResponseTopic[] = [];
  if (v <= 7) {
    const topicsLength = r.arrayLength(flexible, 'topics', 2);
    try {
      while (topics.length < topicsLength) topics.push(decodeOffsetFetchResponseTopic(r, v));
    } catch (error) {
      throw inField(error, 'topics', topics.length);
    }
  }
  const errorCode = v >= 2 && v <= 7 ? r.int16('errorCode') : 0;
  let groups: OffsetFetchResponseGroup[] = [];
  if (v >= 8) {
    const groupsLength = r.arrayLength(true, 'groups', 4);
    try {
      while (groups.length < groupsLength) groups.push(decodeOffsetFetchResponseGroup(r, v));
    } catch (error) {
      throw inField(error, 'groups', groups.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetFetchResponse = { throttleTimeMs, topics, errorCode, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponse(w: ByteWriter, m: OffsetFetchResponseInput, v: number): void {
  const flexible = v >= 6;
  if (v >= 3) w.int32(m.throttleTimeMs ?? 0);
  if (v <= 7) {
    const value = m.topics ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetFetchResponseTopic(w, element, v);
  }
  else if (m.topics !== undefined && m.topics.length > 0) unsupported('OffsetFetchResponse', 'topics', v);
  if (v >= 2 && v <= 7) w.int16(m.errorCode ?? 0);
  if (v >= 8) {
    const value = m.groups ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeOffsetFetchResponseGroup(w, element, v);
  }
  else if (m.groups !== undefined && m.groups.length > 0) unsupported('OffsetFetchResponse', 'groups', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponse(m: OffsetFetchResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  if (v >= 3) bytes += 4;
  if (v <= 7) bytes += sizeOfList(flexible, m.topics ?? [], v, sizeOffsetFetchResponseTopic);
  if (v >= 2 && v <= 7) bytes += 2;
  if (v >= 8) bytes += sizeOfList(true, m.groups ?? [], v, sizeOffsetFetchResponseGroup);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponseGroup(r: ByteReader, v: number): OffsetFetchResponseGroup {
  const groupId = r.compactString('groupId');
  const topics: OffsetFetchResponseTopics[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetFetchResponseTopics(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const errorCode = r.int16('errorCode');
  const unknown = decodeUnknownTags(r);
  const m: OffsetFetchResponseGroup = { groupId, topics, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponseGroup(w: ByteWriter, m: OffsetFetchResponseGroupInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeOffsetFetchResponseTopics(w, element, v);
  }
  w.int16(m.errorCode ?? 0);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponseGroup(m: OffsetFetchResponseGroupInput, v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeOffsetFetchResponseTopics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponseTopics(r: ByteReader, v: number): OffsetFetchResponseTopics {
  const name = v <= 9 ? r.compactString('name') : '';
  const topicId = v === 10 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: OffsetFetchResponsePartitions[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 19);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetFetchResponsePartitions(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: OffsetFetchResponseTopics = { name, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponseTopics(w: ByteWriter, m: OffsetFetchResponseTopicsInput, v: number): void {
  if (v <= 9) w.compactString(m.name ?? '');
  if (v === 10) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeOffsetFetchResponsePartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponseTopics(m: OffsetFetchResponseTopicsInput, v: number): number {
  let bytes = 0;
  if (v <= 9) bytes += sizeOfCompactString(m.name ?? '');
  if (v === 10) bytes += 16;
  bytes += sizeOfList(true, m.partitions, v, sizeOffsetFetchResponsePartitions);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponsePartitions(r: ByteReader, _v: number): OffsetFetchResponsePartitions {
  const partitionIndex = r.int32('partitionIndex');
  const committedOffset = r.int64('committedOffset');
  const committedLeaderEpoch = r.int32('committedLeaderEpoch');
  const metadata = r.compactNullableString('metadata');
  const errorCode = r.int16('errorCode');
  const unknown = decodeUnknownTags(r);
  const m: OffsetFetchResponsePartitions = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponsePartitions(w: ByteWriter, m: OffsetFetchResponsePartitionsInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int64(m.committedOffset);
  w.int32(m.committedLeaderEpoch ?? -1);
  w.compactNullableString(m.metadata);
  w.int16(m.errorCode);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponsePartitions(m: OffsetFetchResponsePartitionsInput, _v: number): number {
  let bytes = 18;
  bytes += sizeOfCompactNullableString(m.metadata);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponseTopic(r: ByteReader, v: number): OffsetFetchResponseTopic {
  const flexible = v >= 6;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: OffsetFetchResponsePartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 15);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetFetchResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetFetchResponseTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponseTopic(w: ByteWriter, m: OffsetFetchResponseTopicInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetFetchResponsePartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponseTopic(m: OffsetFetchResponseTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeOffsetFetchResponsePartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetFetchResponsePartition(r: ByteReader, v: number): OffsetFetchResponsePartition {
  const flexible = v >= 6;
  const partitionIndex = r.int32('partitionIndex');
  const committedOffset = r.int64('committedOffset');
  const committedLeaderEpoch = v >= 5 ? r.int32('committedLeaderEpoch') : -1;
  const metadata = flexible ? r.compactNullableString('metadata') : r.nullableString('metadata');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetFetchResponsePartition = { partitionIndex, committedOffset, committedLeaderEpoch, metadata, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetFetchResponsePartition(w: ByteWriter, m: OffsetFetchResponsePartitionInput, v: number): void {
  const flexible = v >= 6;
  w.int32(m.partitionIndex);
  w.int64(m.committedOffset);
  if (v >= 5) w.int32(m.committedLeaderEpoch ?? -1);
  flexible ? w.compactNullableString(m.metadata) : w.nullableString(m.metadata);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetFetchResponsePartition(m: OffsetFetchResponsePartitionInput, v: number): number {
  let bytes = 14;
  const flexible = v >= 6;
  if (v >= 5) bytes += 4;
  bytes += (flexible ? sizeOfCompactNullableString(m.metadata) : sizeOfNullableString(m.metadata));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
