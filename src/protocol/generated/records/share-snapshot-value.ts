// Generated from protocol-spec/records/share/00-share-snapshot.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ShareSnapshotValue {
  snapshotEpoch: number;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** tagged */
  deliveryCompleteCount: number;
  createTimestamp: number;
  writeTimestamp: number;
  stateBatches: StateBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareSnapshotValueInput {
  readonly snapshotEpoch: number;
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount?: number | undefined;
  readonly createTimestamp: number;
  readonly writeTimestamp: number;
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

/** The whole state of a share partition (KIP-932), in __share_group_state. Versions 0. */
export const ShareSnapshotValue: RecordCodec<ShareSnapshotValue, ShareSnapshotValueInput> = {
  name: 'ShareSnapshotValue',
  type: 0,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareSnapshotValue', { decode: decodeShareSnapshotValue, encode: encodeShareSnapshotValue, size: sizeShareSnapshotValue }),
};

function decodeShareSnapshotValue(r: ByteReader, v: number): ShareSnapshotValue {
  const snapshotEpoch = r.int32('snapshotEpoch');
  const stateEpoch = r.int32('stateEpoch');
  const leaderEpoch = r.int32('leaderEpoch');
  const startOffset = r.int64('startOffset');
  const createTimestamp = r.int64('createTimestamp');
  const writeTimestamp = r.int64('writeTimestamp');
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
  const m: ShareSnapshotValue = { snapshotEpoch, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, createTimestamp, writeTimestamp, stateBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareSnapshotValue(w: ByteWriter, m: ShareSnapshotValueInput, v: number): void {
  w.int32(m.snapshotEpoch);
  w.int32(m.stateEpoch);
  w.int32(m.leaderEpoch);
  w.int64(m.startOffset);
  w.int64(m.createTimestamp);
  w.int64(m.writeTimestamp);
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

function sizeShareSnapshotValue(m: ShareSnapshotValueInput, v: number): number {
  let bytes = 36;
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
