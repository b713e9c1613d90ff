// Generated from protocol-spec/api/19-create-topics.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString, sizeOfUnsignedVarint } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../protocol/codec-sizes.ts';

export interface CreateTopicsRequest {
  topics: CreatableTopic[];
  timeoutMs: number;
  /** only says what would happen */
  validateOnly: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateTopicsRequestInput {
  readonly topics: readonly CreatableTopicInput[];
  readonly timeoutMs?: number | undefined;
  readonly validateOnly?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableTopic {
  name: string;
  /** -1 with assignments, or for the default */
  numPartitions: number;
  /** -1 with assignments, or for the default */
  replicationFactor: number;
  assignments: CreatableReplicaAssignment[];
  configs: CreatableTopicConfig[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableTopicInput {
  readonly name: string;
  readonly numPartitions: number;
  readonly replicationFactor: number;
  readonly assignments: readonly CreatableReplicaAssignmentInput[];
  readonly configs: readonly CreatableTopicConfigInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableTopicConfig {
  name: string;
  value: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableTopicConfigInput {
  readonly name: string;
  readonly value: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableReplicaAssignment {
  partitionIndex: number;
  brokerIds: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableReplicaAssignmentInput {
  readonly partitionIndex: number;
  readonly brokerIds: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreateTopicsResponse {
  throttleTimeMs: number;
  topics: CreatableTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateTopicsResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly CreatableTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableTopicResult {
  name: string;
  /** v7 */
  topicId: Uuid;
  errorCode: number;
  errorMessage: string | null;
  /** why the configs are missing · v5-7, tagged */
  topicConfigErrorCode: number;
  /** v5-7 */
  numPartitions: number;
  /** v5-7 */
  replicationFactor: number;
  /** v5-7 */
  configs: CreatableTopicConfigs[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableTopicResultInput {
  readonly name: string;
  readonly topicId?: Uuid | undefined;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly topicConfigErrorCode?: number | undefined;
  readonly numPartitions?: number | undefined;
  readonly replicationFactor?: number | undefined;
  readonly configs?: readonly CreatableTopicConfigsInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableTopicConfigs {
  name: string;
  value: string | null;
  readOnly: boolean;
  configSource: number;
  isSensitive: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableTopicConfigsInput {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource?: number | undefined;
  readonly isSensitive: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Creates topics. Served by the controller.
 */
export const CreateTopics: Api<CreateTopicsRequest, CreateTopicsResponse, CreateTopicsRequestInput, CreateTopicsResponseInput> = {
  key: 19,
  name: 'CreateTopics',
  minVersion: 2,
  maxVersion: 7,
  flexibleFrom: 5,
  request: codec('CreateTopicsRequest', { decode: decodeCreateTopicsRequest, encode: encodeCreateTopicsRequest, size: sizeCreateTopicsRequest }),
  response: codec('CreateTopicsResponse', { decode: decodeCreateTopicsResponse, encode: encodeCreateTopicsResponse, size: sizeCreateTopicsResponse }),
};

function decodeCreateTopicsRequest(r: ByteReader, v: number): CreateTopicsRequest {
  const flexible = v >= 5;
  const topics: CreatableTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 9);
  try {
    while (topics.length < topicsLength) topics.push(decodeCreatableTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const timeoutMs = r.int32('timeoutMs');
  const validateOnly = r.bool('validateOnly');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateTopicsRequest = { topics, timeoutMs, validateOnly };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateTopicsRequest(w: ByteWriter, m: CreateTopicsRequestInput, v: number): void {
  const flexible = v >= 5;
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatableTopic(w, element, v);
  }
  w.int32(m.timeoutMs ?? 60000);
  w.bool(m.validateOnly ?? false);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateTopicsRequest(m: CreateTopicsRequestInput, v: number): number {
  let bytes = 5;
  const flexible = v >= 5;
  bytes += sizeOfList(flexible, m.topics, v, sizeCreatableTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatableTopic(r: ByteReader, v: number): CreatableTopic {
  const flexible = v >= 5;
  const name = flexible ? r.compactString('name') : r.string('name');
  const numPartitions = r.int32('numPartitions');
  const replicationFactor = r.int16('replicationFactor');
  const assignments: CreatableReplicaAssignment[] = [];
  const assignmentsLength = r.arrayLength(flexible, 'assignments', 5);
  try {
    while (assignments.length < assignmentsLength) assignments.push(decodeCreatableReplicaAssignment(r, v));
  } catch (error) {
    throw inField(error, 'assignments', assignments.length);
  }
  const configs: CreatableTopicConfig[] = [];
  const configsLength = r.arrayLength(flexible, 'configs', 2);
  try {
    while (configs.length < configsLength) configs.push(decodeCreatableTopicConfig(r, v));
  } catch (error) {
    throw inField(error, 'configs', configs.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatableTopic = { name, numPartitions, replicationFactor, assignments, configs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableTopic(w: ByteWriter, m: CreatableTopicInput, v: number): void {
  const flexible = v >= 5;
  flexible ? w.compactString(m.name) : w.string(m.name);
  w.int32(m.numPartitions);
  w.int16(m.replicationFactor);
  {
    const value = m.assignments;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatableReplicaAssignment(w, element, v);
  }
  {
    const value = m.configs;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatableTopicConfig(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatableTopic(m: CreatableTopicInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 5;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.assignments, v, sizeCreatableReplicaAssignment);
  bytes += sizeOfList(flexible, m.configs, v, sizeCreatableTopicConfig);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatableTopicConfig(r: ByteReader, v: number): CreatableTopicConfig {
  const flexible = v >= 5;
  const name = flexible ? r.compactString('name') : r.string('name');
  const value_ = flexible ? r.compactNullableString('value') : r.nullableString('value');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatableTopicConfig = { name, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableTopicConfig(w: ByteWriter, m: CreatableTopicConfigInput, v: number): void {
  const flexible = v >= 5;
  flexible ? w.compactString(m.name) : w.string(m.name);
  flexible ? w.compactNullableString(m.value) : w.nullableString(m.value);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatableTopicConfig(m: CreatableTopicConfigInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 5;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += (flexible ? sizeOfCompactNullableString(m.value) : sizeOfNullableString(m.value));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatableReplicaAssignment(r: ByteReader, v: number): CreatableReplicaAssignment {
  const flexible = v >= 5;
  const partitionIndex = r.int32('partitionIndex');
  const brokerIds: number[] = [];
  const brokerIdsLength = r.arrayLength(flexible, 'brokerIds', 4);
  for (let i = 0; i < brokerIdsLength; i++) brokerIds.push(r.int32('brokerIds'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatableReplicaAssignment = { partitionIndex, brokerIds };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableReplicaAssignment(w: ByteWriter, m: CreatableReplicaAssignmentInput, v: number): void {
  const flexible = v >= 5;
  w.int32(m.partitionIndex);
  {
    const value = m.brokerIds;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatableReplicaAssignment(m: CreatableReplicaAssignmentInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 5;
  bytes += sizeOfFixedList(flexible, m.brokerIds, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreateTopicsResponse(r: ByteReader, v: number): CreateTopicsResponse {
  const flexible = v >= 5;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: CreatableTopicResult[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 4);
  try {
    while (topics.length < topicsLength) topics.push(decodeCreatableTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateTopicsResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateTopicsResponse(w: ByteWriter, m: CreateTopicsResponseInput, v: number): void {
  const flexible = v >= 5;
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatableTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateTopicsResponse(m: CreateTopicsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 5;
  bytes += sizeOfList(flexible, m.topics, v, sizeCreatableTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatableTopicResult(r: ByteReader, v: number): CreatableTopicResult {
  const flexible = v >= 5;
  const name = flexible ? r.compactString('name') : r.string('name');
  const topicId = v === 7 ? r.uuid('topicId') : ZERO_UUID;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const numPartitions = v >= 5 ? r.int32('numPartitions') : -1;
  const replicationFactor = v >= 5 ? r.int16('replicationFactor') : -1;
  let configs: CreatableTopicConfigs[] | null = [];
  if (v >= 5) {
    const configsLength = r.nullableArrayLength(true, 'configs', 5);
    if (configsLength >= 0) {
      const listConfigs: CreatableTopicConfigs[] = [];
      try {
        while (listConfigs.length < configsLength) listConfigs.push(decodeCreatableTopicConfigs(r, v));
      } catch (error) {
        throw inField(error, 'configs', listConfigs.length);
      }
      configs = listConfigs;
    } else configs = null;
  }
  let topicConfigErrorCode: number = 0;
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          topicConfigErrorCode = r.int16('topicConfigErrorCode');
          expectTagEnd(r, 'topicConfigErrorCode', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: CreatableTopicResult = { name, topicId, errorCode, errorMessage, topicConfigErrorCode, numPartitions, replicationFactor, configs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableTopicResult(w: ByteWriter, m: CreatableTopicResultInput, v: number): void {
  const flexible = v >= 5;
  flexible ? w.compactString(m.name) : w.string(m.name);
  if (v === 7) w.uuid(m.topicId ?? ZERO_UUID);
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  if (v >= 5) w.int32(m.numPartitions ?? -1);
  if (v >= 5) w.int16(m.replicationFactor ?? -1);
  if (v >= 5) {
    const value = m.configs === undefined ? [] : m.configs;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeCreatableTopicConfigs(w, element, v);
  }
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasTopicConfigErrorCode = v >= 5 && m.topicConfigErrorCode !== undefined && m.topicConfigErrorCode !== 0;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasTopicConfigErrorCode ? 1 : 0));
    if (hasTopicConfigErrorCode) {
      const topicConfigErrorCode = m.topicConfigErrorCode;
      w.unsignedVarint(0);
      w.unsignedVarint(2);
      w.int16(topicConfigErrorCode);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
  }
}

function sizeCreatableTopicResult(m: CreatableTopicResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 5;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  if (v === 7) bytes += 16;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  if (v >= 5) bytes += 4;
  if (v >= 5) bytes += 2;
  if (v >= 5) bytes += sizeOfList(true, m.configs === undefined ? [] : m.configs, v, sizeCreatableTopicConfigs);
  if (flexible) {
    let tags = 0;
    if (v >= 5 && m.topicConfigErrorCode !== undefined && m.topicConfigErrorCode !== 0) {
      tags++;
      bytes += sizeOfTag(0, 2);
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeCreatableTopicConfigs(r: ByteReader, _v: number): CreatableTopicConfigs {
  const name = r.compactString('name');
  const value_ = r.compactNullableString('value');
  const readOnly = r.bool('readOnly');
  const configSource = r.int8('configSource');
  const isSensitive = r.bool('isSensitive');
  const unknown = decodeUnknownTags(r);
  const m: CreatableTopicConfigs = { name, value: value_, readOnly, configSource, isSensitive };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableTopicConfigs(w: ByteWriter, m: CreatableTopicConfigsInput, _v: number): void {
  w.compactString(m.name);
  w.compactNullableString(m.value);
  w.bool(m.readOnly);
  w.int8(m.configSource ?? -1);
  w.bool(m.isSensitive);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatableTopicConfigs(m: CreatableTopicConfigsInput, _v: number): number {
  let bytes = 3;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactNullableString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
