// Generated from protocol-spec/records/group/06-consumer-group-target-assignment-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export interface ConsumerGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch for which a group's target assignment was computed (KIP-848). Versions 0. */
export const ConsumerGroupTargetAssignmentMetadataKey: RecordCodec<ConsumerGroupTargetAssignmentMetadataKey, ConsumerGroupTargetAssignmentMetadataKeyInput> = {
  name: 'ConsumerGroupTargetAssignmentMetadataKey',
  type: 6,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupTargetAssignmentMetadataKey', { decode: decodeConsumerGroupTargetAssignmentMetadataKey, encode: encodeConsumerGroupTargetAssignmentMetadataKey, size: sizeConsumerGroupTargetAssignmentMetadataKey }),
};

function decodeConsumerGroupTargetAssignmentMetadataKey(r: ByteReader, _v: number): ConsumerGroupTargetAssignmentMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeConsumerGroupTargetAssignmentMetadataKey(w: ByteWriter, m: ConsumerGroupTargetAssignmentMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeConsumerGroupTargetAssignmentMetadataKey(m: ConsumerGroupTargetAssignmentMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
