// Generated from protocol-spec/api/16-list-groups.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ListGroupsRequest {
  /** empty: any · v4-5 */
  statesFilter: string[];
  /** empty: any · v5 */
  typesFilter: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListGroupsRequestInput {
  readonly statesFilter?: readonly string[] | undefined;
  readonly typesFilter?: readonly string[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListGroupsResponse {
  /** v1-5 */
  throttleTimeMs: number;
  errorCode: number;
  groups: ListedGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListGroupsResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode: number;
  readonly groups: readonly ListedGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListedGroup {
  groupId: string;
  protocolType: string;
  /** v4-5 */
  groupState: string;
  /** v5 */
  groupType: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListedGroupInput {
  readonly groupId: string;
  readonly protocolType: string;
  readonly groupState?: string | undefined;
  readonly groupType?: string | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the groups that this broker coordinates.
 */
export const ListGroups: Api<ListGroupsRequest, ListGroupsResponse, ListGroupsRequestInput, ListGroupsResponseInput> = {
  key: 16,
  name: 'ListGroups',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  request: codec('ListGroupsRequest', { decode: decodeListGroupsRequest, encode: encodeListGroupsRequest, size: sizeListGroupsRequest }),
  response: codec('ListGroupsResponse', { decode: decodeListGroupsResponse, encode: encodeListGroupsResponse, size: sizeListGroupsResponse }),
};

function decodeListGroupsRequest(r: ByteReader, v: number): ListGroupsRequest {
  const flexible = v >= 3;
  let statesFilter: string[] = [];
  if (v >= 4) {
    const statesFilterLength = r.arrayLength(true, 'statesFilter', 1);
    for (let i = 0; i < statesFilterLength; i++) statesFilter.push(r.compactString('statesFilter'));
  }
  let typesFilter: string[] = [];
  if (v === 5) {
    const typesFilterLength = r.arrayLength(true, 'typesFilter', 1);
    for (let i = 0; i < typesFilterLength; i++) typesFilter.push(r.compactString('typesFilter'));
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListGroupsRequest = { statesFilter, typesFilter };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListGroupsRequest(w: ByteWriter, m: ListGroupsRequestInput, v: number): void {
  const flexible = v >= 3;
  if (v >= 4) {
    const value = m.statesFilter ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  else if (m.statesFilter !== undefined && m.statesFilter.length > 0) unsupported('ListGroupsRequest', 'statesFilter', v);
  if (v === 5) {
    const value = m.typesFilter ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  else if (m.typesFilter !== undefined && m.typesFilter.length > 0) unsupported('ListGroupsRequest', 'typesFilter', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListGroupsRequest(m: ListGroupsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  if (v >= 4) bytes += sizeOfStrings(true, m.statesFilter ?? []);
  if (v === 5) bytes += sizeOfStrings(true, m.typesFilter ?? []);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListGroupsResponse(r: ByteReader, v: number): ListGroupsResponse {
  const flexible = v >= 3;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const errorCode = r.int16('errorCode');
  const groups: ListedGroup[] = [];
  const groupsLength = r.arrayLength(flexible, 'groups', 2);
  try {
    while (groups.length < groupsLength) groups.push(decodeListedGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListGroupsResponse = { throttleTimeMs, errorCode, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListGroupsResponse(w: ByteWriter, m: ListGroupsResponseInput, v: number): void {
  const flexible = v >= 3;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  w.int16(m.errorCode);
  {
    const value = m.groups;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeListedGroup(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListGroupsResponse(m: ListGroupsResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 3;
  if (v >= 1) bytes += 4;
  bytes += sizeOfList(flexible, m.groups, v, sizeListedGroup);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListedGroup(r: ByteReader, v: number): ListedGroup {
  const flexible = v >= 3;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const protocolType = flexible ? r.compactString('protocolType') : r.string('protocolType');
  const groupState = v >= 4 ? r.compactString('groupState') : '';
  const groupType = v === 5 ? r.compactString('groupType') : '';
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ListedGroup = { groupId, protocolType, groupState, groupType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListedGroup(w: ByteWriter, m: ListedGroupInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  flexible ? w.compactString(m.protocolType) : w.string(m.protocolType);
  if (v >= 4) w.compactString(m.groupState ?? '');
  if (v === 5) w.compactString(m.groupType ?? '');
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListedGroup(m: ListedGroupInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  bytes += (flexible ? sizeOfCompactString(m.protocolType) : sizeOfString(m.protocolType));
  if (v >= 4) bytes += sizeOfCompactString(m.groupState ?? '');
  if (v === 5) bytes += sizeOfCompactString(m.groupType ?? '');
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
