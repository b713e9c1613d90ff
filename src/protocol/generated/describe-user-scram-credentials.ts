// Generated from protocol-spec/api/50-describe-user-scram-credentials.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeUserScramCredentialsRequest {
  /** null or empty: all */
  users: UserName[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeUserScramCredentialsRequestInput {
  readonly users: readonly UserNameInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface UserName {
  name: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UserNameInput {
  readonly name: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeUserScramCredentialsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  results: DescribeUserScramCredentialsResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeUserScramCredentialsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly results: readonly DescribeUserScramCredentialsResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
  credentialInfos: CredentialInfo[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeUserScramCredentialsResultInput {
  readonly user: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly credentialInfos: readonly CredentialInfoInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CredentialInfo {
  mechanism: number;
  iterations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CredentialInfoInput {
  readonly mechanism: number;
  readonly iterations: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists which SCRAM credentials users have, without their secrets (KIP-554).
 */
export const DescribeUserScramCredentials: Api<DescribeUserScramCredentialsRequest, DescribeUserScramCredentialsResponse, DescribeUserScramCredentialsRequestInput, DescribeUserScramCredentialsResponseInput> = {
  key: 50,
  name: 'DescribeUserScramCredentials',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DescribeUserScramCredentialsRequest', { decode: decodeDescribeUserScramCredentialsRequest, encode: encodeDescribeUserScramCredentialsRequest, size: sizeDescribeUserScramCredentialsRequest }),
  response: codec('DescribeUserScramCredentialsResponse', { decode: decodeDescribeUserScramCredentialsResponse, encode: encodeDescribeUserScramCredentialsResponse, size: sizeDescribeUserScramCredentialsResponse }),
};

function decodeDescribeUserScramCredentialsRequest(r: ByteReader, v: number): DescribeUserScramCredentialsRequest {
  let users: UserName[] | null = [];
  const usersLength = r.nullableArrayLength(true, 'users', 1);
  if (usersLength >= 0) {
    const listUsers: UserName[] = [];
    try {
      while (listUsers.length < usersLength) listUsers.push(decodeUserName(r, v));
    } catch (error) {
      throw inField(error, 'users', listUsers.length);
    }
    users = listUsers;
  } else users = null;
  const unknown = decodeUnknownTags(r);
  const m: DescribeUserScramCredentialsRequest = { users };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeUserScramCredentialsRequest(w: ByteWriter, m: DescribeUserScramCredentialsRequestInput, v: number): void {
  {
    const value = m.users;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeUserName(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeUserScramCredentialsRequest(m: DescribeUserScramCredentialsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.users, v, sizeUserName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeUserName(r: ByteReader, _v: number): UserName {
  const name = r.compactString('name');
  const unknown = decodeUnknownTags(r);
  const m: UserName = { name };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUserName(w: ByteWriter, m: UserNameInput, _v: number): void {
  w.compactString(m.name);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUserName(m: UserNameInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeUserScramCredentialsResponse(r: ByteReader, v: number): DescribeUserScramCredentialsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const results: DescribeUserScramCredentialsResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 5);
  try {
    while (results.length < resultsLength) results.push(decodeDescribeUserScramCredentialsResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeUserScramCredentialsResponse = { throttleTimeMs, errorCode, errorMessage, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeUserScramCredentialsResponse(w: ByteWriter, m: DescribeUserScramCredentialsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribeUserScramCredentialsResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeUserScramCredentialsResponse(m: DescribeUserScramCredentialsResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfList(true, m.results, v, sizeDescribeUserScramCredentialsResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeUserScramCredentialsResult(r: ByteReader, v: number): DescribeUserScramCredentialsResult {
  const user = r.compactString('user');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const credentialInfos: CredentialInfo[] = [];
  const credentialInfosLength = r.arrayLength(true, 'credentialInfos', 5);
  try {
    while (credentialInfos.length < credentialInfosLength) credentialInfos.push(decodeCredentialInfo(r, v));
  } catch (error) {
    throw inField(error, 'credentialInfos', credentialInfos.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeUserScramCredentialsResult = { user, errorCode, errorMessage, credentialInfos };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeUserScramCredentialsResult(w: ByteWriter, m: DescribeUserScramCredentialsResultInput, v: number): void {
  w.compactString(m.user);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  {
    const value = m.credentialInfos;
    w.arrayLength(true, value.length);
    for (const element of value) encodeCredentialInfo(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeUserScramCredentialsResult(m: DescribeUserScramCredentialsResultInput, v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.user);
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfList(true, m.credentialInfos, v, sizeCredentialInfo);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCredentialInfo(r: ByteReader, _v: number): CredentialInfo {
  const mechanism = r.int8('mechanism');
  const iterations = r.int32('iterations');
  const unknown = decodeUnknownTags(r);
  const m: CredentialInfo = { mechanism, iterations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCredentialInfo(w: ByteWriter, m: CredentialInfoInput, _v: number): void {
  w.int8(m.mechanism);
  w.int32(m.iterations);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCredentialInfo(m: CredentialInfoInput, _v: number): number {
  let bytes = 5;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
