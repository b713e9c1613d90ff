// Generated from protocol-spec/api/83-initialize-share-group-state.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface InitializeShareGroupStateRequest {
  groupId: string;
  topics: InitializeStateData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitializeShareGroupStateRequestInput {
  readonly groupId: string;
  readonly topics: readonly InitializeStateDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface InitializeStateData {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitializeStateDataInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partition: number;
  stateEpoch: number;
  /** -1: as the group is configured */
  startOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partition: number;
  readonly stateEpoch: number;
  readonly startOffset: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface InitializeShareGroupStateResponse {
  results: InitializeStateResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitializeShareGroupStateResponseInput {
  readonly results: readonly InitializeStateResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface InitializeStateResult {
  topicId: Uuid;
  partitions: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface InitializeStateResultInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionResultInput {
  readonly partition: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Begins the stored state of share partitions; from the group coordinator to the share coordinator
 * (KIP-932).
 */
export const InitializeShareGroupState: Api<InitializeShareGroupStateRequest, InitializeShareGroupStateResponse, InitializeShareGroupStateRequestInput, InitializeShareGroupStateResponseInput> = {
  key: 83,
  name: 'InitializeShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('InitializeShareGroupStateRequest', { decode: decodeInitializeShareGroupStateRequest, encode: encodeInitializeShareGroupStateRequest, size: sizeInitializeShareGroupStateRequest }),
  response: codec('InitializeShareGroupStateResponse', { decode: decodeInitializeShareGroupStateResponse, encode: encodeInitializeShareGroupStateResponse, size: sizeInitializeShareGroupStateResponse }),
};

function decodeInitializeShareGroupStateRequest(r: ByteReader, v: number): InitializeShareGroupStateRequest {
  const groupId = r.compactString('groupId');
  const topics: InitializeStateData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeInitializeStateData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: InitializeShareGroupStateRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitializeShareGroupStateRequest(w: ByteWriter, m: InitializeShareGroupStateRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeInitializeStateData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitializeShareGroupStateRequest(m: InitializeShareGroupStateRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeInitializeStateData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeInitializeStateData(r: ByteReader, v: number): InitializeStateData {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 16);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: InitializeStateData = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitializeStateData(w: ByteWriter, m: InitializeStateDataInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitializeStateData(m: InitializeStateDataInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, _v: number): PartitionData {
  const partition = r.int32('partition');
  const stateEpoch = r.int32('stateEpoch');
  const startOffset = r.int64('startOffset');
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partition, stateEpoch, startOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, _v: number): void {
  w.int32(m.partition);
  w.int32(m.stateEpoch);
  w.int64(m.startOffset);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeInitializeShareGroupStateResponse(r: ByteReader, v: number): InitializeShareGroupStateResponse {
  const results: InitializeStateResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 17);
  try {
    while (results.length < resultsLength) results.push(decodeInitializeStateResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: InitializeShareGroupStateResponse = { results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitializeShareGroupStateResponse(w: ByteWriter, m: InitializeShareGroupStateResponseInput, v: number): void {
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeInitializeStateResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitializeShareGroupStateResponse(m: InitializeShareGroupStateResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.results, v, sizeInitializeStateResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeInitializeStateResult(r: ByteReader, v: number): InitializeStateResult {
  const topicId = r.uuid('topicId');
  const partitions: PartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: InitializeStateResult = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeInitializeStateResult(w: ByteWriter, m: InitializeStateResultInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeInitializeStateResult(m: InitializeStateResultInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionResult(r: ByteReader, _v: number): PartitionResult {
  const partition = r.int32('partition');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const unknown = decodeUnknownTags(r);
  const m: PartitionResult = { partition, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionResult(w: ByteWriter, m: PartitionResultInput, _v: number): void {
  w.int32(m.partition);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionResult(m: PartitionResultInput, _v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
