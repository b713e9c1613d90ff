// Generated from protocol-spec/api/13-leave-group.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface LeaveGroupRequest {
  groupId: string;
  /** v0-2 */
  memberId: string;
  /** v3-5 */
  members: MemberIdentity[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaveGroupRequestInput {
  readonly groupId: string;
  readonly memberId?: string | undefined;
  readonly members?: readonly MemberIdentityInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MemberIdentity {
  memberId: string;
  groupInstanceId: string | null;
  /** v5 */
  reason: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MemberIdentityInput {
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly reason?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface LeaveGroupResponse {
  /** v1-5 */
  throttleTimeMs: number;
  errorCode: number;
  /** v3-5 */
  members: MemberResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaveGroupResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode: number;
  readonly members?: readonly MemberResponseInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MemberResponse {
  memberId: string;
  groupInstanceId: string | null;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MemberResponseInput {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Takes members out of a group.
 */
export const LeaveGroup: Api<LeaveGroupRequest, LeaveGroupResponse, LeaveGroupRequestInput, LeaveGroupResponseInput> = {
  key: 13,
  name: 'LeaveGroup',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 4,
  request: codec('LeaveGroupRequest', { decode: decodeLeaveGroupRequest, encode: encodeLeaveGroupRequest, size: sizeLeaveGroupRequest }),
  response: codec('LeaveGroupResponse', { decode: decodeLeaveGroupResponse, encode: encodeLeaveGroupResponse, size: sizeLeaveGroupResponse }),
};

function decodeLeaveGroupRequest(r: ByteReader, v: number): LeaveGroupRequest {
  const flexible = v >= 4;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const memberId = v <= 2 ? r.string('memberId') : '';
  let members: MemberIdentity[] = [];
  if (v >= 3) {
    const membersLength = r.arrayLength(flexible, 'members', 2);
    try {
      while (members.length < membersLength) members.push(decodeMemberIdentity(r, v));
    } catch (error) {
      throw inField(error, 'members', members.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: LeaveGroupRequest = { groupId, memberId, members };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLeaveGroupRequest(w: ByteWriter, m: LeaveGroupRequestInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  if (v <= 2) w.string(m.memberId ?? '');
  else if (m.memberId !== undefined && m.memberId !== '') unsupported('LeaveGroupRequest', 'memberId', v);
  if (v >= 3) {
    const value = m.members ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMemberIdentity(w, element, v);
  }
  else if (m.members !== undefined && m.members.length > 0) unsupported('LeaveGroupRequest', 'members', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaveGroupRequest(m: LeaveGroupRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  if (v <= 2) bytes += sizeOfString(m.memberId ?? '');
  if (v >= 3) bytes += sizeOfList(flexible, m.members ?? [], v, sizeMemberIdentity);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMemberIdentity(r: ByteReader, v: number): MemberIdentity {
  const flexible = v >= 4;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId');
  const reason = v === 5 ? r.compactNullableString('reason') : null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MemberIdentity = { memberId, groupInstanceId, reason };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMemberIdentity(w: ByteWriter, m: MemberIdentityInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  if (v === 5) w.compactNullableString(m.reason ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMemberIdentity(m: MemberIdentityInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  if (v === 5) bytes += sizeOfCompactNullableString(m.reason ?? null);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeLeaveGroupResponse(r: ByteReader, v: number): LeaveGroupResponse {
  const flexible = v >= 4;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const errorCode = r.int16('errorCode');
  let members: MemberResponse[] = [];
  if (v >= 3) {
    const membersLength = r.arrayLength(flexible, 'members', 4);
    try {
      while (members.length < membersLength) members.push(decodeMemberResponse(r, v));
    } catch (error) {
      throw inField(error, 'members', members.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: LeaveGroupResponse = { throttleTimeMs, errorCode, members };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLeaveGroupResponse(w: ByteWriter, m: LeaveGroupResponseInput, v: number): void {
  const flexible = v >= 4;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  w.int16(m.errorCode);
  if (v >= 3) {
    const value = m.members ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMemberResponse(w, element, v);
  }
  else if (m.members !== undefined && m.members.length > 0) unsupported('LeaveGroupResponse', 'members', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaveGroupResponse(m: LeaveGroupResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 4;
  if (v >= 1) bytes += 4;
  if (v >= 3) bytes += sizeOfList(flexible, m.members ?? [], v, sizeMemberResponse);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMemberResponse(r: ByteReader, v: number): MemberResponse {
  const flexible = v >= 4;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MemberResponse = { memberId, groupInstanceId, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMemberResponse(w: ByteWriter, m: MemberResponseInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  flexible ? w.compactNullableString(m.groupInstanceId) : w.nullableString(m.groupInstanceId);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMemberResponse(m: MemberResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId) : sizeOfNullableString(m.groupInstanceId));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
