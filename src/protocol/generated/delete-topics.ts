// Generated from protocol-spec/api/20-delete-topics.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfNullableString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, notNullable, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteTopicsRequest {
  /** v6 */
  topics: DeleteTopicState[];
  /** v1-5 */
  topicNames: string[];
  timeoutMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteTopicsRequestInput {
  readonly topics?: readonly DeleteTopicStateInput[] | undefined;
  readonly topicNames?: readonly string[] | undefined;
  readonly timeoutMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteTopicState {
  name: string | null;
  topicId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteTopicStateInput {
  readonly name?: string | null | undefined;
  readonly topicId: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteTopicsResponse {
  throttleTimeMs: number;
  responses: DeletableTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteTopicsResponseInput {
  readonly throttleTimeMs: number;
  readonly responses: readonly DeletableTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeletableTopicResult {
  name: string | null;
  /** v6 */
  topicId: Uuid;
  errorCode: number;
  /** v5-6 */
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeletableTopicResultInput {
  readonly name: string | null;
  readonly topicId?: Uuid | undefined;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Deletes topics. Served by the controller.
 */
export const DeleteTopics: Api<DeleteTopicsRequest, DeleteTopicsResponse, DeleteTopicsRequestInput, DeleteTopicsResponseInput> = {
  key: 20,
  name: 'DeleteTopics',
  minVersion: 1,
  maxVersion: 6,
  flexibleFrom: 4,
  request: codec('DeleteTopicsRequest', { decode: decodeDeleteTopicsRequest, encode: encodeDeleteTopicsRequest, size: sizeDeleteTopicsRequest }),
  response: codec('DeleteTopicsResponse', { decode: decodeDeleteTopicsResponse, encode: encodeDeleteTopicsResponse, size: sizeDeleteTopicsResponse }),
};

function decodeDeleteTopicsRequest(r: ByteReader, v: number): DeleteTopicsRequest {
  const flexible = v >= 4;
  let topics: DeleteTopicState[] = [];
  if (v === 6) {
    const topicsLength = r.arrayLength(true, 'topics', 17);
    try {
      while (topics.length < topicsLength) topics.push(decodeDeleteTopicState(r, v));
    } catch (error) {
      throw inField(error, 'topics', topics.length);
    }
  }
  let topicNames: string[] = [];
  if (v <= 5) {
    const topicNamesLength = r.arrayLength(flexible, 'topicNames', 1);
    for (let i = 0; i < topicNamesLength; i++) topicNames.push(flexible ? r.compactString('topicNames') : r.string('topicNames'));
  }
  const timeoutMs = r.int32('timeoutMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteTopicsRequest = { topics, topicNames, timeoutMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteTopicsRequest(w: ByteWriter, m: DeleteTopicsRequestInput, v: number): void {
  const flexible = v >= 4;
  if (v === 6) {
    const value = m.topics ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeDeleteTopicState(w, element, v);
  }
  else if (m.topics !== undefined && m.topics.length > 0) unsupported('DeleteTopicsRequest', 'topics', v);
  if (v <= 5) {
    const value = m.topicNames ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) flexible ? w.compactString(element) : w.string(element);
  }
  w.int32(m.timeoutMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteTopicsRequest(m: DeleteTopicsRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  if (v === 6) bytes += sizeOfList(true, m.topics ?? [], v, sizeDeleteTopicState);
  if (v <= 5) bytes += sizeOfStrings(flexible, m.topicNames ?? []);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteTopicState(r: ByteReader, _v: number): DeleteTopicState {
  const name = r.compactNullableString('name');
  const topicId = r.uuid('topicId');
  const unknown = decodeUnknownTags(r);
  const m: DeleteTopicState = { name, topicId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteTopicState(w: ByteWriter, m: DeleteTopicStateInput, _v: number): void {
  w.compactNullableString(m.name ?? null);
  w.uuid(m.topicId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteTopicState(m: DeleteTopicStateInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactNullableString(m.name ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteTopicsResponse(r: ByteReader, v: number): DeleteTopicsResponse {
  const flexible = v >= 4;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const responses: DeletableTopicResult[] = [];
  const responsesLength = r.arrayLength(flexible, 'responses', 3);
  try {
    while (responses.length < responsesLength) responses.push(decodeDeletableTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteTopicsResponse = { throttleTimeMs, responses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteTopicsResponse(w: ByteWriter, m: DeleteTopicsResponseInput, v: number): void {
  const flexible = v >= 4;
  w.int32(m.throttleTimeMs);
  {
    const value = m.responses;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeletableTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteTopicsResponse(m: DeleteTopicsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += sizeOfList(flexible, m.responses, v, sizeDeletableTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeletableTopicResult(r: ByteReader, v: number): DeletableTopicResult {
  const flexible = v >= 4;
  const name = flexible ? (v === 6 ? r.compactNullableString('name') : r.compactString('name')) : (v === 6 ? r.nullableString('name') : r.string('name'));
  const topicId = v === 6 ? r.uuid('topicId') : ZERO_UUID;
  const errorCode = r.int16('errorCode');
  const errorMessage = v >= 5 ? r.compactNullableString('errorMessage') : null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeletableTopicResult = { name, topicId, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeletableTopicResult(w: ByteWriter, m: DeletableTopicResultInput, v: number): void {
  const flexible = v >= 4;
  if (m.name === null && !(v === 6)) notNullable('DeleteTopicsResponse', 'name', v);
  flexible ? w.compactNullableString(m.name) : w.nullableString(m.name);
  if (v === 6) w.uuid(m.topicId ?? ZERO_UUID);
  w.int16(m.errorCode);
  if (v >= 5) w.compactNullableString(m.errorMessage ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeletableTopicResult(m: DeletableTopicResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactNullableString(m.name) : sizeOfNullableString(m.name));
  if (v === 6) bytes += 16;
  if (v >= 5) bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
