// Generated from protocol-spec/records/group/11-share-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupMetadataKey {
  groupId: string;
}

export interface ShareGroupMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch of a share group (KIP-932). Versions 0. */
export const ShareGroupMetadataKey: RecordCodec<ShareGroupMetadataKey, ShareGroupMetadataKeyInput> = {
  name: 'ShareGroupMetadataKey',
  type: 11,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupMetadataKey', { decode: decodeShareGroupMetadataKey, encode: encodeShareGroupMetadataKey, size: sizeShareGroupMetadataKey }),
};

function decodeShareGroupMetadataKey(r: ByteReader, _v: number): ShareGroupMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeShareGroupMetadataKey(w: ByteWriter, m: ShareGroupMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeShareGroupMetadataKey(m: ShareGroupMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
