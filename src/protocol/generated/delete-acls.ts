// Generated from protocol-spec/api/31-delete-acls.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteAclsRequest {
  filters: DeleteAclsFilter[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteAclsRequestInput {
  readonly filters: readonly DeleteAclsFilterInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteAclsFilter {
  resourceTypeFilter: number;
  resourceNameFilter: string | null;
  patternTypeFilter: number;
  principalFilter: string | null;
  hostFilter: string | null;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteAclsFilterInput {
  readonly resourceTypeFilter: number;
  readonly resourceNameFilter: string | null;
  readonly patternTypeFilter?: number | undefined;
  readonly principalFilter: string | null;
  readonly hostFilter: string | null;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteAclsResponse {
  throttleTimeMs: number;
  filterResults: DeleteAclsFilterResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteAclsResponseInput {
  readonly throttleTimeMs: number;
  readonly filterResults: readonly DeleteAclsFilterResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteAclsFilterResult {
  errorCode: number;
  errorMessage: string | null;
  matchingAcls: DeleteAclsMatchingAcl[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteAclsFilterResultInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly matchingAcls: readonly DeleteAclsMatchingAclInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteAclsMatchingAcl {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  patternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteAclsMatchingAclInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType?: number | undefined;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Removes the access control entries that filters match (KIP-140).
 */
export const DeleteAcls: Api<DeleteAclsRequest, DeleteAclsResponse, DeleteAclsRequestInput, DeleteAclsResponseInput> = {
  key: 31,
  name: 'DeleteAcls',
  minVersion: 1,
  maxVersion: 3,
  flexibleFrom: 2,
  request: codec('DeleteAclsRequest', { decode: decodeDeleteAclsRequest, encode: encodeDeleteAclsRequest, size: sizeDeleteAclsRequest }),
  response: codec('DeleteAclsResponse', { decode: decodeDeleteAclsResponse, encode: encodeDeleteAclsResponse, size: sizeDeleteAclsResponse }),
};

function decodeDeleteAclsRequest(r: ByteReader, v: number): DeleteAclsRequest {
  const flexible = v >= 2;
  const filters: DeleteAclsFilter[] = [];
  const filtersLength = r.arrayLength(flexible, 'filters', 7);
  try {
    while (filters.length < filtersLength) filters.push(decodeDeleteAclsFilter(r, v));
  } catch (error) {
    throw inField(error, 'filters', filters.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteAclsRequest = { filters };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteAclsRequest(w: ByteWriter, m: DeleteAclsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.filters;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteAclsFilter(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteAclsRequest(m: DeleteAclsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.filters, v, sizeDeleteAclsFilter);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteAclsFilter(r: ByteReader, v: number): DeleteAclsFilter {
  const flexible = v >= 2;
  const resourceTypeFilter = r.int8('resourceTypeFilter');
  const resourceNameFilter = flexible ? r.compactNullableString('resourceNameFilter') : r.nullableString('resourceNameFilter');
  const patternTypeFilter = r.int8('patternTypeFilter');
  const principalFilter = flexible ? r.compactNullableString('principalFilter') : r.nullableString('principalFilter');
  const hostFilter = flexible ? r.compactNullableString('hostFilter') : r.nullableString('hostFilter');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteAclsFilter = { resourceTypeFilter, resourceNameFilter, patternTypeFilter, principalFilter, hostFilter, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteAclsFilter(w: ByteWriter, m: DeleteAclsFilterInput, v: number): void {
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

function sizeDeleteAclsFilter(m: DeleteAclsFilterInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.resourceNameFilter) : sizeOfNullableString(m.resourceNameFilter));
  bytes += (flexible ? sizeOfCompactNullableString(m.principalFilter) : sizeOfNullableString(m.principalFilter));
  bytes += (flexible ? sizeOfCompactNullableString(m.hostFilter) : sizeOfNullableString(m.hostFilter));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteAclsResponse(r: ByteReader, v: number): DeleteAclsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const filterResults: DeleteAclsFilterResult[] = [];
  const filterResultsLength = r.arrayLength(flexible, 'filterResults', 4);
  try {
    while (filterResults.length < filterResultsLength) filterResults.push(decodeDeleteAclsFilterResult(r, v));
  } catch (error) {
    throw inField(error, 'filterResults', filterResults.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteAclsResponse = { throttleTimeMs, filterResults };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteAclsResponse(w: ByteWriter, m: DeleteAclsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.filterResults;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteAclsFilterResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteAclsResponse(m: DeleteAclsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.filterResults, v, sizeDeleteAclsFilterResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteAclsFilterResult(r: ByteReader, v: number): DeleteAclsFilterResult {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const matchingAcls: DeleteAclsMatchingAcl[] = [];
  const matchingAclsLength = r.arrayLength(flexible, 'matchingAcls', 10);
  try {
    while (matchingAcls.length < matchingAclsLength) matchingAcls.push(decodeDeleteAclsMatchingAcl(r, v));
  } catch (error) {
    throw inField(error, 'matchingAcls', matchingAcls.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteAclsFilterResult = { errorCode, errorMessage, matchingAcls };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteAclsFilterResult(w: ByteWriter, m: DeleteAclsFilterResultInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  {
    const value = m.matchingAcls;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDeleteAclsMatchingAcl(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteAclsFilterResult(m: DeleteAclsFilterResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += sizeOfList(flexible, m.matchingAcls, v, sizeDeleteAclsMatchingAcl);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteAclsMatchingAcl(r: ByteReader, v: number): DeleteAclsMatchingAcl {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const patternType = r.int8('patternType');
  const principal = flexible ? r.compactString('principal') : r.string('principal');
  const host = flexible ? r.compactString('host') : r.string('host');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DeleteAclsMatchingAcl = { errorCode, errorMessage, resourceType, resourceName, patternType, principal, host, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteAclsMatchingAcl(w: ByteWriter, m: DeleteAclsMatchingAclInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  w.int8(m.patternType ?? 3);
  flexible ? w.compactString(m.principal) : w.string(m.principal);
  flexible ? w.compactString(m.host) : w.string(m.host);
  w.int8(m.operation);
  w.int8(m.permissionType);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteAclsMatchingAcl(m: DeleteAclsMatchingAclInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += (flexible ? sizeOfCompactString(m.principal) : sizeOfString(m.principal));
  bytes += (flexible ? sizeOfCompactString(m.host) : sizeOfString(m.host));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
