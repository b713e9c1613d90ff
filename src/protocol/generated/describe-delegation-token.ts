// Generated from protocol-spec/api/41-describe-delegation-token.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeDelegationTokenRequest {
  /** null: all */
  owners: DescribeDelegationTokenOwner[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeDelegationTokenRequestInput {
  readonly owners: readonly DescribeDelegationTokenOwnerInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeDelegationTokenOwner {
  principalType: string;
  principalName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeDelegationTokenOwnerInput {
  readonly principalType: string;
  readonly principalName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeDelegationTokenResponse {
  errorCode: number;
  tokens: DescribedDelegationToken[];
  throttleTimeMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeDelegationTokenResponseInput {
  readonly errorCode: number;
  readonly tokens: readonly DescribedDelegationTokenInput[];
  readonly throttleTimeMs: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribedDelegationToken {
  principalType: string;
  principalName: string;
  /** v3 */
  tokenRequesterPrincipalType: string;
  /** v3 */
  tokenRequesterPrincipalName: string;
  issueTimestamp: number;
  expiryTimestamp: number;
  maxTimestamp: number;
  tokenId: string;
  hmac: Buffer;
  renewers: DescribedDelegationTokenRenewer[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribedDelegationTokenInput {
  readonly principalType: string;
  readonly principalName: string;
  readonly tokenRequesterPrincipalType?: string | undefined;
  readonly tokenRequesterPrincipalName?: string | undefined;
  readonly issueTimestamp: number;
  readonly expiryTimestamp: number;
  readonly maxTimestamp: number;
  readonly tokenId: string;
  readonly hmac: Uint8Array;
  readonly renewers: readonly DescribedDelegationTokenRenewerInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribedDelegationTokenRenewer {
  principalType: string;
  principalName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribedDelegationTokenRenewerInput {
  readonly principalType: string;
  readonly principalName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists delegation tokens (KIP-48).
 */
export const DescribeDelegationToken: Api<DescribeDelegationTokenRequest, DescribeDelegationTokenResponse, DescribeDelegationTokenRequestInput, DescribeDelegationTokenResponseInput> = {
  key: 41,
  name: 'DescribeDelegationToken',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('DescribeDelegationTokenRequest', { decode: decodeDescribeDelegationTokenRequest, encode: encodeDescribeDelegationTokenRequest, size: sizeDescribeDelegationTokenRequest }),
  response: codec('DescribeDelegationTokenResponse', { decode: decodeDescribeDelegationTokenResponse, encode: encodeDescribeDelegationTokenResponse, size: sizeDescribeDelegationTokenResponse }),
};

function decodeDescribeDelegationTokenRequest(r: ByteReader, v: number): DescribeDelegationTokenRequest {
  const flexible = v >= 2;
  let owners: DescribeDelegationTokenOwner[] | null = [];
  const ownersLength = r.nullableArrayLength(flexible, 'owners', 2);
  if (ownersLength >= 0) {
    const listOwners: DescribeDelegationTokenOwner[] = [];
    try {
      while (listOwners.length < ownersLength) listOwners.push(decodeDescribeDelegationTokenOwner(r, v));
    } catch (error) {
      throw inField(error, 'owners', listOwners.length);
    }
    owners = listOwners;
  } else owners = null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeDelegationTokenRequest = { owners };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeDelegationTokenRequest(w: ByteWriter, m: DescribeDelegationTokenRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.owners;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeDescribeDelegationTokenOwner(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeDelegationTokenRequest(m: DescribeDelegationTokenRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.owners, v, sizeDescribeDelegationTokenOwner);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeDelegationTokenOwner(r: ByteReader, v: number): DescribeDelegationTokenOwner {
  const flexible = v >= 2;
  const principalType = flexible ? r.compactString('principalType') : r.string('principalType');
  const principalName = flexible ? r.compactString('principalName') : r.string('principalName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeDelegationTokenOwner = { principalType, principalName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeDelegationTokenOwner(w: ByteWriter, m: DescribeDelegationTokenOwnerInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.principalType) : w.string(m.principalType);
  flexible ? w.compactString(m.principalName) : w.string(m.principalName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeDelegationTokenOwner(m: DescribeDelegationTokenOwnerInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principalType) : sizeOfString(m.principalType));
  bytes += (flexible ? sizeOfCompactString(m.principalName) : sizeOfString(m.principalName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeDelegationTokenResponse(r: ByteReader, v: number): DescribeDelegationTokenResponse {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const tokens: DescribedDelegationToken[] = [];
  const tokensLength = r.arrayLength(flexible, 'tokens', 29);
  try {
    while (tokens.length < tokensLength) tokens.push(decodeDescribedDelegationToken(r, v));
  } catch (error) {
    throw inField(error, 'tokens', tokens.length);
  }
  const throttleTimeMs = r.int32('throttleTimeMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeDelegationTokenResponse = { errorCode, tokens, throttleTimeMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeDelegationTokenResponse(w: ByteWriter, m: DescribeDelegationTokenResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  {
    const value = m.tokens;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribedDelegationToken(w, element, v);
  }
  w.int32(m.throttleTimeMs);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeDelegationTokenResponse(m: DescribeDelegationTokenResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.tokens, v, sizeDescribedDelegationToken);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribedDelegationToken(r: ByteReader, v: number): DescribedDelegationToken {
  const flexible = v >= 2;
  const principalType = flexible ? r.compactString('principalType') : r.string('principalType');
  const principalName = flexible ? r.compactString('principalName') : r.string('principalName');
  const tokenRequesterPrincipalType = v === 3 ? r.compactString('tokenRequesterPrincipalType') : '';
  const tokenRequesterPrincipalName = v === 3 ? r.compactString('tokenRequesterPrincipalName') : '';
  const issueTimestamp = r.int64('issueTimestamp');
  const expiryTimestamp = r.int64('expiryTimestamp');
  const maxTimestamp = r.int64('maxTimestamp');
  const tokenId = flexible ? r.compactString('tokenId') : r.string('tokenId');
  const hmac = flexible ? r.compactBytes('hmac') : r.bytes('hmac');
  const renewers: DescribedDelegationTokenRenewer[] = [];
  const renewersLength = r.arrayLength(flexible, 'renewers', 2);
  try {
    while (renewers.length < renewersLength) renewers.push(decodeDescribedDelegationTokenRenewer(r, v));
  } catch (error) {
    throw inField(error, 'renewers', renewers.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribedDelegationToken = { principalType, principalName, tokenRequesterPrincipalType, tokenRequesterPrincipalName, issueTimestamp, expiryTimestamp, maxTimestamp, tokenId, hmac, renewers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribedDelegationToken(w: ByteWriter, m: DescribedDelegationTokenInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.principalType) : w.string(m.principalType);
  flexible ? w.compactString(m.principalName) : w.string(m.principalName);
  if (v === 3) w.compactString(m.tokenRequesterPrincipalType ?? '');
  else if (m.tokenRequesterPrincipalType !== undefined && m.tokenRequesterPrincipalType !== '') unsupported('DescribeDelegationTokenResponse', 'tokenRequesterPrincipalType', v);
  if (v === 3) w.compactString(m.tokenRequesterPrincipalName ?? '');
  else if (m.tokenRequesterPrincipalName !== undefined && m.tokenRequesterPrincipalName !== '') unsupported('DescribeDelegationTokenResponse', 'tokenRequesterPrincipalName', v);
  w.int64(m.issueTimestamp);
  w.int64(m.expiryTimestamp);
  w.int64(m.maxTimestamp);
  flexible ? w.compactString(m.tokenId) : w.string(m.tokenId);
  flexible ? w.compactBytes(m.hmac) : w.bytes(m.hmac);
  {
    const value = m.renewers;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribedDelegationTokenRenewer(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribedDelegationToken(m: DescribedDelegationTokenInput, v: number): number {
  let bytes = 24;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principalType) : sizeOfString(m.principalType));
  bytes += (flexible ? sizeOfCompactString(m.principalName) : sizeOfString(m.principalName));
  if (v === 3) bytes += sizeOfCompactString(m.tokenRequesterPrincipalType ?? '');
  if (v === 3) bytes += sizeOfCompactString(m.tokenRequesterPrincipalName ?? '');
  bytes += (flexible ? sizeOfCompactString(m.tokenId) : sizeOfString(m.tokenId));
  bytes += sizeOfBytes(flexible, m.hmac);
  bytes += sizeOfList(flexible, m.renewers, v, sizeDescribedDelegationTokenRenewer);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribedDelegationTokenRenewer(r: ByteReader, v: number): DescribedDelegationTokenRenewer {
  const flexible = v >= 2;
  const principalType = flexible ? r.compactString('principalType') : r.string('principalType');
  const principalName = flexible ? r.compactString('principalName') : r.string('principalName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribedDelegationTokenRenewer = { principalType, principalName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribedDelegationTokenRenewer(w: ByteWriter, m: DescribedDelegationTokenRenewerInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.principalType) : w.string(m.principalType);
  flexible ? w.compactString(m.principalName) : w.string(m.principalName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribedDelegationTokenRenewer(m: DescribedDelegationTokenRenewerInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principalType) : sizeOfString(m.principalType));
  bytes += (flexible ? sizeOfCompactString(m.principalName) : sizeOfString(m.principalName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
