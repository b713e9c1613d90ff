// Generated from protocol-spec/records/group/16-consumer-group-regular-expression.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ConsumerGroupRegularExpressionKey {
  groupId: string;
  regularExpression: string;
}

export interface ConsumerGroupRegularExpressionKeyInput {
  readonly groupId: string;
  readonly regularExpression: string;
}

/** The topics that a regular expression of a group was resolved to (KIP-848). Versions 0. */
export const ConsumerGroupRegularExpressionKey: RecordCodec<ConsumerGroupRegularExpressionKey, ConsumerGroupRegularExpressionKeyInput> = {
  name: 'ConsumerGroupRegularExpressionKey',
  type: 16,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerGroupRegularExpressionKey', { decode: decodeConsumerGroupRegularExpressionKey, encode: encodeConsumerGroupRegularExpressionKey, size: sizeConsumerGroupRegularExpressionKey }),
};

function decodeConsumerGroupRegularExpressionKey(r: ByteReader, _v: number): ConsumerGroupRegularExpressionKey {
  const groupId = r.string('groupId');
  const regularExpression = r.string('regularExpression');
  return { groupId, regularExpression };
}

function encodeConsumerGroupRegularExpressionKey(w: ByteWriter, m: ConsumerGroupRegularExpressionKeyInput, _v: number): void {
  w.string(m.groupId);
  w.string(m.regularExpression);
}

function sizeConsumerGroupRegularExpressionKey(m: ConsumerGroupRegularExpressionKeyInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfString(m.regularExpression);
  return bytes;
}
