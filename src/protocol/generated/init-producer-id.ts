// Generated from protocol-spec/api/22-init-producer-id.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfNullableString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface InitProducerIdRequest {
  /** null: idempotent only */
  transactionalId: string | null;
  transactionTimeoutMs: number;
  /** -1: a new one · v3-6 */
  producerId: number;
  /** -1: none yet · v3-6 */
  producerEpoch: number;
  /** v6 */
  enable2Pc: boolean;
  /** v6 */
  keepPreparedTxn: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitProducerIdRequestInput {
  readonly transactionalId: string | null;
  readonly transactionTimeoutMs: number;
  readonly producerId?: number | undefined;
  readonly producerEpoch?: number | undefined;
  readonly enable2Pc?: boolean | undefined;
  readonly keepPreparedTxn?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface InitProducerIdResponse {
  throttleTimeMs: number;
  errorCode: number;
  producerId: number;
  producerEpoch: number;
  /** v6 */
  ongoingTxnProducerId: number;
  /** v6 */
  ongoingTxnProducerEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitProducerIdResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly producerId?: number | undefined;
  readonly producerEpoch: number;
  readonly ongoingTxnProducerId?: number | undefined;
  readonly ongoingTxnProducerEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Gives a producer its id and epoch; with a transactional id, the same id and the next epoch, after
 * ending the transaction that was open (KIP-98).
 */
export const InitProducerId: Api<InitProducerIdRequest, InitProducerIdResponse, InitProducerIdRequestInput, InitProducerIdResponseInput> = {
  key: 22,
  name: 'InitProducerId',
  minVersion: 0,
  maxVersion: 5,
  flexibleFrom: 2,
  request: codec('InitProducerIdRequest', { decode: decodeInitProducerIdRequest, encode: encodeInitProducerIdRequest, size: sizeInitProducerIdRequest }),
  response: codec('InitProducerIdResponse', { decode: decodeInitProducerIdResponse, encode: encodeInitProducerIdResponse, size: sizeInitProducerIdResponse }),
};

function decodeInitProducerIdRequest(r: ByteReader, v: number): InitProducerIdRequest {
  const flexible = v >= 2;
  const transactionalId = flexible ? r.compactNullableString('transactionalId') : r.nullableString('transactionalId');
  const transactionTimeoutMs = r.int32('transactionTimeoutMs');
  const producerId = v >= 3 ? r.int64('producerId') : -1;
  const producerEpoch = v >= 3 ? r.int16('producerEpoch') : -1;
  const enable2Pc = v === 6 ? r.bool('enable2Pc') : false;
  const keepPreparedTxn = v === 6 ? r.bool('keepPreparedTxn') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: InitProducerIdRequest = { transactionalId, transactionTimeoutMs, producerId, producerEpoch, enable2Pc, keepPreparedTxn };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitProducerIdRequest(w: ByteWriter, m: InitProducerIdRequestInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactNullableString(m.transactionalId) : w.nullableString(m.transactionalId);
  w.int32(m.transactionTimeoutMs);
  if (v >= 3) w.int64(m.producerId ?? -1);
  else if (m.producerId !== undefined && m.producerId !== -1) unsupported('InitProducerIdRequest', 'producerId', v);
  if (v >= 3) w.int16(m.producerEpoch ?? -1);
  else if (m.producerEpoch !== undefined && m.producerEpoch !== -1) unsupported('InitProducerIdRequest', 'producerEpoch', v);
  if (v === 6) w.bool(m.enable2Pc ?? false);
  else if (m.enable2Pc !== undefined && m.enable2Pc) unsupported('InitProducerIdRequest', 'enable2Pc', v);
  if (v === 6) w.bool(m.keepPreparedTxn ?? false);
  else if (m.keepPreparedTxn !== undefined && m.keepPreparedTxn) unsupported('InitProducerIdRequest', 'keepPreparedTxn', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitProducerIdRequest(m: InitProducerIdRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.transactionalId) : sizeOfNullableString(m.transactionalId));
  if (v >= 3) bytes += 8;
  if (v >= 3) bytes += 2;
  if (v === 6) bytes += 1;
  if (v === 6) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeInitProducerIdResponse(r: ByteReader, v: number): InitProducerIdResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const ongoingTxnProducerId = v === 6 ? r.int64('ongoingTxnProducerId') : -1;
  const ongoingTxnProducerEpoch = v === 6 ? r.int16('ongoingTxnProducerEpoch') : -1;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: InitProducerIdResponse = { throttleTimeMs, errorCode, producerId, producerEpoch, ongoingTxnProducerId, ongoingTxnProducerEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitProducerIdResponse(w: ByteWriter, m: InitProducerIdResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.int64(m.producerId ?? -1);
  w.int16(m.producerEpoch);
  if (v === 6) w.int64(m.ongoingTxnProducerId ?? -1);
  else if (m.ongoingTxnProducerId !== undefined && m.ongoingTxnProducerId !== -1) unsupported('InitProducerIdResponse', 'ongoingTxnProducerId', v);
  if (v === 6) w.int16(m.ongoingTxnProducerEpoch ?? -1);
  else if (m.ongoingTxnProducerEpoch !== undefined && m.ongoingTxnProducerEpoch !== -1) unsupported('InitProducerIdResponse', 'ongoingTxnProducerEpoch', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitProducerIdResponse(m: InitProducerIdResponseInput, v: number): number {
  let bytes = 16;
  const flexible = v >= 2;
  if (v === 6) bytes += 8;
  if (v === 6) bytes += 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
