// Generated from protocol-spec/records/group/02-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface GroupMetadataKey {
  group: string;
}

export interface GroupMetadataKeyInput {
  readonly group: string;
}

/** A classic group with its members and their assignment, in __consumer_offsets. A null value deletes it. Versions 0. */
export const GroupMetadataKey: RecordCodec<GroupMetadataKey, GroupMetadataKeyInput> = {
  name: 'GroupMetadataKey',
  type: 2,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('GroupMetadataKey', { decode: decodeGroupMetadataKey, encode: encodeGroupMetadataKey, size: sizeGroupMetadataKey }),
};

function decodeGroupMetadataKey(r: ByteReader, _v: number): GroupMetadataKey {
  const group = r.string('group');
  return { group };
}

function encodeGroupMetadataKey(w: ByteWriter, m: GroupMetadataKeyInput, _v: number): void {
  w.string(m.group);
}

function sizeGroupMetadataKey(m: GroupMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.group);
  return bytes;
}
