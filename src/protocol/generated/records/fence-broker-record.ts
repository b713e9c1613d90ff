// Generated from protocol-spec/records/metadata/07-fence-broker-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface FenceBrokerRecord {
  id: number;
  epoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FenceBrokerRecordInput {
  readonly id: number;
  readonly epoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A broker has been fenced. Replaced by BrokerRegistrationChangeRecord. Versions 0. */
export const FenceBrokerRecord: RecordCodec<FenceBrokerRecord, FenceBrokerRecordInput> = {
  name: 'FenceBrokerRecord',
  type: 7,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('FenceBrokerRecord', { decode: decodeFenceBrokerRecord, encode: encodeFenceBrokerRecord, size: sizeFenceBrokerRecord }),
};

function decodeFenceBrokerRecord(r: ByteReader, _v: number): FenceBrokerRecord {
  const id = r.int32('id');
  const epoch = r.int64('epoch');
  const unknown = decodeUnknownTags(r);
  const m: FenceBrokerRecord = { id, epoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFenceBrokerRecord(w: ByteWriter, m: FenceBrokerRecordInput, _v: number): void {
  w.int32(m.id);
  w.int64(m.epoch);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFenceBrokerRecord(m: FenceBrokerRecordInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
