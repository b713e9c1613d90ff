// Generated from protocol-spec/records/metadata/26-remove-delegation-token-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface RemoveDelegationTokenRecord {
  tokenId: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveDelegationTokenRecordInput {
  readonly tokenId: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A delegation token has been removed. Versions 0. */
export const RemoveDelegationTokenRecord: RecordCodec<RemoveDelegationTokenRecord, RemoveDelegationTokenRecordInput> = {
  name: 'RemoveDelegationTokenRecord',
  type: 26,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('RemoveDelegationTokenRecord', { decode: decodeRemoveDelegationTokenRecord, encode: encodeRemoveDelegationTokenRecord, size: sizeRemoveDelegationTokenRecord }),
};

function decodeRemoveDelegationTokenRecord(r: ByteReader, _v: number): RemoveDelegationTokenRecord {
  const tokenId = r.compactString('tokenId');
  const unknown = decodeUnknownTags(r);
  const m: RemoveDelegationTokenRecord = { tokenId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveDelegationTokenRecord(w: ByteWriter, m: RemoveDelegationTokenRecordInput, _v: number): void {
  w.compactString(m.tokenId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveDelegationTokenRecord(m: RemoveDelegationTokenRecordInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.tokenId);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
