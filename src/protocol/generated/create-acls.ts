// Generated from protocol-spec/api/30-create-acls.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface CreateAclsRequest {
  creations: AclCreation[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateAclsRequestInput {
  readonly creations: readonly AclCreationInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AclCreation {
  resourceType: number;
  resourceName: string;
  resourcePatternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AclCreationInput {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly resourcePatternType?: number | undefined;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CreateAclsResponse {
  throttleTimeMs: number;
  results: AclCreationResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CreateAclsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly AclCreationResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AclCreationResult {
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AclCreationResultInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Adds access control entries (KIP-140).
 */
export const CreateAcls: Api<CreateAclsRequest, CreateAclsResponse, CreateAclsRequestInput, CreateAclsResponseInput> = {
  key: 30,
  name: 'CreateAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('CreateAclsRequest', { decode: decodeCreateAclsRequest, encode: encodeCreateAclsRequest, size: sizeCreateAclsRequest }),
  response: codec('CreateAclsResponse', { decode: decodeCreateAclsResponse, encode: encodeCreateAclsResponse, size: sizeCreateAclsResponse }),
};

function decodeCreateAclsRequest(r: ByteReader, v: number): CreateAclsRequest {
  const flexible = v >= 2;
  const creations: AclCreation[] = [];
  const creationsLength = r.arrayLength(flexible, 'creations', 7);
  try {
    while (creations.length < creationsLength) creations.push(decodeAclCreation(r, v));
  } catch (error) {
    throw inField(error, 'creations', creations.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateAclsRequest = { creations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateAclsRequest(w: ByteWriter, m: CreateAclsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.creations;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAclCreation(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateAclsRequest(m: CreateAclsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.creations, v, sizeAclCreation);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAclCreation(r: ByteReader, v: number): AclCreation {
  const flexible = v >= 2;
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const resourcePatternType = r.int8('resourcePatternType');
  const principal = flexible ? r.compactString('principal') : r.string('principal');
  const host = flexible ? r.compactString('host') : r.string('host');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AclCreation = { resourceType, resourceName, resourcePatternType, principal, host, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAclCreation(w: ByteWriter, m: AclCreationInput, v: number): void {
  const flexible = v >= 2;
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  w.int8(m.resourcePatternType ?? 3);
  flexible ? w.compactString(m.principal) : w.string(m.principal);
  flexible ? w.compactString(m.host) : w.string(m.host);
  w.int8(m.operation);
  w.int8(m.permissionType);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAclCreation(m: AclCreationInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += (flexible ? sizeOfCompactString(m.principal) : sizeOfString(m.principal));
  bytes += (flexible ? sizeOfCompactString(m.host) : sizeOfString(m.host));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCreateAclsResponse(r: ByteReader, v: number): CreateAclsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: AclCreationResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 3);
  try {
    while (results.length < resultsLength) results.push(decodeAclCreationResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: CreateAclsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCreateAclsResponse(w: ByteWriter, m: CreateAclsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAclCreationResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCreateAclsResponse(m: CreateAclsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.results, v, sizeAclCreationResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAclCreationResult(r: ByteReader, v: number): AclCreationResult {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AclCreationResult = { errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAclCreationResult(w: ByteWriter, m: AclCreationResultInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAclCreationResult(m: AclCreationResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
