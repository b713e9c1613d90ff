// Generated from protocol-spec/api/48-describe-client-quotas.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeClientQuotasRequest {
  components: ComponentData[];
  strict: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeClientQuotasRequestInput {
  readonly components: readonly ComponentDataInput[];
  readonly strict: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ComponentData {
  entityType: string;
  /** 0: exactly; 1: the default entity; 2: any */
  matchType: number;
  match: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ComponentDataInput {
  readonly entityType: string;
  readonly matchType: number;
  readonly match: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeClientQuotasResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** null on error */
  entries: EntryData[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeClientQuotasResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly entries: readonly EntryDataInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EntryData {
  entity: EntityData[];
  values: ValueData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EntryDataInput {
  readonly entity: readonly EntityDataInput[];
  readonly values: readonly ValueDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ValueData {
  key: string;
  value: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ValueDataInput {
  readonly key: string;
  readonly value: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EntityData {
  entityType: string;
  entityName: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EntityDataInput {
  readonly entityType: string;
  readonly entityName: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the quotas that a filter matches (KIP-546).
 */
export const DescribeClientQuotas: Api<DescribeClientQuotasRequest, DescribeClientQuotasResponse, DescribeClientQuotasRequestInput, DescribeClientQuotasResponseInput> = {
  key: 48,
  name: 'DescribeClientQuotas',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  request: codec('DescribeClientQuotasRequest', { decode: decodeDescribeClientQuotasRequest, encode: encodeDescribeClientQuotasRequest, size: sizeDescribeClientQuotasRequest }),
  response: codec('DescribeClientQuotasResponse', { decode: decodeDescribeClientQuotasResponse, encode: encodeDescribeClientQuotasResponse, size: sizeDescribeClientQuotasResponse }),
};

function decodeDescribeClientQuotasRequest(r: ByteReader, v: number): DescribeClientQuotasRequest {
  const flexible = v >= 1;
  const components: ComponentData[] = [];
  const componentsLength = r.arrayLength(flexible, 'components', 3);
  try {
    while (components.length < componentsLength) components.push(decodeComponentData(r, v));
  } catch (error) {
    throw inField(error, 'components', components.length);
  }
  const strict = r.bool('strict');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeClientQuotasRequest = { components, strict };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeClientQuotasRequest(w: ByteWriter, m: DescribeClientQuotasRequestInput, v: number): void {
  const flexible = v >= 1;
  {
    const value = m.components;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeComponentData(w, element, v);
  }
  w.bool(m.strict);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeClientQuotasRequest(m: DescribeClientQuotasRequestInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.components, v, sizeComponentData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeComponentData(r: ByteReader, v: number): ComponentData {
  const flexible = v >= 1;
  const entityType = flexible ? r.compactString('entityType') : r.string('entityType');
  const matchType = r.int8('matchType');
  const match = flexible ? r.compactNullableString('match') : r.nullableString('match');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ComponentData = { entityType, matchType, match };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeComponentData(w: ByteWriter, m: ComponentDataInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.entityType) : w.string(m.entityType);
  w.int8(m.matchType);
  flexible ? w.compactNullableString(m.match) : w.nullableString(m.match);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeComponentData(m: ComponentDataInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.entityType) : sizeOfString(m.entityType));
  bytes += (flexible ? sizeOfCompactNullableString(m.match) : sizeOfNullableString(m.match));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeClientQuotasResponse(r: ByteReader, v: number): DescribeClientQuotasResponse {
  const flexible = v >= 1;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  let entries: EntryData[] | null = [];
  const entriesLength = r.nullableArrayLength(flexible, 'entries', 2);
  if (entriesLength >= 0) {
    const listEntries: EntryData[] = [];
    try {
      while (listEntries.length < entriesLength) listEntries.push(decodeEntryData(r, v));
    } catch (error) {
      throw inField(error, 'entries', listEntries.length);
    }
    entries = listEntries;
  } else entries = null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeClientQuotasResponse = { throttleTimeMs, errorCode, errorMessage, entries };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeClientQuotasResponse(w: ByteWriter, m: DescribeClientQuotasResponseInput, v: number): void {
  const flexible = v >= 1;
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  {
    const value = m.entries;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeEntryData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeClientQuotasResponse(m: DescribeClientQuotasResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += sizeOfList(flexible, m.entries, v, sizeEntryData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEntryData(r: ByteReader, v: number): EntryData {
  const flexible = v >= 1;
  const entity: EntityData[] = [];
  const entityLength = r.arrayLength(flexible, 'entity', 2);
  try {
    while (entity.length < entityLength) entity.push(decodeEntityData(r, v));
  } catch (error) {
    throw inField(error, 'entity', entity.length);
  }
  const values: ValueData[] = [];
  const valuesLength = r.arrayLength(flexible, 'values', 9);
  try {
    while (values.length < valuesLength) values.push(decodeValueData(r, v));
  } catch (error) {
    throw inField(error, 'values', values.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EntryData = { entity, values };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEntryData(w: ByteWriter, m: EntryDataInput, v: number): void {
  const flexible = v >= 1;
  {
    const value = m.entity;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeEntityData(w, element, v);
  }
  {
    const value = m.values;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeValueData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEntryData(m: EntryDataInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.entity, v, sizeEntityData);
  bytes += sizeOfList(flexible, m.values, v, sizeValueData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeValueData(r: ByteReader, v: number): ValueData {
  const flexible = v >= 1;
  const key = flexible ? r.compactString('key') : r.string('key');
  const value_ = r.float64('value');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ValueData = { key, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeValueData(w: ByteWriter, m: ValueDataInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.key) : w.string(m.key);
  w.float64(m.value);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeValueData(m: ValueDataInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.key) : sizeOfString(m.key));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEntityData(r: ByteReader, v: number): EntityData {
  const flexible = v >= 1;
  const entityType = flexible ? r.compactString('entityType') : r.string('entityType');
  const entityName = flexible ? r.compactNullableString('entityName') : r.nullableString('entityName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EntityData = { entityType, entityName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEntityData(w: ByteWriter, m: EntityDataInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.entityType) : w.string(m.entityType);
  flexible ? w.compactNullableString(m.entityName) : w.nullableString(m.entityName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEntityData(m: EntityDataInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.entityType) : sizeOfString(m.entityType));
  bytes += (flexible ? sizeOfCompactNullableString(m.entityName) : sizeOfNullableString(m.entityName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
