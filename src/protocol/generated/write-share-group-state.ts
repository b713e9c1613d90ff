// Generated from protocol-spec/api/85-write-share-group-state.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface WriteShareGroupStateRequest {
  groupId: string;
  topics: WriteStateData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteShareGroupStateRequestInput {
  readonly groupId: string;
  readonly topics: readonly WriteStateDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WriteStateData {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteStateDataInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partition: number;
  stateEpoch: number;
  leaderEpoch: number;
  /** -1: unchanged */
  startOffset: number;
  /** v1 */
  deliveryCompleteCount: number;
  stateBatches: StateBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partition: number;
  readonly stateEpoch: number;
  readonly leaderEpoch: number;
  readonly startOffset: number;
  readonly deliveryCompleteCount?: number | undefined;
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

export interface WriteShareGroupStateResponse {
  results: WriteStateResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteShareGroupStateResponseInput {
  readonly results: readonly WriteStateResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface WriteStateResult {
  topicId: Uuid;
  partitions: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface WriteStateResultInput {
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
 * Stores the state of share partitions; from a partition's leader to the share coordinator
 * (KIP-932).
 */
export const WriteShareGroupState: Api<WriteShareGroupStateRequest, WriteShareGroupStateResponse, WriteShareGroupStateRequestInput, WriteShareGroupStateResponseInput> = {
  key: 85,
  name: 'WriteShareGroupState',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('WriteShareGroupStateRequest', { decode: decodeWriteShareGroupStateRequest, encode: encodeWriteShareGroupStateRequest, size: sizeWriteShareGroupStateRequest }),
  response: codec('WriteShareGroupStateResponse', { decode: decodeWriteShareGroupStateResponse, encode: encodeWriteShareGroupStateResponse, size: sizeWriteShareGroupStateResponse }),
};

function decodeWriteShareGroupStateRequest(r: ByteReader, v: number): WriteShareGroupStateRequest {
  const groupId = r.compactString('groupId');
  const topics: WriteStateData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeWriteStateData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteShareGroupStateRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteShareGroupStateRequest(w: ByteWriter, m: WriteShareGroupStateRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWriteStateData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteShareGroupStateRequest(m: WriteShareGroupStateRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeWriteStateData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWriteStateData(r: ByteReader, v: number): WriteStateData {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 21);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteStateData = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteStateData(w: ByteWriter, m: WriteStateDataInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteStateData(m: WriteStateDataInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, v: number): PartitionData {
  const partition = r.int32('partition');
  const stateEpoch = r.int32('stateEpoch');
  const leaderEpoch = r.int32('leaderEpoch');
  const startOffset = r.int64('startOffset');
  const deliveryCompleteCount = v === 1 ? r.int32('deliveryCompleteCount') : -1;
  const stateBatches: StateBatch[] = [];
  const stateBatchesLength = r.arrayLength(true, 'stateBatches', 19);
  try {
    while (stateBatches.length < stateBatchesLength) stateBatches.push(decodeStateBatch(r, v));
  } catch (error) {
    throw inField(error, 'stateBatches', stateBatches.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partition, stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, v: number): void {
  w.int32(m.partition);
  w.int32(m.stateEpoch);
  w.int32(m.leaderEpoch);
  w.int64(m.startOffset);
  if (v === 1) w.int32(m.deliveryCompleteCount ?? -1);
  {
    const value = m.stateBatches;
    w.arrayLength(true, value.length);
    for (const element of value) encodeStateBatch(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, v: number): number {
  let bytes = 20;
  if (v === 1) bytes += 4;
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

function decodeWriteShareGroupStateResponse(r: ByteReader, v: number): WriteShareGroupStateResponse {
  const results: WriteStateResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 17);
  try {
    while (results.length < resultsLength) results.push(decodeWriteStateResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteShareGroupStateResponse = { results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteShareGroupStateResponse(w: ByteWriter, m: WriteShareGroupStateResponseInput, v: number): void {
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeWriteStateResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteShareGroupStateResponse(m: WriteShareGroupStateResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.results, v, sizeWriteStateResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeWriteStateResult(r: ByteReader, v: number): WriteStateResult {
  const topicId = r.uuid('topicId');
  const partitions: PartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: WriteStateResult = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeWriteStateResult(w: ByteWriter, m: WriteStateResultInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeWriteStateResult(m: WriteStateResultInput, v: number): number {
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
