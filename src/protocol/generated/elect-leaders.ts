// Generated from protocol-spec/api/43-elect-leaders.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ElectLeadersRequest {
  /** 0: preferred replica; 1: unclean · v1-2 */
  electionType: number;
  /** null: all */
  topicPartitions: TopicPartitions[] | null;
  timeoutMs: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ElectLeadersRequestInput {
  readonly electionType?: number | undefined;
  readonly topicPartitions: readonly TopicPartitionsInput[] | null;
  readonly timeoutMs?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartitions {
  topic: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionsInput {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ElectLeadersResponse {
  throttleTimeMs: number;
  /** v1-2 */
  errorCode: number;
  replicaElectionResults: ReplicaElectionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ElectLeadersResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode?: number | undefined;
  readonly replicaElectionResults: readonly ReplicaElectionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReplicaElectionResult {
  topic: string;
  partitionResult: PartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReplicaElectionResultInput {
  readonly topic: string;
  readonly partitionResult: readonly PartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionResult {
  partitionId: number;
  errorCode: number;
  errorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionResultInput {
  readonly partitionId: number;
  readonly errorCode: number;
  readonly errorMessage: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Elects leaders: the preferred replicas, or any that are alive (KIP-183).
 */
export const ElectLeaders: Api<ElectLeadersRequest, ElectLeadersResponse, ElectLeadersRequestInput, ElectLeadersResponseInput> = {
  key: 43,
  name: 'ElectLeaders',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('ElectLeadersRequest', { decode: decodeElectLeadersRequest, encode: encodeElectLeadersRequest, size: sizeElectLeadersRequest }),
  response: codec('ElectLeadersResponse', { decode: decodeElectLeadersResponse, encode: encodeElectLeadersResponse, size: sizeElectLeadersResponse }),
};

function decodeElectLeadersRequest(r: ByteReader, v: number): ElectLeadersRequest {
  const flexible = v >= 2;
  const electionType = v >= 1 ? r.int8('electionType') : 0;
  let topicPartitions: TopicPartitions[] | null = [];
  const topicPartitionsLength = r.nullableArrayLength(flexible, 'topicPartitions', 2);
  if (topicPartitionsLength >= 0) {
    const listTopicPartitions: TopicPartitions[] = [];
    try {
      while (listTopicPartitions.length < topicPartitionsLength) listTopicPartitions.push(decodeTopicPartitions(r, v));
    } catch (error) {
      throw inField(error, 'topicPartitions', listTopicPartitions.length);
    }
    topicPartitions = listTopicPartitions;
  } else topicPartitions = null;
  const timeoutMs = r.int32('timeoutMs');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ElectLeadersRequest = { electionType, topicPartitions, timeoutMs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeElectLeadersRequest(w: ByteWriter, m: ElectLeadersRequestInput, v: number): void {
  const flexible = v >= 2;
  if (v >= 1) w.int8(m.electionType ?? 0);
  else if (m.electionType !== undefined && m.electionType !== 0) unsupported('ElectLeadersRequest', 'electionType', v);
  {
    const value = m.topicPartitions;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTopicPartitions(w, element, v);
  }
  w.int32(m.timeoutMs ?? 60000);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeElectLeadersRequest(m: ElectLeadersRequestInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  if (v >= 1) bytes += 1;
  bytes += sizeOfList(flexible, m.topicPartitions, v, sizeTopicPartitions);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartitions(r: ByteReader, v: number): TopicPartitions {
  const flexible = v >= 2;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TopicPartitions = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartitions(w: ByteWriter, m: TopicPartitionsInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartitions(m: TopicPartitionsInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfFixedList(flexible, m.partitions, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeElectLeadersResponse(r: ByteReader, v: number): ElectLeadersResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = v >= 1 ? r.int16('errorCode') : 0;
  const replicaElectionResults: ReplicaElectionResult[] = [];
  const replicaElectionResultsLength = r.arrayLength(flexible, 'replicaElectionResults', 2);
  try {
    while (replicaElectionResults.length < replicaElectionResultsLength) replicaElectionResults.push(decodeReplicaElectionResult(r, v));
  } catch (error) {
    throw inField(error, 'replicaElectionResults', replicaElectionResults.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ElectLeadersResponse = { throttleTimeMs, errorCode, replicaElectionResults };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeElectLeadersResponse(w: ByteWriter, m: ElectLeadersResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  if (v >= 1) w.int16(m.errorCode ?? 0);
  else if (m.errorCode !== undefined && m.errorCode !== 0) unsupported('ElectLeadersResponse', 'errorCode', v);
  {
    const value = m.replicaElectionResults;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeReplicaElectionResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeElectLeadersResponse(m: ElectLeadersResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  if (v >= 1) bytes += 2;
  bytes += sizeOfList(flexible, m.replicaElectionResults, v, sizeReplicaElectionResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReplicaElectionResult(r: ByteReader, v: number): ReplicaElectionResult {
  const flexible = v >= 2;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitionResult: PartitionResult[] = [];
  const partitionResultLength = r.arrayLength(flexible, 'partitionResult', 7);
  try {
    while (partitionResult.length < partitionResultLength) partitionResult.push(decodePartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitionResult', partitionResult.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ReplicaElectionResult = { topic, partitionResult };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReplicaElectionResult(w: ByteWriter, m: ReplicaElectionResultInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitionResult;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodePartitionResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReplicaElectionResult(m: ReplicaElectionResultInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfList(flexible, m.partitionResult, v, sizePartitionResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionResult(r: ByteReader, v: number): PartitionResult {
  const flexible = v >= 2;
  const partitionId = r.int32('partitionId');
  const errorCode = r.int16('errorCode');
  const errorMessage = flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: PartitionResult = { partitionId, errorCode, errorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionResult(w: ByteWriter, m: PartitionResultInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.partitionId);
  w.int16(m.errorCode);
  flexible ? w.compactNullableString(m.errorMessage) : w.nullableString(m.errorMessage);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionResult(m: PartitionResultInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage) : sizeOfNullableString(m.errorMessage));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
