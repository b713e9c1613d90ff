// Generated from protocol-spec/records/group/05-consumer-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupMemberMetadataKey {
  groupId: string;
  memberId: string;
}

export interface ConsumerGroupMemberMetadataKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** What a member of a consumer group has told about itself (KIP-848), in __consumer_offsets. Versions 0. */
export const ConsumerGroupMemberMetadataKey: RecordCodec<ConsumerGroupMemberMetadataKey, ConsumerGroupMemberMetadataKeyInput> = {
  name: 'ConsumerGroupMemberMetadataKey',
  type: 5,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupMemberMetadataKey', { decode: decodeConsumerGroupMemberMetadataKey, encode: encodeConsumerGroupMemberMetadataKey, size: sizeConsumerGroupMemberMetadataKey }),
};

function decodeConsumerGroupMemberMetadataKey(r: ByteReader, _v: number): ConsumerGroupMemberMetadataKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeConsumerGroupMemberMetadataKey(w: ByteWriter, m: ConsumerGroupMemberMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeConsumerGroupMemberMetadataKey(m: ConsumerGroupMemberMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
