// Generated from protocol-spec/records/group/19-streams-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export interface StreamsGroupMemberMetadataKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** What a member of a Streams group has told about itself (KIP-1071). Versions 0. */
export const StreamsGroupMemberMetadataKey: RecordCodec<StreamsGroupMemberMetadataKey, StreamsGroupMemberMetadataKeyInput> = {
  name: 'StreamsGroupMemberMetadataKey',
  type: 19,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupMemberMetadataKey', { decode: decodeStreamsGroupMemberMetadataKey, encode: encodeStreamsGroupMemberMetadataKey, size: sizeStreamsGroupMemberMetadataKey }),
};

function decodeStreamsGroupMemberMetadataKey(r: ByteReader, _v: number): StreamsGroupMemberMetadataKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeStreamsGroupMemberMetadataKey(w: ByteWriter, m: StreamsGroupMemberMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeStreamsGroupMemberMetadataKey(m: StreamsGroupMemberMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
