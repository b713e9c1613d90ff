// Generated from protocol-spec/api/39-renew-delegation-token.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface RenewDelegationTokenRequest {
  hmac: Buffer;
  renewPeriodMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RenewDelegationTokenRequestInput {
  readonly hmac: Uint8Array;
  readonly renewPeriodMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface RenewDelegationTokenResponse {
  errorCode: number;
  expiryTimestampMs: number;
  throttleTimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RenewDelegationTokenResponseInput {
  readonly errorCode: number;
  readonly expiryTimestampMs: number;
  readonly throttleTimeMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Prolongs a delegation token (KIP-48).
 */
export const RenewDelegationToken: Api<RenewDelegationTokenRequest, RenewDelegationTokenResponse, RenewDelegationTokenRequestInput, RenewDelegationTokenResponseInput> = {
  key: 39,
  name: 'RenewDelegationToken',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('RenewDelegationTokenRequest', { decode: decodeRenewDelegationTokenRequest, encode: encodeRenewDelegationTokenRequest, size: sizeRenewDelegationTokenRequest }),
  response: codec('RenewDelegationTokenResponse', { decode: decodeRenewDelegationTokenResponse, encode: encodeRenewDelegationTokenResponse, size: sizeRenewDelegationTokenResponse }),
};

function decodeRenewDelegationTokenRequest(r: ByteReader, v: number): RenewDelegationTokenRequest {
  const flexible = v >= 2;
  const hmac = flexible ? r.compactBytes('hmac') : r.bytes('hmac');
  const renewPeriodMs = r.int64('renewPeriodMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: RenewDelegationTokenRequest = { hmac, renewPeriodMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRenewDelegationTokenRequest(w: ByteWriter, m: RenewDelegationTokenRequestInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactBytes(m.hmac) : w.bytes(m.hmac);
  w.int64(m.renewPeriodMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRenewDelegationTokenRequest(m: RenewDelegationTokenRequestInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 2;
  bytes += sizeOfBytes(flexible, m.hmac);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeRenewDelegationTokenResponse(r: ByteReader, v: number): RenewDelegationTokenResponse {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const expiryTimestampMs = r.int64('expiryTimestampMs');
  const throttleTimeMs = r.int32('throttleTimeMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: RenewDelegationTokenResponse = { errorCode, expiryTimestampMs, throttleTimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRenewDelegationTokenResponse(w: ByteWriter, m: RenewDelegationTokenResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  w.int64(m.expiryTimestampMs);
  w.int32(m.throttleTimeMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRenewDelegationTokenResponse(m: RenewDelegationTokenResponseInput, v: number): number {
  let bytes = 14;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
