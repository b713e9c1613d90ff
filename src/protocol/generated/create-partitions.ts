// Generated from protocol-spec/api/37-create-partitions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface CreatePartitionsRequest {
  topics: CreatePartitionsTopic[];
  timeoutMs: number;
  /** only says what would happen */
  validateOnly: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatePartitionsRequestInput {
  readonly topics: readonly CreatePartitionsTopicInput[];
  readonly timeoutMs: number;
  readonly validateOnly: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatePartitionsTopic {
  name: string;
  /** how many the topic has afterwards */
  count: number;
  assignments: CreatePartitionsAssignment[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatePartitionsTopicInput {
  readonly name: string;
  readonly count: number;
  readonly assignments: readonly CreatePartitionsAssignmentInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatePartitionsAssignment {
  brokerIds: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatePartitionsAssignmentInput {
  readonly brokerIds: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatePartitionsResponse {
  throttleTimeMs: number;
  results: CreatePartitionsTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatePartitionsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly CreatePartitionsTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatePartitionsTopicResult {
  name: string;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatePartitionsTopicResultInput {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Adds partitions to topics (KIP-195). Served by the controller.
 */
export const CreatePartitions: Api<CreatePartitionsRequest, CreatePartitionsResponse, CreatePartitionsRequestInput, CreatePartitionsResponseInput> = {
  key: 37,
  name: 'CreatePartitions',
  minVersion: 0,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('CreatePartitionsRequest', { decode: decodeCreatePartitionsRequest, encode: encodeCreatePartitionsRequest, size: sizeCreatePartitionsRequest }),
  response: codec('CreatePartitionsResponse', { decode: decodeCreatePartitionsResponse, encode: encodeCreatePartitionsResponse, size: sizeCreatePartitionsResponse }),
};

function decodeCreatePartitionsRequest(r: ByteReader, v: number): CreatePartitionsRequest {
  const flexible = v >= 2;
  const topics: CreatePartitionsTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 6);
  try {
    while (topics.length < topicsLength) topics.push(decodeCreatePartitionsTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const timeoutMs = r.int32('timeoutMs');
  const validateOnly = r.bool('validateOnly');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatePartitionsRequest = { topics, timeoutMs, validateOnly };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatePartitionsRequest(w: ByteWriter, m: CreatePartitionsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatePartitionsTopic(w, element, v);
  }
  w.int32(m.timeoutMs);
  w.bool(m.validateOnly);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatePartitionsRequest(m: CreatePartitionsRequestInput, v: number): number {
  let bytes = 5;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.topics, v, sizeCreatePartitionsTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatePartitionsTopic(r: ByteReader, v: number): CreatePartitionsTopic {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const count = r.int32('count');
  let assignments: CreatePartitionsAssignment[] | null = [];
  const assignmentsLength = r.nullableArrayLength(flexible, 'assignments', 1);
  if (assignmentsLength >= 0) {
    const listAssignments: CreatePartitionsAssignment[] = [];
    try {
      while (listAssignments.length < assignmentsLength) listAssignments.push(decodeCreatePartitionsAssignment(r, v));
    } catch (error) {
      throw inField(error, 'assignments', listAssignments.length);
    }
    assignments = listAssignments;
  } else assignments = null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatePartitionsTopic = { name, count, assignments };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatePartitionsTopic(w: ByteWriter, m: CreatePartitionsTopicInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  w.int32(m.count);
  {
    const value = m.assignments;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeCreatePartitionsAssignment(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatePartitionsTopic(m: CreatePartitionsTopicInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.assignments, v, sizeCreatePartitionsAssignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatePartitionsAssignment(r: ByteReader, v: number): CreatePartitionsAssignment {
  const flexible = v >= 2;
  const brokerIds: number[] = [];
  const brokerIdsLength = r.arrayLength(flexible, 'brokerIds', 4);
  for (let i = 0; i < brokerIdsLength; i++) brokerIds.push(r.int32('brokerIds'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatePartitionsAssignment = { brokerIds };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatePartitionsAssignment(w: ByteWriter, m: CreatePartitionsAssignmentInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.brokerIds;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatePartitionsAssignment(m: CreatePartitionsAssignmentInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfFixedList(flexible, m.brokerIds, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatePartitionsResponse(r: ByteReader, v: number): CreatePartitionsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: CreatePartitionsTopicResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 4);
  try {
    while (results.length < resultsLength) results.push(decodeCreatePartitionsTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatePartitionsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatePartitionsResponse(w: ByteWriter, m: CreatePartitionsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatePartitionsTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatePartitionsResponse(m: CreatePartitionsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.results, v, sizeCreatePartitionsTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatePartitionsTopicResult(r: ByteReader, v: number): CreatePartitionsTopicResult {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatePartitionsTopicResult = { name, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatePartitionsTopicResult(w: ByteWriter, m: CreatePartitionsTopicResultInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage ?? null) : w.nullableString(m.errorMessage ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatePartitionsTopicResult(m: CreatePartitionsTopicResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage ?? null) : sizeOfNullableString(m.errorMessage ?? null));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
