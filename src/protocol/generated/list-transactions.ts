// Generated from protocol-spec/api/66-list-transactions.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ListTransactionsRequest {
  stateFilters: string[];
  producerIdFilters: number[];
  /** only those that run longer; -1: any · v1-2 */
  durationFilter: number;
  /** v2 */
  transactionalIdPattern: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListTransactionsRequestInput {
  readonly stateFilters: readonly string[];
  readonly producerIdFilters: readonly number[];
  readonly durationFilter?: number | undefined;
  readonly transactionalIdPattern?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ListTransactionsResponse {
  throttleTimeMs: number;
  errorCode: number;
  unknownStateFilters: string[];
  transactionStates: TransactionState[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListTransactionsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly unknownStateFilters: readonly string[];
  readonly transactionStates: readonly TransactionStateInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TransactionState {
  transactionalId: string;
  producerId: number;
  transactionState: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TransactionStateInput {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly transactionState: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Lists the transactions that this broker coordinates (KIP-664).
 */
export const ListTransactions: Api<ListTransactionsRequest, ListTransactionsResponse, ListTransactionsRequestInput, ListTransactionsResponseInput> = {
  key: 66,
  name: 'ListTransactions',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: codec('ListTransactionsRequest', { decode: decodeListTransactionsRequest, encode: encodeListTransactionsRequest, size: sizeListTransactionsRequest }),
  response: codec('ListTransactionsResponse', { decode: decodeListTransactionsResponse, encode: encodeListTransactionsResponse, size: sizeListTransactionsResponse }),
};

function decodeListTransactionsRequest(r: ByteReader, v: number): ListTransactionsRequest {
  const stateFilters: string[] = [];
  const stateFiltersLength = r.arrayLength(true, 'stateFilters', 1);
  for (let i = 0; i < stateFiltersLength; i++) stateFilters.push(r.compactString('stateFilters'));
  const producerIdFilters: number[] = [];
  const producerIdFiltersLength = r.arrayLength(true, 'producerIdFilters', 8);
  for (let i = 0; i < producerIdFiltersLength; i++) producerIdFilters.push(r.int64('producerIdFilters'));
  const durationFilter = v >= 1 ? r.int64('durationFilter') : -1;
  const transactionalIdPattern = v === 2 ? r.compactNullableString('transactionalIdPattern') : null;
  const unknown = decodeUnknownTags(r);
  const m: ListTransactionsRequest = { stateFilters, producerIdFilters, durationFilter, transactionalIdPattern };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListTransactionsRequest(w: ByteWriter, m: ListTransactionsRequestInput, v: number): void {
  {
    const value = m.stateFilters;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.producerIdFilters;
    w.arrayLength(true, value.length);
    for (const element of value) w.int64(element);
  }
  if (v >= 1) w.int64(m.durationFilter ?? -1);
  else if (m.durationFilter !== undefined && m.durationFilter !== -1) unsupported('ListTransactionsRequest', 'durationFilter', v);
  if (v === 2) w.compactNullableString(m.transactionalIdPattern ?? null);
  else if (m.transactionalIdPattern !== undefined && m.transactionalIdPattern !== null) unsupported('ListTransactionsRequest', 'transactionalIdPattern', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListTransactionsRequest(m: ListTransactionsRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfStrings(true, m.stateFilters);
  bytes += sizeOfFixedList(true, m.producerIdFilters, 8);
  if (v >= 1) bytes += 8;
  if (v === 2) bytes += sizeOfCompactNullableString(m.transactionalIdPattern ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListTransactionsResponse(r: ByteReader, v: number): ListTransactionsResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const unknownStateFilters: string[] = [];
  const unknownStateFiltersLength = r.arrayLength(true, 'unknownStateFilters', 1);
  for (let i = 0; i < unknownStateFiltersLength; i++) unknownStateFilters.push(r.compactString('unknownStateFilters'));
  const transactionStates: TransactionState[] = [];
  const transactionStatesLength = r.arrayLength(true, 'transactionStates', 10);
  try {
    while (transactionStates.length < transactionStatesLength) transactionStates.push(decodeTransactionState(r, v));
  } catch (error) {
    throw inField(error, 'transactionStates', transactionStates.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ListTransactionsResponse = { throttleTimeMs, errorCode, unknownStateFilters, transactionStates };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListTransactionsResponse(w: ByteWriter, m: ListTransactionsResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  {
    const value = m.unknownStateFilters;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.transactionStates;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTransactionState(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListTransactionsResponse(m: ListTransactionsResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfStrings(true, m.unknownStateFilters);
  bytes += sizeOfList(true, m.transactionStates, v, sizeTransactionState);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTransactionState(r: ByteReader, _v: number): TransactionState {
  const transactionalId = r.compactString('transactionalId');
  const producerId = r.int64('producerId');
  const transactionState = r.compactString('transactionState');
  const unknown = decodeUnknownTags(r);
  const m: TransactionState = { transactionalId, producerId, transactionState };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTransactionState(w: ByteWriter, m: TransactionStateInput, _v: number): void {
  w.compactString(m.transactionalId);
  w.int64(m.producerId);
  w.compactString(m.transactionState);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTransactionState(m: TransactionStateInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactString(m.transactionalId);
  bytes += sizeOfCompactString(m.transactionState);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
