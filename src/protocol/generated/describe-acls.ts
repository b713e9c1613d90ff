// Generated from protocol-spec/api/29-describe-acls.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeAclsRequest {
  resourceTypeFilter: number;
  resourceNameFilter: string | null;
  patternTypeFilter: number;
  principalFilter: string | null;
  hostFilter: string | null;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeAclsRequestInput {
  readonly resourceTypeFilter: number;
  readonly resourceNameFilter: string | null;
  readonly patternTypeFilter?: number | undefined;
  readonly principalFilter: string | null;
  readonly hostFilter: string | null;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeAclsResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  resources: DescribeAclsResource[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeAclsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resources: readonly DescribeAclsResourceInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeAclsResource {
  resourceType: number;
  resourceName: string;
  patternType: number;
  acls: AclDescription[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeAclsResourceInput {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType?: number | undefined;
  readonly acls: readonly AclDescriptionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AclDescription {
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AclDescriptionInput {
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the access control entries that a filter matches (KIP-140).
 */
export const DescribeAcls: Api<DescribeAclsRequest, DescribeAclsResponse, DescribeAclsRequestInput, DescribeAclsResponseInput> = {
  key: 29,
  name: 'DescribeAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('DescribeAclsRequest', { decode: decodeDescribeAclsRequest, encode: encodeDescribeAclsRequest, size: sizeDescribeAclsRequest }),
  response: codec('DescribeAclsResponse', { decode: decodeDescribeAclsResponse, encode: encodeDescribeAclsResponse, size: sizeDescribeAclsResponse }),
};

function decodeDescribeAclsRequest(r: ByteReader, v: number): DescribeAclsRequest {
  const flexible = v >= 2;
  const resourceTypeFilter = r.int8('resourceTypeFilter');
  const resourceNameFilter = flexible ? r.compactNullableString('resourceNameFilter') : r.nullableString('resourceNameFilter');
  const patternTypeFilter = r.int8('patternTypeFilter');
  const principalFilter = flexible ? r.compactNullableString('principalFilter') : r.nullableString('principalFilter');
  const hostFilter = flexible ? r.compactNullableString('hostFilter') : r.nullableString('hostFilter');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeAclsRequest = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeAclsRequest(w: ByteWriter, m: DescribeAclsRequestInput, v: number): void {
  const flexible = v >= 2;
  w.int8(m.resourceTypeFilter);
  flexible ? w.compactNullableString(m.resourceNameFilter) : w.nullableString(m.resourceNameFilter);
  w.int8(m.patternTypeFilter ?? 3);
  flexible ? w.compactNullableString(m.principalFilter) : w.nullableString(m.principalFilter);
  flexible ? w.compactNullableString(m.hostFilter) : w.nullableString(m.hostFilter);
  w.int8(m.operation);
  w.int8(m.permissionType);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeAclsRequest(m: DescribeAclsRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.resourceNameFilter) : sizeOfNullableString(m.resourceNameFilter));
  bytes += (flexible ? sizeOfCompactNullableString(m.principalFilter) : sizeOfNullableString(m.principalFilter));
  bytes += (flexible ? sizeOfCompactNullableString(m.hostFilter) : sizeOfNullableString(m.hostFilter));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeAclsResponse(r: ByteReader, v: number): DescribeAclsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const resources: DescribeAclsResource[] = [];
  const resourcesLength = r.arrayLength(flexible, 'resources', 4);
  try {
    while (resources.length < resourcesLength) resources.push(decodeDescribeAclsResource(r, v));
  } catch (error) {
    throw inField(error, 'resources', resources.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeAclsResponse = { throttleTimeMs, errorCode, errorMessage, resources };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeAclsResponse(w: ByteWriter, m: DescribeAclsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  {
    const value = m.resources;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeAclsResource(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeAclsResponse(m: DescribeAclsResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += sizeOfList(flexible, m.resources, v, sizeDescribeAclsResource);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeAclsResource(r: ByteReader, v: number): DescribeAclsResource {
  const flexible = v >= 2;
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const patternType = r.int8('patternType');
  const acls: AclDescription[] = [];
  const aclsLength = r.arrayLength(flexible, 'acls', 4);
  try {
    while (acls.length < aclsLength) acls.push(decodeAclDescription(r, v));
  } catch (error) {
    throw inField(error, 'acls', acls.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeAclsResource = { resourceType, resourceName, patternType, acls };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeAclsResource(w: ByteWriter, m: DescribeAclsResourceInput, v: number): void {
  const flexible = v >= 2;
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  w.int8(m.patternType ?? 3);
  {
    const value = m.acls;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAclDescription(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeAclsResource(m: DescribeAclsResourceInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += sizeOfList(flexible, m.acls, v, sizeAclDescription);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAclDescription(r: ByteReader, v: number): AclDescription {
  const flexible = v >= 2;
  const principal = flexible ? r.compactString('principal') : r.string('principal');
  const host = flexible ? r.compactString('host') : r.string('host');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AclDescription = { principal, host, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAclDescription(w: ByteWriter, m: AclDescriptionInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.principal) : w.string(m.principal);
  flexible ? w.compactString(m.host) : w.string(m.host);
  w.int8(m.operation);
  w.int8(m.permissionType);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAclDescription(m: AclDescriptionInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.principal) : sizeOfString(m.principal));
  bytes += (flexible ? sizeOfCompactString(m.host) : sizeOfString(m.host));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
