// Generated from protocol-spec/api/28-txn-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface TxnOffsetCommitRequest {
  transactionalId: string;
  groupId: string;
  producerId: number;
  producerEpoch: number;
  /** -1: no member of the group · v3-5 */
  generationId: number;
  /** v3-5 */
  memberId: string;
  /** v3-5 */
  groupInstanceId: string | null;
  topics: TxnOffsetCommitRequestTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitRequestInput {
  readonly transactionalId: string;
  readonly groupId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly generationId?: number | undefined;
  readonly memberId?: string | undefined;
  readonly groupInstanceId?: string | null | undefined;
  readonly topics: readonly TxnOffsetCommitRequestTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TxnOffsetCommitRequestTopic {
  name: string;
  partitions: TxnOffsetCommitRequestPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitRequestTopicInput {
  readonly name: string;
  readonly partitions: readonly TxnOffsetCommitRequestPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TxnOffsetCommitRequestPartition {
  partitionIndex: number;
  committedOffset: number;
  /** v2-5 */
  committedLeaderEpoch: number;
  committedMetadata: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitRequestPartitionInput {
  readonly partitionIndex: number;
  readonly committedOffset: number;
  readonly committedLeaderEpoch?: number | undefined;
  readonly committedMetadata: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TxnOffsetCommitResponse {
  throttleTimeMs: number;
  topics: TxnOffsetCommitResponseTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly TxnOffsetCommitResponseTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TxnOffsetCommitResponseTopic {
  name: string;
  partitions: TxnOffsetCommitResponsePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitResponseTopicInput {
  readonly name: string;
  readonly partitions: readonly TxnOffsetCommitResponsePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TxnOffsetCommitResponsePartition {
  partitionIndex: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TxnOffsetCommitResponsePartitionInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Stores a group's offsets as part of a transaction: they count once it commits (KIP-98).
 */
export const TxnOffsetCommit: Api<TxnOffsetCommitRequest, TxnOffsetCommitResponse, TxnOffsetCommitRequestInput, TxnOffsetCommitResponseInput> = {
  key: 28,
  name: 'TxnOffsetCommit',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  request: codec('TxnOffsetCommitRequest', { decode: decodeTxnOffsetCommitRequest, encode: encodeTxnOffsetCommitRequest, size: sizeTxnOffsetCommitRequest }),
  response: codec('TxnOffsetCommitResponse', { decode: decodeTxnOffsetCommitResponse, encode: encodeTxnOffsetCommitResponse, size: sizeTxnOffsetCommitResponse }),
};

function decodeTxnOffsetCommitRequest(r: ByteReader, v: number): TxnOffsetCommitRequest {
  const flexible = v >= 3;
  const transactionalId = flexible ? r.compactString('transactionalId') : r.string('transactionalId');
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const generationId = v >= 3 ? r.int32('generationId') : -1;
  const memberId = v >= 3 ? r.compactString('memberId') : '';
  const groupInstanceId = v >= 3 ? r.compactNullableString('groupInstanceId') : null;
  const topics: TxnOffsetCommitRequestTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTxnOffsetCommitRequestTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitRequest = { transactionalId, groupId, producerId, producerEpoch, generationId, memberId, groupInstanceId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitRequest(w: ByteWriter, m: TxnOffsetCommitRequestInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.transactionalId) : w.string(m.transactionalId);
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  if (v >= 3) w.int32(m.generationId ?? -1);
  else if (m.generationId !== undefined && m.generationId !== -1) unsupported('TxnOffsetCommitRequest', 'generationId', v);
  if (v >= 3) w.compactString(m.memberId ?? '');
  else if (m.memberId !== undefined && m.memberId !== '') unsupported('TxnOffsetCommitRequest', 'memberId', v);
  if (v >= 3) w.compactNullableString(m.groupInstanceId ?? null);
  else if (m.groupInstanceId !== undefined && m.groupInstanceId !== null) unsupported('TxnOffsetCommitRequest', 'groupInstanceId', v);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTxnOffsetCommitRequestTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitRequest(m: TxnOffsetCommitRequestInput, v: number): number {
  let bytes = 10;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.transactionalId) : sizeOfString(m.transactionalId));
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  if (v >= 3) bytes += 4;
  if (v >= 3) bytes += sizeOfCompactString(m.memberId ?? '');
  if (v >= 3) bytes += sizeOfCompactNullableString(m.groupInstanceId ?? null);
  bytes += sizeOfList(flexible, m.topics, v, sizeTxnOffsetCommitRequestTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTxnOffsetCommitRequestTopic(r: ByteReader, v: number): TxnOffsetCommitRequestTopic {
  const flexible = v >= 3;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: TxnOffsetCommitRequestPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 13);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeTxnOffsetCommitRequestPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitRequestTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitRequestTopic(w: ByteWriter, m: TxnOffsetCommitRequestTopicInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTxnOffsetCommitRequestPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitRequestTopic(m: TxnOffsetCommitRequestTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeTxnOffsetCommitRequestPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTxnOffsetCommitRequestPartition(r: ByteReader, v: number): TxnOffsetCommitRequestPartition {
  const flexible = v >= 3;
  const partitionIndex = r.int32('partitionIndex');
  const committedOffset = r.int64('committedOffset');
  const committedLeaderEpoch = v >= 2 ? r.int32('committedLeaderEpoch') : -1;
  const committedMetadata = flexible ? r.compactNullableString('committedMetadata') : r.nullableString('committedMetadata');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitRequestPartition = { partitionIndex, committedOffset, committedLeaderEpoch, committedMetadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitRequestPartition(w: ByteWriter, m: TxnOffsetCommitRequestPartitionInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.partitionIndex);
  w.int64(m.committedOffset);
  if (v >= 2) w.int32(m.committedLeaderEpoch ?? -1);
  flexible ? w.compactNullableString(m.committedMetadata) : w.nullableString(m.committedMetadata);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitRequestPartition(m: TxnOffsetCommitRequestPartitionInput, v: number): number {
  let bytes = 12;
  const flexible = v >= 3;
  if (v >= 2) bytes += 4;
  bytes += (flexible ? sizeOfCompactNullableString(m.committedMetadata) : sizeOfNullableString(m.committedMetadata));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTxnOffsetCommitResponse(r: ByteReader, v: number): TxnOffsetCommitResponse {
  const flexible = v >= 3;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: TxnOffsetCommitResponseTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTxnOffsetCommitResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitResponse(w: ByteWriter, m: TxnOffsetCommitResponseInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTxnOffsetCommitResponseTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitResponse(m: TxnOffsetCommitResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 3;
  bytes += sizeOfList(flexible, m.topics, v, sizeTxnOffsetCommitResponseTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTxnOffsetCommitResponseTopic(r: ByteReader, v: number): TxnOffsetCommitResponseTopic {
  const flexible = v >= 3;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: TxnOffsetCommitResponsePartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 6);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeTxnOffsetCommitResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitResponseTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitResponseTopic(w: ByteWriter, m: TxnOffsetCommitResponseTopicInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTxnOffsetCommitResponsePartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitResponseTopic(m: TxnOffsetCommitResponseTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeTxnOffsetCommitResponsePartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTxnOffsetCommitResponsePartition(r: ByteReader, v: number): TxnOffsetCommitResponsePartition {
  const flexible = v >= 3;
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TxnOffsetCommitResponsePartition = { partitionIndex, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTxnOffsetCommitResponsePartition(w: ByteWriter, m: TxnOffsetCommitResponsePartitionInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTxnOffsetCommitResponsePartition(m: TxnOffsetCommitResponsePartitionInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 3;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
