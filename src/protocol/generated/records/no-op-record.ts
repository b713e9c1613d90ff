// Generated from protocol-spec/records/metadata/20-no-op-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface NoOpRecord {
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface NoOpRecordInput {
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** Nothing has happened: it only shows that the controller is alive (KIP-835). Versions 0. */
export const NoOpRecord: RecordCodec<NoOpRecord, NoOpRecordInput> = {
  name: 'NoOpRecord',
  type: 20,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('NoOpRecord', { decode: decodeNoOpRecord, encode: encodeNoOpRecord, size: sizeNoOpRecord }),
};

function decodeNoOpRecord(r: ByteReader, _v: number): NoOpRecord {
  const unknown = decodeUnknownTags(r);
  const m: NoOpRecord = {};
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeNoOpRecord(w: ByteWriter, m: NoOpRecordInput, _v: number): void {
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeNoOpRecord(m: NoOpRecordInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
