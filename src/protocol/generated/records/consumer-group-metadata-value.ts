// Generated from protocol-spec/records/group/03-consumer-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ConsumerGroupMetadataValue {
  epoch: number;
  /** tagged */
  metadataHash: bigint;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupMetadataValueInput {
  readonly epoch: number;
  readonly metadataHash?: bigint | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The epoch of a group of the consumer protocol (KIP-848), in __consumer_offsets. Versions 0. */
export const ConsumerGroupMetadataValue: RecordCodec<ConsumerGroupMetadataValue, ConsumerGroupMetadataValueInput> = {
  name: 'ConsumerGroupMetadataValue',
  type: 3,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConsumerGroupMetadataValue', { decode: decodeConsumerGroupMetadataValue, encode: encodeConsumerGroupMetadataValue, size: sizeConsumerGroupMetadataValue }),
};

function decodeConsumerGroupMetadataValue(r: ByteReader, _v: number): ConsumerGroupMetadataValue {
  const epoch = r.int32('epoch');
  let metadataHash: bigint = 0n;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        metadataHash = r.hash64('metadataHash');
        expectTagEnd(r, 'metadataHash', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: ConsumerGroupMetadataValue = { epoch, metadataHash };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupMetadataValue(w: ByteWriter, m: ConsumerGroupMetadataValueInput, _v: number): void {
  w.int32(m.epoch);
  const unknown = m.unknownTaggedFields;
  const hasMetadataHash = m.metadataHash !== undefined && m.metadataHash !== 0n;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasMetadataHash ? 1 : 0));
  if (hasMetadataHash) {
    const metadataHash = m.metadataHash;
    w.unsignedVarint(0);
    w.unsignedVarint(8);
    w.hash64(metadataHash);
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeConsumerGroupMetadataValue(m: ConsumerGroupMetadataValueInput, _v: number): number {
  let bytes = 4;
  let tags = 0;
  if (m.metadataHash !== undefined && m.metadataHash !== 0n) {
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
