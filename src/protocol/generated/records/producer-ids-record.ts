// Generated from protocol-spec/records/metadata/15-producer-ids-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ProducerIdsRecord {
  brokerId: number;
  brokerEpoch: number;
  /** the first one after the block */
  nextProducerId: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ProducerIdsRecordInput {
  readonly brokerId: number;
  readonly brokerEpoch?: number | undefined;
  readonly nextProducerId: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A block of producer ids has been given to a broker (KIP-730). Versions 0. */
export const ProducerIdsRecord: RecordCodec<ProducerIdsRecord, ProducerIdsRecordInput> = {
  name: 'ProducerIdsRecord',
  type: 15,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ProducerIdsRecord', { decode: decodeProducerIdsRecord, encode: encodeProducerIdsRecord, size: sizeProducerIdsRecord }),
};

function decodeProducerIdsRecord(r: ByteReader, _v: number): ProducerIdsRecord {
  const brokerId = r.int32('brokerId');
  const brokerEpoch = r.int64('brokerEpoch');
  const nextProducerId = r.int64('nextProducerId');
  const unknown = decodeUnknownTags(r);
  const m: ProducerIdsRecord = { brokerId, brokerEpoch, nextProducerId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeProducerIdsRecord(w: ByteWriter, m: ProducerIdsRecordInput, _v: number): void {
  w.int32(m.brokerId);
  w.int64(m.brokerEpoch ?? -1);
  w.int64(m.nextProducerId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeProducerIdsRecord(m: ProducerIdsRecordInput, _v: number): number {
  let bytes = 20;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
