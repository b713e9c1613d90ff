// Generated from protocol-spec/records/metadata/01-unregister-broker-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface UnregisterBrokerRecord {
  brokerId: number;
  brokerEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UnregisterBrokerRecordInput {
  readonly brokerId: number;
  readonly brokerEpoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A broker has left the cluster for good. Versions 0. */
export const UnregisterBrokerRecord: RecordCodec<UnregisterBrokerRecord, UnregisterBrokerRecordInput> = {
  name: 'UnregisterBrokerRecord',
  type: 1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('UnregisterBrokerRecord', { decode: decodeUnregisterBrokerRecord, encode: encodeUnregisterBrokerRecord, size: sizeUnregisterBrokerRecord }),
};

function decodeUnregisterBrokerRecord(r: ByteReader, _v: number): UnregisterBrokerRecord {
  const brokerId = r.int32('brokerId');
  const brokerEpoch = r.int64('brokerEpoch');
  const unknown = decodeUnknownTags(r);
  const m: UnregisterBrokerRecord = { brokerId, brokerEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUnregisterBrokerRecord(w: ByteWriter, m: UnregisterBrokerRecordInput, _v: number): void {
  w.int32(m.brokerId);
  w.int64(m.brokerEpoch);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUnregisterBrokerRecord(m: UnregisterBrokerRecordInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
