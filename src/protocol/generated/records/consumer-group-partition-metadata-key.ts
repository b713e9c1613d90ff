// Generated from protocol-spec/records/group/04-consumer-group-partition-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupPartitionMetadataKey {
  groupId: string;
}

export interface ConsumerGroupPartitionMetadataKeyInput {
  readonly groupId: string;
}

/** The partitions that a group's subscription had when it was computed; replaced by the hash in ConsumerGroupMetadata, still read. Versions 0. */
export const ConsumerGroupPartitionMetadataKey: RecordCodec<ConsumerGroupPartitionMetadataKey, ConsumerGroupPartitionMetadataKeyInput> = {
  name: 'ConsumerGroupPartitionMetadataKey',
  type: 4,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupPartitionMetadataKey', { decode: decodeConsumerGroupPartitionMetadataKey, encode: encodeConsumerGroupPartitionMetadataKey, size: sizeConsumerGroupPartitionMetadataKey }),
};

function decodeConsumerGroupPartitionMetadataKey(r: ByteReader, _v: number): ConsumerGroupPartitionMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeConsumerGroupPartitionMetadataKey(w: ByteWriter, m: ConsumerGroupPartitionMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeConsumerGroupPartitionMetadataKey(m: ConsumerGroupPartitionMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
