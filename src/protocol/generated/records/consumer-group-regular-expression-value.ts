// Generated from protocol-spec/records/group/16-consumer-group-regular-expression.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfStrings, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ConsumerGroupRegularExpressionValue {
  topics: string[];
  version: number;
  timestamp: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupRegularExpressionValueInput {
  readonly topics: readonly string[];
  readonly version: number;
  readonly timestamp: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The topics that a regular expression of a group was resolved to (KIP-848). Versions 0. */
export const ConsumerGroupRegularExpressionValue: RecordCodec<ConsumerGroupRegularExpressionValue, ConsumerGroupRegularExpressionValueInput> = {
  name: 'ConsumerGroupRegularExpressionValue',
  type: 16,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConsumerGroupRegularExpressionValue', { decode: decodeConsumerGroupRegularExpressionValue, encode: encodeConsumerGroupRegularExpressionValue, size: sizeConsumerGroupRegularExpressionValue }),
};

function decodeConsumerGroupRegularExpressionValue(r: ByteReader, _v: number): ConsumerGroupRegularExpressionValue {
  const topics: string[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 1);
  for (let i = 0; i < topicsLength; i++) topics.push(r.compactString('topics'));
  const version = r.int64('version');
  const timestamp = r.int64('timestamp');
  const unknown = decodeUnknownTags(r);
  const m: ConsumerGroupRegularExpressionValue = { topics, version, timestamp };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupRegularExpressionValue(w: ByteWriter, m: ConsumerGroupRegularExpressionValueInput, _v: number): void {
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  w.int64(m.version);
  w.int64(m.timestamp);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConsumerGroupRegularExpressionValue(m: ConsumerGroupRegularExpressionValueInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfStrings(true, m.topics);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
