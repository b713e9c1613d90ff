// Generated from protocol-spec/records/metadata/22-remove-user-scram-credential-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface RemoveUserScramCredentialRecord {
  name: string;
  mechanism: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RemoveUserScramCredentialRecordInput {
  readonly name: string;
  readonly mechanism: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A user's SCRAM credential has been removed. Versions 0. */
export const RemoveUserScramCredentialRecord: RecordCodec<RemoveUserScramCredentialRecord, RemoveUserScramCredentialRecordInput> = {
  name: 'RemoveUserScramCredentialRecord',
  type: 22,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('RemoveUserScramCredentialRecord', { decode: decodeRemoveUserScramCredentialRecord, encode: encodeRemoveUserScramCredentialRecord, size: sizeRemoveUserScramCredentialRecord }),
};

function decodeRemoveUserScramCredentialRecord(r: ByteReader, _v: number): RemoveUserScramCredentialRecord {
  const name = r.compactString('name');
  const mechanism = r.int8('mechanism');
  const unknown = decodeUnknownTags(r);
  const m: RemoveUserScramCredentialRecord = { name, mechanism };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRemoveUserScramCredentialRecord(w: ByteWriter, m: RemoveUserScramCredentialRecordInput, _v: number): void {
  w.compactString(m.name);
  w.int8(m.mechanism);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRemoveUserScramCredentialRecord(m: RemoveUserScramCredentialRecordInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
