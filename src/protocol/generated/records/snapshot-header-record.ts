// Generated from protocol-spec/records/control/snapshot-header-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface SnapshotHeaderRecord {
  version: number;
  lastContainedLogTimestamp: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SnapshotHeaderRecordInput {
  readonly version: number;
  readonly lastContainedLogTimestamp: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The first record of a snapshot (KIP-630). Versions 0. */
export const SnapshotHeaderRecord: RecordCodec<SnapshotHeaderRecord, SnapshotHeaderRecordInput> = {
  name: 'SnapshotHeaderRecord',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('SnapshotHeaderRecord', { decode: decodeSnapshotHeaderRecord, encode: encodeSnapshotHeaderRecord, size: sizeSnapshotHeaderRecord }),
};

function decodeSnapshotHeaderRecord(r: ByteReader, _v: number): SnapshotHeaderRecord {
  const version = r.int16('version');
  const lastContainedLogTimestamp = r.int64('lastContainedLogTimestamp');
  const unknown = decodeUnknownTags(r);
  const m: SnapshotHeaderRecord = { version, lastContainedLogTimestamp };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSnapshotHeaderRecord(w: ByteWriter, m: SnapshotHeaderRecordInput, _v: number): void {
  w.int16(m.version);
  w.int64(m.lastContainedLogTimestamp);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSnapshotHeaderRecord(m: SnapshotHeaderRecordInput, _v: number): number {
  let bytes = 10;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
