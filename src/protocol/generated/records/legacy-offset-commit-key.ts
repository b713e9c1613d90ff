// Generated from protocol-spec/records/group/00-legacy-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface LegacyOffsetCommitKey {
  group: string;
  topic: string;
  partition: number;
}

export interface LegacyOffsetCommitKeyInput {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
}

/** An offset as it was stored before OffsetCommit: still read, never written. Versions 0. */
export const LegacyOffsetCommitKey: RecordCodec<LegacyOffsetCommitKey, LegacyOffsetCommitKeyInput> = {
  name: 'LegacyOffsetCommitKey',
  type: 0,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('LegacyOffsetCommitKey', { decode: decodeLegacyOffsetCommitKey, encode: encodeLegacyOffsetCommitKey, size: sizeLegacyOffsetCommitKey }),
};

function decodeLegacyOffsetCommitKey(r: ByteReader, _v: number): LegacyOffsetCommitKey {
  const group = r.string('group');
  const topic = r.string('topic');
  const partition = r.int32('partition');
  return { group, topic, partition };
}

function encodeLegacyOffsetCommitKey(w: ByteWriter, m: LegacyOffsetCommitKeyInput, _v: number): void {
  w.string(m.group);
  w.string(m.topic);
  w.int32(m.partition);
}

function sizeLegacyOffsetCommitKey(m: LegacyOffsetCommitKeyInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfString(m.group);
  bytes += sizeOfString(m.topic);
  return bytes;
}
