// Generated from protocol-spec/api/74-list-config-resources.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ListConfigResourcesRequest {
  /** empty: all · v1 */
  resourceTypes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListConfigResourcesRequestInput {
  readonly resourceTypes?: readonly number[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListConfigResourcesResponse {
  throttleTimeMs: number;
  errorCode: number;
  configResources: ConfigResource[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListConfigResourcesResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly configResources: readonly ConfigResourceInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ConfigResource {
  resourceName: string;
  /** v1 */
  resourceType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConfigResourceInput {
  readonly resourceName: string;
  readonly resourceType?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the resources that have configs: client metrics in v0 (KIP-714), all kinds from v1
 * (KIP-1142).
 */
export const ListConfigResources: Api<ListConfigResourcesRequest, ListConfigResourcesResponse, ListConfigResourcesRequestInput, ListConfigResourcesResponseInput> = {
  key: 74,
  name: 'ListConfigResources',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('ListConfigResourcesRequest', { decode: decodeListConfigResourcesRequest, encode: encodeListConfigResourcesRequest, size: sizeListConfigResourcesRequest }),
  response: codec('ListConfigResourcesResponse', { decode: decodeListConfigResourcesResponse, encode: encodeListConfigResourcesResponse, size: sizeListConfigResourcesResponse }),
};

function decodeListConfigResourcesRequest(r: ByteReader, v: number): ListConfigResourcesRequest {
  let resourceTypes: number[] = [];
  if (v === 1) {
    const resourceTypesLength = r.arrayLength(true, 'resourceTypes', 1);
    for (let i = 0; i < resourceTypesLength; i++) resourceTypes.push(r.int8('resourceTypes'));
  }
  const unknown = decodeUnknownTags(r);
  const m: ListConfigResourcesRequest = { resourceTypes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListConfigResourcesRequest(w: ByteWriter, m: ListConfigResourcesRequestInput, v: number): void {
  if (v === 1) {
    const value = m.resourceTypes ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) w.int8(element);
  }
  else if (m.resourceTypes !== undefined && m.resourceTypes.length > 0) unsupported('ListConfigResourcesRequest', 'resourceTypes', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListConfigResourcesRequest(m: ListConfigResourcesRequestInput, v: number): number {
  let bytes = 0;
  if (v === 1) bytes += sizeOfFixedList(true, m.resourceTypes ?? [], 1);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListConfigResourcesResponse(r: ByteReader, v: number): ListConfigResourcesResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const configResources: ConfigResource[] = [];
  const configResourcesLength = r.arrayLength(true, 'configResources', 1);
  try {
    while (configResources.length < configResourcesLength) configResources.push(decodeConfigResource(r, v));
  } catch (error) {
    throw inField(error, 'configResources', configResources.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ListConfigResourcesResponse = { throttleTimeMs, errorCode, configResources };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListConfigResourcesResponse(w: ByteWriter, m: ListConfigResourcesResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  {
    const value = m.configResources;
    w.arrayLength(true, value.length);
    for (const element of value) encodeConfigResource(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListConfigResourcesResponse(m: ListConfigResourcesResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfList(true, m.configResources, v, sizeConfigResource);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeConfigResource(r: ByteReader, v: number): ConfigResource {
  const resourceName = r.compactString('resourceName');
  const resourceType = v === 1 ? r.int8('resourceType') : 16;
  const unknown = decodeUnknownTags(r);
  const m: ConfigResource = { resourceName, resourceType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConfigResource(w: ByteWriter, m: ConfigResourceInput, v: number): void {
  w.compactString(m.resourceName);
  if (v === 1) w.int8(m.resourceType ?? 16);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConfigResource(m: ConfigResourceInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.resourceName);
  if (v === 1) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
