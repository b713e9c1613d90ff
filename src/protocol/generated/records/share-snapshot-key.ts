// Generated from protocol-spec/records/share/00-share-snapshot.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareSnapshotKey {
  groupId: string;
  topicId: Uuid;
  partition: number;
}

export interface ShareSnapshotKeyInput {
  readonly groupId: string;
  readonly topicId: Uuid;
  readonly partition: number;
}

/** The whole state of a share partition (KIP-932), in __share_group_state. Versions 0. */
export const ShareSnapshotKey: RecordCodec<ShareSnapshotKey, ShareSnapshotKeyInput> = {
  name: 'ShareSnapshotKey',
  type: 0,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareSnapshotKey', { decode: decodeShareSnapshotKey, encode: encodeShareSnapshotKey, size: sizeShareSnapshotKey }),
};

function decodeShareSnapshotKey(r: ByteReader, _v: number): ShareSnapshotKey {
  const groupId = r.string('groupId');
  const topicId = r.uuid('topicId');
  const partition = r.int32('partition');
  return { groupId, topicId, partition };
}

function encodeShareSnapshotKey(w: ByteWriter, m: ShareSnapshotKeyInput, _v: number): void {
  w.string(m.groupId);
  w.uuid(m.topicId);
  w.int32(m.partition);
}

function sizeShareSnapshotKey(m: ShareSnapshotKeyInput, _v: number): number {
  let bytes = 20;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
