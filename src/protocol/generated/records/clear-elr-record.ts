// Generated from protocol-spec/records/metadata/28-clear-elr-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ClearElrRecord {
  /** empty: all topics */
  topicName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ClearElrRecordInput {
  readonly topicName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The eligible leader replicas of a topic, or of all topics, are forgotten (KIP-966). Versions 0. */
export const ClearElrRecord: RecordCodec<ClearElrRecord, ClearElrRecordInput> = {
  name: 'ClearElrRecord',
  type: 28,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ClearElrRecord', { decode: decodeClearElrRecord, encode: encodeClearElrRecord, size: sizeClearElrRecord }),
};

function decodeClearElrRecord(r: ByteReader, _v: number): ClearElrRecord {
  const topicName = r.compactString('topicName');
  const unknown = decodeUnknownTags(r);
  const m: ClearElrRecord = { topicName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeClearElrRecord(w: ByteWriter, m: ClearElrRecordInput, _v: number): void {
  w.compactString(m.topicName);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeClearElrRecord(m: ClearElrRecordInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
