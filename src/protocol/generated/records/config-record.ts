// Generated from protocol-spec/records/metadata/04-config-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ConfigRecord {
  resourceType: number;
  resourceName: string;
  name: string;
  value: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConfigRecordInput {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly name: string;
  readonly value: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A config of a resource has been set; null removes it. Versions 0. */
export const ConfigRecord: RecordCodec<ConfigRecord, ConfigRecordInput> = {
  name: 'ConfigRecord',
  type: 4,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConfigRecord', { decode: decodeConfigRecord, encode: encodeConfigRecord, size: sizeConfigRecord }),
};

function decodeConfigRecord(r: ByteReader, _v: number): ConfigRecord {
  const resourceType = r.int8('resourceType');
  const resourceName = r.compactString('resourceName');
  const name = r.compactString('name');
  const value_ = r.compactNullableString('value');
  const unknown = decodeUnknownTags(r);
  const m: ConfigRecord = { resourceType, resourceName, name, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConfigRecord(w: ByteWriter, m: ConfigRecordInput, _v: number): void {
  w.int8(m.resourceType);
  w.compactString(m.resourceName);
  w.compactString(m.name);
  w.compactNullableString(m.value);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConfigRecord(m: ConfigRecordInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfCompactString(m.resourceName);
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactNullableString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
