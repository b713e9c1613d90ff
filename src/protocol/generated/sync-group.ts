// Generated from protocol-spec/api/14-sync-group.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface SyncGroupRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  /** v3-5 */
  groupInstanceId: string | null;
  /** v5 */
  protocolType: string | null;
  /** v5 */
  protocolName: string | null;
  /** empty but for the leader */
  assignments: SyncGroupRequestAssignment[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SyncGroupRequestInput {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly protocolType?: string | null | undefined;
  readonly protocolName?: string | null | undefined;
  readonly assignments: readonly SyncGroupRequestAssignmentInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface SyncGroupRequestAssignment {
  memberId: string;
  assignment: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SyncGroupRequestAssignmentInput {
  readonly memberId: string;
  readonly assignment: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface SyncGroupResponse {
  /** v1-5 */
  throttleTimeMs: number;
  errorCode: number;
  /** v5 */
  protocolType: string | null;
  /** v5 */
  protocolName: string | null;
  assignment: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SyncGroupResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode: number;
  readonly protocolType?: string | null | undefined;
  readonly protocolName?: string | null | undefined;
  readonly assignment: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Hands the leader's assignment to the coordinator, and to each member its part of it. Members wait
 * here for the leader.
 */
export const SyncGroup: Api<SyncGroupRequest, SyncGroupResponse, SyncGroupRequestInput, SyncGroupResponseInput> = {
  key: 14,
  name: 'SyncGroup',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 4,
  request: codec('SyncGroupRequest', { decode: decodeSyncGroupRequest, encode: encodeSyncGroupRequest, size: sizeSyncGroupRequest }),
  response: codec('SyncGroupResponse', { decode: decodeSyncGroupResponse, encode: encodeSyncGroupResponse, size: sizeSyncGroupResponse }),
};

function decodeSyncGroupRequest(r: ByteReader, v: number): SyncGroupRequest {
  const flexible = v >= 4;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const generationId = r.int32('generationId');
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const protocolType = v === 5 ? r.compactNullableString('protocolType') : null;
  const protocolName = v === 5 ? r.compactNullableString('protocolName') : null;
  const assignments: SyncGroupRequestAssignment[] = [];
  const assignmentsLength = r.arrayLength(flexible, 'assignments', 2);
  try {
    while (assignments.length < assignmentsLength) assignments.push(decodeSyncGroupRequestAssignment(r, v));
  } catch (error) {
    throw inField(error, 'assignments', assignments.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: SyncGroupRequest = { groupId, generationId, memberId, groupInstanceId, protocolType, protocolName, assignments };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSyncGroupRequest(w: ByteWriter, m: SyncGroupRequestInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int32(m.generationId);
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 3) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  else if (m.groupInstanceId !== undefined && m.groupInstanceId !== null) unsupported('SyncGroupRequest', 'groupInstanceId', v);
  if (v === 5) w.compactNullableString(m.protocolType ?? null);
  if (v === 5) w.compactNullableString(m.protocolName ?? null);
  {
    const value = m.assignments;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeSyncGroupRequestAssignment(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSyncGroupRequest(m: SyncGroupRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 3) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  if (v === 5) bytes += sizeOfCompactNullableString(m.protocolType ?? null);
  if (v === 5) bytes += sizeOfCompactNullableString(m.protocolName ?? null);
  bytes += sizeOfList(flexible, m.assignments, v, sizeSyncGroupRequestAssignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSyncGroupRequestAssignment(r: ByteReader, v: number): SyncGroupRequestAssignment {
  const flexible = v >= 4;
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const assignment = flexible ? r.compactBytes('assignment') : r.bytes('assignment');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: SyncGroupRequestAssignment = { memberId, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSyncGroupRequestAssignment(w: ByteWriter, m: SyncGroupRequestAssignmentInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  flexible ? w.compactBytes(m.assignment) : w.bytes(m.assignment);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSyncGroupRequestAssignment(m: SyncGroupRequestAssignmentInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  bytes += sizeOfBytes(flexible, m.assignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSyncGroupResponse(r: ByteReader, v: number): SyncGroupResponse {
  const flexible = v >= 4;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const errorCode = r.int16('errorCode');
  const protocolType = v === 5 ? r.compactNullableString('protocolType') : null;
  const protocolName = v === 5 ? r.compactNullableString('protocolName') : null;
  const assignment = flexible ? r.compactBytes('assignment') : r.bytes('assignment');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: SyncGroupResponse = { throttleTimeMs, errorCode, protocolType, protocolName, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSyncGroupResponse(w: ByteWriter, m: SyncGroupResponseInput, v: number): void {
  const flexible = v >= 4;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  w.int16(m.errorCode);
  if (v === 5) w.compactNullableString(m.protocolType ?? null);
  if (v === 5) w.compactNullableString(m.protocolName ?? null);
  flexible ? w.compactBytes(m.assignment) : w.bytes(m.assignment);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSyncGroupResponse(m: SyncGroupResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 4;
  if (v >= 1) bytes += 4;
  if (v === 5) bytes += sizeOfCompactNullableString(m.protocolType ?? null);
  if (v === 5) bytes += sizeOfCompactNullableString(m.protocolName ?? null);
  bytes += sizeOfBytes(flexible, m.assignment);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
