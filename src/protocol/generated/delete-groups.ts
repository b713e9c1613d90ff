// Generated from protocol-spec/api/42-delete-groups.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteGroupsRequest {
  groupsNames: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteGroupsRequestInput {
  readonly groupsNames: readonly string[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteGroupsResponse {
  throttleTimeMs: number;
  results: DeletableGroupResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteGroupsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly DeletableGroupResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeletableGroupResult {
  groupId: string;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeletableGroupResultInput {
  readonly groupId: string;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Deletes groups without members, with their offsets (KIP-229).
 */
export const DeleteGroups: Api<DeleteGroupsRequest, DeleteGroupsResponse, DeleteGroupsRequestInput, DeleteGroupsResponseInput> = {
  key: 42,
  name: 'DeleteGroups',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('DeleteGroupsRequest', { decode: decodeDeleteGroupsRequest, encode: encodeDeleteGroupsRequest, size: sizeDeleteGroupsRequest }),
  response: codec('DeleteGroupsResponse', { decode: decodeDeleteGroupsResponse, encode: encodeDeleteGroupsResponse, size: sizeDeleteGroupsResponse }),
};

function decodeDeleteGroupsRequest(r: ByteReader, v: number): DeleteGroupsRequest {
  const flexible = v >= 2;
  const groupsNames: string[] = [];
  const groupsNamesLength = r.arrayLength(flexible, 'groupsNames', 1);
  for (let i = 0; i < groupsNamesLength; i++) groupsNames.push(flexible ? r.compactString('groupsNames') : r.string('groupsNames'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteGroupsRequest = { groupsNames };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteGroupsRequest(w: ByteWriter, m: DeleteGroupsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.groupsNames;
    w.arrayLength(flexible, value.length);
    for (const element of value) flexible ? w.compactString(element) : w.string(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteGroupsRequest(m: DeleteGroupsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfStrings(flexible, m.groupsNames);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteGroupsResponse(r: ByteReader, v: number): DeleteGroupsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: DeletableGroupResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 3);
  try {
    while (results.length < resultsLength) results.push(decodeDeletableGroupResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteGroupsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteGroupsResponse(w: ByteWriter, m: DeleteGroupsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeletableGroupResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteGroupsResponse(m: DeleteGroupsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.results, v, sizeDeletableGroupResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeletableGroupResult(r: ByteReader, v: number): DeletableGroupResult {
  const flexible = v >= 2;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeletableGroupResult = { groupId, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeletableGroupResult(w: ByteWriter, m: DeletableGroupResultInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeletableGroupResult(m: DeletableGroupResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
