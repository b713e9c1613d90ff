// Generated from protocol-spec/records/metadata/09-remove-topic-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface RemoveTopicRecord {
  topicId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveTopicRecordInput {
  readonly topicId: Uuid;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A topic has been deleted, with its partitions. Versions 0. */
export const RemoveTopicRecord: RecordCodec<RemoveTopicRecord, RemoveTopicRecordInput> = {
  name: 'RemoveTopicRecord',
  type: 9,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('RemoveTopicRecord', { decode: decodeRemoveTopicRecord, encode: encodeRemoveTopicRecord, size: sizeRemoveTopicRecord }),
};

function decodeRemoveTopicRecord(r: ByteReader, _v: number): RemoveTopicRecord {
  const topicId = r.uuid('topicId');
  const unknown = decodeUnknownTags(r);
  const m: RemoveTopicRecord = { topicId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveTopicRecord(w: ByteWriter, m: RemoveTopicRecordInput, _v: number): void {
  w.uuid(m.topicId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveTopicRecord(m: RemoveTopicRecordInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
