// Generated from protocol-spec/records/metadata/08-unfence-broker-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface UnfenceBrokerRecord {
  id: number;
  epoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UnfenceBrokerRecordInput {
  readonly id: number;
  readonly epoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A broker has been unfenced. Replaced by BrokerRegistrationChangeRecord. Versions 0. */
export const UnfenceBrokerRecord: RecordCodec<UnfenceBrokerRecord, UnfenceBrokerRecordInput> = {
  name: 'UnfenceBrokerRecord',
  type: 8,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('UnfenceBrokerRecord', { decode: decodeUnfenceBrokerRecord, encode: encodeUnfenceBrokerRecord, size: sizeUnfenceBrokerRecord }),
};

function decodeUnfenceBrokerRecord(r: ByteReader, _v: number): UnfenceBrokerRecord {
  const id = r.int32('id');
  const epoch = r.int64('epoch');
  const unknown = decodeUnknownTags(r);
  const m: UnfenceBrokerRecord = { id, epoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUnfenceBrokerRecord(w: ByteWriter, m: UnfenceBrokerRecordInput, _v: number): void {
  w.int32(m.id);
  w.int64(m.epoch);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUnfenceBrokerRecord(m: UnfenceBrokerRecordInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
