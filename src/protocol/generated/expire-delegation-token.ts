// Generated from protocol-spec/api/40-expire-delegation-token.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ExpireDelegationTokenRequest {
  hmac: Buffer;
  expiryTimePeriodMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ExpireDelegationTokenRequestInput {
  readonly hmac: Uint8Array;
  readonly expiryTimePeriodMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ExpireDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: number;
  throttleTimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ExpireDelegationTokenResponseInput {
  readonly errorCode: number;
  readonly expiryTimestampMs: number;
  readonly throttleTimeMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lets a delegation token expire sooner (KIP-48).
 */
export const ExpireDelegationToken: Api<ExpireDelegationTokenRequest, ExpireDelegationTokenResponse, ExpireDelegationTokenRequestInput, ExpireDelegationTokenResponseInput> = {
  key: 40,
  name: 'ExpireDelegationToken',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('ExpireDelegationTokenRequest', { decode: decodeExpireDelegationTokenRequest, encode: encodeExpireDelegationTokenRequest, size: sizeExpireDelegationTokenRequest }),
  response: codec('ExpireDelegationTokenResponse', { decode: decodeExpireDelegationTokenResponse, encode: encodeExpireDelegationTokenResponse, size: sizeExpireDelegationTokenResponse }),
};

function decodeExpireDelegationTokenRequest(r: ByteReader, v: number): ExpireDelegationTokenRequest {
  const flexible = v >= 2;
  const hmac = flexible ? r.compactBytes('hmac') : r.bytes('hmac');
  const expiryTimePeriodMs = r.int64('expiryTimePeriodMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ExpireDelegationTokenRequest = { hmac, expiryTimePeriodMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeExpireDelegationTokenRequest(w: ByteWriter, m: ExpireDelegationTokenRequestInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactBytes(m.hmac) : w.bytes(m.hmac);
  w.int64(m.expiryTimePeriodMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeExpireDelegationTokenRequest(m: ExpireDelegationTokenRequestInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 2;
  bytes += sizeOfBytes(flexible, m.hmac);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeExpireDelegationTokenResponse(r: ByteReader, v: number): ExpireDelegationTokenResponse {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const expiryTimestampMs = r.int64('expiryTimestampMs');
  const throttleTimeMs = r.int32('throttleTimeMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ExpireDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeExpireDelegationTokenResponse(w: ByteWriter, m: ExpireDelegationTokenResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  w.int64(m.expiryTimestampMs);
  w.int32(m.throttleTimeMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeExpireDelegationTokenResponse(m: ExpireDelegationTokenResponseInput, v: number): number {
  let bytes = 14;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
