// Generated from protocol-spec/records/group/01-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface OffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

export interface OffsetCommitKeyInput {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** The committed offset of one partition in one group, in __consumer_offsets. A null value deletes it. Versions 0. */
export const OffsetCommitKey: RecordCodec<OffsetCommitKey, OffsetCommitKeyInput> = {
  name: 'OffsetCommitKey',
  type: 1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('OffsetCommitKey', { decode: decodeOffsetCommitKey, encode: encodeOffsetCommitKey, size: sizeOffsetCommitKey }),
};

function decodeOffsetCommitKey(r: ByteReader, _v: number): OffsetCommitKey {
  const group = r.string('group');
  const topic = r.string('topic');
  const partition = r.int32('partition');
  return { group, topic, partition };
}

function encodeOffsetCommitKey(w: ByteWriter, m: OffsetCommitKeyInput, _v: number): void {
  w.string(m.group);
  w.string(m.topic);
  w.int32(m.partition);
}

function sizeOffsetCommitKey(m: OffsetCommitKeyInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfString(m.group);
  bytes += sizeOfString(m.topic);
  return bytes;
}
