// Generated from protocol-spec/records/group/12-share-group-target-assignment-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupTargetAssignmentMetadataValue {
  assignmentEpoch: number;
  /** tagged */
  assignmentTimestamp: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupTargetAssignmentMetadataValueInput {
  readonly assignmentEpoch: number;
  readonly assignmentTimestamp?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The epoch for which a share group's target assignment was computed (KIP-932). Versions 0. */
export const ShareGroupTargetAssignmentMetadataValue: RecordCodec<ShareGroupTargetAssignmentMetadataValue, ShareGroupTargetAssignmentMetadataValueInput> = {
  name: 'ShareGroupTargetAssignmentMetadataValue',
  type: 12,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupTargetAssignmentMetadataValue', { decode: decodeShareGroupTargetAssignmentMetadataValue, encode: encodeShareGroupTargetAssignmentMetadataValue, size: sizeShareGroupTargetAssignmentMetadataValue }),
};

function decodeShareGroupTargetAssignmentMetadataValue(r: ByteReader, _v: number): ShareGroupTargetAssignmentMetadataValue {
  const assignmentEpoch = r.int32('assignmentEpoch');
  let assignmentTimestamp: number = 0;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        assignmentTimestamp = r.int64('assignmentTimestamp');
        expectTagEnd(r, 'assignmentTimestamp', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: ShareGroupTargetAssignmentMetadataValue = { assignmentEpoch, assignmentTimestamp };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupTargetAssignmentMetadataValue(w: ByteWriter, m: ShareGroupTargetAssignmentMetadataValueInput, _v: number): void {
  w.int32(m.assignmentEpoch);
  const unknown = m.unknownTaggedFields;
  const hasAssignmentTimestamp = m.assignmentTimestamp !== undefined && m.assignmentTimestamp !== 0;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasAssignmentTimestamp ? 1 : 0));
  if (hasAssignmentTimestamp) {
    const assignmentTimestamp = m.assignmentTimestamp;
    w.unsignedVarint(0);
    w.unsignedVarint(8);
    w.int64(assignmentTimestamp);
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeShareGroupTargetAssignmentMetadataValue(m: ShareGroupTargetAssignmentMetadataValueInput, _v: number): number {
  let bytes = 4;
  let tags = 0;
  if (m.assignmentTimestamp !== undefined && m.assignmentTimestamp !== 0) {
    tags++;
    bytes += sizeOfTag(0, 8);
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
