// Generated from protocol-spec/api/36-sasl-authenticate.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfNullableString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface SaslAuthenticateRequest {
  authBytes: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SaslAuthenticateRequestInput {
  readonly authBytes: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface SaslAuthenticateResponse {
  errorCode: number;
  errorMessage: string | null;
  authBytes: Buffer;
  /** 0: for ever · v1-2 */
  sessionLifetimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SaslAuthenticateResponseInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly authBytes: Uint8Array;
  readonly sessionLifetimeMs?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Carries one message of the SASL mechanism (KIP-152).
 */
export const SaslAuthenticate: Api<SaslAuthenticateRequest, SaslAuthenticateResponse, SaslAuthenticateRequestInput, SaslAuthenticateResponseInput> = {
  key: 36,
  name: 'SaslAuthenticate',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('SaslAuthenticateRequest', { decode: decodeSaslAuthenticateRequest, encode: encodeSaslAuthenticateRequest, size: sizeSaslAuthenticateRequest }),
  response: codec('SaslAuthenticateResponse', { decode: decodeSaslAuthenticateResponse, encode: encodeSaslAuthenticateResponse, size: sizeSaslAuthenticateResponse }),
};

function decodeSaslAuthenticateRequest(r: ByteReader, v: number): SaslAuthenticateRequest {
  const flexible = v >= 2;
  const authBytes = flexible ? r.compactBytes('authBytes') : r.bytes('authBytes');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: SaslAuthenticateRequest = { authBytes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSaslAuthenticateRequest(w: ByteWriter, m: SaslAuthenticateRequestInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactBytes(m.authBytes) : w.bytes(m.authBytes);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSaslAuthenticateRequest(m: SaslAuthenticateRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfBytes(flexible, m.authBytes);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSaslAuthenticateResponse(r: ByteReader, v: number): SaslAuthenticateResponse {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const authBytes = flexible ? r.compactBytes('authBytes') : r.bytes('authBytes');
  const sessionLifetimeMs = v >= 1 ? r.int64('sessionLifetimeMs') : 0;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: SaslAuthenticateResponse = { errorCode, errorMessage, authBytes, sessionLifetimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSaslAuthenticateResponse(w: ByteWriter, m: SaslAuthenticateResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  flexible ? w.compactBytes(m.authBytes) : w.bytes(m.authBytes);
  if (v >= 1) w.int64(m.sessionLifetimeMs ?? 0);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSaslAuthenticateResponse(m: SaslAuthenticateResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += sizeOfBytes(flexible, m.authBytes);
  if (v >= 1) bytes += 8;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
