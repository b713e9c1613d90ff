// Generated from protocol-spec/headers/request-header.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfNullableString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface RequestHeader {
  requestApiKey: number;
  requestApiVersion: number;
  correlationId: number;
  clientId: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RequestHeaderInput {
  readonly requestApiKey: number;
  readonly requestApiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** Stands before every request. Version 1 before the versions that are not flexible, version 2 before the others. The client id is never compact, so that a broker can read it whatever the version. Versions 1-2. */
export const RequestHeader: RecordCodec<RequestHeader, RequestHeaderInput> = {
  name: 'RequestHeader',
  type: -1,
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  ...codec('RequestHeader', { decode: decodeRequestHeader, encode: encodeRequestHeader, size: sizeRequestHeader }),
};

function decodeRequestHeader(r: ByteReader, v: number): RequestHeader {
  const flexible = v >= 2;
  const requestApiKey = r.int16('requestApiKey');
  const requestApiVersion = r.int16('requestApiVersion');
  const correlationId = r.int32('correlationId');
  const clientId = r.nullableString('clientId');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: RequestHeader = { requestApiKey, requestApiVersion, correlationId, clientId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRequestHeader(w: ByteWriter, m: RequestHeaderInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.requestApiKey);
  w.int16(m.requestApiVersion);
  w.int32(m.correlationId);
  w.nullableString(m.clientId);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRequestHeader(m: RequestHeaderInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 2;
  bytes += sizeOfNullableString(m.clientId);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
