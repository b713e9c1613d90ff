// Whole request frames, as a client sends them: a 4-byte size, the request header and the body.

import { ByteWriter } from '../base/byte-writer.ts';
import { RequestHeader } from './generated/request-header.ts';
import type { Codec } from './message.ts';
import { requestHeaderVersion } from './request-header.ts';

const SIZE_BYTES = 4;

/** Encodes a request with its size prefix: the client's side. */
export function encodeRequestFrame<Message extends Input, Input>(
  api: {
    readonly key: number;
    readonly flexibleFrom: number;
    readonly request: Codec<Message, Input>;
  },
  head: {
    readonly apiVersion: number;
    readonly correlationId: number;
    readonly clientId: string | null;
  },
  request: Input,
): Buffer {
  const { apiVersion, correlationId, clientId } = head;
  const headerVersion = requestHeaderVersion(apiVersion >= api.flexibleFrom);
  const header = { requestApiKey: api.key, requestApiVersion: apiVersion, correlationId, clientId };
  const size = RequestHeader.size(header, headerVersion) + api.request.size(request, apiVersion);
  const writer = new ByteWriter(Buffer.allocUnsafe(SIZE_BYTES + size));
  writer.int32(size);
  RequestHeader.encode(writer, header, headerVersion);
  api.request.encode(writer, request, apiVersion);
  writer.expectFull();
  return writer.buffer;
}
