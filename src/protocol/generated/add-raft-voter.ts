// Generated from protocol-spec/api/80-add-raft-voter.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AddRaftVoterRequest {
  clusterId: string | null;
  timeoutMs: number;
  voterId: number;
  voterDirectoryId: Uuid;
  listeners: Listener[];
  /** v1 */
  ackWhenCommitted: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddRaftVoterRequestInput {
  readonly clusterId: string | null;
  readonly timeoutMs: number;
  readonly voterId: number;
  readonly voterDirectoryId: Uuid;
  readonly listeners: readonly ListenerInput[];
  readonly ackWhenCommitted?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Listener {
  name: string;
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListenerInput {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddRaftVoterResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddRaftVoterResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Adds a voter to the quorum of the metadata log (KIP-853).
 */
export const AddRaftVoter: Api<AddRaftVoterRequest, AddRaftVoterResponse, AddRaftVoterRequestInput, AddRaftVoterResponseInput> = {
  key: 80,
  name: 'AddRaftVoter',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('AddRaftVoterRequest', { decode: decodeAddRaftVoterRequest, encode: encodeAddRaftVoterRequest, size: sizeAddRaftVoterRequest }),
  response: codec('AddRaftVoterResponse', { decode: decodeAddRaftVoterResponse, encode: encodeAddRaftVoterResponse, size: sizeAddRaftVoterResponse }),
};

function decodeAddRaftVoterRequest(r: ByteReader, v: number): AddRaftVoterRequest {
  const clusterId = r.compactNullableString('clusterId');
  const timeoutMs = r.int32('timeoutMs');
  const voterId = r.int32('voterId');
  const voterDirectoryId = r.uuid('voterDirectoryId');
  const listeners: Listener[] = [];
  const listenersLength = r.arrayLength(true, 'listeners', 4);
  try {
    while (listeners.length < listenersLength) listeners.push(decodeListener(r, v));
  } catch (error) {
    throw inField(error, 'listeners', listeners.length);
  }
  const ackWhenCommitted = v === 1 ? r.bool('ackWhenCommitted') : true;
  const unknown = decodeUnknownTags(r);
  const m: AddRaftVoterRequest = { clusterId, timeoutMs, voterId, voterDirectoryId, listeners, ackWhenCommitted };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddRaftVoterRequest(w: ByteWriter, m: AddRaftVoterRequestInput, v: number): void {
  w.compactNullableString(m.clusterId);
  w.int32(m.timeoutMs);
  w.int32(m.voterId);
  w.uuid(m.voterDirectoryId);
  {
    const value = m.listeners;
    w.arrayLength(true, value.length);
    for (const element of value) encodeListener(w, element, v);
  }
  if (v === 1) w.bool(m.ackWhenCommitted ?? true);
  else if (m.ackWhenCommitted !== undefined && !m.ackWhenCommitted) unsupported('AddRaftVoterRequest', 'ackWhenCommitted', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddRaftVoterRequest(m: AddRaftVoterRequestInput, v: number): number {
  let bytes = 24;
  bytes += sizeOfCompactNullableString(m.clusterId);
  bytes += sizeOfList(true, m.listeners, v, sizeListener);
  if (v === 1) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListener(r: ByteReader, _v: number): Listener {
  const name = r.compactString('name');
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: Listener = { name, host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListener(w: ByteWriter, m: ListenerInput, _v: number): void {
  w.compactString(m.name);
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListener(m: ListenerInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddRaftVoterResponse(r: ByteReader, _v: number): AddRaftVoterResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: AddRaftVoterResponse = { throttleTimeMs, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddRaftVoterResponse(w: ByteWriter, m: AddRaftVoterResponseInput, _v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddRaftVoterResponse(m: AddRaftVoterResponseInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
