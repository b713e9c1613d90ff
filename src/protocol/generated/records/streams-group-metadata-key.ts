// Generated from protocol-spec/records/group/17-streams-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupMetadataKey {
  groupId: string;
}

export interface StreamsGroupMetadataKeyInput {
  readonly groupId: string;
}

/** The epoch of a Streams group (KIP-1071). Versions 0. */
export const StreamsGroupMetadataKey: RecordCodec<StreamsGroupMetadataKey, StreamsGroupMetadataKeyInput> = {
  name: 'StreamsGroupMetadataKey',
  type: 17,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupMetadataKey', { decode: decodeStreamsGroupMetadataKey, encode: encodeStreamsGroupMetadataKey, size: sizeStreamsGroupMetadataKey }),
};

function decodeStreamsGroupMetadataKey(r: ByteReader, _v: number): StreamsGroupMetadataKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeStreamsGroupMetadataKey(w: ByteWriter, m: StreamsGroupMetadataKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeStreamsGroupMetadataKey(m: StreamsGroupMetadataKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
