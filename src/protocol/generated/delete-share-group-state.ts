// Generated from protocol-spec/api/86-delete-share-group-state.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DeleteShareGroupStateRequest {
  groupId: string;
  topics: DeleteStateData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupStateRequestInput {
  readonly groupId: string;
  readonly topics: readonly DeleteStateDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteStateData {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteStateDataInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partition: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partition: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteShareGroupStateResponse {
  results: DeleteStateResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteShareGroupStateResponseInput {
  readonly results: readonly DeleteStateResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DeleteStateResult {
  topicId: Uuid;
  partitions: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DeleteStateResultInput {
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
 * Deletes the stored state of share partitions; from the group coordinator to the share coordinator
 * (KIP-932).
 */
export const DeleteShareGroupState: Api<DeleteShareGroupStateRequest, DeleteShareGroupStateResponse, DeleteShareGroupStateRequestInput, DeleteShareGroupStateResponseInput> = {
  key: 86,
  name: 'DeleteShareGroupState',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('DeleteShareGroupStateRequest', { decode: decodeDeleteShareGroupStateRequest, encode: encodeDeleteShareGroupStateRequest, size: sizeDeleteShareGroupStateRequest }),
  response: codec('DeleteShareGroupStateResponse', { decode: decodeDeleteShareGroupStateResponse, encode: encodeDeleteShareGroupStateResponse, size: sizeDeleteShareGroupStateResponse }),
};

function decodeDeleteShareGroupStateRequest(r: ByteReader, v: number): DeleteShareGroupStateRequest {
  const groupId = r.compactString('groupId');
  const topics: DeleteStateData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeDeleteStateData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupStateRequest = { groupId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupStateRequest(w: ByteWriter, m: DeleteShareGroupStateRequestInput, v: number): void {
  w.compactString(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDeleteStateData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupStateRequest(m: DeleteShareGroupStateRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfList(true, m.topics, v, sizeDeleteStateData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteStateData(r: ByteReader, v: number): DeleteStateData {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteStateData = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteStateData(w: ByteWriter, m: DeleteStateDataInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteStateData(m: DeleteStateDataInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, _v: number): PartitionData {
  const partition = r.int32('partition');
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partition };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, _v: number): void {
  w.int32(m.partition);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteShareGroupStateResponse(r: ByteReader, v: number): DeleteShareGroupStateResponse {
  const results: DeleteStateResult[] = [];
  const resultsLength = r.arrayLength(true, 'results', 17);
  try {
    while (results.length < resultsLength) results.push(decodeDeleteStateResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteShareGroupStateResponse = { results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteShareGroupStateResponse(w: ByteWriter, m: DeleteShareGroupStateResponseInput, v: number): void {
  {
    const value = m.results;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDeleteStateResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteShareGroupStateResponse(m: DeleteShareGroupStateResponseInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.results, v, sizeDeleteStateResult);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDeleteStateResult(r: ByteReader, v: number): DeleteStateResult {
  const topicId = r.uuid('topicId');
  const partitions: PartitionResult[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 7);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DeleteStateResult = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDeleteStateResult(w: ByteWriter, m: DeleteStateResultInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDeleteStateResult(m: DeleteStateResultInput, v: number): number {
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
