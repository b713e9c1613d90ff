// Generated from protocol-spec/records/group/20-streams-group-target-assignment-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupTargetAssignmentMetadataKey {
  groupId: string;
}

export interface StreamsGroupTargetAssignmentMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch for which a Streams group's target assignment was computed (KIP-1071). Versions 0. */
export const StreamsGroupTargetAssignmentMetadataKey: RecordCodec<StreamsGroupTargetAssignmentMetadataKey, StreamsGroupTargetAssignmentMetadataKeyInput> = {
  name: 'StreamsGroupTargetAssignmentMetadataKey',
  type: 20,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupTargetAssignmentMetadataKey', { decode: decodeStreamsGroupTargetAssignmentMetadataKey, encode: encodeStreamsGroupTargetAssignmentMetadataKey, size: sizeStreamsGroupTargetAssignmentMetadataKey }),
};

function decodeStreamsGroupTargetAssignmentMetadataKey(r: ByteReader, _v: number): StreamsGroupTargetAssignmentMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeStreamsGroupTargetAssignmentMetadataKey(w: ByteWriter, m: StreamsGroupTargetAssignmentMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeStreamsGroupTargetAssignmentMetadataKey(m: StreamsGroupTargetAssignmentMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
