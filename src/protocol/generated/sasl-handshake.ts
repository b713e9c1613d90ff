// Generated from protocol-spec/api/17-sasl-handshake.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api } from '../../protocol/message.ts';
import { sizeOfString } from '../../base/byte-writer.ts';
import { codec } from '../../protocol/codec-support.ts';
import { sizeOfStrings } from '../../protocol/codec-sizes.ts';

export interface SaslHandshakeRequest {
  mechanism: string;
}

export interface SaslHandshakeRequestInput {
  readonly mechanism: string;
}

export interface SaslHandshakeResponse {
  errorCode: number;
  /** those that the listener offers */
  mechanisms: string[];
}

export interface SaslHandshakeResponseInput {
  readonly errorCode: number;
  readonly mechanisms: readonly string[];
}

/**
 * Chooses the SASL mechanism of a connection.
 */
export const SaslHandshake: Api<SaslHandshakeRequest, SaslHandshakeResponse, SaslHandshakeRequestInput, SaslHandshakeResponseInput> = {
  key: 17,
  name: 'SaslHandshake',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: Number.POSITIVE_INFINITY,
  request: codec('SaslHandshakeRequest', { decode: decodeSaslHandshakeRequest, encode: encodeSaslHandshakeRequest, size: sizeSaslHandshakeRequest }),
  response: codec('SaslHandshakeResponse', { decode: decodeSaslHandshakeResponse, encode: encodeSaslHandshakeResponse, size: sizeSaslHandshakeResponse }),
};

function decodeSaslHandshakeRequest(r: ByteReader, _v: number): SaslHandshakeRequest {
  const mechanism = r.string('mechanism');
  return { mechanism };
}

function encodeSaslHandshakeRequest(w: ByteWriter, m: SaslHandshakeRequestInput, _v: number): void {
  w.string(m.mechanism);
}

function sizeSaslHandshakeRequest(m: SaslHandshakeRequestInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.mechanism);
  return bytes;
}

function decodeSaslHandshakeResponse(r: ByteReader, _v: number): SaslHandshakeResponse {
  const errorCode = r.int16('errorCode');
  const mechanisms: string[] = [];
  const mechanismsLength = r.arrayLength(false, 'mechanisms', 1);
  for (let i = 0; i < mechanismsLength; i++) mechanisms.push(r.string('mechanisms'));
  return { errorCode, mechanisms };
}

function encodeSaslHandshakeResponse(w: ByteWriter, m: SaslHandshakeResponseInput, _v: number): void {
  w.int16(m.errorCode);
  {
    const value = m.mechanisms;
    w.arrayLength(false, value.length);
    for (const element of value) w.string(element);
  }
}

function sizeSaslHandshakeResponse(m: SaslHandshakeResponseInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfStrings(false, m.mechanisms);
  return bytes;
}
