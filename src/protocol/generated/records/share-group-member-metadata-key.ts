// Generated from protocol-spec/records/group/10-share-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export interface ShareGroupMemberMetadataKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** What a member of a share group has told about itself (KIP-932). Versions 0. */
export const ShareGroupMemberMetadataKey: RecordCodec<ShareGroupMemberMetadataKey, ShareGroupMemberMetadataKeyInput> = {
  name: 'ShareGroupMemberMetadataKey',
  type: 10,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupMemberMetadataKey', { decode: decodeShareGroupMemberMetadataKey, encode: encodeShareGroupMemberMetadataKey, size: sizeShareGroupMemberMetadataKey }),
};

function decodeShareGroupMemberMetadataKey(r: ByteReader, _v: number): ShareGroupMemberMetadataKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeShareGroupMemberMetadataKey(w: ByteWriter, m: ShareGroupMemberMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeShareGroupMemberMetadataKey(m: ShareGroupMemberMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
