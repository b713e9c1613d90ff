// Generated from protocol-spec/records/group/00-legacy-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface LegacyOffsetCommitValue {
  offset: number;
  metadata: string;
  commitTimestamp: number;
}

export interface LegacyOffsetCommitValueInput {
  readonly offset: number;
  readonly metadata: string;
  readonly commitTimestamp: number;
}

/** An offset as it was stored before OffsetCommit: still read, never written. Versions 0. */
export const LegacyOffsetCommitValue: RecordCodec<LegacyOffsetCommitValue, LegacyOffsetCommitValueInput> = {
  name: 'LegacyOffsetCommitValue',
  type: 0,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('LegacyOffsetCommitValue', { decode: decodeLegacyOffsetCommitValue, encode: encodeLegacyOffsetCommitValue, size: sizeLegacyOffsetCommitValue }),
};

function decodeLegacyOffsetCommitValue(r: ByteReader, _v: number): LegacyOffsetCommitValue {
  const offset = r.int64('offset');
  const metadata = r.string('metadata');
  const commitTimestamp = r.int64('commitTimestamp');
  return { offset, metadata, commitTimestamp };
}

function encodeLegacyOffsetCommitValue(w: ByteWriter, m: LegacyOffsetCommitValueInput, _v: number): void {
  w.int64(m.offset);
  w.string(m.metadata);
  w.int64(m.commitTimestamp);
}

function sizeLegacyOffsetCommitValue(m: LegacyOffsetCommitValueInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfString(m.metadata);
  return bytes;
}
