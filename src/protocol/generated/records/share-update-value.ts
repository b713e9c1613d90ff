// Generated from protocol-spec/records/share/01-share-update.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ShareUpdateValue {
  snapshotEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** tagged */
  deliveryCompleteCount: number;
  stateBatches: StateBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareUpdateValueInput {
  readonly snapshotEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount?: number | undefined;
  readonly stateBatches: readonly StateBatchInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface StateBatch {
  firstOffset: number;
  lastOffset: number;
  deliveryState: number;
  deliveryCount: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StateBatchInput {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly deliveryState: number;
  readonly deliveryCount: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** What changed in a share partition since its last snapshot (KIP-932), in __share_group_state. Versions 0. */
export const ShareUpdateValue: RecordCodec<ShareUpdateValue, ShareUpdateValueInput> = {
  name: 'ShareUpdateValue',
  type: 1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareUpdateValue', { decode: decodeShareUpdateValue, encode: encodeShareUpdateValue, size: sizeShareUpdateValue }),
};

function decodeShareUpdateValue(r: ByteReader, v: number): ShareUpdateValue {
  const snapshotEpoch = r.int32('snapshotEpoch');
  const leaderEpoch = r.int32('leaderEpoch');
  const startOffset = r.int64('startOffset');
  const stateBatches: StateBatch[] = [];
  const stateBatchesLength = r.arrayLength(true, 'stateBatches', 19);
  try {
    while (stateBatches.length < stateBatchesLength) stateBatches.push(decodeStateBatch(r, v));
  } catch (error) {
    throw inField(error, 'stateBatches', stateBatches.length);
  }
  let deliveryCompleteCount: number = -1;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        deliveryCompleteCount = r.int32('deliveryCompleteCount');
        expectTagEnd(r, 'deliveryCompleteCount', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: ShareUpdateValue = { snapshotEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareUpdateValue(w: ByteWriter, m: ShareUpdateValueInput, v: number): void {
  w.int32(m.snapshotEpoch);
  w.int32(m.leaderEpoch);
  w.int64(m.startOffset);
  {
    const value = m.stateBatches;
    w.arrayLength(true, value.length);
    for (const element of value) encodeStateBatch(w, element, v);
  }
  const unknown = m.unknownTaggedFields;
  const hasDeliveryCompleteCount = m.deliveryCompleteCount !== undefined && m.deliveryCompleteCount !== -1;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasDeliveryCompleteCount ? 1 : 0));
  if (hasDeliveryCompleteCount) {
    const deliveryCompleteCount = m.deliveryCompleteCount;
    w.unsignedVarint(0);
    w.unsignedVarint(4);
    w.int32(deliveryCompleteCount);
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeShareUpdateValue(m: ShareUpdateValueInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.stateBatches, v, sizeStateBatch);
  let tags = 0;
  if (m.deliveryCompleteCount !== undefined && m.deliveryCompleteCount !== -1) {
    tags++;
    bytes += sizeOfTag(0, 4);
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}

function decodeStateBatch(r: ByteReader, _v: number): StateBatch {
  const firstOffset = r.int64('firstOffset');
  const lastOffset = r.int64('lastOffset');
  const deliveryState = r.int8('deliveryState');
  const deliveryCount = r.int16('deliveryCount');
  const unknown = decodeUnknownTags(r);
  const m: StateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStateBatch(w: ByteWriter, m: StateBatchInput, _v: number): void {
  w.int64(m.firstOffset);
  w.int64(m.lastOffset);
  w.int8(m.deliveryState);
  w.int16(m.deliveryCount);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStateBatch(m: StateBatchInput, _v: number): number {
  let bytes = 19;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
