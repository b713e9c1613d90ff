// What stands before every request: API key, version, correlation id, client id (header version 1) and, in
// flexible versions, tagged fields (header version 2). A frame here is without its size prefix.

import { ByteReader } from '../base/byte-reader.ts';
import { RequestHeader as codec } from './generated/request-header.ts';

export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string | null;
  /** Stands at the first byte of the request's body and ends with the frame. */
  readonly body: ByteReader;
}

/** The part of a header that is the same in every version of it, and tells which version it has. */
export type RequestPeek = Pick<RequestHeader, 'apiKey' | 'apiVersion' | 'correlationId'>;

/** The version of the header that requests of this kind have. */
export function requestHeaderVersion(flexible: boolean): 1 | 2 {
  return flexible ? 2 : 1;
}

/** Reads as much of a frame as is sure to be there; throws MalformedMessageError for less than 8 bytes. */
export function peekRequest(frame: Buffer): RequestPeek {
  const reader = new ByteReader(frame);
  const apiKey = reader.int16('RequestHeader.requestApiKey');
  const apiVersion = reader.int16('RequestHeader.requestApiVersion');
  return { apiKey, apiVersion, correlationId: reader.int32('RequestHeader.correlationId') };
}

/** Reads a frame's header; throws MalformedMessageError. */
export function decodeRequestHeader(frame: Buffer, flexible: boolean): RequestHeader {
  const body = new ByteReader(frame);
  const header = codec.decode(body, requestHeaderVersion(flexible));
  const { requestApiKey: apiKey, requestApiVersion: apiVersion, correlationId, clientId } = header;
  return { apiKey, apiVersion, correlationId, clientId, body };
}
