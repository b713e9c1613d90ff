// Generated from protocol-spec/records/metadata/23-begin-transaction-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface BeginTransactionRecord {
  /** tagged */
  name: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface BeginTransactionRecordInput {
  readonly name?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The records that follow count together (KIP-868). Versions 0. */
export const BeginTransactionRecord: RecordCodec<BeginTransactionRecord, BeginTransactionRecordInput> = {
  name: 'BeginTransactionRecord',
  type: 23,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('BeginTransactionRecord', { decode: decodeBeginTransactionRecord, encode: encodeBeginTransactionRecord, size: sizeBeginTransactionRecord }),
};

function decodeBeginTransactionRecord(r: ByteReader, _v: number): BeginTransactionRecord {
  let name: string | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        name = r.compactNullableString('name');
        expectTagEnd(r, 'name', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: BeginTransactionRecord = { name };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeBeginTransactionRecord(w: ByteWriter, m: BeginTransactionRecordInput, _v: number): void {
  const unknown = m.unknownTaggedFields;
  const hasName = m.name !== undefined && m.name !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasName ? 1 : 0));
  if (hasName) {
    const name = m.name;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfCompactString(name));
    w.compactString(name);
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeBeginTransactionRecord(m: BeginTransactionRecordInput, _v: number): number {
  let bytes = 0;
  let tags = 0;
  if (m.name !== undefined && m.name !== null) {
    tags++;
    bytes += sizeOfTag(0, sizeOfCompactNullableString(m.name));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
