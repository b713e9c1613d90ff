// Generated from protocol-spec/api/25-add-offsets-to-txn.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AddOffsetsToTxnRequest {
  transactionalId: string;
  producerId: number;
  producerEpoch: number;
  groupId: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddOffsetsToTxnRequestInput {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly groupId: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AddOffsetsToTxnResponse {
  throttleTimeMs: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AddOffsetsToTxnResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Adds a group's offsets to a transaction (KIP-98).
 */
export const AddOffsetsToTxn: Api<AddOffsetsToTxnRequest, AddOffsetsToTxnResponse, AddOffsetsToTxnRequestInput, AddOffsetsToTxnResponseInput> = {
  key: 25,
  name: 'AddOffsetsToTxn',
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 3,
  request: codec('AddOffsetsToTxnRequest', { decode: decodeAddOffsetsToTxnRequest, encode: encodeAddOffsetsToTxnRequest, size: sizeAddOffsetsToTxnRequest }),
  response: codec('AddOffsetsToTxnResponse', { decode: decodeAddOffsetsToTxnResponse, encode: encodeAddOffsetsToTxnResponse, size: sizeAddOffsetsToTxnResponse }),
};

function decodeAddOffsetsToTxnRequest(r: ByteReader, v: number): AddOffsetsToTxnRequest {
  const flexible = v >= 3;
  const transactionalId = flexible ? r.compactString('transactionalId') : r.string('transactionalId');
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const groupId = flexible ? r.compactString('groupId') : r.string('groupId');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddOffsetsToTxnRequest = { transactionalId, producerId, producerEpoch, groupId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddOffsetsToTxnRequest(w: ByteWriter, m: AddOffsetsToTxnRequestInput, v: number): void {
  const flexible = v >= 3;
  flexible ? w.compactString(m.transactionalId) : w.string(m.transactionalId);
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  flexible ? w.compactString(m.groupId) : w.string(m.groupId);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddOffsetsToTxnRequest(m: AddOffsetsToTxnRequestInput, v: number): number {
  let bytes = 10;
  const flexible = v >= 3;
  bytes += (flexible ? sizeOfCompactString(m.transactionalId) : sizeOfString(m.transactionalId));
  bytes += (flexible ? sizeOfCompactString(m.groupId) : sizeOfString(m.groupId));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAddOffsetsToTxnResponse(r: ByteReader, v: number): AddOffsetsToTxnResponse {
  const flexible = v >= 3;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AddOffsetsToTxnResponse = { throttleTimeMs, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAddOffsetsToTxnResponse(w: ByteWriter, m: AddOffsetsToTxnResponseInput, v: number): void {
  const flexible = v >= 3;
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAddOffsetsToTxnResponse(m: AddOffsetsToTxnResponseInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 3;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
