// Generated from protocol-spec/api/46-list-partition-reassignments.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ListPartitionReassignmentsRequest {
  timeoutMs: number;
  /** null: all */
  topics: ListPartitionReassignmentsTopics[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListPartitionReassignmentsRequestInput {
  readonly timeoutMs?: number | undefined;
  readonly topics?: readonly ListPartitionReassignmentsTopicsInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListPartitionReassignmentsTopics {
  name: string;
  partitionIndexes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListPartitionReassignmentsTopicsInput {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListPartitionReassignmentsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  topics: OngoingTopicReassignment[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListPartitionReassignmentsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly topics: readonly OngoingTopicReassignmentInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OngoingTopicReassignment {
  name: string;
  partitions: OngoingPartitionReassignment[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OngoingTopicReassignmentInput {
  readonly name: string;
  readonly partitions: readonly OngoingPartitionReassignmentInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OngoingPartitionReassignment {
  partitionIndex: number;
  replicas: number[];
  addingReplicas: number[];
  removingReplicas: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OngoingPartitionReassignmentInput {
  readonly partitionIndex: number;
  readonly replicas: readonly number[];
  readonly addingReplicas: readonly number[];
  readonly removingReplicas: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the moves of partitions that are under way (KIP-455).
 */
export const ListPartitionReassignments: Api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse, ListPartitionReassignmentsRequestInput, ListPartitionReassignmentsResponseInput> = {
  key: 46,
  name: 'ListPartitionReassignments',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('ListPartitionReassignmentsRequest', { decode: decodeListPartitionReassignmentsRequest, encode: encodeListPartitionReassignmentsRequest, size: sizeListPartitionReassignmentsRequest }),
  response: codec('ListPartitionReassignmentsResponse', { decode: decodeListPartitionReassignmentsResponse, encode: encodeListPartitionReassignmentsResponse, size: sizeListPartitionReassignmentsResponse }),
};

function decodeListPartitionReassignmentsRequest(r: ByteReader, v: number): ListPartitionReassignmentsRequest {
  const timeoutMs = r.int32('timeoutMs');
  let topics: ListPartitionReassignmentsTopics[] | null = null;
  const topicsLength = r.nullableArrayLength(true, 'topics', 2);
  if (topicsLength >= 0) {
    const listTopics: ListPartitionReassignmentsTopics[] = [];
    try {
      while (listTopics.length < topicsLength) listTopics.push(decodeListPartitionReassignmentsTopics(r, v));
    } catch (error) {
      throw inField(error, 'topics', listTopics.length);
    }
    topics = listTopics;
  } else topics = null;
  const unknown = decodeUnknownTags(r);
  const m: ListPartitionReassignmentsRequest = { timeoutMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListPartitionReassignmentsRequest(w: ByteWriter, m: ListPartitionReassignmentsRequestInput, v: number): void {
  w.int32(m.timeoutMs ?? 60000);
  {
    const value = m.topics ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeListPartitionReassignmentsTopics(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListPartitionReassignmentsRequest(m: ListPartitionReassignmentsRequestInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.topics ?? null, v, sizeListPartitionReassignmentsTopics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListPartitionReassignmentsTopics(r: ByteReader, _v: number): ListPartitionReassignmentsTopics {
  const name = r.compactString('name');
  const partitionIndexes: number[] = [];
  const partitionIndexesLength = r.arrayLength(true, 'partitionIndexes', 4);
  for (let i = 0; i < partitionIndexesLength; i++) partitionIndexes.push(r.int32('partitionIndexes'));
  const unknown = decodeUnknownTags(r);
  const m: ListPartitionReassignmentsTopics = { name, partitionIndexes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListPartitionReassignmentsTopics(w: ByteWriter, m: ListPartitionReassignmentsTopicsInput, _v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitionIndexes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListPartitionReassignmentsTopics(m: ListPartitionReassignmentsTopicsInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfFixedList(true, m.partitionIndexes, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListPartitionReassignmentsResponse(r: ByteReader, v: number): ListPartitionReassignmentsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const topics: OngoingTopicReassignment[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOngoingTopicReassignment(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ListPartitionReassignmentsResponse = { throttleTimeMs, errorCode, errorMessage, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListPartitionReassignmentsResponse(w: ByteWriter, m: ListPartitionReassignmentsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeOngoingTopicReassignment(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListPartitionReassignmentsResponse(m: ListPartitionReassignmentsResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfList(true, m.topics, v, sizeOngoingTopicReassignment);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOngoingTopicReassignment(r: ByteReader, v: number): OngoingTopicReassignment {
  const name = r.compactString('name');
  const partitions: OngoingPartitionReassignment[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOngoingPartitionReassignment(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: OngoingTopicReassignment = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOngoingTopicReassignment(w: ByteWriter, m: OngoingTopicReassignmentInput, v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeOngoingPartitionReassignment(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOngoingTopicReassignment(m: OngoingTopicReassignmentInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizeOngoingPartitionReassignment);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOngoingPartitionReassignment(r: ByteReader, _v: number): OngoingPartitionReassignment {
  const partitionIndex = r.int32('partitionIndex');
  const replicas: number[] = [];
  const replicasLength = r.arrayLength(true, 'replicas', 4);
  for (let i = 0; i < replicasLength; i++) replicas.push(r.int32('replicas'));
  const addingReplicas: number[] = [];
  const addingReplicasLength = r.arrayLength(true, 'addingReplicas', 4);
  for (let i = 0; i < addingReplicasLength; i++) addingReplicas.push(r.int32('addingReplicas'));
  const removingReplicas: number[] = [];
  const removingReplicasLength = r.arrayLength(true, 'removingReplicas', 4);
  for (let i = 0; i < removingReplicasLength; i++) removingReplicas.push(r.int32('removingReplicas'));
  const unknown = decodeUnknownTags(r);
  const m: OngoingPartitionReassignment = { partitionIndex, replicas, addingReplicas, removingReplicas };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOngoingPartitionReassignment(w: ByteWriter, m: OngoingPartitionReassignmentInput, _v: number): void {
  w.int32(m.partitionIndex);
  {
    const value = m.replicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.addingReplicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.removingReplicas;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOngoingPartitionReassignment(m: OngoingPartitionReassignmentInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfFixedList(true, m.replicas, 4);
  bytes += sizeOfFixedList(true, m.addingReplicas, 4);
  bytes += sizeOfFixedList(true, m.removingReplicas, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
