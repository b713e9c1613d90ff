// Generated from protocol-spec/api/12-heartbeat.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface HeartbeatRequest {
  groupId: string;
  generationId: number;
  memberId: string;
  /** v3-4 */
  groupInstanceId: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface HeartbeatRequestInput {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  readonly groupInstanceId?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface HeartbeatResponse {
  /** v1-4 */
  throttleTimeMs: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface HeartbeatResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Keeps a member of a classic group alive, and tells it of a rebalance.
 */
export const Heartbeat: Api<HeartbeatRequest, HeartbeatResponse, HeartbeatRequestInput, HeartbeatResponseInput> = {
  key: 12,
  name: 'Heartbeat',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 4,
  request: codec('HeartbeatRequest', { decode: decodeHeartbeatRequest, encode: encodeHeartbeatRequest, size: sizeHeartbeatRequest }),
  response: codec('HeartbeatResponse', { decode: decodeHeartbeatResponse, encode: encodeHeartbeatResponse, size: sizeHeartbeatResponse }),
};

function decodeHeartbeatRequest(r: ByteReader, v: number): HeartbeatRequest {
  const flexible = v >= 4;
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const generationId = r.int32('generationId');
  const memberId = flexible ? r.compactString('memberId') : r.string('memberId');
  const groupInstanceId = v >= 3 ? (flexible ? r.compactNullableString('groupInstanceId') : r.nullableString('groupInstanceId')) : null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: HeartbeatRequest = { groupId, generationId, memberId, groupInstanceId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeHeartbeatRequest(w: ByteWriter, m: HeartbeatRequestInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  w.int32(m.generationId);
  flexible ? w.compactString(m.memberId) : w.string(m.memberId);
  if (v >= 3) flexible ? w.compactNullableString(m.groupInstanceId ?? null) : w.nullableString(m.groupInstanceId ?? null);
  else if (m.groupInstanceId !== undefined && m.groupInstanceId !== null) unsupported('HeartbeatRequest', 'groupInstanceId', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeHeartbeatRequest(m: HeartbeatRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  bytes += (flexible ? sizeOfCompactString(m.memberId) : sizeOfString(m.memberId));
  if (v >= 3) bytes += (flexible ? sizeOfCompactNullableString(m.groupInstanceId ?? null) : sizeOfNullableString(m.groupInstanceId ?? null));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeHeartbeatResponse(r: ByteReader, v: number): HeartbeatResponse {
  const flexible = v >= 4;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: HeartbeatResponse = { throttleTimeMs, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeHeartbeatResponse(w: ByteWriter, m: HeartbeatResponseInput, v: number): void {
  const flexible = v >= 4;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeHeartbeatResponse(m: HeartbeatResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 4;
  if (v >= 1) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
