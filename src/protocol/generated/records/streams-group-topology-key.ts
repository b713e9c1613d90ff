// Generated from protocol-spec/records/group/23-streams-group-topology.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface StreamsGroupTopologyKey {
  groupId: string;
}

export interface StreamsGroupTopologyKeyInput {
  readonly groupId: string;
}

/** The topology of a Streams group (KIP-1071). Versions 0. */
export const StreamsGroupTopologyKey: RecordCodec<StreamsGroupTopologyKey, StreamsGroupTopologyKeyInput> = {
  name: 'StreamsGroupTopologyKey',
  type: 23,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('StreamsGroupTopologyKey', { decode: decodeStreamsGroupTopologyKey, encode: encodeStreamsGroupTopologyKey, size: sizeStreamsGroupTopologyKey }),
};

function decodeStreamsGroupTopologyKey(r: ByteReader, _v: number): StreamsGroupTopologyKey {
  const groupId = r.string('groupId');
  return { groupId };
}

function encodeStreamsGroupTopologyKey(w: ByteWriter, m: StreamsGroupTopologyKeyInput, _v: number): void {
  w.string(m.groupId);
}

function sizeStreamsGroupTopologyKey(m: StreamsGroupTopologyKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  return bytes;
}
