// Generated from protocol-spec/api/49-alter-client-quotas.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AlterClientQuotasRequest {
  entries: EntryData[];
  validateOnly: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterClientQuotasRequestInput {
  readonly entries: readonly EntryDataInput[];
  readonly validateOnly: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EntryData {
  entity: EntityData[];
  ops: OpData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EntryDataInput {
  readonly entity: readonly EntityDataInput[];
  readonly ops: readonly OpDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OpData {
  key: string;
  value: number;
  /** the value is then without meaning */
  remove: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OpDataInput {
  readonly key: string;
  readonly value: number;
  readonly remove: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EntityData {
  entityType: string;
  /** null: the default entity */
  entityName: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EntityDataInput {
  readonly entityType: string;
  readonly entityName: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterClientQuotasResponse {
  throttleTimeMs: number;
  entries: ResponseEntryData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterClientQuotasResponseInput {
  readonly throttleTimeMs: number;
  readonly entries: readonly ResponseEntryDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseEntryData {
  errorCode: number;
  errorMessage: string | null;
  entity: ResponseEntityData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseEntryDataInput {
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly entity: readonly ResponseEntityDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseEntityData {
  entityType: string;
  entityName: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseEntityDataInput {
  readonly entityType: string;
  readonly entityName: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Changes quotas of users, clients and addresses (KIP-546).
 */
export const AlterClientQuotas: Api<AlterClientQuotasRequest, AlterClientQuotasResponse, AlterClientQuotasRequestInput, AlterClientQuotasResponseInput> = {
  key: 49,
  name: 'AlterClientQuotas',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  request: codec('AlterClientQuotasRequest', { decode: decodeAlterClientQuotasRequest, encode: encodeAlterClientQuotasRequest, size: sizeAlterClientQuotasRequest }),
  response: codec('AlterClientQuotasResponse', { decode: decodeAlterClientQuotasResponse, encode: encodeAlterClientQuotasResponse, size: sizeAlterClientQuotasResponse }),
};

function decodeAlterClientQuotasRequest(r: ByteReader, v: number): AlterClientQuotasRequest {
  const flexible = v >= 1;
  const entries: EntryData[] = [];
  const entriesLength = r.arrayLength(flexible, 'entries', 2);
  try {
    while (entries.length < entriesLength) entries.push(decodeEntryData(r, v));
  } catch (error) {
    throw inField(error, 'entries', entries.length);
  }
  const validateOnly = r.bool('validateOnly');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterClientQuotasRequest = { entries, validateOnly };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterClientQuotasRequest(w: ByteWriter, m: AlterClientQuotasRequestInput, v: number): void {
  const flexible = v >= 1;
  {
    const value = m.entries;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeEntryData(w, element, v);
  }
  w.bool(m.validateOnly);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterClientQuotasRequest(m: AlterClientQuotasRequestInput, v: number): number {
  let bytes = 1;
  const flexible = v >= 1;
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
  const ops: OpData[] = [];
  const opsLength = r.arrayLength(flexible, 'ops', 10);
  try {
    while (ops.length < opsLength) ops.push(decodeOpData(r, v));
  } catch (error) {
    throw inField(error, 'ops', ops.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EntryData = { entity, ops };
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
    const value = m.ops;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOpData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEntryData(m: EntryDataInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.entity, v, sizeEntityData);
  bytes += sizeOfList(flexible, m.ops, v, sizeOpData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOpData(r: ByteReader, v: number): OpData {
  const flexible = v >= 1;
  const key = flexible ? r.compactString('key') : r.string('key');
  const value_ = r.float64('value');
  const remove = r.bool('remove');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OpData = { key, value: value_, remove };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOpData(w: ByteWriter, m: OpDataInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.key) : w.string(m.key);
  w.float64(m.value);
  w.bool(m.remove);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOpData(m: OpDataInput, v: number): number {
  let bytes = 9;
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

function decodeAlterClientQuotasResponse(r: ByteReader, v: number): AlterClientQuotasResponse {
  const flexible = v >= 1;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const entries: ResponseEntryData[] = [];
  const entriesLength = r.arrayLength(flexible, 'entries', 4);
  try {
    while (entries.length < entriesLength) entries.push(decodeResponseEntryData(r, v));
  } catch (error) {
    throw inField(error, 'entries', entries.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterClientQuotasResponse = { throttleTimeMs, entries };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterClientQuotasResponse(w: ByteWriter, m: AlterClientQuotasResponseInput, v: number): void {
  const flexible = v >= 1;
  w.int32(m.throttleTimeMs);
  {
    const value = m.entries;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeResponseEntryData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterClientQuotasResponse(m: AlterClientQuotasResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 1;
  bytes += sizeOfList(flexible, m.entries, v, sizeResponseEntryData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseEntryData(r: ByteReader, v: number): ResponseEntryData {
  const flexible = v >= 1;
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const entity: ResponseEntityData[] = [];
  const entityLength = r.arrayLength(flexible, 'entity', 2);
  try {
    while (entity.length < entityLength) entity.push(decodeResponseEntityData(r, v));
  } catch (error) {
    throw inField(error, 'entity', entity.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ResponseEntryData = { errorCode, errorMessage, entity };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseEntryData(w: ByteWriter, m: ResponseEntryDataInput, v: number): void {
  const flexible = v >= 1;
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  {
    const value = m.entity;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeResponseEntityData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseEntryData(m: ResponseEntryDataInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  bytes += sizeOfList(flexible, m.entity, v, sizeResponseEntityData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseEntityData(r: ByteReader, v: number): ResponseEntityData {
  const flexible = v >= 1;
  const entityType = flexible ? r.compactString('entityType') : r.string('entityType');
  const entityName = flexible ? r.compactNullableString('entityName') : r.nullableString('entityName');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ResponseEntityData = { entityType, entityName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseEntityData(w: ByteWriter, m: ResponseEntityDataInput, v: number): void {
  const flexible = v >= 1;
  flexible ? w.compactString(m.entityType) : w.string(m.entityType);
  flexible ? w.compactNullableString(m.entityName) : w.nullableString(m.entityName);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseEntityData(m: ResponseEntityDataInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 1;
  bytes += (flexible ? sizeOfCompactString(m.entityType) : sizeOfString(m.entityType));
  bytes += (flexible ? sizeOfCompactNullableString(m.entityName) : sizeOfNullableString(m.entityName));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
