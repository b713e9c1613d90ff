// Generated from protocol-spec/api/38-create-delegation-token.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface CreateDelegationTokenRequest {
  /** v3 */
  ownerPrincipalType: string | null;
  /** v3 */
  ownerPrincipalName: string | null;
  renewers: CreatableRenewers[];
  maxLifetimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateDelegationTokenRequestInput {
  readonly ownerPrincipalType?: string | null | undefined;
  readonly ownerPrincipalName?: string | null | undefined;
  readonly renewers: readonly CreatableRenewersInput[];
  readonly maxLifetimeMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreatableRenewers {
  principalType: string;
  principalName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreatableRenewersInput {
  readonly principalType: string;
  readonly principalName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreateDelegationTokenResponse {
  errorCode: number;
  principalType: string;
  principalName: string;
  /** v3 */
  tokenRequesterPrincipalType: string;
  /** v3 */
  tokenRequesterPrincipalName: string;
  issueTimestampMs: number;
  expiryTimestampMs: number;
  maxTimestampMs: number;
  tokenId: string;
  hmac: Buffer;
  throttleTimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateDelegationTokenResponseInput {
  readonly errorCode: number;
  readonly principalType: string;
  readonly principalName: string;
  readonly tokenRequesterPrincipalType?: string | undefined;
  readonly tokenRequesterPrincipalName?: string | undefined;
  readonly issueTimestampMs: number;
  readonly expiryTimestampMs: number;
  readonly maxTimestampMs: number;
  readonly tokenId: string;
  readonly hmac: Uint8Array;
  readonly throttleTimeMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Creates a delegation token (KIP-48).
 */
export const CreateDelegationToken: Api<CreateDelegationTokenRequest, CreateDelegationTokenResponse, CreateDelegationTokenRequestInput, CreateDelegationTokenResponseInput> = {
  key: 38,
  name: 'CreateDelegationToken',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('CreateDelegationTokenRequest', { decode: decodeCreateDelegationTokenRequest, encode: encodeCreateDelegationTokenRequest, size: sizeCreateDelegationTokenRequest }),
  response: codec('CreateDelegationTokenResponse', { decode: decodeCreateDelegationTokenResponse, encode: encodeCreateDelegationTokenResponse, size: sizeCreateDelegationTokenResponse }),
};

function decodeCreateDelegationTokenRequest(r: ByteReader, v: number): CreateDelegationTokenRequest {
  const flexible = v >= 2;
  const ownerPrincipalType = v === 3 ? r.compactNullableString('ownerPrincipalType') : '';
  const ownerPrincipalName = v === 3 ? r.compactNullableString('ownerPrincipalName') : '';
  const renewers: CreatableRenewers[] = [];
  const renewersLength = r.arrayLength(flexible, 'renewers', 2);
  try {
    while (renewers.length < renewersLength) renewers.push(decodeCreatableRenewers(r, v));
  } catch (error) {
    throw inField(error, 'renewers', renewers.length);
  }
  const maxLifetimeMs = r.int64('maxLifetimeMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateDelegationTokenRequest = { ownerPrincipalType, ownerPrincipalName, renewers, maxLifetimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateDelegationTokenRequest(w: ByteWriter, m: CreateDelegationTokenRequestInput, v: number): void {
  const flexible = v >= 2;
  if (v === 3) w.compactNullableString(m.ownerPrincipalType === undefined ? '' : m.ownerPrincipalType);
  else if (m.ownerPrincipalType !== undefined && (m.ownerPrincipalType === null || m.ownerPrincipalType !== '')) unsupported('CreateDelegationTokenRequest', 'ownerPrincipalType', v);
  if (v === 3) w.compactNullableString(m.ownerPrincipalName === undefined ? '' : m.ownerPrincipalName);
  else if (m.ownerPrincipalName !== undefined && (m.ownerPrincipalName === null || m.ownerPrincipalName !== '')) unsupported('CreateDelegationTokenRequest', 'ownerPrincipalName', v);
  {
    const value = m.renewers;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeCreatableRenewers(w, element, v);
  }
  w.int64(m.maxLifetimeMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateDelegationTokenRequest(m: CreateDelegationTokenRequestInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 2;
  if (v === 3) bytes += sizeOfCompactNullableString(m.ownerPrincipalType === undefined ? '' : m.ownerPrincipalType);
  if (v === 3) bytes += sizeOfCompactNullableString(m.ownerPrincipalName === undefined ? '' : m.ownerPrincipalName);
  bytes += sizeOfList(flexible, m.renewers, v, sizeCreatableRenewers);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreatableRenewers(r: ByteReader, v: number): CreatableRenewers {
  const flexible = v >= 2;
  const principalType = flexible ? r.compactString('principalType') : r.string('principalType');
  const principalName = flexible ? r.compactString('principalName') : r.string('principalName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreatableRenewers = { principalType, principalName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreatableRenewers(w: ByteWriter, m: CreatableRenewersInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.principalType) : w.string(m.principalType);
  flexible ? w.compactString(m.principalName) : w.string(m.principalName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreatableRenewers(m: CreatableRenewersInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principalType) : sizeOfString(m.principalType));
  bytes += (flexible ? sizeOfCompactString(m.principalName) : sizeOfString(m.principalName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreateDelegationTokenResponse(r: ByteReader, v: number): CreateDelegationTokenResponse {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const principalType = flexible ? r.compactString('principalType') : r.string('principalType');
  const principalName = flexible ? r.compactString('principalName') : r.string('principalName');
  const tokenRequesterPrincipalType = v === 3 ? r.compactString('tokenRequesterPrincipalType') : '';
  const tokenRequesterPrincipalName = v === 3 ? r.compactString('tokenRequesterPrincipalName') : '';
  const issueTimestampMs = r.int64('issueTimestampMs');
  const expiryTimestampMs = r.int64('expiryTimestampMs');
  const maxTimestampMs = r.int64('maxTimestampMs');
  const tokenId = flexible ? r.compactString('tokenId') : r.string('tokenId');
  const hmac = flexible ? r.compactBytes('hmac') : r.bytes('hmac');
  const throttleTimeMs = r.int32('throttleTimeMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateDelegationTokenResponse = { errorCode, principalType, principalName, tokenRequesterPrincipalType, tokenRequesterPrincipalName, issueTimestampMs, expiryTimestampMs, maxTimestampMs, tokenId, hmac, throttleTimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateDelegationTokenResponse(w: ByteWriter, m: CreateDelegationTokenResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactString(m.principalType) : w.string(m.principalType);
  flexible ? w.compactString(m.principalName) : w.string(m.principalName);
  if (v === 3) w.compactString(m.tokenRequesterPrincipalType ?? '');
  else if (m.tokenRequesterPrincipalType !== undefined && m.tokenRequesterPrincipalType !== '') unsupported('CreateDelegationTokenResponse', 'tokenRequesterPrincipalType', v);
  if (v === 3) w.compactString(m.tokenRequesterPrincipalName ?? '');
  else if (m.tokenRequesterPrincipalName !== undefined && m.tokenRequesterPrincipalName !== '') unsupported('CreateDelegationTokenResponse', 'tokenRequesterPrincipalName', v);
  w.int64(m.issueTimestampMs);
  w.int64(m.expiryTimestampMs);
  w.int64(m.maxTimestampMs);
  flexible ? w.compactString(m.tokenId) : w.string(m.tokenId);
  flexible ? w.compactBytes(m.hmac) : w.bytes(m.hmac);
  w.int32(m.throttleTimeMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateDelegationTokenResponse(m: CreateDelegationTokenResponseInput, v: number): number {
  let bytes = 30;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principalType) : sizeOfString(m.principalType));
  bytes += (flexible ? sizeOfCompactString(m.principalName) : sizeOfString(m.principalName));
  if (v === 3) bytes += sizeOfCompactString(m.tokenRequesterPrincipalType ?? '');
  if (v === 3) bytes += sizeOfCompactString(m.tokenRequesterPrincipalName ?? '');
  bytes += (flexible ? sizeOfCompactString(m.tokenId) : sizeOfString(m.tokenId));
  bytes += sizeOfBytes(flexible, m.hmac);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
