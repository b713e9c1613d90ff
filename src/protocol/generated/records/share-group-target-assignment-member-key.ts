// Generated from protocol-spec/records/group/13-share-group-target-assignment-member.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ShareGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export interface ShareGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The partitions that a member of a share group is meant to have (KIP-932). Versions 0. */
export const ShareGroupTargetAssignmentMemberKey: RecordCodec<ShareGroupTargetAssignmentMemberKey, ShareGroupTargetAssignmentMemberKeyInput> = {
  name: 'ShareGroupTargetAssignmentMemberKey',
  type: 13,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ShareGroupTargetAssignmentMemberKey', { decode: decodeShareGroupTargetAssignmentMemberKey, encode: encodeShareGroupTargetAssignmentMemberKey, size: sizeShareGroupTargetAssignmentMemberKey }),
};

function decodeShareGroupTargetAssignmentMemberKey(r: ByteReader, _v: number): ShareGroupTargetAssignmentMemberKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeShareGroupTargetAssignmentMemberKey(w: ByteWriter, m: ShareGroupTargetAssignmentMemberKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeShareGroupTargetAssignmentMemberKey(m: ShareGroupTargetAssignmentMemberKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
