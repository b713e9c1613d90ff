// Generated from protocol-spec/api/92-delete-share-group-offsets.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteShareGroupOffsetsRequest {
  groupId: string;
  topics: DeleteShareGroupOffsetsRequestTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupOffsetsRequestInput {
  readonly groupId: string;
  readonly topics: readonly DeleteShareGroupOffsetsRequestTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteShareGroupOffsetsRequestTopic {
  topicName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupOffsetsRequestTopicInput {
  readonly topicName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteShareGroupOffsetsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  responses: DeleteShareGroupOffsetsResponseTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupOffsetsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly responses: readonly DeleteShareGroupOffsetsResponseTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteShareGroupOffsetsResponseTopic {
  topicName: string;
  topicId: Uuid;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupOffsetsResponseTopicInput {
  readonly topicName: string;
  readonly topicId: Uuid;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Deletes the state of topics in a share group without members (KIP-932).
 */
export const DeleteShareGroupOffsets: Api<DeleteShareGroupOffsetsRequest, DeleteShareGroupOffsetsResponse, DeleteShareGroupOffsetsRequestInput, DeleteShareGroupOffsetsResponseInput> = {
  key: 92,
  name: 'DeleteShareGroupOffsets',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DeleteShareGroupOffsetsRequest', { decode: decodeDeleteShareGroupOffsetsRequest, encode: encodeDeleteShareGroupOffsetsRequest, size: sizeDeleteShareGroupOffsetsRequest }),
  response: codec('DeleteShareGroupOffsetsResponse', { decode: decodeDeleteShareGroupOffsetsResponse, encode: encodeDeleteShareGroupOffsetsResponse, size: sizeDeleteShareGroupOffsetsResponse }),
};

function decodeDeleteShareGroupOffsetsRequest(r: ByteReader, v: number): DeleteShareGroupOffsetsRequest {
  const groupId = r.compactString('groupId');
  const topics: DeleteShareGroupOffsetsRequestTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 1);
  try {
    while (topics.length < topicsLength) topics.push(decodeDeleteShareGroupOffsetsRequestTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupOffsetsRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupOffsetsRequest(w: ByteWriter, m: DeleteShareGroupOffsetsRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDeleteShareGroupOffsetsRequestTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupOffsetsRequest(m: DeleteShareGroupOffsetsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeDeleteShareGroupOffsetsRequestTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteShareGroupOffsetsRequestTopic(r: ByteReader, _v: number): DeleteShareGroupOffsetsRequestTopic {
  const topicName = r.compactString('topicName');
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupOffsetsRequestTopic = { topicName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupOffsetsRequestTopic(w: ByteWriter, m: DeleteShareGroupOffsetsRequestTopicInput, _v: number): void {
  w.compactString(m.topicName);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupOffsetsRequestTopic(m: DeleteShareGroupOffsetsRequestTopicInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteShareGroupOffsetsResponse(r: ByteReader, v: number): DeleteShareGroupOffsetsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const responses: DeleteShareGroupOffsetsResponseTopic[] = [];
  const responsesLength = r.arrayLength(true, 'responses', 20);
  try {
    while (responses.length < responsesLength) responses.push(decodeDeleteShareGroupOffsetsResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupOffsetsResponse = { throttleTimeMs, errorCode, errorMessage, responses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupOffsetsResponse(w: ByteWriter, m: DeleteShareGroupOffsetsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  {
    const value = m.responses;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDeleteShareGroupOffsetsResponseTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupOffsetsResponse(m: DeleteShareGroupOffsetsResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfList(true, m.responses, v, sizeDeleteShareGroupOffsetsResponseTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteShareGroupOffsetsResponseTopic(r: ByteReader, _v: number): DeleteShareGroupOffsetsResponseTopic {
  const topicName = r.compactString('topicName');
  const topicId = r.uuid('topicId');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupOffsetsResponseTopic = { topicName, topicId, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupOffsetsResponseTopic(w: ByteWriter, m: DeleteShareGroupOffsetsResponseTopicInput, _v: number): void {
  w.compactString(m.topicName);
  w.uuid(m.topicId);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupOffsetsResponseTopic(m: DeleteShareGroupOffsetsResponseTopicInput, _v: number): number {
  let bytes = 18;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
