// Generated from protocol-spec/api/87-read-share-group-state-summary.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ReadShareGroupStateSummaryRequest {
  groupId: string;
  topics: ReadStateSummaryData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadShareGroupStateSummaryRequestInput {
  readonly groupId: string;
  readonly topics: readonly ReadStateSummaryDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReadStateSummaryData {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadStateSummaryDataInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partition: number;
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partition: number;
  readonly leaderEpoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReadShareGroupStateSummaryResponse {
  results: ReadStateSummaryResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadShareGroupStateSummaryResponseInput {
  readonly results: readonly ReadStateSummaryResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReadStateSummaryResult {
  topicId: Uuid;
  partitions: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadStateSummaryResultInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  leaderEpoch: number;
  startOffset: number;
  /** v1 */
  deliveryCompleteCount: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionResultInput {
  readonly partition: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Reads how far share partitions have got, without the states of single records (KIP-932).
 */
export const ReadShareGroupStateSummary: Api<ReadShareGroupStateSummaryRequest, ReadShareGroupStateSummaryResponse, ReadShareGroupStateSummaryRequestInput, ReadShareGroupStateSummaryResponseInput> = {
  key: 87,
  name: 'ReadShareGroupStateSummary',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('ReadShareGroupStateSummaryRequest', { decode: decodeReadShareGroupStateSummaryRequest, encode: encodeReadShareGroupStateSummaryRequest, size: sizeReadShareGroupStateSummaryRequest }),
  response: codec('ReadShareGroupStateSummaryResponse', { decode: decodeReadShareGroupStateSummaryResponse, encode: encodeReadShareGroupStateSummaryResponse, size: sizeReadShareGroupStateSummaryResponse }),
};

function decodeReadShareGroupStateSummaryRequest(r: ByteReader, v: number): ReadShareGroupStateSummaryRequest {
  const groupId = r.compactString('groupId');
  const topics: ReadStateSummaryData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeReadStateSummaryData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadShareGroupStateSummaryRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadShareGroupStateSummaryRequest(w: ByteWriter, m: ReadShareGroupStateSummaryRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReadStateSummaryData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadShareGroupStateSummaryRequest(m: ReadShareGroupStateSummaryRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeReadStateSummaryData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReadStateSummaryData(r: ByteReader, v: number): ReadStateSummaryData {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 8);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadStateSummaryData = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadStateSummaryData(w: ByteWriter, m: ReadStateSummaryDataInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadStateSummaryData(m: ReadStateSummaryDataInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, _v: number): PartitionData {
  const partition = r.int32('partition');
  const leaderEpoch = r.int32('leaderEpoch');
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partition, leaderEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, _v: number): void {
  w.int32(m.partition);
  w.int32(m.leaderEpoch);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReadShareGroupStateSummaryResponse(r: ByteReader, v: number): ReadShareGroupStateSummaryResponse {
  const results: ReadStateSummaryResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 17);
  try {
    while (results.length < resultsLength) results.push(decodeReadStateSummaryResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadShareGroupStateSummaryResponse = { results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadShareGroupStateSummaryResponse(w: ByteWriter, m: ReadShareGroupStateSummaryResponseInput, v: number): void {
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReadStateSummaryResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadShareGroupStateSummaryResponse(m: ReadShareGroupStateSummaryResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.results, v, sizeReadStateSummaryResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReadStateSummaryResult(r: ByteReader, v: number): ReadStateSummaryResult {
  const topicId = r.uuid('topicId');
  const partitions: PartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 23);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadStateSummaryResult = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadStateSummaryResult(w: ByteWriter, m: ReadStateSummaryResultInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadStateSummaryResult(m: ReadStateSummaryResultInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionResult(r: ByteReader, v: number): PartitionResult {
  const partition = r.int32('partition');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const stateEpoch = r.int32('stateEpoch');
  const leaderEpoch = r.int32('leaderEpoch');
  const startOffset = r.int64('startOffset');
  const deliveryCompleteCount = v === 1 ? r.int32('deliveryCompleteCount') : -1;
  const unknown = decodeUnknownTags(r);
  const m: PartitionResult = { partition, errorCode, errorMessage, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionResult(w: ByteWriter, m: PartitionResultInput, v: number): void {
  w.int32(m.partition);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.int32(m.stateEpoch);
  w.int32(m.leaderEpoch);
  w.int64(m.startOffset);
  if (v === 1) w.int32(m.deliveryCompleteCount ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionResult(m: PartitionResultInput, v: number): number {
  let bytes = 22;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  if (v === 1) bytes += 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
