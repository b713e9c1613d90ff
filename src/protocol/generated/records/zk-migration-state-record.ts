// Generated from protocol-spec/records/metadata/21-zk-migration-state-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ZkMigrationStateRecord {
  zkMigrationState: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ZkMigrationStateRecordInput {
  readonly zkMigrationState: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** How far a migration from ZooKeeper has got (KIP-866); only read. Versions 0. */
export const ZkMigrationStateRecord: RecordCodec<ZkMigrationStateRecord, ZkMigrationStateRecordInput> = {
  name: 'ZkMigrationStateRecord',
  type: 21,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ZkMigrationStateRecord', { decode: decodeZkMigrationStateRecord, encode: encodeZkMigrationStateRecord, size: sizeZkMigrationStateRecord }),
};

function decodeZkMigrationStateRecord(r: ByteReader, _v: number): ZkMigrationStateRecord {
  const zkMigrationState = r.int8('zkMigrationState');
  const unknown = decodeUnknownTags(r);
  const m: ZkMigrationStateRecord = { zkMigrationState };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeZkMigrationStateRecord(w: ByteWriter, m: ZkMigrationStateRecordInput, _v: number): void {
  w.int8(m.zkMigrationState);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeZkMigrationStateRecord(m: ZkMigrationStateRecordInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
