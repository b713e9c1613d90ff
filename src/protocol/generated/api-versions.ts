// Generated from protocol-spec/api/18-api-versions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfUnsignedVarint } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../protocol/codec-sizes.ts';

export interface ApiVersionsRequest {
  /** v3-4 */
  clientSoftwareName: string;
  /** v3-4 */
  clientSoftwareVersion: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ApiVersionsRequestInput {
  readonly clientSoftwareName?: string | undefined;
  readonly clientSoftwareVersion?: string | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ApiVersionsResponse {
  errorCode: number;
  apiKeys: ApiVersion[];
  /** v1-4 */
  throttleTimeMs: number;
  /** v3-4, tagged */
  supportedFeatures: SupportedFeatureKey[];
  /** -1: not known · v3-4, tagged */
  finalizedFeaturesEpoch: number;
  /** v3-4, tagged */
  finalizedFeatures: FinalizedFeatureKey[];
  /** v3-4, tagged */
  zkMigrationReady: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ApiVersionsResponseInput {
  readonly errorCode: number;
  readonly apiKeys: readonly ApiVersionInput[];
  readonly throttleTimeMs?: number | undefined;
  readonly supportedFeatures?: readonly SupportedFeatureKeyInput[] | undefined;
  readonly finalizedFeaturesEpoch?: number | undefined;
  readonly finalizedFeatures?: readonly FinalizedFeatureKeyInput[] | undefined;
  readonly zkMigrationReady?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FinalizedFeatureKey {
  name: string;
  maxVersionLevel: number;
  minVersionLevel: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FinalizedFeatureKeyInput {
  readonly name: string;
  readonly maxVersionLevel: number;
  readonly minVersionLevel: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface SupportedFeatureKey {
  name: string;
  minVersion: number;
  maxVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SupportedFeatureKeyInput {
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ApiVersion {
  apiKey: number;
  minVersion: number;
  maxVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ApiVersionInput {
  readonly apiKey: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells which versions of each API the broker serves. A client sends it first; the response header
 * has no tagged fields in any version, and a request of an unknown version gets a v0 response with
 * UNSUPPORTED_VERSION and the table.
 */
export const ApiVersions: Api<ApiVersionsRequest, ApiVersionsResponse, ApiVersionsRequestInput, ApiVersionsResponseInput> = {
  key: 18,
  name: 'ApiVersions',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  request: codec('ApiVersionsRequest', { decode: decodeApiVersionsRequest, encode: encodeApiVersionsRequest, size: sizeApiVersionsRequest }),
  response: codec('ApiVersionsResponse', { decode: decodeApiVersionsResponse, encode: encodeApiVersionsResponse, size: sizeApiVersionsResponse }),
};

function decodeApiVersionsRequest(r: ByteReader, v: number): ApiVersionsRequest {
  const flexible = v >= 3;
  const clientSoftwareName = v >= 3 ? r.compactString('clientSoftwareName') : '';
  const clientSoftwareVersion = v >= 3 ? r.compactString('clientSoftwareVersion') : '';
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ApiVersionsRequest = { clientSoftwareName, clientSoftwareVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeApiVersionsRequest(w: ByteWriter, m: ApiVersionsRequestInput, v: number): void {
  const flexible = v >= 3;
  if (v >= 3) w.compactString(m.clientSoftwareName ?? '');
  if (v >= 3) w.compactString(m.clientSoftwareVersion ?? '');
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeApiVersionsRequest(m: ApiVersionsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 3;
  if (v >= 3) bytes += sizeOfCompactString(m.clientSoftwareName ?? '');
  if (v >= 3) bytes += sizeOfCompactString(m.clientSoftwareVersion ?? '');
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeApiVersionsResponse(r: ByteReader, v: number): ApiVersionsResponse {
  const flexible = v >= 3;
  const errorCode = r.int16('errorCode');
  const apiKeys: ApiVersion[] = [];
  const apiKeysLength = r.arrayLength(flexible, 'apiKeys', 6);
  try {
    while (apiKeys.length < apiKeysLength) apiKeys.push(decodeApiVersion(r, v));
  } catch (error) {
    throw inField(error, 'apiKeys', apiKeys.length);
  }
  const throttleTimeMs = v >= 1 ? r.int32('throttleTimeMs') : 0;
  let supportedFeatures: SupportedFeatureKey[] = [];
  let finalizedFeaturesEpoch: number = -1;
  let finalizedFeatures: FinalizedFeatureKey[] = [];
  let zkMigrationReady: boolean = false;
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          supportedFeatures = [];
          const supportedFeaturesLength = r.arrayLength(true, 'supportedFeatures', 5);
          try {
            while (supportedFeatures.length < supportedFeaturesLength) supportedFeatures.push(decodeSupportedFeatureKey(r, v));
          } catch (error) {
            throw inField(error, 'supportedFeatures', supportedFeatures.length);
          }
          expectTagEnd(r, 'supportedFeatures', end);
          break;
        }
        case 1: {
          finalizedFeaturesEpoch = r.int64('finalizedFeaturesEpoch');
          expectTagEnd(r, 'finalizedFeaturesEpoch', end);
          break;
        }
        case 2: {
          finalizedFeatures = [];
          const finalizedFeaturesLength = r.arrayLength(true, 'finalizedFeatures', 5);
          try {
            while (finalizedFeatures.length < finalizedFeaturesLength) finalizedFeatures.push(decodeFinalizedFeatureKey(r, v));
          } catch (error) {
            throw inField(error, 'finalizedFeatures', finalizedFeatures.length);
          }
          expectTagEnd(r, 'finalizedFeatures', end);
          break;
        }
        case 3: {
          zkMigrationReady = r.bool('zkMigrationReady');
          expectTagEnd(r, 'zkMigrationReady', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: ApiVersionsResponse = { errorCode, apiKeys, throttleTimeMs, supportedFeatures, finalizedFeaturesEpoch, finalizedFeatures, zkMigrationReady };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeApiVersionsResponse(w: ByteWriter, m: ApiVersionsResponseInput, v: number): void {
  const flexible = v >= 3;
  w.int16(m.errorCode);
  {
    const value = m.apiKeys;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeApiVersion(w, element, v);
  }
  if (v >= 1) w.int32(m.throttleTimeMs ?? 0);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasSupportedFeatures = v >= 3 && m.supportedFeatures !== undefined && m.supportedFeatures.length > 0;
    const hasFinalizedFeaturesEpoch = v >= 3 && m.finalizedFeaturesEpoch !== undefined && m.finalizedFeaturesEpoch !== -1;
    const hasFinalizedFeatures = v >= 3 && m.finalizedFeatures !== undefined && m.finalizedFeatures.length > 0;
    const hasZkMigrationReady = v >= 3 && m.zkMigrationReady !== undefined && m.zkMigrationReady;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasSupportedFeatures ? 1 : 0) + (hasFinalizedFeaturesEpoch ? 1 : 0) + (hasFinalizedFeatures ? 1 : 0) + (hasZkMigrationReady ? 1 : 0));
    if (hasSupportedFeatures) {
      const supportedFeatures = m.supportedFeatures;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeOfList(true, supportedFeatures, v, sizeSupportedFeatureKey));
      {
        const value = supportedFeatures;
        w.arrayLength(true, value.length);
        for (const element of value) encodeSupportedFeatureKey(w, element, v);
      }
    }
    if (hasFinalizedFeaturesEpoch) {
      const finalizedFeaturesEpoch = m.finalizedFeaturesEpoch;
      w.unsignedVarint(1);
      w.unsignedVarint(8);
      w.int64(finalizedFeaturesEpoch);
    }
    if (hasFinalizedFeatures) {
      const finalizedFeatures = m.finalizedFeatures;
      w.unsignedVarint(2);
      w.unsignedVarint(sizeOfList(true, finalizedFeatures, v, sizeFinalizedFeatureKey));
      {
        const value = finalizedFeatures;
        w.arrayLength(true, value.length);
        for (const element of value) encodeFinalizedFeatureKey(w, element, v);
      }
    }
    if (hasZkMigrationReady) {
      const zkMigrationReady = m.zkMigrationReady;
      w.unsignedVarint(3);
      w.unsignedVarint(1);
      w.bool(zkMigrationReady);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 4, Number.POSITIVE_INFINITY);
  }
}

function sizeApiVersionsResponse(m: ApiVersionsResponseInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 3;
  bytes += sizeOfList(flexible, m.apiKeys, v, sizeApiVersion);
  if (v >= 1) bytes += 4;
  if (flexible) {
    let tags = 0;
    if (v >= 3 && m.supportedFeatures !== undefined && m.supportedFeatures.length > 0) {
      tags++;
      bytes += sizeOfTag(0, sizeOfList(true, m.supportedFeatures, v, sizeSupportedFeatureKey));
    }
    if (v >= 3 && m.finalizedFeaturesEpoch !== undefined && m.finalizedFeaturesEpoch !== -1) {
      tags++;
      bytes += sizeOfTag(1, 8);
    }
    if (v >= 3 && m.finalizedFeatures !== undefined && m.finalizedFeatures.length > 0) {
      tags++;
      bytes += sizeOfTag(2, sizeOfList(true, m.finalizedFeatures, v, sizeFinalizedFeatureKey));
    }
    if (v >= 3 && m.zkMigrationReady !== undefined && m.zkMigrationReady) {
      tags++;
      bytes += sizeOfTag(3, 1);
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeFinalizedFeatureKey(r: ByteReader, _v: number): FinalizedFeatureKey {
  const name = r.compactString('name');
  const maxVersionLevel = r.int16('maxVersionLevel');
  const minVersionLevel = r.int16('minVersionLevel');
  const unknown = decodeUnknownTags(r);
  const m: FinalizedFeatureKey = { name, maxVersionLevel, minVersionLevel };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFinalizedFeatureKey(w: ByteWriter, m: FinalizedFeatureKeyInput, _v: number): void {
  w.compactString(m.name);
  w.int16(m.maxVersionLevel);
  w.int16(m.minVersionLevel);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFinalizedFeatureKey(m: FinalizedFeatureKeyInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSupportedFeatureKey(r: ByteReader, _v: number): SupportedFeatureKey {
  const name = r.compactString('name');
  const minVersion = r.int16('minVersion');
  const maxVersion = r.int16('maxVersion');
  const unknown = decodeUnknownTags(r);
  const m: SupportedFeatureKey = { name, minVersion, maxVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSupportedFeatureKey(w: ByteWriter, m: SupportedFeatureKeyInput, _v: number): void {
  w.compactString(m.name);
  w.int16(m.minVersion);
  w.int16(m.maxVersion);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSupportedFeatureKey(m: SupportedFeatureKeyInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeApiVersion(r: ByteReader, v: number): ApiVersion {
  const flexible = v >= 3;
  const apiKey = r.int16('apiKey');
  const minVersion = r.int16('minVersion');
  const maxVersion = r.int16('maxVersion');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ApiVersion = { apiKey, minVersion, maxVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeApiVersion(w: ByteWriter, m: ApiVersionInput, v: number): void {
  const flexible = v >= 3;
  w.int16(m.apiKey);
  w.int16(m.minVersion);
  w.int16(m.maxVersion);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeApiVersion(m: ApiVersionInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 3;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
