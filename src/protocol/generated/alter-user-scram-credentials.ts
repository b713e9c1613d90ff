// Generated from protocol-spec/api/51-alter-user-scram-credentials.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AlterUserScramCredentialsRequest {
  deletions: ScramCredentialDeletion[];
  upsertions: ScramCredentialUpsertion[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterUserScramCredentialsRequestInput {
  readonly deletions: readonly ScramCredentialDeletionInput[];
  readonly upsertions: readonly ScramCredentialUpsertionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ScramCredentialUpsertion {
  name: string;
  /** 1: SCRAM-SHA-256; 2: SCRAM-SHA-512 */
  mechanism: number;
  iterations: number;
  salt: Buffer;
  saltedPassword: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ScramCredentialUpsertionInput {
  readonly name: string;
  readonly mechanism: number;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly saltedPassword: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ScramCredentialDeletion {
  name: string;
  /** 1: SCRAM-SHA-256; 2: SCRAM-SHA-512 */
  mechanism: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ScramCredentialDeletionInput {
  readonly name: string;
  readonly mechanism: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterUserScramCredentialsResponse {
  throttleTimeMs: number;
  results: AlterUserScramCredentialsResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterUserScramCredentialsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly AlterUserScramCredentialsResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterUserScramCredentialsResult {
  user: string;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterUserScramCredentialsResultInput {
  readonly user: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Sets and removes SCRAM credentials (KIP-554).
 */
export const AlterUserScramCredentials: Api<AlterUserScramCredentialsRequest, AlterUserScramCredentialsResponse, AlterUserScramCredentialsRequestInput, AlterUserScramCredentialsResponseInput> = {
  key: 51,
  name: 'AlterUserScramCredentials',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('AlterUserScramCredentialsRequest', { decode: decodeAlterUserScramCredentialsRequest, encode: encodeAlterUserScramCredentialsRequest, size: sizeAlterUserScramCredentialsRequest }),
  response: codec('AlterUserScramCredentialsResponse', { decode: decodeAlterUserScramCredentialsResponse, encode: encodeAlterUserScramCredentialsResponse, size: sizeAlterUserScramCredentialsResponse }),
};

function decodeAlterUserScramCredentialsRequest(r: ByteReader, v: number): AlterUserScramCredentialsRequest {
  const deletions: ScramCredentialDeletion[] = [];
  const deletionsLength = r.arrayLength(true, 'deletions', 2);
  try {
    while (deletions.length < deletionsLength) deletions.push(decodeScramCredentialDeletion(r, v));
  } catch (error) {
    throw inField(error, 'deletions', deletions.length);
  }
  const upsertions: ScramCredentialUpsertion[] = [];
  const upsertionsLength = r.arrayLength(true, 'upsertions', 8);
  try {
    while (upsertions.length < upsertionsLength) upsertions.push(decodeScramCredentialUpsertion(r, v));
  } catch (error) {
    throw inField(error, 'upsertions', upsertions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterUserScramCredentialsRequest = { deletions, upsertions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterUserScramCredentialsRequest(w: ByteWriter, m: AlterUserScramCredentialsRequestInput, v: number): void {
  {
    const value = m.deletions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeScramCredentialDeletion(w, element, v);
  }
  {
    const value = m.upsertions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeScramCredentialUpsertion(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterUserScramCredentialsRequest(m: AlterUserScramCredentialsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.deletions, v, sizeScramCredentialDeletion);
  bytes += sizeOfList(true, m.upsertions, v, sizeScramCredentialUpsertion);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeScramCredentialUpsertion(r: ByteReader, _v: number): ScramCredentialUpsertion {
  const name = r.compactString('name');
  const mechanism = r.int8('mechanism');
  const iterations = r.int32('iterations');
  const salt = r.compactBytes('salt');
  const saltedPassword = r.compactBytes('saltedPassword');
  const unknown = decodeUnknownTags(r);
  const m: ScramCredentialUpsertion = { name, mechanism, iterations, salt, saltedPassword };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeScramCredentialUpsertion(w: ByteWriter, m: ScramCredentialUpsertionInput, _v: number): void {
  w.compactString(m.name);
  w.int8(m.mechanism);
  w.int32(m.iterations);
  w.compactBytes(m.salt);
  w.compactBytes(m.saltedPassword);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeScramCredentialUpsertion(m: ScramCredentialUpsertionInput, _v: number): number {
  let bytes = 5;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfBytes(true, m.salt);
  bytes += sizeOfBytes(true, m.saltedPassword);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeScramCredentialDeletion(r: ByteReader, _v: number): ScramCredentialDeletion {
  const name = r.compactString('name');
  const mechanism = r.int8('mechanism');
  const unknown = decodeUnknownTags(r);
  const m: ScramCredentialDeletion = { name, mechanism };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeScramCredentialDeletion(w: ByteWriter, m: ScramCredentialDeletionInput, _v: number): void {
  w.compactString(m.name);
  w.int8(m.mechanism);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeScramCredentialDeletion(m: ScramCredentialDeletionInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterUserScramCredentialsResponse(r: ByteReader, v: number): AlterUserScramCredentialsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: AlterUserScramCredentialsResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 4);
  try {
    while (results.length < resultsLength) results.push(decodeAlterUserScramCredentialsResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AlterUserScramCredentialsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterUserScramCredentialsResponse(w: ByteWriter, m: AlterUserScramCredentialsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAlterUserScramCredentialsResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterUserScramCredentialsResponse(m: AlterUserScramCredentialsResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.results, v, sizeAlterUserScramCredentialsResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterUserScramCredentialsResult(r: ByteReader, _v: number): AlterUserScramCredentialsResult {
  const user = r.compactString('user');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: AlterUserScramCredentialsResult = { user, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterUserScramCredentialsResult(w: ByteWriter, m: AlterUserScramCredentialsResultInput, _v: number): void {
  w.compactString(m.user);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterUserScramCredentialsResult(m: AlterUserScramCredentialsResultInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.user);
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
