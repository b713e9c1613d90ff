// Generated from protocol-spec/records/metadata/14-client-quota-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ClientQuotaRecord {
  entity: EntityData[];
  key: string;
  value: number;
  remove: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ClientQuotaRecordInput {
  readonly entity: readonly EntityDataInput[];
  readonly key: string;
  readonly value: number;
  readonly remove: boolean;
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

/** A quota has been set or removed. Versions 0. */
export const ClientQuotaRecord: RecordCodec<ClientQuotaRecord, ClientQuotaRecordInput> = {
  name: 'ClientQuotaRecord',
  type: 14,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ClientQuotaRecord', { decode: decodeClientQuotaRecord, encode: encodeClientQuotaRecord, size: sizeClientQuotaRecord }),
};

function decodeClientQuotaRecord(r: ByteReader, v: number): ClientQuotaRecord {
  const entity: EntityData[] = [];
  const entityLength = r.arrayLength(true, 'entity', 2);
  try {
    while (entity.length < entityLength) entity.push(decodeEntityData(r, v));
  } catch (error) {
    throw inField(error, 'entity', entity.length);
  }
  const key = r.compactString('key');
  const value_ = r.float64('value');
  const remove = r.bool('remove');
  const unknown = decodeUnknownTags(r);
  const m: ClientQuotaRecord = { entity, key, value: value_, remove };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeClientQuotaRecord(w: ByteWriter, m: ClientQuotaRecordInput, v: number): void {
  {
    const value = m.entity;
    w.arrayLength(true, value.length);
    for (const element of value) encodeEntityData(w, element, v);
  }
  w.compactString(m.key);
  w.float64(m.value);
  w.bool(m.remove);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeClientQuotaRecord(m: ClientQuotaRecordInput, v: number): number {
  let bytes = 9;
  bytes += sizeOfList(true, m.entity, v, sizeEntityData);
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEntityData(r: ByteReader, _v: number): EntityData {
  const entityType = r.compactString('entityType');
  const entityName = r.compactNullableString('entityName');
  const unknown = decodeUnknownTags(r);
  const m: EntityData = { entityType, entityName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEntityData(w: ByteWriter, m: EntityDataInput, _v: number): void {
  w.compactString(m.entityType);
  w.compactNullableString(m.entityName);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEntityData(m: EntityDataInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.entityType);
  bytes += sizeOfCompactNullableString(m.entityName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
