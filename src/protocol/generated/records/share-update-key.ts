// Generated from protocol-spec/records/share/01-share-update.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareUpdateKey {
  groupId: string;
  topicId: Uuid;
  partition: number;
}

export interface ShareUpdateKeyInput {
  readonly groupId: string;
  readonly topicId: Uuid;
  readonly partition: number;
}

/** What changed in a share partition since its last snapshot (KIP-932), in __share_group_state. Versions 0. */
export const ShareUpdateKey: RecordCodec<ShareUpdateKey, ShareUpdateKeyInput> = {
  name: 'ShareUpdateKey',
  type: 1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareUpdateKey', { decode: decodeShareUpdateKey, encode: encodeShareUpdateKey, size: sizeShareUpdateKey }),
};

function decodeShareUpdateKey(r: ByteReader, _v: number): ShareUpdateKey {
  const groupId = r.string('groupId');
  const topicId = r.uuid('topicId');
  const partition = r.int32('partition');
  return { groupId, topicId, partition };
}

function encodeShareUpdateKey(w: ByteWriter, m: ShareUpdateKeyInput, _v: number): void {
  w.string(m.groupId);
  w.uuid(m.topicId);
  w.int32(m.partition);
}

function sizeShareUpdateKey(m: ShareUpdateKeyInput, _v: number): number {
  let bytes = 20;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
