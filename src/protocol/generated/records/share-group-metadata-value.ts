// Generated from protocol-spec/records/group/11-share-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupMetadataValue {
  epoch: number;
  metadataHash: bigint;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupMetadataValueInput {
  readonly epoch: number;
  readonly metadataHash: bigint;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The epoch of a share group (KIP-932). Versions 0. */
export const ShareGroupMetadataValue: RecordCodec<ShareGroupMetadataValue, ShareGroupMetadataValueInput> = {
  name: 'ShareGroupMetadataValue',
  type: 11,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupMetadataValue', { decode: decodeShareGroupMetadataValue, encode: encodeShareGroupMetadataValue, size: sizeShareGroupMetadataValue }),
};

function decodeShareGroupMetadataValue(r: ByteReader, _v: number): ShareGroupMetadataValue {
  const epoch = r.int32('epoch');
  const metadataHash = r.hash64('metadataHash');
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupMetadataValue = { epoch, metadataHash };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupMetadataValue(w: ByteWriter, m: ShareGroupMetadataValueInput, _v: number): void {
  w.int32(m.epoch);
  w.hash64(m.metadataHash);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupMetadataValue(m: ShareGroupMetadataValueInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
