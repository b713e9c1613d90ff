// Generated from protocol-spec/api/32-describe-configs.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeConfigsRequest {
  resources: DescribeConfigsResource[];
  includeSynonyms: boolean;
  /** v3-4 */
  includeDocumentation: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsRequestInput {
  readonly resources: readonly DescribeConfigsResourceInput[];
  readonly includeSynonyms?: boolean | undefined;
  readonly includeDocumentation?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeConfigsResource {
  /** 2: topic; 4: broker; 8: broker logger; 16: client metrics; 32: group */
  resourceType: number;
  resourceName: string;
  /** null: all */
  configurationKeys: string[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsResourceInput {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configurationKeys: readonly string[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeConfigsResponse {
  throttleTimeMs: number;
  results: DescribeConfigsResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly DescribeConfigsResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeConfigsResult {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  configs: DescribeConfigsResourceResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsResultInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly DescribeConfigsResourceResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeConfigsResourceResult {
  name: string;
  /** null when the config is sensitive */
  value: string | null;
  readOnly: boolean;
  /** 1: topic; 2: this broker; 3: all brokers; 4: static; 5: default; 6: logger; 7: client metrics; 8: group */
  configSource: number;
  isSensitive: boolean;
  synonyms: DescribeConfigsSynonym[];
  /** v3-4 */
  configType: number;
  /** v3-4 */
  documentation: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsResourceResultInput {
  readonly name: string;
  readonly value: string | null;
  readonly readOnly: boolean;
  readonly configSource?: number | undefined;
  readonly isSensitive: boolean;
  readonly synonyms: readonly DescribeConfigsSynonymInput[];
  readonly configType?: number | undefined;
  readonly documentation?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeConfigsSynonym {
  name: string;
  /** null when the config is sensitive */
  value: string | null;
  source: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeConfigsSynonymInput {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells the configs of topics, brokers, groups and client metrics, with where each value comes from
 * (KIP-133).
 */
export const DescribeConfigs: Api<DescribeConfigsRequest, DescribeConfigsResponse, DescribeConfigsRequestInput, DescribeConfigsResponseInput> = {
  key: 32,
  name: 'DescribeConfigs',
  minVersion: 1,
  maxVersion: 4,
  flexibleFrom: 4,
  request: codec('DescribeConfigsRequest', { decode: decodeDescribeConfigsRequest, encode: encodeDescribeConfigsRequest, size: sizeDescribeConfigsRequest }),
  response: codec('DescribeConfigsResponse', { decode: decodeDescribeConfigsResponse, encode: encodeDescribeConfigsResponse, size: sizeDescribeConfigsResponse }),
};

function decodeDescribeConfigsRequest(r: ByteReader, v: number): DescribeConfigsRequest {
  const flexible = v >= 4;
  const resources: DescribeConfigsResource[] = [];
  const resourcesLength = r.arrayLength(flexible, 'resources', 3);
  try {
    while (resources.length < resourcesLength) resources.push(decodeDescribeConfigsResource(r, v));
  } catch (error) {
    throw inField(error, 'resources', resources.length);
  }
  const includeSynonyms = r.bool('includeSynonyms');
  const includeDocumentation = v >= 3 ? r.bool('includeDocumentation') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsRequest = { resources, includeSynonyms, includeDocumentation };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsRequest(w: ByteWriter, m: DescribeConfigsRequestInput, v: number): void {
  const flexible = v >= 4;
  {
    const value = m.resources;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeConfigsResource(w, element, v);
  }
  w.bool(m.includeSynonyms ?? false);
  if (v >= 3) w.bool(m.includeDocumentation ?? false);
  else if (m.includeDocumentation !== undefined && m.includeDocumentation) unsupported('DescribeConfigsRequest', 'includeDocumentation', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsRequest(m: DescribeConfigsRequestInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 4;
  bytes += sizeOfList(flexible, m.resources, v, sizeDescribeConfigsResource);
  if (v >= 3) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeConfigsResource(r: ByteReader, v: number): DescribeConfigsResource {
  const flexible = v >= 4;
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  let configurationKeys: string[] | null = [];
  const configurationKeysLength = r.nullableArrayLength(flexible, 'configurationKeys', 1);
  if (configurationKeysLength >= 0) {
    const listConfigurationKeys: string[] = [];
    for (let i = 0; i < configurationKeysLength; i++) listConfigurationKeys.push(flexible ? r.compactString('configurationKeys') : r.string('configurationKeys'));
    configurationKeys = listConfigurationKeys;
  } else configurationKeys = null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsResource = { resourceType, resourceName, configurationKeys };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsResource(w: ByteWriter, m: DescribeConfigsResourceInput, v: number): void {
  const flexible = v >= 4;
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  {
    const value = m.configurationKeys;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) flexible ? w.compactString(element) : w.string(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsResource(m: DescribeConfigsResourceInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += sizeOfStrings(flexible, m.configurationKeys);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeConfigsResponse(r: ByteReader, v: number): DescribeConfigsResponse {
  const flexible = v >= 4;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: DescribeConfigsResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 6);
  try {
    while (results.length < resultsLength) results.push(decodeDescribeConfigsResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsResponse(w: ByteWriter, m: DescribeConfigsResponseInput, v: number): void {
  const flexible = v >= 4;
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeConfigsResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsResponse(m: DescribeConfigsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += sizeOfList(flexible, m.results, v, sizeDescribeConfigsResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeConfigsResult(r: ByteReader, v: number): DescribeConfigsResult {
  const flexible = v >= 4;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const configs: DescribeConfigsResourceResult[] = [];
  const configsLength = r.arrayLength(flexible, 'configs', 6);
  try {
    while (configs.length < configsLength) configs.push(decodeDescribeConfigsResourceResult(r, v));
  } catch (error) {
    throw inField(error, 'configs', configs.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsResult = { errorCode, errorMessage, resourceType, resourceName, configs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsResult(w: ByteWriter, m: DescribeConfigsResultInput, v: number): void {
  const flexible = v >= 4;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  {
    const value = m.configs;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeConfigsResourceResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsResult(m: DescribeConfigsResultInput, v: number): number {
  let bytes = 3;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += sizeOfList(flexible, m.configs, v, sizeDescribeConfigsResourceResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeConfigsResourceResult(r: ByteReader, v: number): DescribeConfigsResourceResult {
  const flexible = v >= 4;
  const name = flexible ? r.compactString('name') : r.string('name');
  const value_ = flexible ? r.compactNullableString('value') : r.nullableString('value');
  const readOnly = r.bool('readOnly');
  const configSource = r.int8('configSource');
  const isSensitive = r.bool('isSensitive');
  const synonyms: DescribeConfigsSynonym[] = [];
  const synonymsLength = r.arrayLength(flexible, 'synonyms', 3);
  try {
    while (synonyms.length < synonymsLength) synonyms.push(decodeDescribeConfigsSynonym(r, v));
  } catch (error) {
    throw inField(error, 'synonyms', synonyms.length);
  }
  const configType = v >= 3 ? r.int8('configType') : 0;
  const documentation = v >= 3 ? (flexible ? r.compactNullableString('documentation') : r.nullableString('documentation')) : '';
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsResourceResult = { name, value: value_, readOnly, configSource, isSensitive, synonyms, configType, documentation };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsResourceResult(w: ByteWriter, m: DescribeConfigsResourceResultInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.name) : w.string(m.name);
  flexible ? w.compactNullableString(m.value) : w.nullableString(m.value);
  w.bool(m.readOnly);
  w.int8(m.configSource ?? -1);
  w.bool(m.isSensitive);
  {
    const value = m.synonyms;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeConfigsSynonym(w, element, v);
  }
  if (v >= 3) w.int8(m.configType ?? 0);
  if (v >= 3) flexible ? w.compactNullableString(m.documentation === undefined ? '' : m.documentation) : w.nullableString(m.documentation === undefined ? '' : m.documentation);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsResourceResult(m: DescribeConfigsResourceResultInput, v: number): number {
  let bytes = 3;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += (flexible ? sizeOfCompactNullableString(m.value) : sizeOfNullableString(m.value));
  bytes += sizeOfList(flexible, m.synonyms, v, sizeDescribeConfigsSynonym);
  if (v >= 3) bytes += 1;
  if (v >= 3) bytes += (flexible ? sizeOfCompactNullableString(m.documentation === undefined ? '' : m.documentation) : sizeOfNullableString(m.documentation === undefined ? '' : m.documentation));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeConfigsSynonym(r: ByteReader, v: number): DescribeConfigsSynonym {
  const flexible = v >= 4;
  const name = flexible ? r.compactString('name') : r.string('name');
  const value_ = flexible ? r.compactNullableString('value') : r.nullableString('value');
  const source = r.int8('source');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeConfigsSynonym = { name, value: value_, source };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeConfigsSynonym(w: ByteWriter, m: DescribeConfigsSynonymInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.name) : w.string(m.name);
  flexible ? w.compactNullableString(m.value) : w.nullableString(m.value);
  w.int8(m.source);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeConfigsSynonym(m: DescribeConfigsSynonymInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += (flexible ? sizeOfCompactNullableString(m.value) : sizeOfNullableString(m.value));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
