// Generated from protocol-spec/records/metadata/11-user-scram-credential-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface UserScramCredentialRecord {
  name: string;
  mechanism: number;
  salt: Buffer;
  storedKey: Buffer;
  serverKey: Buffer;
  iterations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface UserScramCredentialRecordInput {
  readonly name: string;
  readonly mechanism: number;
  readonly salt: Uint8Array;
  readonly storedKey: Uint8Array;
  readonly serverKey: Uint8Array;
  readonly iterations: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A user's SCRAM credential has been set. Versions 0. */
export const UserScramCredentialRecord: RecordCodec<UserScramCredentialRecord, UserScramCredentialRecordInput> = {
  name: 'UserScramCredentialRecord',
  type: 11,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('UserScramCredentialRecord', { decode: decodeUserScramCredentialRecord, encode: encodeUserScramCredentialRecord, size: sizeUserScramCredentialRecord }),
};

function decodeUserScramCredentialRecord(r: ByteReader, _v: number): UserScramCredentialRecord {
  const name = r.compactString('name');
  const mechanism = r.int8('mechanism');
  const salt = r.compactBytes('salt');
  const storedKey = r.compactBytes('storedKey');
  const serverKey = r.compactBytes('serverKey');
  const iterations = r.int32('iterations');
  const unknown = decodeUnknownTags(r);
  const m: UserScramCredentialRecord = { name, mechanism, salt, storedKey, serverKey, iterations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeUserScramCredentialRecord(w: ByteWriter, m: UserScramCredentialRecordInput, _v: number): void {
  w.compactString(m.name);
  w.int8(m.mechanism);
  w.compactBytes(m.salt);
  w.compactBytes(m.storedKey);
  w.compactBytes(m.serverKey);
  w.int32(m.iterations);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeUserScramCredentialRecord(m: UserScramCredentialRecordInput, _v: number): number {
  let bytes = 5;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfBytes(true, m.salt);
  bytes += sizeOfBytes(true, m.storedKey);
  bytes += sizeOfBytes(true, m.serverKey);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
