// Generated from protocol-spec/api/08-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface OffsetCommitRequest {
  groupId: string;
  /** -1: no member of the group */
  generationIdOrMemberEpoch: number;
  memberId: string;
  /** v7-10 */
  groupInstanceId: string | null;
  /** -1: as the broker is configured · v2-4 */
  retentionTimeMs: number;
  topics: OffsetCommitRequestTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitRequestInput {
  readonly groupId: string;
  readonly generationIdOrMemberEpoch?: number | undefined;
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly retentionTimeMs?: number | undefined;
  readonly topics: readonly OffsetCommitRequestTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetCommitRequestTopic {
  /** v2-9 */
  name: string;
  /** v10 */
  topicId: Uuid;
  partitions: OffsetCommitRequestPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitRequestTopicInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly OffsetCommitRequestPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: number;
  /** -1: not known · v6-10 */
  committedLeaderEpoch: number;
  committedMetadata: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitRequestPartitionInput {
  readonly partitionIndex: number;
  readonly committedOffset: number;
  readonly committedLeaderEpoch?: number | undefined;
  readonly committedMetadata: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetCommitResponse {
  /** v3-10 */
  throttleTimeMs: number;
  topics: OffsetCommitResponseTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly topics: readonly OffsetCommitResponseTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetCommitResponseTopic {
  /** v2-9 */
  name: string;
  /** v10 */
  topicId: Uuid;
  partitions: OffsetCommitResponsePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitResponseTopicInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly OffsetCommitResponsePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitResponsePartitionInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Stores a group's offsets. Commits with generation -1 and no member come from consumers that manage
 * their partitions themselves.
 */
export const OffsetCommit: Api<OffsetCommitRequest, OffsetCommitResponse, OffsetCommitRequestInput, OffsetCommitResponseInput> = {
  key: 8,
  name: 'OffsetCommit',
  minVersion: 2,
  maxVersion: 10,
  flexibleFrom: 8,
  request: codec('OffsetCommitRequest', { decode: decodeOffsetCommitRequest, encode: encodeOffsetCommitRequest, size: sizeOffsetCommitRequest }),
  response: codec('OffsetCommitResponse', { decode: decodeOffsetCommitResponse, encode: encodeOffsetCommitResponse, size: sizeOffsetCommitResponse }),
};

function decodeOffsetCommitRequest(r: ByteReader, v: number): OffsetCommitRequest {
  const flexible = v >= 8;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const generationIdOrMemberEpoch = r.int32('generationIdOrMemberEpoch');
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 7 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const retentionTimeMs = v <= 4 ? r.int64('retentionTimeMs') : -1;
  const topics: OffsetCommitRequestTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetCommitRequestTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitRequest = { groupId, generationIdOrMemberEpoch, memberId, groupInstanceId, retentionTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitRequest(w: ByteWriter, m: OffsetCommitRequestInput, v: number): void {
  const flexible = v >= 8;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int32(m.generationIdOrMemberEpoch ?? -1);
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 7) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  else if (m.groupInstanceId !== undefined && m.groupInstanceId !== null) unsupported('OffsetCommitRequest', 'groupInstanceId', v);
  if (v <= 4) w.int64(m.retentionTimeMs ?? -1);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetCommitRequestTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitRequest(m: OffsetCommitRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 8;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 7) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  if (v <= 4) bytes += 8;
  bytes += sizeOfList(flexible, m.topics, v, sizeOffsetCommitRequestTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetCommitRequestTopic(r: ByteReader, v: number): OffsetCommitRequestTopic {
  const flexible = v >= 8;
  const name = v <= 9 ? (flexible ? r.compactString('name') : r.string('name')) : '';
  const topicId = v === 10 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: OffsetCommitRequestPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 13);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetCommitRequestPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitRequestTopic = { name, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitRequestTopic(w: ByteWriter, m: OffsetCommitRequestTopicInput, v: number): void {
  const flexible = v >= 8;
  if (v <= 9) flexible ? w.compactString(m.name ?? '') : w.string(m.name ?? '');
  if (v === 10) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetCommitRequestPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitRequestTopic(m: OffsetCommitRequestTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 8;
  if (v <= 9) bytes += (flexible ? sizeOfCompactString(m.name ?? '') : sizeOfString(m.name ?? ''));
  if (v === 10) bytes += 16;
  bytes += sizeOfList(flexible, m.partitions, v, sizeOffsetCommitRequestPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetCommitRequestPartition(r: ByteReader, v: number): OffsetCommitRequestPartition {
  const flexible = v >= 8;
  const partitionIndex = r.int32('partitionIndex');
  const committedOffset = r.int64('committedOffset');
  const committedLeaderEpoch = v >= 6 ? r.int32('committedLeaderEpoch') : -1;
  const committedMetadata = flexible ? r.compactNullableString('committedMetadata') : r.nullableString('committedMetadata');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitRequestPartition(w: ByteWriter, m: OffsetCommitRequestPartitionInput, v: number): void {
  const flexible = v >= 8;
  w.int32(m.partitionIndex);
  w.int64(m.committedOffset);
  if (v >= 6) w.int32(m.committedLeaderEpoch ?? -1);
  flexible ? w.compactNullableString(m.committedMetadata) : w.nullableString(m.committedMetadata);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitRequestPartition(m: OffsetCommitRequestPartitionInput, v: number): number {
  let bytes = 12;
  const flexible = v >= 8;
  if (v >= 6) bytes += 4;
  bytes += (flexible ? sizeOfCompactNullableString(m.committedMetadata) : sizeOfNullableString(m.committedMetadata));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetCommitResponse(r: ByteReader, v: number): OffsetCommitResponse {
  const flexible = v >= 8;
  const throttleTimeMs = v >= 3 ? r.int32('throttleTimeMs') : 0;
  const topics: OffsetCommitResponseTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetCommitResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitResponse(w: ByteWriter, m: OffsetCommitResponseInput, v: number): void {
  const flexible = v >= 8;
  if (v >= 3) w.int32(m.throttleTimeMs ?? 0);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetCommitResponseTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitResponse(m: OffsetCommitResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 8;
  if (v >= 3) bytes += 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeOffsetCommitResponseTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetCommitResponseTopic(r: ByteReader, v: number): OffsetCommitResponseTopic {
  const flexible = v >= 8;
  const name = v <= 9 ? (flexible ? r.compactString('name') : r.string('name')) : '';
  const topicId = v === 10 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: OffsetCommitResponsePartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 6);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetCommitResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitResponseTopic = { name, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitResponseTopic(w: ByteWriter, m: OffsetCommitResponseTopicInput, v: number): void {
  const flexible = v >= 8;
  if (v <= 9) flexible ? w.compactString(m.name ?? '') : w.string(m.name ?? '');
  if (v === 10) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetCommitResponsePartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitResponseTopic(m: OffsetCommitResponseTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 8;
  if (v <= 9) bytes += (flexible ? sizeOfCompactString(m.name ?? '') : sizeOfString(m.name ?? ''));
  if (v === 10) bytes += 16;
  bytes += sizeOfList(flexible, m.partitions, v, sizeOffsetCommitResponsePartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetCommitResponsePartition(r: ByteReader, v: number): OffsetCommitResponsePartition {
  const flexible = v >= 8;
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetCommitResponsePartition = { partitionIndex, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitResponsePartition(w: ByteWriter, m: OffsetCommitResponsePartitionInput, v: number): void {
  const flexible = v >= 8;
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetCommitResponsePartition(m: OffsetCommitResponsePartitionInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 8;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
