// Generated from protocol-spec/records/metadata/19-remove-access-control-entry-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface RemoveAccessControlEntryRecord {
  id: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveAccessControlEntryRecordInput {
  readonly id: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** An access control entry has been removed. Versions 0. */
export const RemoveAccessControlEntryRecord: RecordCodec<RemoveAccessControlEntryRecord, RemoveAccessControlEntryRecordInput> = {
  name: 'RemoveAccessControlEntryRecord',
  type: 19,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('RemoveAccessControlEntryRecord', { decode: decodeRemoveAccessControlEntryRecord, encode: encodeRemoveAccessControlEntryRecord, size: sizeRemoveAccessControlEntryRecord }),
};

function decodeRemoveAccessControlEntryRecord(r: ByteReader, _v: number): RemoveAccessControlEntryRecord {
  const id = r.uuid('id');
  const unknown = decodeUnknownTags(r);
  const m: RemoveAccessControlEntryRecord = { id };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveAccessControlEntryRecord(w: ByteWriter, m: RemoveAccessControlEntryRecordInput, _v: number): void {
  w.uuid(m.id);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveAccessControlEntryRecord(m: RemoveAccessControlEntryRecordInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
