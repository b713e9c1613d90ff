// Generated from protocol-spec/records/group/08-consumer-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupCurrentMemberAssignmentKey {
  groupId: string;
  memberId: string;
}

export interface ConsumerGroupCurrentMemberAssignmentKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The partitions that a member has at present (KIP-848). Versions 0. */
export const ConsumerGroupCurrentMemberAssignmentKey: RecordCodec<ConsumerGroupCurrentMemberAssignmentKey, ConsumerGroupCurrentMemberAssignmentKeyInput> = {
  name: 'ConsumerGroupCurrentMemberAssignmentKey',
  type: 8,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupCurrentMemberAssignmentKey', { decode: decodeConsumerGroupCurrentMemberAssignmentKey, encode: encodeConsumerGroupCurrentMemberAssignmentKey, size: sizeConsumerGroupCurrentMemberAssignmentKey }),
};

function decodeConsumerGroupCurrentMemberAssignmentKey(r: ByteReader, _v: number): ConsumerGroupCurrentMemberAssignmentKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeConsumerGroupCurrentMemberAssignmentKey(w: ByteWriter, m: ConsumerGroupCurrentMemberAssignmentKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeConsumerGroupCurrentMemberAssignmentKey(m: ConsumerGroupCurrentMemberAssignmentKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
