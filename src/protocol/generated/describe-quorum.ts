// Generated from protocol-spec/api/55-describe-quorum.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeQuorumRequest {
  topics: TopicData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeQuorumRequestInput {
  readonly topics: readonly TopicDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicData {
  topicName: string;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicDataInput {
  readonly topicName: string;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partitionIndex: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partitionIndex: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeQuorumResponse {
  errorCode: number;
  /** v2 */
  errorMessage: string | null;
  topics: ResponseTopicData[];
  /** v2 */
  nodes: Node[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeQuorumResponseInput {
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly topics: readonly ResponseTopicDataInput[];
  readonly nodes?: readonly NodeInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Node {
  nodeId: number;
  listeners: Listener[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface NodeInput {
  readonly nodeId: number;
  readonly listeners: readonly ListenerInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Listener {
  name: string;
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ListenerInput {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseTopicData {
  topicName: string;
  partitions: ResponsePartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseTopicDataInput {
  readonly topicName: string;
  readonly partitions: readonly ResponsePartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponsePartitionData {
  partitionIndex: number;
  errorCode: number;
  /** v2 */
  errorMessage: string | null;
  leaderId: number;
  leaderEpoch: number;
  highWatermark: number;
  currentVoters: ReplicaState[];
  observers: ReplicaState[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponsePartitionDataInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly highWatermark: number;
  readonly currentVoters: readonly ReplicaStateInput[];
  readonly observers: readonly ReplicaStateInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReplicaState {
  replicaId: number;
  /** v2 */
  replicaDirectoryId: Uuid;
  logEndOffset: number;
  /** v1-2 */
  lastFetchTimestamp: number;
  /** v1-2 */
  lastCaughtUpTimestamp: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReplicaStateInput {
  readonly replicaId: number;
  readonly replicaDirectoryId?: Uuid | undefined;
  readonly logEndOffset: number;
  readonly lastFetchTimestamp?: number | undefined;
  readonly lastCaughtUpTimestamp?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes the quorum of the metadata log (KIP-595).
 */
export const DescribeQuorum: Api<DescribeQuorumRequest, DescribeQuorumResponse, DescribeQuorumRequestInput, DescribeQuorumResponseInput> = {
  key: 55,
  name: 'DescribeQuorum',
  minVersion: 0,
  maxVersion: 2,
  flexibleFrom: 0,
  request: codec('DescribeQuorumRequest', { decode: decodeDescribeQuorumRequest, encode: encodeDescribeQuorumRequest, size: sizeDescribeQuorumRequest }),
  response: codec('DescribeQuorumResponse', { decode: decodeDescribeQuorumResponse, encode: encodeDescribeQuorumResponse, size: sizeDescribeQuorumResponse }),
};

function decodeDescribeQuorumRequest(r: ByteReader, v: number): DescribeQuorumRequest {
  const topics: TopicData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeQuorumRequest = { topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeQuorumRequest(w: ByteWriter, m: DescribeQuorumRequestInput, v: number): void {
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeQuorumRequest(m: DescribeQuorumRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topics, v, sizeTopicData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicData(r: ByteReader, v: number): TopicData {
  const topicName = r.compactString('topicName');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TopicData = { topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicData(w: ByteWriter, m: TopicDataInput, v: number): void {
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicData(m: TopicDataInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, _v: number): PartitionData {
  const partitionIndex = r.int32('partitionIndex');
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partitionIndex };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, _v: number): void {
  w.int32(m.partitionIndex);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeQuorumResponse(r: ByteReader, v: number): DescribeQuorumResponse {
  const errorCode = r.int16('errorCode');
  const errorMessage = v === 2 ? r.compactNullableString('errorMessage') : '';
  const topics: ResponseTopicData[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeResponseTopicData(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  let nodes: Node[] = [];
  if (v === 2) {
    const nodesLength = r.arrayLength(true, 'nodes', 5);
    try {
      while (nodes.length < nodesLength) nodes.push(decodeNode(r, v));
    } catch (error) {
      throw inField(error, 'nodes', nodes.length);
    }
  }
  const unknown = decodeUnknownTags(r);
  const m: DescribeQuorumResponse = { errorCode, errorMessage, topics, nodes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeQuorumResponse(w: ByteWriter, m: DescribeQuorumResponseInput, v: number): void {
  w.int16(m.errorCode);
  if (v === 2) w.compactNullableString(m.errorMessage === undefined ? '' : m.errorMessage);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeResponseTopicData(w, element, v);
  }
  if (v === 2) {
    const value = m.nodes ?? [];
    w.arrayLength(true, value.length);
    for (const element of value) encodeNode(w, element, v);
  }
  else if (m.nodes !== undefined && m.nodes.length > 0) unsupported('DescribeQuorumResponse', 'nodes', v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeQuorumResponse(m: DescribeQuorumResponseInput, v: number): number {
  let bytes = 2;
  if (v === 2) bytes += sizeOfCompactNullableString(m.errorMessage === undefined ? '' : m.errorMessage);
  bytes += sizeOfList(true, m.topics, v, sizeResponseTopicData);
  if (v === 2) bytes += sizeOfList(true, m.nodes ?? [], v, sizeNode);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeNode(r: ByteReader, v: number): Node {
  const nodeId = r.int32('nodeId');
  const listeners: Listener[] = [];
  const listenersLength = r.arrayLength(true, 'listeners', 4);
  try {
    while (listeners.length < listenersLength) listeners.push(decodeListener(r, v));
  } catch (error) {
    throw inField(error, 'listeners', listeners.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Node = { nodeId, listeners };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeNode(w: ByteWriter, m: NodeInput, v: number): void {
  w.int32(m.nodeId);
  {
    const value = m.listeners;
    w.arrayLength(true, value.length);
    for (const element of value) encodeListener(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeNode(m: NodeInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.listeners, v, sizeListener);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeListener(r: ByteReader, _v: number): Listener {
  const name = r.compactString('name');
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: Listener = { name, host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeListener(w: ByteWriter, m: ListenerInput, _v: number): void {
  w.compactString(m.name);
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeListener(m: ListenerInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseTopicData(r: ByteReader, v: number): ResponseTopicData {
  const topicName = r.compactString('topicName');
  const partitions: ResponsePartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 24);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeResponsePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ResponseTopicData = { topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseTopicData(w: ByteWriter, m: ResponseTopicDataInput, v: number): void {
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeResponsePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseTopicData(m: ResponseTopicDataInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitions, v, sizeResponsePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponsePartitionData(r: ByteReader, v: number): ResponsePartitionData {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = v === 2 ? r.compactNullableString('errorMessage') : '';
  const leaderId = r.int32('leaderId');
  const leaderEpoch = r.int32('leaderEpoch');
  const highWatermark = r.int64('highWatermark');
  const currentVoters: ReplicaState[] = [];
  const currentVotersLength = r.arrayLength(true, 'currentVoters', 12);
  try {
    while (currentVoters.length < currentVotersLength) currentVoters.push(decodeReplicaState(r, v));
  } catch (error) {
    throw inField(error, 'currentVoters', currentVoters.length);
  }
  const observers: ReplicaState[] = [];
  const observersLength = r.arrayLength(true, 'observers', 12);
  try {
    while (observers.length < observersLength) observers.push(decodeReplicaState(r, v));
  } catch (error) {
    throw inField(error, 'observers', observers.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ResponsePartitionData = { partitionIndex, errorCode, errorMessage, leaderId, leaderEpoch, highWatermark, currentVoters, observers };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponsePartitionData(w: ByteWriter, m: ResponsePartitionDataInput, v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  if (v === 2) w.compactNullableString(m.errorMessage === undefined ? '' : m.errorMessage);
  w.int32(m.leaderId);
  w.int32(m.leaderEpoch);
  w.int64(m.highWatermark);
  {
    const value = m.currentVoters;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReplicaState(w, element, v);
  }
  {
    const value = m.observers;
    w.arrayLength(true, value.length);
    for (const element of value) encodeReplicaState(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponsePartitionData(m: ResponsePartitionDataInput, v: number): number {
  let bytes = 22;
  if (v === 2) bytes += sizeOfCompactNullableString(m.errorMessage === undefined ? '' : m.errorMessage);
  bytes += sizeOfList(true, m.currentVoters, v, sizeReplicaState);
  bytes += sizeOfList(true, m.observers, v, sizeReplicaState);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeReplicaState(r: ByteReader, v: number): ReplicaState {
  const replicaId = r.int32('replicaId');
  const replicaDirectoryId = v === 2 ? r.uuid('replicaDirectoryId') : ZERO_UUID;
  const logEndOffset = r.int64('logEndOffset');
  const lastFetchTimestamp = v >= 1 ? r.int64('lastFetchTimestamp') : -1;
  const lastCaughtUpTimestamp = v >= 1 ? r.int64('lastCaughtUpTimestamp') : -1;
  const unknown = decodeUnknownTags(r);
  const m: ReplicaState = { replicaId, replicaDirectoryId, logEndOffset, lastFetchTimestamp, lastCaughtUpTimestamp };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReplicaState(w: ByteWriter, m: ReplicaStateInput, v: number): void {
  w.int32(m.replicaId);
  if (v === 2) w.uuid(m.replicaDirectoryId ?? ZERO_UUID);
  else if (m.replicaDirectoryId !== undefined && m.replicaDirectoryId !== ZERO_UUID) unsupported('DescribeQuorumResponse', 'replicaDirectoryId', v);
  w.int64(m.logEndOffset);
  if (v >= 1) w.int64(m.lastFetchTimestamp ?? -1);
  if (v >= 1) w.int64(m.lastCaughtUpTimestamp ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReplicaState(m: ReplicaStateInput, v: number): number {
  let bytes = 12;
  if (v === 2) bytes += 16;
  if (v >= 1) bytes += 8;
  if (v >= 1) bytes += 8;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
