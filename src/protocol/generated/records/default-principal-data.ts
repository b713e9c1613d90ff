// Generated from protocol-spec/records/files/default-principal-data.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface DefaultPrincipalData {
  type: string;
  name: string;
  tokenAuthenticated: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DefaultPrincipalDataInput {
  readonly type: string;
  readonly name: string;
  readonly tokenAuthenticated: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A principal as it is forwarded between brokers. Versions 0. */
export const DefaultPrincipalData: RecordCodec<DefaultPrincipalData, DefaultPrincipalDataInput> = {
  name: 'DefaultPrincipalData',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('DefaultPrincipalData', { decode: decodeDefaultPrincipalData, encode: encodeDefaultPrincipalData, size: sizeDefaultPrincipalData }),
};

function decodeDefaultPrincipalData(r: ByteReader, _v: number): DefaultPrincipalData {
  const type = r.compactString('type');
  const name = r.compactString('name');
  const tokenAuthenticated = r.bool('tokenAuthenticated');
  const unknown = decodeUnknownTags(r);
  const m: DefaultPrincipalData = { type, name, tokenAuthenticated };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDefaultPrincipalData(w: ByteWriter, m: DefaultPrincipalDataInput, _v: number): void {
  w.compactString(m.type);
  w.compactString(m.name);
  w.bool(m.tokenAuthenticated);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDefaultPrincipalData(m: DefaultPrincipalDataInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfCompactString(m.type);
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
