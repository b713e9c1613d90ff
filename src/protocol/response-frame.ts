// Whole response frames: a 4-byte size, the response header (version 0, or 1 with tagged fields in flexible
// versions) and the body, in one buffer of exactly the right size.

import { ByteReader } from '../base/byte-reader.ts';
import { ByteWriter } from '../base/byte-writer.ts';
import { ResponseHeader } from './generated/response-header.ts';
import type { Codec } from './message.ts';

const SIZE_BYTES = 4;

/** The one API whose responses keep header version 0: a client reads them before it knows any version. */
const API_VERSIONS_KEY = 18;

/** What a frame needs to know of its API. */
interface ResponseApi<Message extends Input, Input> {
  readonly key: number;
  readonly flexibleFrom: number;
  readonly response: Codec<Message, Input>;
}

/** Which request a response answers. */
export interface ResponseTo {
  readonly apiVersion: number;
  readonly correlationId: number;
}

/** The version of the header that an API's responses have in this version. */
export function responseHeaderVersion(
  api: { readonly key: number; readonly flexibleFrom: number },
  apiVersion: number,
): 0 | 1 {
  return apiVersion >= api.flexibleFrom && api.key !== API_VERSIONS_KEY ? 1 : 0;
}

/** Encodes a response into the buffer that `allocate` gives, which has exactly the size asked for. */
export function encodeResponseFrame<Message extends Input, Input>(
  api: ResponseApi<Message, Input>,
  { apiVersion, correlationId }: ResponseTo,
  response: Input,
  allocate: (size: number) => Buffer = Buffer.allocUnsafe,
): Buffer {
  const headerVersion = responseHeaderVersion(api, apiVersion);
  const header = { correlationId };
  const headerSize = ResponseHeader.size(header, headerVersion);
  const size = headerSize + api.response.size(response, apiVersion);
  const writer = new ByteWriter(allocate(SIZE_BYTES + size));
  writer.int32(size);
  ResponseHeader.encode(writer, header, headerVersion);
  api.response.encode(writer, response, apiVersion);
  writer.expectFull();
  return writer.buffer;
}

/** Reads a response frame, without its size prefix: the client's side. Throws MalformedMessageError. */
export function decodeResponseFrame<Message extends Input, Input>(
  api: ResponseApi<Message, Input>,
  apiVersion: number,
  frame: Buffer,
): { correlationId: number; response: Message } {
  const reader = new ByteReader(frame);
  const { correlationId } = ResponseHeader.decode(reader, responseHeaderVersion(api, apiVersion));
  return { correlationId, response: api.response.decode(reader, apiVersion) };
}
