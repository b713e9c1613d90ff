// Generated from protocol-spec/api/10-find-coordinator.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface FindCoordinatorRequest {
  /** v0-3 */
  key: string;
  /** 0: group; 1: transactional id; 2: share partition · v1-6 */
  keyType: number;
  /** v4-6 */
  coordinatorKeys: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FindCoordinatorRequestInput {
  readonly key?: string | undefined;
  readonly keyType?: number | undefined;
  readonly coordinatorKeys?: readonly string[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FindCoordinatorResponse {
  /** v1-6 */
  throttleTimeMs: number;
  /** v0-3 */
  errorCode: number;
  /** v1-3 */
  errorMessage: string | null;
  /** v0-3 */
  nodeId: number;
  /** v0-3 */
  host: string;
  /** v0-3 */
  port: number;
  /** v4-6 */
  coordinators: Coordinator[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FindCoordinatorResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly errorCode?: number | undefined;
  readonly errorMessage?: string | null | undefined;
  readonly nodeId?: number | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly coordinators?: readonly CoordinatorInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Coordinator {
  key: string;
  nodeId: number;
  host: string;
  port: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CoordinatorInput {
  readonly key: string;
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells which broker coordinates a group, a transactional id or a share partition.
 */
export const FindCoordinator: Api<FindCoordinatorRequest, FindCoordinatorResponse, FindCoordinatorRequestInput, FindCoordinatorResponseInput> = {
  key: 10,
  name: 'FindCoordinator',
  minVersion: 0,
  maxVersion: 6,
  flexibleFrom: 3,
  request: codec('FindCoordinatorRequest', { decode: decodeFindCoordinatorRequest, encode: encodeFindCoordinatorRequest, size: sizeFindCoordinatorRequest }),
  response: codec('FindCoordinatorResponse', { decode: decodeFindCoordinatorResponse, encode: encodeFindCoordinatorResponse, size: sizeFindCoordinatorResponse }),
};

function decodeFindCoordinatorRequest(r: ByteReader, v: number): FindCoordinatorRequest {
  const flexible = v >= 3;
  const key = v <= 3 ? (flexible ? r.compactString('key') : r.string('key')) : '';
  const keyType = v >= 1 ? r.int8('keyType') : 0;
  let coordinatorKeys: string[] = [];
  if (v >= 4) {
    const coordinatorKeysLength = r.arrayLength(true, 'coordinatorKeys', 1);
    for (let i = 0; i < coordinatorKeysLength; i++) coordinatorKeys.push(r.compactString('coordinatorKeys'));
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: FindCoordinatorRequest = { key, keyType, coordinatorKeys };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFindCoordinatorRequest(w: ByteWriter, m: FindCoordinatorRequestInput, v: number): void {
  const flexible = v >= 3;
  if (v <= 3) flexible ? w.compactString(m.key ?? '') : w.string(m.key ?? '');
  else if (m.key !== undefined && m.key !== '') unsupported('FindCoordinatorRequest', 'key', v);
  if (v >= 1) w.int8(m.keyType ?? 0);
  else if (m.keyType !== undefined && m.keyType !== 0) unsupported('FindCoordinatorRequest', 'keyType', v);
  if (v >= 4) {
    const value = m.coordinatorKeys ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  else if (m.coordinatorKeys !== undefined && m.coordinatorKeys.length > 0) unsupported('FindCoordinatorRequest', 'coordinatorKeys', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFindCoordinatorRequest(m: FindCoordinatorRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  if (v <= 3) bytes += (flexible ? sizeOfCompactString(m.key ?? '') : sizeOfString(m.key ?? ''));
  if (v >= 1) bytes += 1;
  if (v >= 4) bytes += sizeOfStrings(true, m.coordinatorKeys ?? []);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFindCoordinatorResponse(r: ByteReader, v: number): FindCoordinatorResponse {
  const flexible = v >= 3;
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  const errorCode = v <= 3 ? r.int16('errorCode') : 0;
  const errorMessage = v >= 1 && v <= 3 ? (flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage')) : '';
  const nodeId = v <= 3 ? r.int32('nodeId') : 0;
  const host = v <= 3 ? (flexible ? r.compactString('host') : r.string('host')) : '';
  const port = v <= 3 ? r.int32('port') : 0;
  let coordinators: Coordinator[] = [];
  if (v >= 4) {
    const coordinatorsLength = r.arrayLength(true, 'coordinators', 13);
    try {
      while (coordinators.length < coordinatorsLength) coordinators.push(decodeCoordinator(r, v));
    } catch (error) {
      throw inField(error, 'coordinators', coordinators.length);
    }
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: FindCoordinatorResponse = { throttleTimeMs, errorCode, errorMessage, nodeId, host, port, coordinators };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFindCoordinatorResponse(w: ByteWriter, m: FindCoordinatorResponseInput, v: number): void {
  const flexible = v >= 3;
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  if (v <= 3) w.int16(m.errorCode ?? 0);
  else if (m.errorCode !== undefined && m.errorCode !== 0) unsupported('FindCoordinatorResponse', 'errorCode', v);
  if (v >= 1 && v <= 3) flexible ? w.compactNullableString(m.errorMessage === undefined ? '' : m.errorMessage) : w.nullableString(m.errorMessage === undefined ? '' : m.errorMessage);
  if (v <= 3) w.int32(m.nodeId ?? 0);
  else if (m.nodeId !== undefined && m.nodeId !== 0) unsupported('FindCoordinatorResponse', 'nodeId', v);
  if (v <= 3) flexible ? w.compactString(m.host ?? '') : w.string(m.host ?? '');
  else if (m.host !== undefined && m.host !== '') unsupported('FindCoordinatorResponse', 'host', v);
  if (v <= 3) w.int32(m.port ?? 0);
  else if (m.port !== undefined && m.port !== 0) unsupported('FindCoordinatorResponse', 'port', v);
  if (v >= 4) {
    const value = m.coordinators ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeCoordinator(w, element, v);
  }
  else if (m.coordinators !== undefined && m.coordinators.length > 0) unsupported('FindCoordinatorResponse', 'coordinators', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFindCoordinatorResponse(m: FindCoordinatorResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  if (v >= 1) bytes += 4;
  if (v <= 3) bytes += 2;
  if (v >= 1 && v <= 3) bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage === undefined ? '' : m.errorMessage) : sizeOfNullableString(m.errorMessage === undefined ? '' : m.errorMessage));
  if (v <= 3) bytes += 4;
  if (v <= 3) bytes += (flexible ? sizeOfCompactString(m.host ?? '') : sizeOfString(m.host ?? ''));
  if (v <= 3) bytes += 4;
  if (v >= 4) bytes += sizeOfList(true, m.coordinators ?? [], v, sizeCoordinator);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCoordinator(r: ByteReader, _v: number): Coordinator {
  const key = r.compactString('key');
  const nodeId = r.int32('nodeId');
  const host = r.compactString('host');
  const port = r.int32('port');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: Coordinator = { key, nodeId, host, port, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCoordinator(w: ByteWriter, m: CoordinatorInput, _v: number): void {
  w.compactString(m.key);
  w.int32(m.nodeId);
  w.compactString(m.host);
  w.int32(m.port);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCoordinator(m: CoordinatorInput, _v: number): number {
  let bytes = 10;
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
