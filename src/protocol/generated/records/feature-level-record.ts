// Generated from protocol-spec/records/metadata/12-feature-level-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface FeatureLevelRecord {
  name: string;
  featureLevel: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FeatureLevelRecordInput {
  readonly name: string;
  readonly featureLevel: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The finalized level of a feature has been set; 0 removes it. Versions 0. */
export const FeatureLevelRecord: RecordCodec<FeatureLevelRecord, FeatureLevelRecordInput> = {
  name: 'FeatureLevelRecord',
  type: 12,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('FeatureLevelRecord', { decode: decodeFeatureLevelRecord, encode: encodeFeatureLevelRecord, size: sizeFeatureLevelRecord }),
};

function decodeFeatureLevelRecord(r: ByteReader, _v: number): FeatureLevelRecord {
  const name = r.compactString('name');
  const featureLevel = r.int16('featureLevel');
  const unknown = decodeUnknownTags(r);
  const m: FeatureLevelRecord = { name, featureLevel };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFeatureLevelRecord(w: ByteWriter, m: FeatureLevelRecordInput, _v: number): void {
  w.compactString(m.name);
  w.int16(m.featureLevel);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFeatureLevelRecord(m: FeatureLevelRecordInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
