// Generated from protocol-spec/api/64-unregister-broker.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface UnregisterBrokerRequest {
  brokerId: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UnregisterBrokerRequestInput {
  readonly brokerId: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface UnregisterBrokerResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UnregisterBrokerResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Takes a broker out of the cluster's metadata (KIP-631).
 */
export const UnregisterBroker: Api<UnregisterBrokerRequest, UnregisterBrokerResponse, UnregisterBrokerRequestInput, UnregisterBrokerResponseInput> = {
  key: 64,
  name: 'UnregisterBroker',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('UnregisterBrokerRequest', { decode: decodeUnregisterBrokerRequest, encode: encodeUnregisterBrokerRequest, size: sizeUnregisterBrokerRequest }),
  response: codec('UnregisterBrokerResponse', { decode: decodeUnregisterBrokerResponse, encode: encodeUnregisterBrokerResponse, size: sizeUnregisterBrokerResponse }),
};

function decodeUnregisterBrokerRequest(r: ByteReader, _v: number): UnregisterBrokerRequest {
  const brokerId = r.int32('brokerId');
  const unknown = decodeUnknownTags(r);
  const m: UnregisterBrokerRequest = { brokerId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUnregisterBrokerRequest(w: ByteWriter, m: UnregisterBrokerRequestInput, _v: number): void {
  w.int32(m.brokerId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUnregisterBrokerRequest(m: UnregisterBrokerRequestInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeUnregisterBrokerResponse(r: ByteReader, _v: number): UnregisterBrokerResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: UnregisterBrokerResponse = { throttleTimeMs, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUnregisterBrokerResponse(w: ByteWriter, m: UnregisterBrokerResponseInput, _v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUnregisterBrokerResponse(m: UnregisterBrokerResponseInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
