// Generated from protocol-spec/records/group/14-share-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export interface ShareGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The partitions that a member of a share group has at present (KIP-932). Versions 0. */
export const ShareGroupCurrentMemberAssignmentKey: RecordCodec<ShareGroupCurrentMemberAssignmentKey, ShareGroupCurrentMemberAssignmentKeyInput> = {
  name: 'ShareGroupCurrentMemberAssignmentKey',
  type: 14,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupCurrentMemberAssignmentKey', { decode: decodeShareGroupCurrentMemberAssignmentKey, encode: encodeShareGroupCurrentMemberAssignmentKey, size: sizeShareGroupCurrentMemberAssignmentKey }),
};

function decodeShareGroupCurrentMemberAssignmentKey(r: ByteReader, _v: number): ShareGroupCurrentMemberAssignmentKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeShareGroupCurrentMemberAssignmentKey(w: ByteWriter, m: ShareGroupCurrentMemberAssignmentKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeShareGroupCurrentMemberAssignmentKey(m: ShareGroupCurrentMemberAssignmentKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
