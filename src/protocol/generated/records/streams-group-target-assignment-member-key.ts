// Generated from protocol-spec/records/group/21-streams-group-target-assignment-member.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export interface StreamsGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The tasks that a member of a Streams group is meant to have (KIP-1071). Versions 0. */
export const StreamsGroupTargetAssignmentMemberKey: RecordCodec<StreamsGroupTargetAssignmentMemberKey, StreamsGroupTargetAssignmentMemberKeyInput> = {
  name: 'StreamsGroupTargetAssignmentMemberKey',
  type: 21,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupTargetAssignmentMemberKey', { decode: decodeStreamsGroupTargetAssignmentMemberKey, encode: encodeStreamsGroupTargetAssignmentMemberKey, size: sizeStreamsGroupTargetAssignmentMemberKey }),
};

function decodeStreamsGroupTargetAssignmentMemberKey(r: ByteReader, _v: number): StreamsGroupTargetAssignmentMemberKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeStreamsGroupTargetAssignmentMemberKey(w: ByteWriter, m: StreamsGroupTargetAssignmentMemberKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeStreamsGroupTargetAssignmentMemberKey(m: StreamsGroupTargetAssignmentMemberKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
