// Generated from protocol-spec/headers/response-header.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../protocol/message.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ResponseHeader {
  correlationId: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseHeaderInput {
  readonly correlationId: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** Stands before every response: version 1 before flexible versions, but version 0 before every ApiVersions response. Versions 0-1. */
export const ResponseHeader: RecordCodec<ResponseHeader, ResponseHeaderInput> = {
  name: 'ResponseHeader',
  type: -1,
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 1,
  ...codec('ResponseHeader', { decode: decodeResponseHeader, encode: encodeResponseHeader, size: sizeResponseHeader }),
};

function decodeResponseHeader(r: ByteReader, v: number): ResponseHeader {
  const flexible = v >= 1;
  const correlationId = r.int32('correlationId');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ResponseHeader = { correlationId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseHeader(w: ByteWriter, m: ResponseHeaderInput, v: number): void {
  const flexible = v >= 1;
  w.int32(m.correlationId);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseHeader(m: ResponseHeaderInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
