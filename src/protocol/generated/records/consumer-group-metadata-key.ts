// Generated from protocol-spec/records/group/03-consumer-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupMetadataKey {
  groupId: string;
}

export interface ConsumerGroupMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch of a group of the consumer protocol (KIP-848), in __consumer_offsets. Versions 0. */
export const ConsumerGroupMetadataKey: RecordCodec<ConsumerGroupMetadataKey, ConsumerGroupMetadataKeyInput> = {
  name: 'ConsumerGroupMetadataKey',
  type: 3,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupMetadataKey', { decode: decodeConsumerGroupMetadataKey, encode: encodeConsumerGroupMetadataKey, size: sizeConsumerGroupMetadataKey }),
};

function decodeConsumerGroupMetadataKey(r: ByteReader, _v: number): ConsumerGroupMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeConsumerGroupMetadataKey(w: ByteWriter, m: ConsumerGroupMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeConsumerGroupMetadataKey(m: ConsumerGroupMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
