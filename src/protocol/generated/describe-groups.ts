// Generated from protocol-spec/api/15-describe-groups.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeGroupsRequest {
  groups: string[];
  /** v3-6 */
  includeAuthorizedOperations: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeGroupsRequestInput {
  readonly groups: readonly string[];
  readonly includeAuthorizedOperations?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeGroupsResponse {
  /** v1-6 */
  throttleTimeMs: number;
  groups: DescribedGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeGroupsResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly groups: readonly DescribedGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribedGroup {
  errorCode: number;
  /** v6 */
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  protocolType: string;
  protocolData: string;
  members: DescribedGroupMember[];
  /** a bit for each; the smallest int32 when not asked for · v3-6 */
  authorizedOperations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribedGroupInput {
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly protocolType: string;
  readonly protocolData: string;
  readonly members: readonly DescribedGroupMemberInput[];
  readonly authorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribedGroupMember {
  memberId: string;
  /** v4-6 */
  groupInstanceId: string | null;
  clientId: string;
  clientHost: string;
  memberMetadata: Buffer;
  memberAssignment: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribedGroupMemberInput {
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  readonly memberMetadata: Uint8Array;
  readonly memberAssignment: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes classic groups with their members.
 */
export const DescribeGroups: Api<DescribeGroupsRequest, DescribeGroupsResponse, DescribeGroupsRequestInput, DescribeGroupsResponseInput> = {
  key: 15,
  name: 'DescribeGroups',
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 5,
  request: codec('DescribeGroupsRequest', { decode: decodeDescribeGroupsRequest, encode: encodeDescribeGroupsRequest, size: sizeDescribeGroupsRequest }),
  response: codec('DescribeGroupsResponse', { decode: decodeDescribeGroupsResponse, encode: encodeDescribeGroupsResponse, size: sizeDescribeGroupsResponse }),
};

function decodeDescribeGroupsRequest(r: ByteReader, v: number): DescribeGroupsRequest {
  const flexible = v >= 5;
  const groups: string[] = [];
  const groupsLength = r.arrayLength(flexible, 'groups', 1);
  for (let i = 0; i < groupsLength; i++) groups.push(flexible ? r.compactString('groups') : r.string('groups'));
  const includeAuthorizedOperations = v >= 3 ? r.bool('includeAuthorizedOperations') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeGroupsRequest = { groups, includeAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeGroupsRequest(w: ByteWriter, m: DescribeGroupsRequestInput, v: number): void {
  const flexible = v >= 5;
  {
    const value = m.groups;
    w.arrayLength(flexible, value.length);
    for (const element of value) flexible ? w.compactString(element) : w.string(element);
  }
  if (v >= 3) w.bool(m.includeAuthorizedOperations ?? false);
  else if (m.includeAuthorizedOperations !== undefined && m.includeAuthorizedOperations) unsupported('DescribeGroupsRequest', 'includeAuthorizedOperations', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeGroupsRequest(m: DescribeGroupsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 5;
  bytes += sizeOfStrings(flexible, m.groups);
  if (v >= 3) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeGroupsResponse(r: ByteReader, v: number): DescribeGroupsResponse {
  const flexible = v >= 5;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const groups: DescribedGroup[] = [];
  const groupsLength = r.arrayLength(flexible, 'groups', 7);
  try {
    while (groups.length < groupsLength) groups.push(decodeDescribedGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeGroupsResponse = { throttleTimeMs, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeGroupsResponse(w: ByteWriter, m: DescribeGroupsResponseInput, v: number): void {
  const flexible = v >= 5;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  {
    const value = m.groups;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribedGroup(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeGroupsResponse(m: DescribeGroupsResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 5;
  if (v >= 1) bytes += 4;
  bytes += sizeOfList(flexible, m.groups, v, sizeDescribedGroup);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribedGroup(r: ByteReader, v: number): DescribedGroup {
  const flexible = v >= 5;
  const errorCode = r.int16('errorCode');
  const errorMessage = v === 6 ? r.compactNullableString('errorMessage') : null;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const groupState = flexible ? r.compactString('groupState') : r.string('groupState');
  const protocolType = flexible ? r.compactString('protocolType') : r.string('protocolType');
  const protocolData = flexible ? r.compactString('protocolData') : r.string('protocolData');
  const members: DescribedGroupMember[] = [];
  const membersLength = r.arrayLength(flexible, 'members', 5);
  try {
    while (members.length < membersLength) members.push(decodeDescribedGroupMember(r, v));
  } catch (error) {
    throw inField(error, 'members', members.length);
  }
  const authorizedOperations = v >= 3 ? r.int32('authorizedOperations') : -2147483648;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribedGroup = { errorCode, errorMessage, groupId, groupState, protocolType, protocolData, members, authorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribedGroup(w: ByteWriter, m: DescribedGroupInput, v: number): void {
  const flexible = v >= 5;
  w.int16(m.errorCode);
  if (v === 6) w.compactNullableString(m.errorMessage ?? null);
  else if (m.errorMessage !== undefined && m.errorMessage !== null) unsupported('DescribeGroupsResponse', 'errorMessage', v);
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  flexible ? w.compactString(m.groupState) : w.string(m.groupState);
  flexible ? w.compactString(m.protocolType) : w.string(m.protocolType);
  flexible ? w.compactString(m.protocolData) : w.string(m.protocolData);
  {
    const value = m.members;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribedGroupMember(w, element, v);
  }
  if (v >= 3) w.int32(m.authorizedOperations ?? -2147483648);
  else if (m.authorizedOperations !== undefined && m.authorizedOperations !== -2147483648) unsupported('DescribeGroupsResponse', 'authorizedOperations', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribedGroup(m: DescribedGroupInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 5;
  if (v === 6) bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  bytes += (flexible ? sizeOfCompactString(m.groupState) : sizeOfString(m.groupState));
  bytes += (flexible ? sizeOfCompactString(m.protocolType) : sizeOfString(m.protocolType));
  bytes += (flexible ? sizeOfCompactString(m.protocolData) : sizeOfString(m.protocolData));
  bytes += sizeOfList(flexible, m.members, v, sizeDescribedGroupMember);
  if (v >= 3) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribedGroupMember(r: ByteReader, v: number): DescribedGroupMember {
  const flexible = v >= 5;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 4 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const clientId = flexible ? r.compactString('clientId') : r.string('clientId');
  const clientHost = flexible ? r.compactString('clientHost') : r.string('clientHost');
  const memberMetadata = flexible ? r.compactBytes('memberMetadata') : r.bytes('memberMetadata');
  const memberAssignment = flexible ? r.compactBytes('memberAssignment') : r.bytes('memberAssignment');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribedGroupMember = { memberId, groupInstanceId, clientId, clientHost, memberMetadata, memberAssignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribedGroupMember(w: ByteWriter, m: DescribedGroupMemberInput, v: number): void {
  const flexible = v >= 5;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 4) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  flexible ? w.compactString(m.clientId) : w.string(m.clientId);
  flexible ? w.compactString(m.clientHost) : w.string(m.clientHost);
  flexible ? w.compactBytes(m.memberMetadata) : w.bytes(m.memberMetadata);
  flexible ? w.compactBytes(m.memberAssignment) : w.bytes(m.memberAssignment);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribedGroupMember(m: DescribedGroupMemberInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 5;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 4) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  bytes += (flexible ? sizeOfCompactString(m.clientId) : sizeOfString(m.clientId));
  bytes += (flexible ? sizeOfCompactString(m.clientHost) : sizeOfString(m.clientHost));
  bytes += sizeOfBytes(flexible, m.memberMetadata);
  bytes += sizeOfBytes(flexible, m.memberAssignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
