// Generated from protocol-spec/records/group/22-streams-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export interface StreamsGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The tasks that a member of a Streams group has at present (KIP-1071). Versions 0. */
export const StreamsGroupCurrentMemberAssignmentKey: RecordCodec<StreamsGroupCurrentMemberAssignmentKey, StreamsGroupCurrentMemberAssignmentKeyInput> = {
  name: 'StreamsGroupCurrentMemberAssignmentKey',
  type: 22,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupCurrentMemberAssignmentKey', { decode: decodeStreamsGroupCurrentMemberAssignmentKey, encode: encodeStreamsGroupCurrentMemberAssignmentKey, size: sizeStreamsGroupCurrentMemberAssignmentKey }),
};

function decodeStreamsGroupCurrentMemberAssignmentKey(r: ByteReader, _v: number): StreamsGroupCurrentMemberAssignmentKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeStreamsGroupCurrentMemberAssignmentKey(w: ByteWriter, m: StreamsGroupCurrentMemberAssignmentKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeStreamsGroupCurrentMemberAssignmentKey(m: StreamsGroupCurrentMemberAssignmentKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
