// Generated from protocol-spec/api/03-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, notNullable, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface MetadataRequest {
  /** null: all topics (v0: an empty list) */
  topics: MetadataRequestTopic[] | null;
  /** v4-13 */
  allowAutoTopicCreation: boolean;
  /** v8-10 */
  includeClusterAuthorizedOperations: boolean;
  /** v8-13 */
  includeTopicAuthorizedOperations: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataRequestInput {
  readonly topics: readonly MetadataRequestTopicInput[] | null;
  readonly allowAutoTopicCreation?: boolean | undefined;
  readonly includeClusterAuthorizedOperations?: boolean | undefined;
  readonly includeTopicAuthorizedOperations?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MetadataRequestTopic {
  /** v10-13 */
  topicId: Uuid;
  /** null when the topic is asked for by its id */
  name: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataRequestTopicInput {
  readonly topicId?: Uuid | undefined;
  readonly name: string | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MetadataResponse {
  /** v3-13 */
  throttleTimeMs: number;
  brokers: MetadataResponseBroker[];
  /** v2-13 */
  clusterId: string | null;
  /** v1-13 */
  controllerId: number;
  topics: MetadataResponseTopic[];
  /** a bit for each; the smallest int32 when not asked for · v8-10 */
  clusterAuthorizedOperations: number;
  /** v13 */
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataResponseInput {
  readonly throttleTimeMs?: number | undefined;
  readonly brokers: readonly MetadataResponseBrokerInput[];
  readonly clusterId?: string | null | undefined;
  readonly controllerId?: number | undefined;
  readonly topics: readonly MetadataResponseTopicInput[];
  readonly clusterAuthorizedOperations?: number | undefined;
  readonly errorCode?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MetadataResponseTopic {
  errorCode: number;
  name: string | null;
  /** v10-13 */
  topicId: Uuid;
  /** v1-13 */
  isInternal: boolean;
  partitions: MetadataResponsePartition[];
  /** a bit for each; the smallest int32 when not asked for · v8-13 */
  topicAuthorizedOperations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataResponseTopicInput {
  readonly errorCode: number;
  readonly name: string | null;
  readonly topicId?: Uuid | undefined;
  readonly isInternal?: boolean | undefined;
  readonly partitions: readonly MetadataResponsePartitionInput[];
  readonly topicAuthorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MetadataResponsePartition {
  errorCode: number;
  partitionIndex: number;
  /** -1: none at present */
  leaderId: number;
  /** v7-13 */
  leaderEpoch: number;
  replicaNodes: number[];
  isrNodes: number[];
  /** v5-13 */
  offlineReplicas: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataResponsePartitionInput {
  readonly errorCode: number;
  readonly partitionIndex: number;
  readonly leaderId: number;
  readonly leaderEpoch?: number | undefined;
  readonly replicaNodes: readonly number[];
  readonly isrNodes: readonly number[];
  readonly offlineReplicas?: readonly number[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface MetadataResponseBroker {
  nodeId: number;
  host: string;
  port: number;
  /** v1-13 */
  rack: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MetadataResponseBrokerInput {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells which brokers there are, and which of them leads each partition. May create the topics it is
 * asked for.
 */
export const Metadata: Api<MetadataRequest, MetadataResponse, MetadataRequestInput, MetadataResponseInput> = {
  key: 3,
  name: 'Metadata',
  minVersion: 0,
  maxVersion: 13,
  flexibleFrom: 9,
  request: codec('MetadataRequest', { decode: decodeMetadataRequest, encode: encodeMetadataRequest, size: sizeMetadataRequest }),
  response: codec('MetadataResponse', { decode: decodeMetadataResponse, encode: encodeMetadataResponse, size: sizeMetadataResponse }),
};

function decodeMetadataRequest(r: ByteReader, v: number): MetadataRequest {
  const flexible = v >= 9;
  let topics: MetadataRequestTopic[] | null = [];
  const topicsLength = v >= 1 ? r.nullableArrayLength(flexible, 'topics', 1) : r.arrayLength(flexible, 'topics', 1);
  if (topicsLength >= 0) {
    const listTopics: MetadataRequestTopic[] = [];
    try {
      while (listTopics.length < topicsLength) listTopics.push(decodeMetadataRequestTopic(r, v));
    } catch (error) {
      throw inField(error, 'topics', listTopics.length);
    }
    topics = listTopics;
  } else topics = null;
  const allowAutoTopicCreation = v >= 4 ? r.bool('allowAutoTopicCreation') : true;
  const includeClusterAuthorizedOperations = v >= 8 && v <= 10 ? r.bool('includeClusterAuthorizedOperations') : false;
  const includeTopicAuthorizedOperations = v >= 8 ? r.bool('includeTopicAuthorizedOperations') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataRequest = { topics, allowAutoTopicCreation, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataRequest(w: ByteWriter, m: MetadataRequestInput, v: number): void {
  const flexible = v >= 9;
  {
    const value = m.topics;
    if (value === null && !(v >= 1)) notNullable('MetadataRequest', 'topics', v);
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeMetadataRequestTopic(w, element, v);
  }
  if (v >= 4) w.bool(m.allowAutoTopicCreation ?? true);
  else if (m.allowAutoTopicCreation !== undefined && !m.allowAutoTopicCreation) unsupported('MetadataRequest', 'allowAutoTopicCreation', v);
  if (v >= 8 && v <= 10) w.bool(m.includeClusterAuthorizedOperations ?? false);
  else if (m.includeClusterAuthorizedOperations !== undefined && m.includeClusterAuthorizedOperations) unsupported('MetadataRequest', 'includeClusterAuthorizedOperations', v);
  if (v >= 8) w.bool(m.includeTopicAuthorizedOperations ?? false);
  else if (m.includeTopicAuthorizedOperations !== undefined && m.includeTopicAuthorizedOperations) unsupported('MetadataRequest', 'includeTopicAuthorizedOperations', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataRequest(m: MetadataRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 9;
  bytes += sizeOfList(flexible, m.topics, v, sizeMetadataRequestTopic);
  if (v >= 4) bytes += 1;
  if (v >= 8 && v <= 10) bytes += 1;
  if (v >= 8) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMetadataRequestTopic(r: ByteReader, v: number): MetadataRequestTopic {
  const flexible = v >= 9;
  const topicId = v >= 10 ? r.uuid('topicId') : ZERO_UUID;
  const name = flexible ? (v >= 10 ? r.compactNullableString('name') : r.compactString('name')) : (v >= 10 ? r.nullableString('name') : r.string('name'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataRequestTopic = { topicId, name };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataRequestTopic(w: ByteWriter, m: MetadataRequestTopicInput, v: number): void {
  const flexible = v >= 9;
  if (v >= 10) w.uuid(m.topicId ?? ZERO_UUID);
  if (m.name === null && !(v >= 10)) notNullable('MetadataRequest', 'name', v);
  flexible ? w.compactNullableString(m.name) : w.nullableString(m.name);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataRequestTopic(m: MetadataRequestTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 9;
  if (v >= 10) bytes += 16;
  bytes += (flexible ? sizeOfCompactNullableString(m.name) : sizeOfNullableString(m.name));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMetadataResponse(r: ByteReader, v: number): MetadataResponse {
  const flexible = v >= 9;
  const throttleTimeMs = v >= 3 ? r.int32('throttleTimeMs') : 0;
  const brokers: MetadataResponseBroker[] = [];
  const brokersLength = r.arrayLength(flexible, 'brokers', 9);
  try {
    while (brokers.length < brokersLength) brokers.push(decodeMetadataResponseBroker(r, v));
  } catch (error) {
    throw inField(error, 'brokers', brokers.length);
  }
  const clusterId = v >= 2 ? (flexible ? r.compactNullableString('clusterId') : r.nullableString('clusterId')) : null;
  const controllerId = v >= 1 ? r.int32('controllerId') : -1;
  const topics: MetadataResponseTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 4);
  try {
    while (topics.length < topicsLength) topics.push(decodeMetadataResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const clusterAuthorizedOperations = v >= 8 && v <= 10 ? r.int32('clusterAuthorizedOperations') : -2147483648;
  const errorCode = v === 13 ? r.int16('errorCode') : 0;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataResponse = { throttleTimeMs, brokers, clusterId, controllerId, topics, clusterAuthorizedOperations, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataResponse(w: ByteWriter, m: MetadataResponseInput, v: number): void {
  const flexible = v >= 9;
  if (v >= 3) w.int32(m.throttleTimeMs ?? 0);
  {
    const value = m.brokers;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMetadataResponseBroker(w, element, v);
  }
  if (v >= 2) flexible ? w.compactNullableString(m.clusterId ?? null) : w.nullableString(m.clusterId ?? null);
  if (v >= 1) w.int32(m.controllerId ?? -1);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMetadataResponseTopic(w, element, v);
  }
  if (v >= 8 && v <= 10) w.int32(m.clusterAuthorizedOperations ?? -2147483648);
  else if (m.clusterAuthorizedOperations !== undefined && m.clusterAuthorizedOperations !== -2147483648) unsupported('MetadataResponse', 'clusterAuthorizedOperations', v);
  if (v === 13) w.int16(m.errorCode ?? 0);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataResponse(m: MetadataResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 9;
  if (v >= 3) bytes += 4;
  bytes += sizeOfList(flexible, m.brokers, v, sizeMetadataResponseBroker);
  if (v >= 2) bytes += (flexible ? sizeOfCompactNullableString(m.clusterId ?? null) : sizeOfNullableString(m.clusterId ?? null));
  if (v >= 1) bytes += 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeMetadataResponseTopic);
  if (v >= 8 && v <= 10) bytes += 4;
  if (v === 13) bytes += 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMetadataResponseTopic(r: ByteReader, v: number): MetadataResponseTopic {
  const flexible = v >= 9;
  const errorCode = r.int16('errorCode');
  const name = flexible ? (v >= 12 ? r.compactNullableString('name') : r.compactString('name')) : (v >= 12 ? r.nullableString('name') : r.string('name'));
  const topicId = v >= 10 ? r.uuid('topicId') : ZERO_UUID;
  const isInternal = v >= 1 ? r.bool('isInternal') : false;
  const partitions: MetadataResponsePartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 12);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeMetadataResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const topicAuthorizedOperations = v >= 8 ? r.int32('topicAuthorizedOperations') : -2147483648;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataResponseTopic = { errorCode, name, topicId, isInternal, partitions, topicAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataResponseTopic(w: ByteWriter, m: MetadataResponseTopicInput, v: number): void {
  const flexible = v >= 9;
  w.int16(m.errorCode);
  if (m.name === null && !(v >= 12)) notNullable('MetadataResponse', 'name', v);
  flexible ? w.compactNullableString(m.name) : w.nullableString(m.name);
  if (v >= 10) w.uuid(m.topicId ?? ZERO_UUID);
  if (v >= 1) w.bool(m.isInternal ?? false);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeMetadataResponsePartition(w, element, v);
  }
  if (v >= 8) w.int32(m.topicAuthorizedOperations ?? -2147483648);
  else if (m.topicAuthorizedOperations !== undefined && m.topicAuthorizedOperations !== -2147483648) unsupported('MetadataResponse', 'topicAuthorizedOperations', v);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataResponseTopic(m: MetadataResponseTopicInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 9;
  bytes += (flexible ? sizeOfCompactNullableString(m.name) : sizeOfNullableString(m.name));
  if (v >= 10) bytes += 16;
  if (v >= 1) bytes += 1;
  bytes += sizeOfList(flexible, m.partitions, v, sizeMetadataResponsePartition);
  if (v >= 8) bytes += 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMetadataResponsePartition(r: ByteReader, v: number): MetadataResponsePartition {
  const flexible = v >= 9;
  const errorCode = r.int16('errorCode');
  const partitionIndex = r.int32('partitionIndex');
  const leaderId = r.int32('leaderId');
  const leaderEpoch = v >= 7 ? r.int32('leaderEpoch') : -1;
  const replicaNodes: number[] = [];
  const replicaNodesLength = r.arrayLength(flexible, 'replicaNodes', 4);
  for (let i = 0; i < replicaNodesLength; i++) replicaNodes.push(r.int32('replicaNodes'));
  const isrNodes: number[] = [];
  const isrNodesLength = r.arrayLength(flexible, 'isrNodes', 4);
  for (let i = 0; i < isrNodesLength; i++) isrNodes.push(r.int32('isrNodes'));
  let offlineReplicas: number[] = [];
  if (v >= 5) {
    const offlineReplicasLength = r.arrayLength(flexible, 'offlineReplicas', 4);
    for (let i = 0; i < offlineReplicasLength; i++) offlineReplicas.push(r.int32('offlineReplicas'));
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataResponsePartition = { errorCode, partitionIndex, leaderId, leaderEpoch, replicaNodes, isrNodes, offlineReplicas };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataResponsePartition(w: ByteWriter, m: MetadataResponsePartitionInput, v: number): void {
  const flexible = v >= 9;
  w.int16(m.errorCode);
  w.int32(m.partitionIndex);
  w.int32(m.leaderId);
  if (v >= 7) w.int32(m.leaderEpoch ?? -1);
  {
    const value = m.replicaNodes;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  {
    const value = m.isrNodes;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (v >= 5) {
    const value = m.offlineReplicas ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataResponsePartition(m: MetadataResponsePartitionInput, v: number): number {
  let bytes = 10;
  const flexible = v >= 9;
  if (v >= 7) bytes += 4;
  bytes += sizeOfFixedList(flexible, m.replicaNodes, 4);
  bytes += sizeOfFixedList(flexible, m.isrNodes, 4);
  if (v >= 5) bytes += sizeOfFixedList(flexible, m.offlineReplicas ?? [], 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMetadataResponseBroker(r: ByteReader, v: number): MetadataResponseBroker {
  const flexible = v >= 9;
  const nodeId = r.int32('nodeId');
  const host = flexible ? r.compactString('host') : r.string('host');
  const port = r.int32('port');
  const rack = v >= 1 ? (flexible ? r.compactNullableString('rack') : r.nullableString('rack')) : null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: MetadataResponseBroker = { nodeId, host, port, rack };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMetadataResponseBroker(w: ByteWriter, m: MetadataResponseBrokerInput, v: number): void {
  const flexible = v >= 9;
  w.int32(m.nodeId);
  flexible ? w.compactString(m.host) : w.string(m.host);
  w.int32(m.port);
  if (v >= 1) flexible ? w.compactNullableString(m.rack ?? null) : w.nullableString(m.rack ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMetadataResponseBroker(m: MetadataResponseBrokerInput, v: number): number {
  let bytes = 8;
  const flexible = v >= 9;
  bytes += (flexible ? sizeOfCompactString(m.host) : sizeOfString(m.host));
  if (v >= 1) bytes += (flexible ? sizeOfCompactNullableString(m.rack ?? null) : sizeOfNullableString(m.rack ?? null));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
