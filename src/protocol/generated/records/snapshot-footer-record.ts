// Generated from protocol-spec/records/control/snapshot-footer-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface SnapshotFooterRecord {
  version: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SnapshotFooterRecordInput {
  readonly version: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The last record of a snapshot (KIP-630). Versions 0. */
export const SnapshotFooterRecord: RecordCodec<SnapshotFooterRecord, SnapshotFooterRecordInput> = {
  name: 'SnapshotFooterRecord',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('SnapshotFooterRecord', { decode: decodeSnapshotFooterRecord, encode: encodeSnapshotFooterRecord, size: sizeSnapshotFooterRecord }),
};

function decodeSnapshotFooterRecord(r: ByteReader, _v: number): SnapshotFooterRecord {
  const version = r.int16('version');
  const unknown = decodeUnknownTags(r);
  const m: SnapshotFooterRecord = { version };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSnapshotFooterRecord(w: ByteWriter, m: SnapshotFooterRecordInput, _v: number): void {
  w.int16(m.version);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSnapshotFooterRecord(m: SnapshotFooterRecordInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
