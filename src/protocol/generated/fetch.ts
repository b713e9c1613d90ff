// Generated from protocol-spec/api/01-fetch.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, RecordsInput, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfString, sizeOfUnsignedVarint } from '../../base/byte-writer.ts';
import { INT64_MAX } from '../../base/int64.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeField, decodeUnknownTag, decodeUnknownTags, encodeRecords, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../protocol/codec-sizes.ts';

export interface FetchRequest {
  /** v12-18, tagged */
  clusterId: string | null;
  /** -1 for a consumer · v4-14 */
  replicaId: number;
  /** v15-18, tagged */
  replicaState: ReplicaState;
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  /** 0: up to the high watermark; 1: up to the last stable offset */
  isolationLevel: number;
  /** 0: no session, or a new one · v7-18 */
  sessionId: number;
  /** 0: begin a session; -1: none, or end the one that sessionId names · v7-18 */
  sessionEpoch: number;
  topics: FetchTopic[];
  /** v7-18 */
  forgottenTopicsData: ForgottenTopic[];
  /** v11-18 */
  rackId: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchRequestInput {
  readonly clusterId?: string | null | undefined;
  readonly replicaId?: number | undefined;
  readonly replicaState?: ReplicaStateInput | undefined;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes?: number | undefined;
  readonly isolationLevel?: number | undefined;
  readonly sessionId?: number | undefined;
  readonly sessionEpoch?: number | undefined;
  readonly topics: readonly FetchTopicInput[];
  readonly forgottenTopicsData?: readonly ForgottenTopicInput[] | undefined;
  readonly rackId?: string | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ForgottenTopic {
  /** v7-12 */
  topic: string;
  /** v13-18 */
  topicId: Uuid;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ForgottenTopicInput {
  readonly topic?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchTopic {
  /** v4-12 */
  topic: string;
  /** v13-18 */
  topicId: Uuid;
  partitions: FetchPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchTopicInput {
  readonly topic?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly FetchPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchPartition {
  partition: number;
  /** -1: not known · v9-18 */
  currentLeaderEpoch: number;
  fetchOffset: number;
  /** v12-18 */
  lastFetchedEpoch: number;
  /** v5-18 */
  logStartOffset: number;
  partitionMaxBytes: number;
  /** v17-18, tagged */
  replicaDirectoryId: Uuid;
  /** v18, tagged */
  highWatermark: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchPartitionInput {
  readonly partition: number;
  readonly currentLeaderEpoch?: number | undefined;
  readonly fetchOffset: number;
  readonly lastFetchedEpoch?: number | undefined;
  readonly logStartOffset?: number | undefined;
  readonly partitionMaxBytes: number;
  readonly replicaDirectoryId?: Uuid | undefined;
  readonly highWatermark?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ReplicaState {
  /** -1 for a consumer */
  replicaId: number;
  replicaEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ReplicaStateInput {
  readonly replicaId?: number | undefined;
  readonly replicaEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchResponse {
  throttleTimeMs: number;
  /** v7-18 */
  errorCode: number;
  /** v7-18 */
  sessionId: number;
  responses: FetchableTopicResponse[];
  /** v16-18, tagged */
  nodeEndpoints: NodeEndpoint[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode?: number | undefined;
  readonly sessionId?: number | undefined;
  readonly responses: readonly FetchableTopicResponseInput[];
  readonly nodeEndpoints?: readonly NodeEndpointInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface NodeEndpointInput {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchableTopicResponse {
  /** v4-12 */
  topic: string;
  /** v13-18 */
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchableTopicResponseInput {
  readonly topic?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  highWatermark: number;
  /** every transaction below it has ended */
  lastStableOffset: number;
  /** v5-18 */
  logStartOffset: number;
  /** v12-18, tagged */
  divergingEpoch: EpochEndOffset;
  /** v12-18, tagged */
  currentLeader: LeaderIdAndEpoch;
  /** v12-18, tagged */
  snapshotId: SnapshotId;
  /** to be left out by a reader of committed records; null when it did not ask */
  abortedTransactions: AbortedTransaction[] | null;
  /** -1: stay here · v11-18 */
  preferredReadReplica: number;
  records: Buffer | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly highWatermark: number;
  readonly lastStableOffset?: number | undefined;
  readonly logStartOffset?: number | undefined;
  readonly divergingEpoch?: EpochEndOffsetInput | undefined;
  readonly currentLeader?: LeaderIdAndEpochInput | undefined;
  readonly snapshotId?: SnapshotIdInput | undefined;
  readonly abortedTransactions: readonly AbortedTransactionInput[] | null;
  readonly preferredReadReplica?: number | undefined;
  readonly records: RecordsInput | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AbortedTransaction {
  producerId: number;
  firstOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AbortedTransactionInput {
  readonly producerId: number;
  readonly firstOffset: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface SnapshotId {
  endOffset: number;
  epoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SnapshotIdInput {
  readonly endOffset?: number | undefined;
  readonly epoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaderIdAndEpochInput {
  readonly leaderId?: number | undefined;
  readonly leaderEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EpochEndOffset {
  epoch: number;
  endOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EpochEndOffsetInput {
  readonly epoch?: number | undefined;
  readonly endOffset?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Reads record batches from partitions, for consumers and for followers. Waits up to maxWaitMs until
 * minBytes are there. Batches come whole: the first one of a response even when it exceeds the
 * limits.
 */
export const Fetch: Api<FetchRequest, FetchResponse, FetchRequestInput, FetchResponseInput> = {
  key: 1,
  name: 'Fetch',
  minVersion: 4,
  maxVersion: 18,
  flexibleFrom: 12,
  request: codec('FetchRequest', { decode: decodeFetchRequest, encode: encodeFetchRequest, size: sizeFetchRequest }),
  response: codec('FetchResponse', { decode: decodeFetchResponse, encode: encodeFetchResponse, size: sizeFetchResponse }),
};

function decodeFetchRequest(r: ByteReader, v: number): FetchRequest {
  const flexible = v >= 12;
  const replicaId = v <= 14 ? r.int32('replicaId') : -1;
  const maxWaitMs = r.int32('maxWaitMs');
  const minBytes = r.int32('minBytes');
  const maxBytes = r.int32('maxBytes');
  const isolationLevel = r.int8('isolationLevel');
  const sessionId = v >= 7 ? r.int32('sessionId') : 0;
  const sessionEpoch = v >= 7 ? r.int32('sessionEpoch') : -1;
  const topics: FetchTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeFetchTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  let forgottenTopicsData: ForgottenTopic[] = [];
  if (v >= 7) {
    const forgottenTopicsDataLength = r.arrayLength(flexible, 'forgottenTopicsData', 2);
    try {
      while (forgottenTopicsData.length < forgottenTopicsDataLength) forgottenTopicsData.push(decodeForgottenTopic(r, v));
    } catch (error) {
      throw inField(error, 'forgottenTopicsData', forgottenTopicsData.length);
    }
  }
  const rackId = v >= 11 ? (flexible ? r.compactString('rackId') : r.string('rackId')) : '';
  let clusterId: string | null = null;
  let replicaState: ReplicaState = defaultReplicaState();
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          clusterId = r.compactNullableString('clusterId');
          expectTagEnd(r, 'clusterId', end);
          break;
        }
        case 1: {
          if (!(v >= 15)) throw tagNotInVersion('replicaState', v);
          replicaState = decodeField(r, v, 'replicaState', decodeReplicaState);
          expectTagEnd(r, 'replicaState', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: FetchRequest = { clusterId, replicaId, replicaState, maxWaitMs, minBytes, maxBytes, isolationLevel, sessionId, sessionEpoch, topics, forgottenTopicsData, rackId };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchRequest(w: ByteWriter, m: FetchRequestInput, v: number): void {
  const flexible = v >= 12;
  if (v <= 14) w.int32(m.replicaId ?? -1);
  else if (m.replicaId !== undefined && m.replicaId !== -1) unsupported('FetchRequest', 'replicaId', v);
  w.int32(m.maxWaitMs);
  w.int32(m.minBytes);
  w.int32(m.maxBytes ?? 2147483647);
  w.int8(m.isolationLevel ?? 0);
  if (v >= 7) w.int32(m.sessionId ?? 0);
  if (v >= 7) w.int32(m.sessionEpoch ?? -1);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeFetchTopic(w, element, v);
  }
  if (v >= 7) {
    const value = m.forgottenTopicsData ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeForgottenTopic(w, element, v);
  }
  else if (m.forgottenTopicsData !== undefined && m.forgottenTopicsData.length > 0) unsupported('FetchRequest', 'forgottenTopicsData', v);
  if (v >= 11) flexible ? w.compactString(m.rackId ?? '') : w.string(m.rackId ?? '');
  if (!(v >= 15)) if (m.replicaState !== undefined && !isDefaultReplicaState(m.replicaState)) unsupported('FetchRequest', 'replicaState', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasClusterId = v >= 12 && m.clusterId !== undefined && m.clusterId !== null;
    const hasReplicaState = v >= 15 && m.replicaState !== undefined && !isDefaultReplicaState(m.replicaState);
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasClusterId ? 1 : 0) + (hasReplicaState ? 1 : 0));
    if (hasClusterId) {
      const clusterId = m.clusterId;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeOfCompactString(clusterId));
      w.compactString(clusterId);
    }
    if (hasReplicaState) {
      const replicaState = m.replicaState;
      w.unsignedVarint(1);
      w.unsignedVarint(sizeReplicaState(replicaState, v));
      encodeReplicaState(w, replicaState, v);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 2, Number.POSITIVE_INFINITY);
  }
}

function sizeFetchRequest(m: FetchRequestInput, v: number): number {
  let bytes = 13;
  const flexible = v >= 12;
  if (v <= 14) bytes += 4;
  if (v >= 7) bytes += 4;
  if (v >= 7) bytes += 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeFetchTopic);
  if (v >= 7) bytes += sizeOfList(flexible, m.forgottenTopicsData ?? [], v, sizeForgottenTopic);
  if (v >= 11) bytes += (flexible ? sizeOfCompactString(m.rackId ?? '') : sizeOfString(m.rackId ?? ''));
  if (flexible) {
    let tags = 0;
    if (v >= 12 && m.clusterId !== undefined && m.clusterId !== null) {
      tags++;
      bytes += sizeOfTag(0, sizeOfCompactNullableString(m.clusterId));
    }
    if (v >= 15 && m.replicaState !== undefined && !isDefaultReplicaState(m.replicaState)) {
      tags++;
      bytes += sizeOfTag(1, sizeReplicaState(m.replicaState, v));
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeForgottenTopic(r: ByteReader, v: number): ForgottenTopic {
  const flexible = v >= 12;
  const topic = v <= 12 ? (flexible ? r.compactString('topic') : r.string('topic')) : '';
  const topicId = v >= 13 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ForgottenTopic = { topic, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeForgottenTopic(w: ByteWriter, m: ForgottenTopicInput, v: number): void {
  const flexible = v >= 12;
  if (v <= 12) flexible ? w.compactString(m.topic ?? '') : w.string(m.topic ?? '');
  if (v >= 13) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeForgottenTopic(m: ForgottenTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 12;
  if (v <= 12) bytes += (flexible ? sizeOfCompactString(m.topic ?? '') : sizeOfString(m.topic ?? ''));
  if (v >= 13) bytes += 16;
  bytes += sizeOfFixedList(flexible, m.partitions, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFetchTopic(r: ByteReader, v: number): FetchTopic {
  const flexible = v >= 12;
  const topic = v <= 12 ? (flexible ? r.compactString('topic') : r.string('topic')) : '';
  const topicId = v >= 13 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: FetchPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 16);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeFetchPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: FetchTopic = { topic, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchTopic(w: ByteWriter, m: FetchTopicInput, v: number): void {
  const flexible = v >= 12;
  if (v <= 12) flexible ? w.compactString(m.topic ?? '') : w.string(m.topic ?? '');
  if (v >= 13) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeFetchPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFetchTopic(m: FetchTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 12;
  if (v <= 12) bytes += (flexible ? sizeOfCompactString(m.topic ?? '') : sizeOfString(m.topic ?? ''));
  if (v >= 13) bytes += 16;
  bytes += sizeOfList(flexible, m.partitions, v, sizeFetchPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFetchPartition(r: ByteReader, v: number): FetchPartition {
  const flexible = v >= 12;
  const partition = r.int32('partition');
  const currentLeaderEpoch = v >= 9 ? r.int32('currentLeaderEpoch') : -1;
  const fetchOffset = r.int64('fetchOffset');
  const lastFetchedEpoch = v >= 12 ? r.int32('lastFetchedEpoch') : -1;
  const logStartOffset = v >= 5 ? r.int64('logStartOffset') : -1;
  const partitionMaxBytes = r.int32('partitionMaxBytes');
  let replicaDirectoryId: Uuid = ZERO_UUID;
  let highWatermark: number = INT64_MAX;
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          if (!(v >= 17)) throw tagNotInVersion('replicaDirectoryId', v);
          replicaDirectoryId = r.uuid('replicaDirectoryId');
          expectTagEnd(r, 'replicaDirectoryId', end);
          break;
        }
        case 1: {
          if (!(v === 18)) throw tagNotInVersion('highWatermark', v);
          highWatermark = r.int64('highWatermark');
          expectTagEnd(r, 'highWatermark', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: FetchPartition = { partition, currentLeaderEpoch, fetchOffset, lastFetchedEpoch, logStartOffset, partitionMaxBytes, replicaDirectoryId, highWatermark };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchPartition(w: ByteWriter, m: FetchPartitionInput, v: number): void {
  const flexible = v >= 12;
  w.int32(m.partition);
  if (v >= 9) w.int32(m.currentLeaderEpoch ?? -1);
  w.int64(m.fetchOffset);
  if (v >= 12) w.int32(m.lastFetchedEpoch ?? -1);
  else if (m.lastFetchedEpoch !== undefined && m.lastFetchedEpoch !== -1) unsupported('FetchRequest', 'lastFetchedEpoch', v);
  if (v >= 5) w.int64(m.logStartOffset ?? -1);
  w.int32(m.partitionMaxBytes);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasReplicaDirectoryId = v >= 17 && m.replicaDirectoryId !== undefined && m.replicaDirectoryId !== ZERO_UUID;
    const hasHighWatermark = v === 18 && m.highWatermark !== undefined && m.highWatermark !== INT64_MAX;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasReplicaDirectoryId ? 1 : 0) + (hasHighWatermark ? 1 : 0));
    if (hasReplicaDirectoryId) {
      const replicaDirectoryId = m.replicaDirectoryId;
      w.unsignedVarint(0);
      w.unsignedVarint(16);
      w.uuid(replicaDirectoryId);
    }
    if (hasHighWatermark) {
      const highWatermark = m.highWatermark;
      w.unsignedVarint(1);
      w.unsignedVarint(8);
      w.int64(highWatermark);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 2, Number.POSITIVE_INFINITY);
  }
}

function sizeFetchPartition(m: FetchPartitionInput, v: number): number {
  let bytes = 16;
  const flexible = v >= 12;
  if (v >= 9) bytes += 4;
  if (v >= 12) bytes += 4;
  if (v >= 5) bytes += 8;
  if (flexible) {
    let tags = 0;
    if (v >= 17 && m.replicaDirectoryId !== undefined && m.replicaDirectoryId !== ZERO_UUID) {
      tags++;
      bytes += sizeOfTag(0, 16);
    }
    if (v === 18 && m.highWatermark !== undefined && m.highWatermark !== INT64_MAX) {
      tags++;
      bytes += sizeOfTag(1, 8);
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeReplicaState(r: ByteReader, _v: number): ReplicaState {
  const replicaId = r.int32('replicaId');
  const replicaEpoch = r.int64('replicaEpoch');
  const unknown = decodeUnknownTags(r);
  const m: ReplicaState = { replicaId, replicaEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeReplicaState(w: ByteWriter, m: ReplicaStateInput, _v: number): void {
  w.int32(m.replicaId ?? -1);
  w.int64(m.replicaEpoch ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeReplicaState(m: ReplicaStateInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultReplicaState(): ReplicaState {
  return {
    replicaId: -1,
    replicaEpoch: -1,
  };
}

function isDefaultReplicaState(m: ReplicaStateInput): boolean {
  return !((m.replicaId !== undefined && m.replicaId !== -1) || (m.replicaEpoch !== undefined && m.replicaEpoch !== -1) || m.unknownTaggedFields !== undefined);
}

function decodeFetchResponse(r: ByteReader, v: number): FetchResponse {
  const flexible = v >= 12;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = v >= 7 ? r.int16('errorCode') : 0;
  const sessionId = v >= 7 ? r.int32('sessionId') : 0;
  const responses: FetchableTopicResponse[] = [];
  const responsesLength = r.arrayLength(flexible, 'responses', 2);
  try {
    while (responses.length < responsesLength) responses.push(decodeFetchableTopicResponse(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  let nodeEndpoints: NodeEndpoint[] = [];
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          if (!(v >= 16)) throw tagNotInVersion('nodeEndpoints', v);
          nodeEndpoints = [];
          const nodeEndpointsLength = r.arrayLength(true, 'nodeEndpoints', 10);
          try {
            while (nodeEndpoints.length < nodeEndpointsLength) nodeEndpoints.push(decodeNodeEndpoint(r, v));
          } catch (error) {
            throw inField(error, 'nodeEndpoints', nodeEndpoints.length);
          }
          expectTagEnd(r, 'nodeEndpoints', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: FetchResponse = { throttleTimeMs, errorCode, sessionId, responses, nodeEndpoints };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchResponse(w: ByteWriter, m: FetchResponseInput, v: number): void {
  const flexible = v >= 12;
  w.int32(m.throttleTimeMs);
  if (v >= 7) w.int16(m.errorCode ?? 0);
  if (v >= 7) w.int32(m.sessionId ?? 0);
  else if (m.sessionId !== undefined && m.sessionId !== 0) unsupported('FetchResponse', 'sessionId', v);
  {
    const value = m.responses;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeFetchableTopicResponse(w, element, v);
  }
  if (!(v >= 16)) if (m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0) unsupported('FetchResponse', 'nodeEndpoints', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasNodeEndpoints = v >= 16 && m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasNodeEndpoints ? 1 : 0));
    if (hasNodeEndpoints) {
      const nodeEndpoints = m.nodeEndpoints;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeOfList(true, nodeEndpoints, v, sizeNodeEndpoint));
      {
        const value = nodeEndpoints;
        w.arrayLength(true, value.length);
        for (const element of value) encodeNodeEndpoint(w, element, v);
      }
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
  }
}

function sizeFetchResponse(m: FetchResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 12;
  if (v >= 7) bytes += 2;
  if (v >= 7) bytes += 4;
  bytes += sizeOfList(flexible, m.responses, v, sizeFetchableTopicResponse);
  if (flexible) {
    let tags = 0;
    if (v >= 16 && m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0) {
      tags++;
      bytes += sizeOfTag(0, sizeOfList(true, m.nodeEndpoints, v, sizeNodeEndpoint));
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeNodeEndpoint(r: ByteReader, _v: number): NodeEndpoint {
  const nodeId = r.int32('nodeId');
  const host = r.compactString('host');
  const port = r.int32('port');
  const rack = r.compactNullableString('rack');
  const unknown = decodeUnknownTags(r);
  const m: NodeEndpoint = { nodeId, host, port, rack };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeNodeEndpoint(w: ByteWriter, m: NodeEndpointInput, _v: number): void {
  w.int32(m.nodeId);
  w.compactString(m.host);
  w.int32(m.port);
  w.compactNullableString(m.rack ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeNodeEndpoint(m: NodeEndpointInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfCompactNullableString(m.rack ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFetchableTopicResponse(r: ByteReader, v: number): FetchableTopicResponse {
  const flexible = v >= 12;
  const topic = v <= 12 ? (flexible ? r.compactString('topic') : r.string('topic')) : '';
  const topicId = v >= 13 ? r.uuid('topicId') : ZERO_UUID;
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 24);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: FetchableTopicResponse = { topic, topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchableTopicResponse(w: ByteWriter, m: FetchableTopicResponseInput, v: number): void {
  const flexible = v >= 12;
  if (v <= 12) flexible ? w.compactString(m.topic ?? '') : w.string(m.topic ?? '');
  if (v >= 13) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFetchableTopicResponse(m: FetchableTopicResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 12;
  if (v <= 12) bytes += (flexible ? sizeOfCompactString(m.topic ?? '') : sizeOfString(m.topic ?? ''));
  if (v >= 13) bytes += 16;
  bytes += sizeOfList(flexible, m.partitions, v, sizePartitionData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, v: number): PartitionData {
  const flexible = v >= 12;
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const highWatermark = r.int64('highWatermark');
  const lastStableOffset = r.int64('lastStableOffset');
  const logStartOffset = v >= 5 ? r.int64('logStartOffset') : -1;
  let abortedTransactions: AbortedTransaction[] | null = [];
  const abortedTransactionsLength = r.nullableArrayLength(flexible, 'abortedTransactions', 16);
  if (abortedTransactionsLength >= 0) {
    const listAbortedTransactions: AbortedTransaction[] = [];
    try {
      while (listAbortedTransactions.length < abortedTransactionsLength) listAbortedTransactions.push(decodeAbortedTransaction(r, v));
    } catch (error) {
      throw inField(error, 'abortedTransactions', listAbortedTransactions.length);
    }
    abortedTransactions = listAbortedTransactions;
  } else abortedTransactions = null;
  const preferredReadReplica = v >= 11 ? r.int32('preferredReadReplica') : -1;
  const records = r.nullableRecords(flexible, 'records');
  let divergingEpoch: EpochEndOffset = defaultEpochEndOffset();
  let currentLeader: LeaderIdAndEpoch = defaultLeaderIdAndEpoch();
  let snapshotId: SnapshotId = defaultSnapshotId();
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          divergingEpoch = decodeField(r, v, 'divergingEpoch', decodeEpochEndOffset);
          expectTagEnd(r, 'divergingEpoch', end);
          break;
        }
        case 1: {
          currentLeader = decodeField(r, v, 'currentLeader', decodeLeaderIdAndEpoch);
          expectTagEnd(r, 'currentLeader', end);
          break;
        }
        case 2: {
          snapshotId = decodeField(r, v, 'snapshotId', decodeSnapshotId);
          expectTagEnd(r, 'snapshotId', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: PartitionData = { partitionIndex, errorCode, highWatermark, lastStableOffset, logStartOffset, divergingEpoch, currentLeader, snapshotId, abortedTransactions, preferredReadReplica, records };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, v: number): void {
  const flexible = v >= 12;
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.int64(m.highWatermark);
  w.int64(m.lastStableOffset ?? -1);
  if (v >= 5) w.int64(m.logStartOffset ?? -1);
  {
    const value = m.abortedTransactions;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeAbortedTransaction(w, element, v);
  }
  if (v >= 11) w.int32(m.preferredReadReplica ?? -1);
  else if (m.preferredReadReplica !== undefined && m.preferredReadReplica !== -1) unsupported('FetchResponse', 'preferredReadReplica', v);
  encodeRecords(w, flexible, m.records);
  if (!(v >= 12)) if (m.divergingEpoch !== undefined && !isDefaultEpochEndOffset(m.divergingEpoch)) unsupported('FetchResponse', 'divergingEpoch', v);
  if (!(v >= 12)) if (m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader)) unsupported('FetchResponse', 'currentLeader', v);
  if (!(v >= 12)) if (m.snapshotId !== undefined && !isDefaultSnapshotId(m.snapshotId)) unsupported('FetchResponse', 'snapshotId', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasDivergingEpoch = v >= 12 && m.divergingEpoch !== undefined && !isDefaultEpochEndOffset(m.divergingEpoch);
    const hasCurrentLeader = v >= 12 && m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader);
    const hasSnapshotId = v >= 12 && m.snapshotId !== undefined && !isDefaultSnapshotId(m.snapshotId);
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasDivergingEpoch ? 1 : 0) + (hasCurrentLeader ? 1 : 0) + (hasSnapshotId ? 1 : 0));
    if (hasDivergingEpoch) {
      const divergingEpoch = m.divergingEpoch;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeEpochEndOffset(divergingEpoch, v));
      encodeEpochEndOffset(w, divergingEpoch, v);
    }
    if (hasCurrentLeader) {
      const currentLeader = m.currentLeader;
      w.unsignedVarint(1);
      w.unsignedVarint(sizeLeaderIdAndEpoch(currentLeader, v));
      encodeLeaderIdAndEpoch(w, currentLeader, v);
    }
    if (hasSnapshotId) {
      const snapshotId = m.snapshotId;
      w.unsignedVarint(2);
      w.unsignedVarint(sizeSnapshotId(snapshotId, v));
      encodeSnapshotId(w, snapshotId, v);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 3, Number.POSITIVE_INFINITY);
  }
}

function sizePartitionData(m: PartitionDataInput, v: number): number {
  let bytes = 22;
  const flexible = v >= 12;
  if (v >= 5) bytes += 8;
  bytes += sizeOfList(flexible, m.abortedTransactions, v, sizeAbortedTransaction);
  if (v >= 11) bytes += 4;
  bytes += sizeOfBytes(flexible, m.records);
  if (flexible) {
    let tags = 0;
    if (v >= 12 && m.divergingEpoch !== undefined && !isDefaultEpochEndOffset(m.divergingEpoch)) {
      tags++;
      bytes += sizeOfTag(0, sizeEpochEndOffset(m.divergingEpoch, v));
    }
    if (v >= 12 && m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader)) {
      tags++;
      bytes += sizeOfTag(1, sizeLeaderIdAndEpoch(m.currentLeader, v));
    }
    if (v >= 12 && m.snapshotId !== undefined && !isDefaultSnapshotId(m.snapshotId)) {
      tags++;
      bytes += sizeOfTag(2, sizeSnapshotId(m.snapshotId, v));
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeAbortedTransaction(r: ByteReader, v: number): AbortedTransaction {
  const flexible = v >= 12;
  const producerId = r.int64('producerId');
  const firstOffset = r.int64('firstOffset');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AbortedTransaction = { producerId, firstOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAbortedTransaction(w: ByteWriter, m: AbortedTransactionInput, v: number): void {
  const flexible = v >= 12;
  w.int64(m.producerId);
  w.int64(m.firstOffset);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAbortedTransaction(m: AbortedTransactionInput, v: number): number {
  let bytes = 16;
  const flexible = v >= 12;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSnapshotId(r: ByteReader, _v: number): SnapshotId {
  const endOffset = r.int64('endOffset');
  const epoch = r.int32('epoch');
  const unknown = decodeUnknownTags(r);
  const m: SnapshotId = { endOffset, epoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSnapshotId(w: ByteWriter, m: SnapshotIdInput, _v: number): void {
  w.int64(m.endOffset ?? -1);
  w.int32(m.epoch ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSnapshotId(m: SnapshotIdInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultSnapshotId(): SnapshotId {
  return {
    endOffset: -1,
    epoch: -1,
  };
}

function isDefaultSnapshotId(m: SnapshotIdInput): boolean {
  return !((m.endOffset !== undefined && m.endOffset !== -1) || (m.epoch !== undefined && m.epoch !== -1) || m.unknownTaggedFields !== undefined);
}

function decodeLeaderIdAndEpoch(r: ByteReader, _v: number): LeaderIdAndEpoch {
  const leaderId = r.int32('leaderId');
  const leaderEpoch = r.int32('leaderEpoch');
  const unknown = decodeUnknownTags(r);
  const m: LeaderIdAndEpoch = { leaderId, leaderEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLeaderIdAndEpoch(w: ByteWriter, m: LeaderIdAndEpochInput, _v: number): void {
  w.int32(m.leaderId ?? -1);
  w.int32(m.leaderEpoch ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaderIdAndEpoch(m: LeaderIdAndEpochInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultLeaderIdAndEpoch(): LeaderIdAndEpoch {
  return {
    leaderId: -1,
    leaderEpoch: -1,
  };
}

function isDefaultLeaderIdAndEpoch(m: LeaderIdAndEpochInput): boolean {
  return !((m.leaderId !== undefined && m.leaderId !== -1) || (m.leaderEpoch !== undefined && m.leaderEpoch !== -1) || m.unknownTaggedFields !== undefined);
}

function decodeEpochEndOffset(r: ByteReader, _v: number): EpochEndOffset {
  const epoch = r.int32('epoch');
  const endOffset = r.int64('endOffset');
  const unknown = decodeUnknownTags(r);
  const m: EpochEndOffset = { epoch, endOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEpochEndOffset(w: ByteWriter, m: EpochEndOffsetInput, _v: number): void {
  w.int32(m.epoch ?? -1);
  w.int64(m.endOffset ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEpochEndOffset(m: EpochEndOffsetInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultEpochEndOffset(): EpochEndOffset {
  return {
    epoch: -1,
    endOffset: -1,
  };
}

function isDefaultEpochEndOffset(m: EpochEndOffsetInput): boolean {
  return !((m.epoch !== undefined && m.epoch !== -1) || (m.endOffset !== undefined && m.endOffset !== -1) || m.unknownTaggedFields !== undefined);
}
