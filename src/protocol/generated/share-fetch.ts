// Generated from protocol-spec/api/78-share-fetch.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, RecordsInput, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodeUnknownTags, encodeRecords, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ShareFetchRequest {
  groupId: string | null;
  memberId: string | null;
  /** 0: begin a session; -1: end it */
  shareSessionEpoch: number;
  maxWaitMs: number;
  minBytes: number;
  maxBytes: number;
  maxRecords: number;
  batchSize: number;
  /** v2 */
  shareAcquireMode: number;
  /** v2 */
  isRenewAck: boolean;
  topics: FetchTopic[];
  forgottenTopicsData: ForgottenTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareFetchRequestInput {
  readonly groupId?: string | null | undefined;
  readonly memberId: string | null;
  readonly shareSessionEpoch: number;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes?: number | undefined;
  readonly maxRecords: number;
  readonly batchSize: number;
  readonly shareAcquireMode?: number | undefined;
  readonly isRenewAck?: boolean | undefined;
  readonly topics: readonly FetchTopicInput[];
  readonly forgottenTopicsData: readonly ForgottenTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ForgottenTopic {
  topicId: Uuid;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ForgottenTopicInput {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchTopic {
  topicId: Uuid;
  partitions: FetchPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchTopicInput {
  readonly topicId: Uuid;
  readonly partitions: readonly FetchPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface FetchPartition {
  partitionIndex: number;
  acknowledgementBatches: AcknowledgementBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface FetchPartitionInput {
  readonly partitionIndex: number;
  readonly acknowledgementBatches: readonly AcknowledgementBatchInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AcknowledgementBatch {
  firstOffset: number;
  lastOffset: number;
  /** 0: gap; 1: accept; 2: release; 3: reject; 4: renew */
  acknowledgeTypes: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AcknowledgementBatchInput {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly acknowledgeTypes: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ShareFetchResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  acquisitionLockTimeoutMs: number;
  responses: ShareFetchableTopicResponse[];
  nodeEndpoints: NodeEndpoint[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareFetchResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly acquisitionLockTimeoutMs: number;
  readonly responses: readonly ShareFetchableTopicResponseInput[];
  readonly nodeEndpoints: readonly NodeEndpointInput[];
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

export interface ShareFetchableTopicResponse {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareFetchableTopicResponseInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  acknowledgeErrorCode: number;
  acknowledgeErrorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
  records: Buffer;
  acquiredRecords: AcquiredRecords[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly acknowledgeErrorCode: number;
  readonly acknowledgeErrorMessage?: string | null | undefined;
  readonly currentLeader: LeaderIdAndEpochInput;
  readonly records: RecordsInput;
  readonly acquiredRecords: readonly AcquiredRecordsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AcquiredRecords {
  firstOffset: number;
  lastOffset: number;
  deliveryCount: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AcquiredRecordsInput {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly deliveryCount: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaderIdAndEpochInput {
  readonly leaderId: number;
  readonly leaderEpoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Acquires records of share partitions for a member of a share group, and may acknowledge earlier
 * ones (KIP-932). Version 0 was the early access.
 */
export const ShareFetch: Api<ShareFetchRequest, ShareFetchResponse, ShareFetchRequestInput, ShareFetchResponseInput> = {
  key: 78,
  name: 'ShareFetch',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 1,
  request: codec('ShareFetchRequest', { decode: decodeShareFetchRequest, encode: encodeShareFetchRequest, size: sizeShareFetchRequest }),
  response: codec('ShareFetchResponse', { decode: decodeShareFetchResponse, encode: encodeShareFetchResponse, size: sizeShareFetchResponse }),
};

function decodeShareFetchRequest(r: ByteReader, v: number): ShareFetchRequest {
  const groupId = r.compactNullableString('groupId');
  const memberId = r.compactNullableString('memberId');
  const shareSessionEpoch = r.int32('shareSessionEpoch');
  const maxWaitMs = r.int32('maxWaitMs');
  const minBytes = r.int32('minBytes');
  const maxBytes = r.int32('maxBytes');
  const maxRecords = r.int32('maxRecords');
  const batchSize = r.int32('batchSize');
  const shareAcquireMode = v === 2 ? r.int8('shareAcquireMode') : 0;
  const isRenewAck = v === 2 ? r.bool('isRenewAck') : false;
  const topics: FetchTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeFetchTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const forgottenTopicsData: ForgottenTopic[] = [];
  const forgottenTopicsDataLength = r.arrayLength(true, 'forgottenTopicsData', 17);
  try {
    while (forgottenTopicsData.length < forgottenTopicsDataLength) forgottenTopicsData.push(decodeForgottenTopic(r, v));
  } catch (error) {
    throw inField(error, 'forgottenTopicsData', forgottenTopicsData.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareFetchRequest = { groupId, memberId, shareSessionEpoch, maxWaitMs, minBytes, maxBytes, maxRecords, batchSize, shareAcquireMode, isRenewAck, topics, forgottenTopicsData };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareFetchRequest(w: ByteWriter, m: ShareFetchRequestInput, v: number): void {
  w.compactNullableString(m.groupId ?? null);
  w.compactNullableString(m.memberId);
  w.int32(m.shareSessionEpoch);
  w.int32(m.maxWaitMs);
  w.int32(m.minBytes);
  w.int32(m.maxBytes ?? 2147483647);
  w.int32(m.maxRecords);
  w.int32(m.batchSize);
  if (v === 2) w.int8(m.shareAcquireMode ?? 0);
  if (v === 2) w.bool(m.isRenewAck ?? false);
  else if (m.isRenewAck !== undefined && m.isRenewAck) unsupported('ShareFetchRequest', 'isRenewAck', v);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeFetchTopic(w, element, v);
  }
  {
    const value = m.forgottenTopicsData;
    w.arrayLength(true, value.length);
    for (const element of value) encodeForgottenTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareFetchRequest(m: ShareFetchRequestInput, v: number): number {
  let bytes = 24;
  bytes += sizeOfCompactNullableString(m.groupId ?? null);
  bytes += sizeOfCompactNullableString(m.memberId);
  if (v === 2) bytes += 1;
  if (v === 2) bytes += 1;
  bytes += sizeOfList(true, m.topics, v, sizeFetchTopic);
  bytes += sizeOfList(true, m.forgottenTopicsData, v, sizeForgottenTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeForgottenTopic(r: ByteReader, _v: number): ForgottenTopic {
  const topicId = r.uuid('topicId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: ForgottenTopic = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeForgottenTopic(w: ByteWriter, m: ForgottenTopicInput, _v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeForgottenTopic(m: ForgottenTopicInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFetchTopic(r: ByteReader, v: number): FetchTopic {
  const topicId = r.uuid('topicId');
  const partitions: FetchPartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 5);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeFetchPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: FetchTopic = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchTopic(w: ByteWriter, m: FetchTopicInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeFetchPartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFetchTopic(m: FetchTopicInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizeFetchPartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeFetchPartition(r: ByteReader, v: number): FetchPartition {
  const partitionIndex = r.int32('partitionIndex');
  const acknowledgementBatches: AcknowledgementBatch[] = [];
  const acknowledgementBatchesLength = r.arrayLength(true, 'acknowledgementBatches', 17);
  try {
    while (acknowledgementBatches.length < acknowledgementBatchesLength) acknowledgementBatches.push(decodeAcknowledgementBatch(r, v));
  } catch (error) {
    throw inField(error, 'acknowledgementBatches', acknowledgementBatches.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: FetchPartition = { partitionIndex, acknowledgementBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeFetchPartition(w: ByteWriter, m: FetchPartitionInput, v: number): void {
  w.int32(m.partitionIndex);
  {
    const value = m.acknowledgementBatches;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAcknowledgementBatch(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeFetchPartition(m: FetchPartitionInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.acknowledgementBatches, v, sizeAcknowledgementBatch);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAcknowledgementBatch(r: ByteReader, _v: number): AcknowledgementBatch {
  const firstOffset = r.int64('firstOffset');
  const lastOffset = r.int64('lastOffset');
  const acknowledgeTypes: number[] = [];
  const acknowledgeTypesLength = r.arrayLength(true, 'acknowledgeTypes', 1);
  for (let i = 0; i < acknowledgeTypesLength; i++) acknowledgeTypes.push(r.int8('acknowledgeTypes'));
  const unknown = decodeUnknownTags(r);
  const m: AcknowledgementBatch = { firstOffset, lastOffset, acknowledgeTypes };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAcknowledgementBatch(w: ByteWriter, m: AcknowledgementBatchInput, _v: number): void {
  w.int64(m.firstOffset);
  w.int64(m.lastOffset);
  {
    const value = m.acknowledgeTypes;
    w.arrayLength(true, value.length);
    for (const element of value) w.int8(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAcknowledgementBatch(m: AcknowledgementBatchInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfFixedList(true, m.acknowledgeTypes, 1);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeShareFetchResponse(r: ByteReader, v: number): ShareFetchResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const acquisitionLockTimeoutMs = r.int32('acquisitionLockTimeoutMs');
  const responses: ShareFetchableTopicResponse[] = [];
  const responsesLength = r.arrayLength(true, 'responses', 17);
  try {
    while (responses.length < responsesLength) responses.push(decodeShareFetchableTopicResponse(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const nodeEndpoints: NodeEndpoint[] = [];
  const nodeEndpointsLength = r.arrayLength(true, 'nodeEndpoints', 10);
  try {
    while (nodeEndpoints.length < nodeEndpointsLength) nodeEndpoints.push(decodeNodeEndpoint(r, v));
  } catch (error) {
    throw inField(error, 'nodeEndpoints', nodeEndpoints.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareFetchResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareFetchResponse(w: ByteWriter, m: ShareFetchResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.int32(m.acquisitionLockTimeoutMs);
  {
    const value = m.responses;
    w.arrayLength(true, value.length);
    for (const element of value) encodeShareFetchableTopicResponse(w, element, v);
  }
  {
    const value = m.nodeEndpoints;
    w.arrayLength(true, value.length);
    for (const element of value) encodeNodeEndpoint(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareFetchResponse(m: ShareFetchResponseInput, v: number): number {
  let bytes = 10;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfList(true, m.responses, v, sizeShareFetchableTopicResponse);
  bytes += sizeOfList(true, m.nodeEndpoints, v, sizeNodeEndpoint);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
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

function decodeShareFetchableTopicResponse(r: ByteReader, v: number): ShareFetchableTopicResponse {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 20);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareFetchableTopicResponse = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareFetchableTopicResponse(w: ByteWriter, m: ShareFetchableTopicResponseInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareFetchableTopicResponse(m: ShareFetchableTopicResponseInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, v: number): PartitionData {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const acknowledgeErrorCode = r.int16('acknowledgeErrorCode');
  const acknowledgeErrorMessage = r.compactNullableString('acknowledgeErrorMessage');
  const currentLeader = decodeField(r, v, 'currentLeader', decodeLeaderIdAndEpoch);
  const records = r.records(true, 'records');
  const acquiredRecords: AcquiredRecords[] = [];
  const acquiredRecordsLength = r.arrayLength(true, 'acquiredRecords', 18);
  try {
    while (acquiredRecords.length < acquiredRecordsLength) acquiredRecords.push(decodeAcquiredRecords(r, v));
  } catch (error) {
    throw inField(error, 'acquiredRecords', acquiredRecords.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partitionIndex, errorCode, errorMessage, acknowledgeErrorCode, acknowledgeErrorMessage, currentLeader, records, acquiredRecords };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.int16(m.acknowledgeErrorCode);
  w.compactNullableString(m.acknowledgeErrorMessage ?? null);
  encodeLeaderIdAndEpoch(w, m.currentLeader, v);
  encodeRecords(w, true, m.records);
  {
    const value = m.acquiredRecords;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAcquiredRecords(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfCompactNullableString(m.acknowledgeErrorMessage ?? null);
  bytes += sizeLeaderIdAndEpoch(m.currentLeader, v);
  bytes += sizeOfBytes(true, m.records);
  bytes += sizeOfList(true, m.acquiredRecords, v, sizeAcquiredRecords);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAcquiredRecords(r: ByteReader, _v: number): AcquiredRecords {
  const firstOffset = r.int64('firstOffset');
  const lastOffset = r.int64('lastOffset');
  const deliveryCount = r.int16('deliveryCount');
  const unknown = decodeUnknownTags(r);
  const m: AcquiredRecords = { firstOffset, lastOffset, deliveryCount };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAcquiredRecords(w: ByteWriter, m: AcquiredRecordsInput, _v: number): void {
  w.int64(m.firstOffset);
  w.int64(m.lastOffset);
  w.int16(m.deliveryCount);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAcquiredRecords(m: AcquiredRecordsInput, _v: number): number {
  let bytes = 18;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
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
  w.int32(m.leaderId);
  w.int32(m.leaderEpoch);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaderIdAndEpoch(m: LeaderIdAndEpochInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
