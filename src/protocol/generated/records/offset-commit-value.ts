// Generated from protocol-spec/records/group/01-offset-commit.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { ZERO_UUID } from '../../../base/uuid.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface OffsetCommitValue {
  offset: number;
  /** v3-4 */
  leaderEpoch: number;
  metadata: string;
  commitTimestamp: number;
  /** -1: by the broker's retention · v1 */
  expireTimestamp: number;
  /** v4, tagged */
  topicId: Uuid;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetCommitValueInput {
  readonly offset: number;
  readonly leaderEpoch?: number | undefined;
  readonly metadata: string;
  readonly commitTimestamp: number;
  readonly expireTimestamp?: number | undefined;
  readonly topicId?: Uuid | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The committed offset of one partition in one group, in __consumer_offsets. A null value deletes it. Versions 0-4. */
export const OffsetCommitValue: RecordCodec<OffsetCommitValue, OffsetCommitValueInput> = {
  name: 'OffsetCommitValue',
  type: 1,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 4,
  ...codec('OffsetCommitValue', { decode: decodeOffsetCommitValue, encode: encodeOffsetCommitValue, size: sizeOffsetCommitValue }),
};

function decodeOffsetCommitValue(r: ByteReader, v: number): OffsetCommitValue {
  const flexible = v >= 4;
  const offset = r.int64('offset');
  const leaderEpoch = v >= 3 ? r.int32('leaderEpoch') : -1;
  const metadata = flexible ? r.compactString('metadata') : r.string('metadata');
  const commitTimestamp = r.int64('commitTimestamp');
  const expireTimestamp = v === 1 ? r.int64('expireTimestamp') : -1;
  let topicId: Uuid = ZERO_UUID;
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          topicId = r.uuid('topicId');
          expectTagEnd(r, 'topicId', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: OffsetCommitValue = { offset, leaderEpoch, metadata, commitTimestamp, expireTimestamp, topicId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetCommitValue(w: ByteWriter, m: OffsetCommitValueInput, v: number): void {
  const flexible = v >= 4;
  w.int64(m.offset);
  if (v >= 3) w.int32(m.leaderEpoch ?? -1);
  flexible ? w.compactString(m.metadata) : w.string(m.metadata);
  w.int64(m.commitTimestamp);
  if (v === 1) w.int64(m.expireTimestamp ?? -1);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasTopicId = v === 4 && m.topicId !== undefined && m.topicId !== ZERO_UUID;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasTopicId ? 1 : 0));
    if (hasTopicId) {
      const topicId = m.topicId;
      w.unsignedVarint(0);
      w.unsignedVarint(16);
      w.uuid(topicId);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
  }
}

function sizeOffsetCommitValue(m: OffsetCommitValueInput, v: number): number {
  let bytes = 16;
  const flexible = v >= 4;
  if (v >= 3) bytes += 4;
  bytes += (flexible ? sizeOfCompactString(m.metadata) : sizeOfString(m.metadata));
  if (v === 1) bytes += 8;
  if (flexible) {
    let tags = 0;
    if (v === 4 && m.topicId !== undefined && m.topicId !== ZERO_UUID) {
      tags++;
      bytes += sizeOfTag(0, 16);
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}
