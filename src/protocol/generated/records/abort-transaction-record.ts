// Generated from protocol-spec/records/metadata/25-abort-transaction-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface AbortTransactionRecord {
  /** tagged */
  reason: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AbortTransactionRecordInput {
  readonly reason?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The records since BeginTransactionRecord never count (KIP-868). Versions 0. */
export const AbortTransactionRecord: RecordCodec<AbortTransactionRecord, AbortTransactionRecordInput> = {
  name: 'AbortTransactionRecord',
  type: 25,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('AbortTransactionRecord', { decode: decodeAbortTransactionRecord, encode: encodeAbortTransactionRecord, size: sizeAbortTransactionRecord }),
};

function decodeAbortTransactionRecord(r: ByteReader, _v: number): AbortTransactionRecord {
  let reason: string | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        reason = r.compactNullableString('reason');
        expectTagEnd(r, 'reason', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: AbortTransactionRecord = { reason };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAbortTransactionRecord(w: ByteWriter, m: AbortTransactionRecordInput, _v: number): void {
  const unknown = m.unknownTaggedFields;
  const hasReason = m.reason !== undefined && m.reason !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasReason ? 1 : 0));
  if (hasReason) {
    const reason = m.reason;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfCompactString(reason));
    w.compactString(reason);
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeAbortTransactionRecord(m: AbortTransactionRecordInput, _v: number): number {
  let bytes = 0;
  let tags = 0;
  if (m.reason !== undefined && m.reason !== null) {
    tags++;
    bytes += sizeOfTag(0, sizeOfCompactNullableString(m.reason));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
