// Generated from protocol-spec/records/control/k-raft-version-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface KRaftVersionRecord {
  version: number;
  kRaftVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface KRaftVersionRecordInput {
  readonly version: number;
  readonly kRaftVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The finalized version of the quorum's protocol (KIP-853). Versions 0. */
export const KRaftVersionRecord: RecordCodec<KRaftVersionRecord, KRaftVersionRecordInput> = {
  name: 'KRaftVersionRecord',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('KRaftVersionRecord', { decode: decodeKRaftVersionRecord, encode: encodeKRaftVersionRecord, size: sizeKRaftVersionRecord }),
};

function decodeKRaftVersionRecord(r: ByteReader, _v: number): KRaftVersionRecord {
  const version = r.int16('version');
  const kRaftVersion = r.int16('kRaftVersion');
  const unknown = decodeUnknownTags(r);
  const m: KRaftVersionRecord = { version, kRaftVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeKRaftVersionRecord(w: ByteWriter, m: KRaftVersionRecordInput, _v: number): void {
  w.int16(m.version);
  w.int16(m.kRaftVersion);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeKRaftVersionRecord(m: KRaftVersionRecordInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
