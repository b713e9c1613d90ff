// Generated from protocol-spec/api/57-update-features.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface UpdateFeaturesRequest {
  timeoutMs: number;
  featureUpdates: FeatureUpdateKey[];
  /** v1-2 */
  validateOnly: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UpdateFeaturesRequestInput {
  readonly timeoutMs?: number | undefined;
  readonly featureUpdates: readonly FeatureUpdateKeyInput[];
  readonly validateOnly?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FeatureUpdateKey {
  feature: string;
  maxVersionLevel: number;
  /** v0 */
  allowDowngrade: boolean;
  /** 1: upgrade; 2: safe downgrade; 3: unsafe downgrade · v1-2 */
  upgradeType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FeatureUpdateKeyInput {
  readonly feature: string;
  readonly maxVersionLevel: number;
  readonly allowDowngrade?: boolean | undefined;
  readonly upgradeType?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface UpdateFeaturesResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** v0-1 */
  results: UpdatableFeatureResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UpdateFeaturesResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly results?: readonly UpdatableFeatureResultInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface UpdatableFeatureResult {
  feature: string;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UpdatableFeatureResultInput {
  readonly feature: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Sets the finalized versions of features (KIP-584).
 */
export const UpdateFeatures: Api<UpdateFeaturesRequest, UpdateFeaturesResponse, UpdateFeaturesRequestInput, UpdateFeaturesResponseInput> = {
  key: 57,
  name: 'UpdateFeatures',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: codec('UpdateFeaturesRequest', { decode: decodeUpdateFeaturesRequest, encode: encodeUpdateFeaturesRequest, size: sizeUpdateFeaturesRequest }),
  response: codec('UpdateFeaturesResponse', { decode: decodeUpdateFeaturesResponse, encode: encodeUpdateFeaturesResponse, size: sizeUpdateFeaturesResponse }),
};

function decodeUpdateFeaturesRequest(r: ByteReader, v: number): UpdateFeaturesRequest {
  const timeoutMs = r.int32('timeoutMs');
  const featureUpdates: FeatureUpdateKey[] = [];
  const featureUpdatesLength = r.arrayLength(true, 'featureUpdates', 4);
  try {
    while (featureUpdates.length < featureUpdatesLength) featureUpdates.push(decodeFeatureUpdateKey(r, v));
  } catch (error) {
    throw inField(error, 'featureUpdates', featureUpdates.length);
  }
  const validateOnly = v >= 1 ? r.bool('validateOnly') : false;
  const unknown = decodeUnknownTags(r);
  const m: UpdateFeaturesRequest = { timeoutMs, featureUpdates, validateOnly };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUpdateFeaturesRequest(w: ByteWriter, m: UpdateFeaturesRequestInput, v: number): void {
  w.int32(m.timeoutMs ?? 60000);
  {
    const value = m.featureUpdates;
    w.arrayLength(true, value.length);
    for (const element of value) encodeFeatureUpdateKey(w, element, v);
  }
  if (v >= 1) w.bool(m.validateOnly ?? false);
  else if (m.validateOnly !== undefined && m.validateOnly) unsupported('UpdateFeaturesRequest', 'validateOnly', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUpdateFeaturesRequest(m: UpdateFeaturesRequestInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.featureUpdates, v, sizeFeatureUpdateKey);
  if (v >= 1) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFeatureUpdateKey(r: ByteReader, v: number): FeatureUpdateKey {
  const feature = r.compactString('feature');
  const maxVersionLevel = r.int16('maxVersionLevel');
  const allowDowngrade = v <= 0 ? r.bool('allowDowngrade') : false;
  const upgradeType = v >= 1 ? r.int8('upgradeType') : 1;
  const unknown = decodeUnknownTags(r);
  const m: FeatureUpdateKey = { feature, maxVersionLevel, allowDowngrade, upgradeType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFeatureUpdateKey(w: ByteWriter, m: FeatureUpdateKeyInput, v: number): void {
  w.compactString(m.feature);
  w.int16(m.maxVersionLevel);
  if (v <= 0) w.bool(m.allowDowngrade ?? false);
  else if (m.allowDowngrade !== undefined && m.allowDowngrade) unsupported('UpdateFeaturesRequest', 'allowDowngrade', v);
  if (v >= 1) w.int8(m.upgradeType ?? 1);
  else if (m.upgradeType !== undefined && m.upgradeType !== 1) unsupported('UpdateFeaturesRequest', 'upgradeType', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFeatureUpdateKey(m: FeatureUpdateKeyInput, v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.feature);
  if (v <= 0) bytes += 1;
  if (v >= 1) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeUpdateFeaturesResponse(r: ByteReader, v: number): UpdateFeaturesResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  let results: UpdatableFeatureResult[] = [];
  if (v <= 1) {
    const resultsLength = r.arrayLength(true, 'results', 4);
    try {
      while (results.length < resultsLength) results.push(decodeUpdatableFeatureResult(r, v));
    } catch (error) {
      throw inField(error, 'results', results.length);
    }
  }
  const unknown = decodeUnknownTags(r);
  const m: UpdateFeaturesResponse = { throttleTimeMs, errorCode, errorMessage, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUpdateFeaturesResponse(w: ByteWriter, m: UpdateFeaturesResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  if (v <= 1) {
    const value = m.results ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeUpdatableFeatureResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUpdateFeaturesResponse(m: UpdateFeaturesResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage);
  if (v <= 1) bytes += sizeOfList(true, m.results ?? [], v, sizeUpdatableFeatureResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeUpdatableFeatureResult(r: ByteReader, _v: number): UpdatableFeatureResult {
  const feature = r.compactString('feature');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: UpdatableFeatureResult = { feature, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUpdatableFeatureResult(w: ByteWriter, m: UpdatableFeatureResultInput, _v: number): void {
  w.compactString(m.feature);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUpdatableFeatureResult(m: UpdatableFeatureResultInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.feature);
  bytes += sizeOfCompactNullableString(m.errorMessage);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
