// Generated from protocol-spec/api/26-end-txn.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface EndTxnRequest {
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  /** false: abort */
  committed: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndTxnRequestInput {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly committed: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EndTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
  /** v5 */
  producerId: number;
  /** v5 */
  producerEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndTxnResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly producerId?: number | undefined;
  readonly producerEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Commits or aborts a transaction (KIP-98).
 */
export const EndTxn: Api<EndTxnRequest, EndTxnResponse, EndTxnRequestInput, EndTxnResponseInput> = {
  key: 26,
  name: 'EndTxn',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 3,
  request: codec('EndTxnRequest', { decode: decodeEndTxnRequest, encode: encodeEndTxnRequest, size: sizeEndTxnRequest }),
  response: codec('EndTxnResponse', { decode: decodeEndTxnResponse, encode: encodeEndTxnResponse, size: sizeEndTxnResponse }),
};

function decodeEndTxnRequest(r: ByteReader, v: number): EndTxnRequest {
  const flexible = v >= 3;
  const transactionalId = flexible ? r.compactString('transactionalId') : r.string('transactionalId');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const committed = r.bool('committed');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EndTxnRequest = { transactionalId, producerId, producerEpoch, committed };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndTxnRequest(w: ByteWriter, m: EndTxnRequestInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.transactionalId) : w.string(m.transactionalId);
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  w.bool(m.committed);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndTxnRequest(m: EndTxnRequestInput, v: number): number {
  let bytes = 11;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.transactionalId) : sizeOfString(m.transactionalId));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEndTxnResponse(r: ByteReader, v: number): EndTxnResponse {
  const flexible = v >= 3;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const producerId = v === 5 ? r.int64('producerId') : -1;
  const producerEpoch = v === 5 ? r.int16('producerEpoch') : -1;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EndTxnResponse = { throttleTimeMs, errorCode, producerId, producerEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndTxnResponse(w: ByteWriter, m: EndTxnResponseInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  if (v === 5) w.int64(m.producerId ?? -1);
  if (v === 5) w.int16(m.producerEpoch ?? -1);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndTxnResponse(m: EndTxnResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 3;
  if (v === 5) bytes += 8;
  if (v === 5) bytes += 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
