// Generated from protocol-spec/api/11-join-group.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, notNullable, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface JoinGroupRequest {
  groupId: string;
  sessionTimeoutMs: number;
  /** -1: the session timeout · v1-9 */
  rebalanceTimeoutMs: number;
  /** empty on the first join */
  memberId: string;
  /** v5-9 */
  groupInstanceId: string | null;
  protocolType: string;
  protocols: JoinGroupRequestProtocol[];
  /** v8-9 */
  reason: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface JoinGroupRequestInput {
  readonly groupId: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs?: number | undefined;
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly protocolType: string;
  readonly protocols: readonly JoinGroupRequestProtocolInput[];
  readonly reason?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface JoinGroupRequestProtocol {
  name: string;
  metadata: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface JoinGroupRequestProtocolInput {
  readonly name: string;
  readonly metadata: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface JoinGroupResponse {
  /** v2-9 */
  throttleTimeMs: number;
  errorCode: number;
  generationId: number;
  /** v7-9 */
  protocolType: string | null;
  protocolName: string | null;
  /** member id of the leader */
  leader: string;
  /** v9 */
  skipAssignment: boolean;
  memberId: string;
  members: JoinGroupResponseMember[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface JoinGroupResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode: number;
  readonly generationId?: number | undefined;
  readonly protocolType?: string | null | undefined;
  readonly protocolName: string | null;
  readonly leader: string;
  readonly skipAssignment?: boolean | undefined;
  readonly memberId: string;
  readonly members: readonly JoinGroupResponseMemberInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface JoinGroupResponseMember {
  memberId: string;
  /** v5-9 */
  groupInstanceId: string | null;
  metadata: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface JoinGroupResponseMemberInput {
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly metadata: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Joins a group of the classic protocol, or rejoins it. Answered when the rebalance is over: the
 * leader is given all members, the others only themselves.
 */
export const JoinGroup: Api<JoinGroupRequest, JoinGroupResponse, JoinGroupRequestInput, JoinGroupResponseInput> = {
  key: 11,
  name: 'JoinGroup',
  minVersion: 0,
  maxVersion: 9,
  flexibleFrom: 6,
  request: codec('JoinGroupRequest', { decode: decodeJoinGroupRequest, encode: encodeJoinGroupRequest, size: sizeJoinGroupRequest }),
  response: codec('JoinGroupResponse', { decode: decodeJoinGroupResponse, encode: encodeJoinGroupResponse, size: sizeJoinGroupResponse }),
};

function decodeJoinGroupRequest(r: ByteReader, v: number): JoinGroupRequest {
  const flexible = v >= 6;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const sessionTimeoutMs = r.int32('sessionTimeoutMs');
  const rebalanceTimeoutMs = v >= 1 ? r.int32('rebalanceTimeoutMs') : -1;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 5 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const protocolType = flexible ? r.compactString('protocolType') : r.string('protocolType');
  const protocols: JoinGroupRequestProtocol[] = [];
  const protocolsLength = r.arrayLength(flexible, 'protocols', 2);
  try {
    while (protocols.length < protocolsLength) protocols.push(decodeJoinGroupRequestProtocol(r, v));
  } catch (error) {
    throw inField(error, 'protocols', protocols.length);
  }
  const reason = v >= 8 ? r.compactNullableString('reason') : null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: JoinGroupRequest = { groupId, sessionTimeoutMs, rebalanceTimeoutMs, memberId, groupInstanceId, protocolType, protocols, reason };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeJoinGroupRequest(w: ByteWriter, m: JoinGroupRequestInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int32(m.sessionTimeoutMs);
  if (v >= 1) w.int32(m.rebalanceTimeoutMs ?? -1);
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 5) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  else if (m.groupInstanceId !== undefined && m.groupInstanceId !== null) unsupported('JoinGroupRequest', 'groupInstanceId', v);
  flexible ? w.compactString(m.protocolType) : w.string(m.protocolType);
  {
    const value = m.protocols;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeJoinGroupRequestProtocol(w, element, v);
  }
  if (v >= 8) w.compactNullableString(m.reason ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeJoinGroupRequest(m: JoinGroupRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  if (v >= 1) bytes += 4;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 5) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  bytes += (flexible ? sizeOfCompactString(m.protocolType) : sizeOfString(m.protocolType));
  bytes += sizeOfList(flexible, m.protocols, v, sizeJoinGroupRequestProtocol);
  if (v >= 8) bytes += sizeOfCompactNullableString(m.reason ?? null);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeJoinGroupRequestProtocol(r: ByteReader, v: number): JoinGroupRequestProtocol {
  const flexible = v >= 6;
  const name = flexible ? r.compactString('name') : r.string('name');
  const metadata = flexible ? r.compactBytes('metadata') : r.bytes('metadata');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: JoinGroupRequestProtocol = { name, metadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeJoinGroupRequestProtocol(w: ByteWriter, m: JoinGroupRequestProtocolInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.name) : w.string(m.name);
  flexible ? w.compactBytes(m.metadata) : w.bytes(m.metadata);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeJoinGroupRequestProtocol(m: JoinGroupRequestProtocolInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfBytes(flexible, m.metadata);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeJoinGroupResponse(r: ByteReader, v: number): JoinGroupResponse {
  const flexible = v >= 6;
  const throttleTimeMs = v >= 2 ? r.int32('throttleTimeMs') : 0;
  const errorCode = r.int16('errorCode');
  const generationId = r.int32('generationId');
  const protocolType = v >= 7 ? r.compactNullableString('protocolType') : null;
  const protocolName = flexible ? (v >= 7 ? r.compactNullableString('protocolName') : r.compactString('protocolName')) : (v >= 7 ? r.nullableString('protocolName') : r.string('protocolName'));
  const leader = flexible ? r.compactString('leader') : r.string('leader');
  const skipAssignment = v === 9 ? r.bool('skipAssignment') : false;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const members: JoinGroupResponseMember[] = [];
  const membersLength = r.arrayLength(flexible, 'members', 2);
  try {
    while (members.length < membersLength) members.push(decodeJoinGroupResponseMember(r, v));
  } catch (error) {
    throw inField(error, 'members', members.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: JoinGroupResponse = { throttleTimeMs, errorCode, generationId, protocolType, protocolName, leader, skipAssignment, memberId, members };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeJoinGroupResponse(w: ByteWriter, m: JoinGroupResponseInput, v: number): void {
  const flexible = v >= 6;
  if (v >= 2) w.int32(m.throttleTimeMs ?? 0);
  w.int16(m.errorCode);
  w.int32(m.generationId ?? -1);
  if (v >= 7) w.compactNullableString(m.protocolType ?? null);
  if (m.protocolName === null && !(v >= 7)) notNullable('JoinGroupResponse', 'protocolName', v);
  flexible ? w.compactNullableString(m.protocolName) : w.nullableString(m.protocolName);
  flexible ? w.compactString(m.leader) : w.string(m.leader);
  if (v === 9) w.bool(m.skipAssignment ?? false);
  else if (m.skipAssignment !== undefined && m.skipAssignment) unsupported('JoinGroupResponse', 'skipAssignment', v);
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  {
    const value = m.members;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeJoinGroupResponseMember(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeJoinGroupResponse(m: JoinGroupResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 6;
  if (v >= 2) bytes += 4;
  if (v >= 7) bytes += sizeOfCompactNullableString(m.protocolType ?? null);
  bytes += (flexible ? sizeOfCompactNullableString(m.protocolName) : sizeOfNullableString(m.protocolName));
  bytes += (flexible ? sizeOfCompactString(m.leader) : sizeOfString(m.leader));
  if (v === 9) bytes += 1;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  bytes += sizeOfList(flexible, m.members, v, sizeJoinGroupResponseMember);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeJoinGroupResponseMember(r: ByteReader, v: number): JoinGroupResponseMember {
  const flexible = v >= 6;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 5 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const metadata = flexible ? r.compactBytes('metadata') : r.bytes('metadata');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: JoinGroupResponseMember = { memberId, groupInstanceId, metadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeJoinGroupResponseMember(w: ByteWriter, m: JoinGroupResponseMemberInput, v: number): void {
  const flexible = v >= 6;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 5) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  flexible ? w.compactBytes(m.metadata) : w.bytes(m.metadata);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeJoinGroupResponseMember(m: JoinGroupResponseMemberInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 6;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 5) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  bytes += sizeOfBytes(flexible, m.metadata);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
