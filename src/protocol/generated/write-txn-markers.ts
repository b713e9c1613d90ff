// Generated from protocol-spec/api/27-write-txn-markers.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface WriteTxnMarkersRequest {
  markers: WritableTxnMarker[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteTxnMarkersRequestInput {
  readonly markers: readonly WritableTxnMarkerInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WritableTxnMarker {
  producerId: number;
  producerEpoch: number;
  /** false: abort */
  transactionResult: boolean;
  topics: WritableTxnMarkerTopic[];
  coordinatorEpoch: number;
  /** v2 */
  transactionVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WritableTxnMarkerInput {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly transactionResult: boolean;
  readonly topics: readonly WritableTxnMarkerTopicInput[];
  readonly coordinatorEpoch: number;
  readonly transactionVersion?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WritableTxnMarkerTopic {
  name: string;
  partitionIndexes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WritableTxnMarkerTopicInput {
  readonly name: string;
  readonly partitionIndexes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WriteTxnMarkersResponse {
  markers: WritableTxnMarkerResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteTxnMarkersResponseInput {
  readonly markers: readonly WritableTxnMarkerResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WritableTxnMarkerResult {
  producerId: number;
  topics: WritableTxnMarkerTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WritableTxnMarkerResultInput {
  readonly producerId: number;
  readonly topics: readonly WritableTxnMarkerTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WritableTxnMarkerTopicResult {
  name: string;
  partitions: WritableTxnMarkerPartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WritableTxnMarkerTopicResultInput {
  readonly name: string;
  readonly partitions: readonly WritableTxnMarkerPartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WritableTxnMarkerPartitionResult {
  partitionIndex: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WritableTxnMarkerPartitionResultInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Writes the control records that end transactions; sent by the transaction coordinator to the
 * leaders (KIP-98).
 */
export const WriteTxnMarkers: Api<WriteTxnMarkersRequest, WriteTxnMarkersResponse, WriteTxnMarkersRequestInput, WriteTxnMarkersResponseInput> = {
  key: 27,
  name: 'WriteTxnMarkers',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 1,
  request: codec('WriteTxnMarkersRequest', { decode: decodeWriteTxnMarkersRequest, encode: encodeWriteTxnMarkersRequest, size: sizeWriteTxnMarkersRequest }),
  response: codec('WriteTxnMarkersResponse', { decode: decodeWriteTxnMarkersResponse, encode: encodeWriteTxnMarkersResponse, size: sizeWriteTxnMarkersResponse }),
};

function decodeWriteTxnMarkersRequest(r: ByteReader, v: number): WriteTxnMarkersRequest {
  const markers: WritableTxnMarker[] = [];
  const markersLength = r.arrayLength(true, 'markers', 16);
  try {
    while (markers.length < markersLength) markers.push(decodeWritableTxnMarker(r, v));
  } catch (error) {
    throw inField(error, 'markers', markers.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteTxnMarkersRequest = { markers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteTxnMarkersRequest(w: ByteWriter, m: WriteTxnMarkersRequestInput, v: number): void {
  {
    const value = m.markers;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWritableTxnMarker(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteTxnMarkersRequest(m: WriteTxnMarkersRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.markers, v, sizeWritableTxnMarker);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWritableTxnMarker(r: ByteReader, v: number): WritableTxnMarker {
  const producerId = r.int64('producerId');
  const producerEpoch = r.int16('producerEpoch');
  const transactionResult = r.bool('transactionResult');
  const topics: WritableTxnMarkerTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeWritableTxnMarkerTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const coordinatorEpoch = r.int32('coordinatorEpoch');
  const transactionVersion = v === 2 ? r.int8('transactionVersion') : 0;
  const unknown = decodeUnknownTags(r);
  const m: WritableTxnMarker = { producerId, producerEpoch, transactionResult, topics, coordinatorEpoch, transactionVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWritableTxnMarker(w: ByteWriter, m: WritableTxnMarkerInput, v: number): void {
  w.int64(m.producerId);
  w.int16(m.producerEpoch);
  w.bool(m.transactionResult);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWritableTxnMarkerTopic(w, element, v);
  }
  w.int32(m.coordinatorEpoch);
  if (v === 2) w.int8(m.transactionVersion ?? 0);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWritableTxnMarker(m: WritableTxnMarkerInput, v: number): number {
  let bytes = 15;
  bytes += sizeOfList(true, m.topics, v, sizeWritableTxnMarkerTopic);
  if (v === 2) bytes += 1;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWritableTxnMarkerTopic(r: ByteReader, _v: number): WritableTxnMarkerTopic {
  const name = r.compactString('name');
  const partitionIndexes: number[] = [];
  const partitionIndexesLength = r.arrayLength(true, 'partitionIndexes', 4);
  for (let i = 0; i < partitionIndexesLength; i++) partitionIndexes.push(r.int32('partitionIndexes'));
  const unknown = decodeUnknownTags(r);
  const m: WritableTxnMarkerTopic = { name, partitionIndexes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWritableTxnMarkerTopic(w: ByteWriter, m: WritableTxnMarkerTopicInput, _v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitionIndexes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWritableTxnMarkerTopic(m: WritableTxnMarkerTopicInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfFixedList(true, m.partitionIndexes, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWriteTxnMarkersResponse(r: ByteReader, v: number): WriteTxnMarkersResponse {
  const markers: WritableTxnMarkerResult[] = [];
  const markersLength = r.arrayLength(true, 'markers', 9);
  try {
    while (markers.length < markersLength) markers.push(decodeWritableTxnMarkerResult(r, v));
  } catch (error) {
    throw inField(error, 'markers', markers.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteTxnMarkersResponse = { markers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteTxnMarkersResponse(w: ByteWriter, m: WriteTxnMarkersResponseInput, v: number): void {
  {
    const value = m.markers;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWritableTxnMarkerResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteTxnMarkersResponse(m: WriteTxnMarkersResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.markers, v, sizeWritableTxnMarkerResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWritableTxnMarkerResult(r: ByteReader, v: number): WritableTxnMarkerResult {
  const producerId = r.int64('producerId');
  const topics: WritableTxnMarkerTopicResult[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeWritableTxnMarkerTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WritableTxnMarkerResult = { producerId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWritableTxnMarkerResult(w: ByteWriter, m: WritableTxnMarkerResultInput, v: number): void {
  w.int64(m.producerId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWritableTxnMarkerTopicResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWritableTxnMarkerResult(m: WritableTxnMarkerResultInput, v: number): number {
  let bytes = 8;
  bytes += sizeOfList(true, m.topics, v, sizeWritableTxnMarkerTopicResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWritableTxnMarkerTopicResult(r: ByteReader, v: number): WritableTxnMarkerTopicResult {
  const name = r.compactString('name');
  const partitions: WritableTxnMarkerPartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 6);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeWritableTxnMarkerPartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WritableTxnMarkerTopicResult = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWritableTxnMarkerTopicResult(w: ByteWriter, m: WritableTxnMarkerTopicResultInput, v: number): void {
  w.compactString(m.name);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWritableTxnMarkerPartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWritableTxnMarkerTopicResult(m: WritableTxnMarkerTopicResultInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.partitions, v, sizeWritableTxnMarkerPartitionResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWritableTxnMarkerPartitionResult(r: ByteReader, _v: number): WritableTxnMarkerPartitionResult {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const unknown = decodeUnknownTags(r);
  const m: WritableTxnMarkerPartitionResult = { partitionIndex, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWritableTxnMarkerPartitionResult(w: ByteWriter, m: WritableTxnMarkerPartitionResultInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWritableTxnMarkerPartitionResult(m: WritableTxnMarkerPartitionResultInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
