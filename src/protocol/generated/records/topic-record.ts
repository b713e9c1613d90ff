// Generated from protocol-spec/records/metadata/02-topic-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface TopicRecord {
  name: string;
  topicId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicRecordInput {
  readonly name: string;
  readonly topicId: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A topic has been created. Versions 0. */
export const TopicRecord: RecordCodec<TopicRecord, TopicRecordInput> = {
  name: 'TopicRecord',
  type: 2,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('TopicRecord', { decode: decodeTopicRecord, encode: encodeTopicRecord, size: sizeTopicRecord }),
};

function decodeTopicRecord(r: ByteReader, _v: number): TopicRecord {
  const name = r.compactString('name');
  const topicId = r.uuid('topicId');
  const unknown = decodeUnknownTags(r);
  const m: TopicRecord = { name, topicId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicRecord(w: ByteWriter, m: TopicRecordInput, _v: number): void {
  w.compactString(m.name);
  w.uuid(m.topicId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicRecord(m: TopicRecordInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
