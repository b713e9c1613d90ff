// Generated from protocol-spec/records/metadata/24-end-transaction-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface EndTransactionRecord {
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndTransactionRecordInput {
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The records since BeginTransactionRecord count from here on (KIP-868). Versions 0. */
export const EndTransactionRecord: RecordCodec<EndTransactionRecord, EndTransactionRecordInput> = {
  name: 'EndTransactionRecord',
  type: 24,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('EndTransactionRecord', { decode: decodeEndTransactionRecord, encode: encodeEndTransactionRecord, size: sizeEndTransactionRecord }),
};

function decodeEndTransactionRecord(r: ByteReader, _v: number): EndTransactionRecord {
  const unknown = decodeUnknownTags(r);
  const m: EndTransactionRecord = {};
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndTransactionRecord(w: ByteWriter, m: EndTransactionRecordInput, _v: number): void {
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndTransactionRecord(m: EndTransactionRecordInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
