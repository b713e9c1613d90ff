// Generated from protocol-spec/api/84-read-share-group-state.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ReadShareGroupStateRequest {
  groupId: string;
  topics: ReadStateData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadShareGroupStateRequestInput {
  readonly groupId: string;
  readonly topics: readonly ReadStateDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReadStateData {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadStateDataInput {
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

export interface ReadShareGroupStateResponse {
  results: ReadStateResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadShareGroupStateResponseInput {
  readonly results: readonly ReadStateResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReadStateResult {
  topicId: Uuid;
  partitions: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReadStateResultInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionResult {
  partition: number;
  errorCode: number;
  errorMessage: string | null;
  stateEpoch: number;
  startOffset: number;
  stateBatches: StateBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionResultInput {
  readonly partition: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly stateEpoch: number;
  readonly startOffset: number;
  readonly stateBatches: readonly StateBatchInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface StateBatch {
  firstOffset: number;
  lastOffset: number;
  deliveryState: number;
  deliveryCount: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StateBatchInput {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly deliveryState: number;
  readonly deliveryCount: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Reads the stored state of share partitions; from a partition's leader to the share coordinator
 * (KIP-932).
 */
export const ReadShareGroupState: Api<ReadShareGroupStateRequest, ReadShareGroupStateResponse, ReadShareGroupStateRequestInput, ReadShareGroupStateResponseInput> = {
  key: 84,
  name: 'ReadShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('ReadShareGroupStateRequest', { decode: decodeReadShareGroupStateRequest, encode: encodeReadShareGroupStateRequest, size: sizeReadShareGroupStateRequest }),
  response: codec('ReadShareGroupStateResponse', { decode: decodeReadShareGroupStateResponse, encode: encodeReadShareGroupStateResponse, size: sizeReadShareGroupStateResponse }),
};

function decodeReadShareGroupStateRequest(r: ByteReader, v: number): ReadShareGroupStateRequest {
  const groupId = r.compactString('groupId');
  const topics: ReadStateData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeReadStateData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadShareGroupStateRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadShareGroupStateRequest(w: ByteWriter, m: ReadShareGroupStateRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReadStateData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadShareGroupStateRequest(m: ReadShareGroupStateRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeReadStateData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReadStateData(r: ByteReader, v: number): ReadStateData {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 8);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadStateData = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadStateData(w: ByteWriter, m: ReadStateDataInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadStateData(m: ReadStateDataInput, v: number): number {
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

function decodeReadShareGroupStateResponse(r: ByteReader, v: number): ReadShareGroupStateResponse {
  const results: ReadStateResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 17);
  try {
    while (results.length < resultsLength) results.push(decodeReadStateResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadShareGroupStateResponse = { results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadShareGroupStateResponse(w: ByteWriter, m: ReadShareGroupStateResponseInput, v: number): void {
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReadStateResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadShareGroupStateResponse(m: ReadShareGroupStateResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.results, v, sizeReadStateResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReadStateResult(r: ByteReader, v: number): ReadStateResult {
  const topicId = r.uuid('topicId');
  const partitions: PartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 20);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ReadStateResult = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReadStateResult(w: ByteWriter, m: ReadStateResultInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReadStateResult(m: ReadStateResultInput, v: number): number {
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
  const startOffset = r.int64('startOffset');
  const stateBatches: StateBatch[] = [];
  const stateBatchesLength = r.arrayLength(true, 'stateBatches', 19);
  try {
    while (stateBatches.length < stateBatchesLength) stateBatches.push(decodeStateBatch(r, v));
  } catch (error) {
    throw inField(error, 'stateBatches', stateBatches.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: PartitionResult = { partition, errorCode, errorMessage, stateEpoch, startOffset, stateBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionResult(w: ByteWriter, m: PartitionResultInput, v: number): void {
  w.int32(m.partition);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.int32(m.stateEpoch);
  w.int64(m.startOffset);
  {
    const value = m.stateBatches;
    w.arrayLength(true, value.length);
    for (const element of value) encodeStateBatch(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionResult(m: PartitionResultInput, v: number): number {
  let bytes = 18;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfList(true, m.stateBatches, v, sizeStateBatch);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeStateBatch(r: ByteReader, _v: number): StateBatch {
  const firstOffset = r.int64('firstOffset');
  const lastOffset = r.int64('lastOffset');
  const deliveryState = r.int8('deliveryState');
  const deliveryCount = r.int16('deliveryCount');
  const unknown = decodeUnknownTags(r);
  const m: StateBatch = { firstOffset, lastOffset, deliveryState, deliveryCount };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStateBatch(w: ByteWriter, m: StateBatchInput, _v: number): void {
  w.int64(m.firstOffset);
  w.int64(m.lastOffset);
  w.int8(m.deliveryState);
  w.int16(m.deliveryCount);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStateBatch(m: StateBatchInput, _v: number): number {
  let bytes = 19;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
