// Generated from protocol-spec/api/45-alter-partition-reassignments.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AlterPartitionReassignmentsRequest {
  timeoutMs: number;
  /** v1 */
  allowReplicationFactorChange: boolean;
  topics: ReassignableTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterPartitionReassignmentsRequestInput {
  readonly timeoutMs?: number | undefined;
  readonly allowReplicationFactorChange?: boolean | undefined;
  readonly topics: readonly ReassignableTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReassignableTopic {
  name: string;
  partitions: ReassignablePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReassignableTopicInput {
  readonly name: string;
  readonly partitions: readonly ReassignablePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReassignablePartition {
  partitionIndex: number;
  /** null: cancel */
  replicas: number[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReassignablePartitionInput {
  readonly partitionIndex: number;
  readonly replicas?: readonly number[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterPartitionReassignmentsResponse {
  throttleTimeMs: number;
  /** v1 */
  allowReplicationFactorChange: boolean;
  errorCode: number;
  errorMessage: string | null;
  responses: ReassignableTopicResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterPartitionReassignmentsResponseInput {
  readonly throttleTimeMs: number;
  readonly allowReplicationFactorChange?: boolean | undefined;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly responses: readonly ReassignableTopicResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReassignableTopicResponse {
  name: string;
  partitions: ReassignablePartitionResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReassignableTopicResponseInput {
  readonly name: string;
  readonly partitions: readonly ReassignablePartitionResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReassignablePartitionResponse {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReassignablePartitionResponseInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Moves partitions to other replicas, or cancels such moves (KIP-455).
 */
export const AlterPartitionReassignments: Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse, AlterPartitionReassignmentsRequestInput, AlterPartitionReassignmentsResponseInput> = {
  key: 45,
  name: 'AlterPartitionReassignments',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('AlterPartitionReassignmentsRequest', { decode: decodeAlterPartitionReassignmentsRequest, encode: encodeAlterPartitionReassignmentsRequest, size: sizeAlterPartitionReassignmentsRequest }),
  response: codec('AlterPartitionReassignmentsResponse', { decode: decodeAlterPartitionReassignmentsResponse, encode: encodeAlterPartitionReassignmentsResponse, size: sizeAlterPartitionReassignmentsResponse }),
};

function decodeAlterPartitionReassignmentsRequest(r: ByteReader, v: number): AlterPartitionReassignmentsRequest {
  const timeoutMs = r.int32('timeoutMs');
  const allowReplicationFactorChange = v === 1 ? r.bool('allowReplicationFactorChange') : true;
  const topics: ReassignableTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeReassignableTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterPartitionReassignmentsRequest = { timeoutMs, allowReplicationFactorChange, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterPartitionReassignmentsRequest(w: ByteWriter, m: AlterPartitionReassignmentsRequestInput, v: number): void {
  w.int32(m.timeoutMs ?? 60000);
  if (v === 1) w.bool(m.allowReplicationFactorChange ?? true);
  else if (m.allowReplicationFactorChange !== undefined && !m.allowReplicationFactorChange) unsupported('AlterPartitionReassignmentsRequest', 'allowReplicationFactorChange', v);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReassignableTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterPartitionReassignmentsRequest(m: AlterPartitionReassignmentsRequestInput, v: number): number {
  let bytes = 4;
  if (v === 1) bytes += 1;
  bytes += sizeOfList(true, m.topics, v, sizeReassignableTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReassignableTopic(r: ByteReader, v: number): ReassignableTopic {
  const name = r.compactString('name');
  const partitions: ReassignablePartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 5);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeReassignablePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReassignableTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReassignableTopic(w: ByteWriter, m: ReassignableTopicInput, v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReassignablePartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReassignableTopic(m: ReassignableTopicInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizeReassignablePartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReassignablePartition(r: ByteReader, _v: number): ReassignablePartition {
  const partitionIndex = r.int32('partitionIndex');
  let replicas: number[] | null = null;
  const replicasLength = r.nullableArrayLength(true, 'replicas', 4);
  if (replicasLength >= 0) {
    const listReplicas: number[] = [];
    for (let i = 0; i < replicasLength; i++) listReplicas.push(r.int32('replicas'));
    replicas = listReplicas;
  } else replicas = null;
  const unknown = decodeUnknownTags(r);
  const m: ReassignablePartition = { partitionIndex, replicas };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReassignablePartition(w: ByteWriter, m: ReassignablePartitionInput, _v: number): void {
  w.int32(m.partitionIndex);
  {
    const value = m.replicas ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReassignablePartition(m: ReassignablePartitionInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfFixedList(true, m.replicas ?? null, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterPartitionReassignmentsResponse(r: ByteReader, v: number): AlterPartitionReassignmentsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const allowReplicationFactorChange = v === 1 ? r.bool('allowReplicationFactorChange') : true;
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const responses: ReassignableTopicResponse[] = [];
  const responsesLength = r.arrayLength(true, 'responses', 2);
  try {
    while (responses.length < responsesLength) responses.push(decodeReassignableTopicResponse(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterPartitionReassignmentsResponse = { throttleTimeMs, allowReplicationFactorChange, errorCode, errorMessage, responses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterPartitionReassignmentsResponse(w: ByteWriter, m: AlterPartitionReassignmentsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  if (v === 1) w.bool(m.allowReplicationFactorChange ?? true);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  {
    const value = m.responses;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReassignableTopicResponse(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterPartitionReassignmentsResponse(m: AlterPartitionReassignmentsResponseInput, v: number): number {
  let bytes = 6;
  if (v === 1) bytes += 1;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfList(true, m.responses, v, sizeReassignableTopicResponse);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReassignableTopicResponse(r: ByteReader, v: number): ReassignableTopicResponse {
  const name = r.compactString('name');
  const partitions: ReassignablePartitionResponse[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeReassignablePartitionResponse(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReassignableTopicResponse = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReassignableTopicResponse(w: ByteWriter, m: ReassignableTopicResponseInput, v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReassignablePartitionResponse(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReassignableTopicResponse(m: ReassignableTopicResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizeReassignablePartitionResponse);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReassignablePartitionResponse(r: ByteReader, _v: number): ReassignablePartitionResponse {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: ReassignablePartitionResponse = { partitionIndex, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReassignablePartitionResponse(w: ByteWriter, m: ReassignablePartitionResponseInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReassignablePartitionResponse(m: ReassignablePartitionResponseInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
