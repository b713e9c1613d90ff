// Generated from protocol-spec/records/group/07-consumer-group-target-assignment-member.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupTargetAssignmentMemberKey {
  groupId: string;
  memberId: string;
}

export interface ConsumerGroupTargetAssignmentMemberKeyInput {
  readonly groupId: string;
  readonly memberId: string;
}

/** The partitions that a member is meant to have (KIP-848). Versions 0. */
export const ConsumerGroupTargetAssignmentMemberKey: RecordCodec<ConsumerGroupTargetAssignmentMemberKey, ConsumerGroupTargetAssignmentMemberKeyInput> = {
  name: 'ConsumerGroupTargetAssignmentMemberKey',
  type: 7,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupTargetAssignmentMemberKey', { decode: decodeConsumerGroupTargetAssignmentMemberKey, encode: encodeConsumerGroupTargetAssignmentMemberKey, size: sizeConsumerGroupTargetAssignmentMemberKey }),
};

function decodeConsumerGroupTargetAssignmentMemberKey(r: ByteReader, _v: number): ConsumerGroupTargetAssignmentMemberKey {
  const groupId = r.string('groupId');
  const memberId = r.string('memberId');
  return { groupId, memberId };
}

function encodeConsumerGroupTargetAssignmentMemberKey(w: ByteWriter, m: ConsumerGroupTargetAssignmentMemberKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.memberId);
}

function sizeConsumerGroupTargetAssignmentMemberKey(m: ConsumerGroupTargetAssignmentMemberKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.memberId);
  return bytes;
}
