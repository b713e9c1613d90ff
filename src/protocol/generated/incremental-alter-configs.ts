// Generated from protocol-spec/api/44-incremental-alter-configs.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface IncrementalAlterConfigsRequest {
  resources: AlterConfigsResource[];
  /** only says what would happen */
  validateOnly: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface IncrementalAlterConfigsRequestInput {
  readonly resources: readonly AlterConfigsResourceInput[];
  readonly validateOnly: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterConfigsResource {
  /** 2: topic; 4: broker; 8: broker logger; 16: client metrics; 32: group */
  resourceType: number;
  resourceName: string;
  configs: AlterableConfig[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterConfigsResourceInput {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly configs: readonly AlterableConfigInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterableConfig {
  name: string;
  /** 0: set; 1: delete; 2: append; 3: subtract */
  configOperation: number;
  value: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterableConfigInput {
  readonly name: string;
  readonly configOperation: number;
  readonly value: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface IncrementalAlterConfigsResponse {
  throttleTimeMs: number;
  responses: AlterConfigsResourceResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface IncrementalAlterConfigsResponseInput {
  readonly throttleTimeMs: number;
  readonly responses: readonly AlterConfigsResourceResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterConfigsResourceResponse {
  errorCode: number;
  errorMessage: string | null;
  resourceType: number;
  resourceName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterConfigsResourceResponseInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Changes single configs of a resource (KIP-339).
 */
export const IncrementalAlterConfigs: Api<IncrementalAlterConfigsRequest, IncrementalAlterConfigsResponse, IncrementalAlterConfigsRequestInput, IncrementalAlterConfigsResponseInput> = {
  key: 44,
  name: 'IncrementalAlterConfigs',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  request: codec('IncrementalAlterConfigsRequest', { decode: decodeIncrementalAlterConfigsRequest, encode: encodeIncrementalAlterConfigsRequest, size: sizeIncrementalAlterConfigsRequest }),
  response: codec('IncrementalAlterConfigsResponse', { decode: decodeIncrementalAlterConfigsResponse, encode: encodeIncrementalAlterConfigsResponse, size: sizeIncrementalAlterConfigsResponse }),
};

function decodeIncrementalAlterConfigsRequest(r: ByteReader, v: number): IncrementalAlterConfigsRequest {
  const flexible = v >= 1;
  const resources: AlterConfigsResource[] = [];
  const resourcesLength = r.arrayLength(flexible, 'resources', 3);
  try {
    while (resources.length < resourcesLength) resources.push(decodeAlterConfigsResource(r, v));
  } catch (error) {
    throw inField(error, 'resources', resources.length);
  }
  const validateOnly = r.bool('validateOnly');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: IncrementalAlterConfigsRequest = { resources, validateOnly };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeIncrementalAlterConfigsRequest(w: ByteWriter, m: IncrementalAlterConfigsRequestInput, v: number): void {
  const flexible = v >= 1;
  {
    const value = m.resources;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterConfigsResource(w, element, v);
  }
  w.bool(m.validateOnly);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeIncrementalAlterConfigsRequest(m: IncrementalAlterConfigsRequestInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.resources, v, sizeAlterConfigsResource);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterConfigsResource(r: ByteReader, v: number): AlterConfigsResource {
  const flexible = v >= 1;
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const configs: AlterableConfig[] = [];
  const configsLength = r.arrayLength(flexible, 'configs', 3);
  try {
    while (configs.length < configsLength) configs.push(decodeAlterableConfig(r, v));
  } catch (error) {
    throw inField(error, 'configs', configs.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterConfigsResource = { resourceType, resourceName, configs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterConfigsResource(w: ByteWriter, m: AlterConfigsResourceInput, v: number): void {
  const flexible = v >= 1;
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  {
    const value = m.configs;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterableConfig(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterConfigsResource(m: AlterConfigsResourceInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  bytes += sizeOfList(flexible, m.configs, v, sizeAlterableConfig);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterableConfig(r: ByteReader, v: number): AlterableConfig {
  const flexible = v >= 1;
  const name = flexible ? r.compactString('name') : r.string('name');
  const configOperation = r.int8('configOperation');
  const value_ = flexible ? r.compactNullableString('value') : r.nullableString('value');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterableConfig = { name, configOperation, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterableConfig(w: ByteWriter, m: AlterableConfigInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.name) : w.string(m.name);
  w.int8(m.configOperation);
  flexible ? w.compactNullableString(m.value) : w.nullableString(m.value);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterableConfig(m: AlterableConfigInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += (flexible ? sizeOfCompactNullableString(m.value) : sizeOfNullableString(m.value));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeIncrementalAlterConfigsResponse(r: ByteReader, v: number): IncrementalAlterConfigsResponse {
  const flexible = v >= 1;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const responses: AlterConfigsResourceResponse[] = [];
  const responsesLength = r.arrayLength(flexible, 'responses', 5);
  try {
    while (responses.length < responsesLength) responses.push(decodeAlterConfigsResourceResponse(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: IncrementalAlterConfigsResponse = { throttleTimeMs, responses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeIncrementalAlterConfigsResponse(w: ByteWriter, m: IncrementalAlterConfigsResponseInput, v: number): void {
  const flexible = v >= 1;
  w.int32(m.throttleTimeMs);
  {
    const value = m.responses;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterConfigsResourceResponse(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeIncrementalAlterConfigsResponse(m: IncrementalAlterConfigsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.responses, v, sizeAlterConfigsResourceResponse);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterConfigsResourceResponse(r: ByteReader, v: number): AlterConfigsResourceResponse {
  const flexible = v >= 1;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const resourceType = r.int8('resourceType');
  const resourceName = flexible ? r.compactString('resourceName') : r.string('resourceName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterConfigsResourceResponse = { errorCode, errorMessage, resourceType, resourceName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterConfigsResourceResponse(w: ByteWriter, m: AlterConfigsResourceResponseInput, v: number): void {
  const flexible = v >= 1;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  w.int8(m.resourceType);
  flexible ? w.compactString(m.resourceName) : w.string(m.resourceName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterConfigsResourceResponse(m: AlterConfigsResourceResponseInput, v: number): number {
  let bytes = 3;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += (flexible ? sizeOfCompactString(m.resourceName) : sizeOfString(m.resourceName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
