// Generated from protocol-spec/records/metadata/10-delegation-token-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfStrings, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface DelegationTokenRecord {
  owner: string;
  requester: string;
  renewers: string[];
  issueTimestamp: number;
  maxTimestamp: number;
  expirationTimestamp: number;
  tokenId: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DelegationTokenRecordInput {
  readonly owner: string;
  readonly requester: string;
  readonly renewers: readonly string[];
  readonly issueTimestamp: number;
  readonly maxTimestamp: number;
  readonly expirationTimestamp: number;
  readonly tokenId: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A delegation token has been created or prolonged. Versions 0. */
export const DelegationTokenRecord: RecordCodec<DelegationTokenRecord, DelegationTokenRecordInput> = {
  name: 'DelegationTokenRecord',
  type: 10,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('DelegationTokenRecord', { decode: decodeDelegationTokenRecord, encode: encodeDelegationTokenRecord, size: sizeDelegationTokenRecord }),
};

function decodeDelegationTokenRecord(r: ByteReader, _v: number): DelegationTokenRecord {
  const owner = r.compactString('owner');
  const requester = r.compactString('requester');
  const renewers: string[] = [];
  const renewersLength = r.arrayLength(true, 'renewers', 1);
  for (let i = 0; i < renewersLength; i++) renewers.push(r.compactString('renewers'));
  const issueTimestamp = r.int64('issueTimestamp');
  const maxTimestamp = r.int64('maxTimestamp');
  const expirationTimestamp = r.int64('expirationTimestamp');
  const tokenId = r.compactString('tokenId');
  const unknown = decodeUnknownTags(r);
  const m: DelegationTokenRecord = { owner, requester, renewers, issueTimestamp, maxTimestamp, expirationTimestamp, tokenId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDelegationTokenRecord(w: ByteWriter, m: DelegationTokenRecordInput, _v: number): void {
  w.compactString(m.owner);
  w.compactString(m.requester);
  {
    const value = m.renewers;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  w.int64(m.issueTimestamp);
  w.int64(m.maxTimestamp);
  w.int64(m.expirationTimestamp);
  w.compactString(m.tokenId);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDelegationTokenRecord(m: DelegationTokenRecordInput, _v: number): number {
  let bytes = 24;
  bytes += sizeOfCompactString(m.owner);
  bytes += sizeOfCompactString(m.requester);
  bytes += sizeOfStrings(true, m.renewers);
  bytes += sizeOfCompactString(m.tokenId);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
