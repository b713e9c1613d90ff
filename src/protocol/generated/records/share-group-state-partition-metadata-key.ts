// Generated from protocol-spec/records/group/15-share-group-state-partition-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupStatePartitionMetadataKey {
  groupId: string;
}

export interface ShareGroupStatePartitionMetadataKeyInput {
  readonly groupId: string;
}

/** Which share partitions of a group have a stored state, are getting one, or are losing it (KIP-932). Versions 0. */
export const ShareGroupStatePartitionMetadataKey: RecordCodec<ShareGroupStatePartitionMetadataKey, ShareGroupStatePartitionMetadataKeyInput> = {
  name: 'ShareGroupStatePartitionMetadataKey',
  type: 15,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupStatePartitionMetadataKey', { decode: decodeShareGroupStatePartitionMetadataKey, encode: encodeShareGroupStatePartitionMetadataKey, size: sizeShareGroupStatePartitionMetadataKey }),
};

function decodeShareGroupStatePartitionMetadataKey(r: ByteReader, _v: number): ShareGroupStatePartitionMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeShareGroupStatePartitionMetadataKey(w: ByteWriter, m: ShareGroupStatePartitionMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeShareGroupStatePartitionMetadataKey(m: ShareGroupStatePartitionMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
