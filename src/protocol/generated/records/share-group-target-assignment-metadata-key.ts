// Generated from protocol-spec/records/group/12-share-group-target-assignment-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export interface ShareGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch for which a share group's target assignment was computed (KIP-932). Versions 0. */
export const ShareGroupTargetAssignmentMetadataKey: RecordCodec<ShareGroupTargetAssignmentMetadataKey, ShareGroupTargetAssignmentMetadataKeyInput> = {
  name: 'ShareGroupTargetAssignmentMetadataKey',
  type: 12,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupTargetAssignmentMetadataKey', { decode: decodeShareGroupTargetAssignmentMetadataKey, encode: encodeShareGroupTargetAssignmentMetadataKey, size: sizeShareGroupTargetAssignmentMetadataKey }),
};

function decodeShareGroupTargetAssignmentMetadataKey(r: ByteReader, _v: number): ShareGroupTargetAssignmentMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeShareGroupTargetAssignmentMetadataKey(w: ByteWriter, m: ShareGroupTargetAssignmentMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeShareGroupTargetAssignmentMetadataKey(m: ShareGroupTargetAssignmentMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
