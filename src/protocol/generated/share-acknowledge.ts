// Generated from protocol-spec/api/79-share-acknowledge.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ShareAcknowledgeRequest {
  groupId: string | null;
  memberId: string | null;
  shareSessionEpoch: number;
  /** v2 */
  isRenewAck: boolean;
  topics: AcknowledgeTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareAcknowledgeRequestInput {
  readonly groupId?: string | null | undefined;
  readonly memberId: string | null;
  readonly shareSessionEpoch: number;
  readonly isRenewAck?: boolean | undefined;
  readonly topics: readonly AcknowledgeTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AcknowledgeTopic {
  topicId: Uuid;
  partitions: AcknowledgePartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AcknowledgeTopicInput {
  readonly topicId: Uuid;
  readonly partitions: readonly AcknowledgePartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AcknowledgePartition {
  partitionIndex: number;
  acknowledgementBatches: AcknowledgementBatch[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AcknowledgePartitionInput {
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

export interface ShareAcknowledgeResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  /** v2 */
  acquisitionLockTimeoutMs: number;
  responses: ShareAcknowledgeTopicResponse[];
  nodeEndpoints: NodeEndpoint[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareAcknowledgeResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly acquisitionLockTimeoutMs?: number | undefined;
  readonly responses: readonly ShareAcknowledgeTopicResponseInput[];
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

export interface ShareAcknowledgeTopicResponse {
  topicId: Uuid;
  partitions: PartitionData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareAcknowledgeTopicResponseInput {
  readonly topicId: Uuid;
  readonly partitions: readonly PartitionDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionData {
  partitionIndex: number;
  errorCode: number;
  errorMessage: string | null;
  currentLeader: LeaderIdAndEpoch;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionDataInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly currentLeader: LeaderIdAndEpochInput;
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
 * Acknowledges records that a member of a share group has acquired (KIP-932). Version 0 was the
 * early access.
 */
export const ShareAcknowledge: Api<ShareAcknowledgeRequest, ShareAcknowledgeResponse, ShareAcknowledgeRequestInput, ShareAcknowledgeResponseInput> = {
  key: 79,
  name: 'ShareAcknowledge',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 1,
  request: codec('ShareAcknowledgeRequest', { decode: decodeShareAcknowledgeRequest, encode: encodeShareAcknowledgeRequest, size: sizeShareAcknowledgeRequest }),
  response: codec('ShareAcknowledgeResponse', { decode: decodeShareAcknowledgeResponse, encode: encodeShareAcknowledgeResponse, size: sizeShareAcknowledgeResponse }),
};

function decodeShareAcknowledgeRequest(r: ByteReader, v: number): ShareAcknowledgeRequest {
  const groupId = r.compactNullableString('groupId');
  const memberId = r.compactNullableString('memberId');
  const shareSessionEpoch = r.int32('shareSessionEpoch');
  const isRenewAck = v === 2 ? r.bool('isRenewAck') : false;
  const topics: AcknowledgeTopic[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 17);
  try {
    while (topics.length < topicsLength) topics.push(decodeAcknowledgeTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareAcknowledgeRequest = { groupId, memberId, shareSessionEpoch, isRenewAck, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareAcknowledgeRequest(w: ByteWriter, m: ShareAcknowledgeRequestInput, v: number): void {
  w.compactNullableString(m.groupId ?? null);
  w.compactNullableString(m.memberId);
  w.int32(m.shareSessionEpoch);
  if (v === 2) w.bool(m.isRenewAck ?? false);
  else if (m.isRenewAck !== undefined && m.isRenewAck) unsupported('ShareAcknowledgeRequest', 'isRenewAck', v);
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAcknowledgeTopic(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareAcknowledgeRequest(m: ShareAcknowledgeRequestInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactNullableString(m.groupId ?? null);
  bytes += sizeOfCompactNullableString(m.memberId);
  if (v === 2) bytes += 1;
  bytes += sizeOfList(true, m.topics, v, sizeAcknowledgeTopic);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAcknowledgeTopic(r: ByteReader, v: number): AcknowledgeTopic {
  const topicId = r.uuid('topicId');
  const partitions: AcknowledgePartition[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 5);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeAcknowledgePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AcknowledgeTopic = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAcknowledgeTopic(w: ByteWriter, m: AcknowledgeTopicInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAcknowledgePartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAcknowledgeTopic(m: AcknowledgeTopicInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizeAcknowledgePartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAcknowledgePartition(r: ByteReader, v: number): AcknowledgePartition {
  const partitionIndex = r.int32('partitionIndex');
  const acknowledgementBatches: AcknowledgementBatch[] = [];
  const acknowledgementBatchesLength = r.arrayLength(true, 'acknowledgementBatches', 17);
  try {
    while (acknowledgementBatches.length < acknowledgementBatchesLength) acknowledgementBatches.push(decodeAcknowledgementBatch(r, v));
  } catch (error) {
    throw inField(error, 'acknowledgementBatches', acknowledgementBatches.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: AcknowledgePartition = { partitionIndex, acknowledgementBatches };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAcknowledgePartition(w: ByteWriter, m: AcknowledgePartitionInput, v: number): void {
  w.int32(m.partitionIndex);
  {
    const value = m.acknowledgementBatches;
    w.arrayLength(true, value.length);
    for (const element of value) encodeAcknowledgementBatch(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAcknowledgePartition(m: AcknowledgePartitionInput, v: number): number {
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

function decodeShareAcknowledgeResponse(r: ByteReader, v: number): ShareAcknowledgeResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const acquisitionLockTimeoutMs = v === 2 ? r.int32('acquisitionLockTimeoutMs') : 0;
  const responses: ShareAcknowledgeTopicResponse[] = [];
  const responsesLength = r.arrayLength(true, 'responses', 17);
  try {
    while (responses.length < responsesLength) responses.push(decodeShareAcknowledgeTopicResponse(r, v));
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
  const m: ShareAcknowledgeResponse = { throttleTimeMs, errorCode, errorMessage, acquisitionLockTimeoutMs, responses, nodeEndpoints };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareAcknowledgeResponse(w: ByteWriter, m: ShareAcknowledgeResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  if (v === 2) w.int32(m.acquisitionLockTimeoutMs ?? 0);
  {
    const value = m.responses;
    w.arrayLength(true, value.length);
    for (const element of value) encodeShareAcknowledgeTopicResponse(w, element, v);
  }
  {
    const value = m.nodeEndpoints;
    w.arrayLength(true, value.length);
    for (const element of value) encodeNodeEndpoint(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareAcknowledgeResponse(m: ShareAcknowledgeResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  if (v === 2) bytes += 4;
  bytes += sizeOfList(true, m.responses, v, sizeShareAcknowledgeTopicResponse);
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

function decodeShareAcknowledgeTopicResponse(r: ByteReader, v: number): ShareAcknowledgeTopicResponse {
  const topicId = r.uuid('topicId');
  const partitions: PartitionData[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 15);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodePartitionData(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareAcknowledgeTopicResponse = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareAcknowledgeTopicResponse(w: ByteWriter, m: ShareAcknowledgeTopicResponseInput, v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionData(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareAcknowledgeTopicResponse(m: ShareAcknowledgeTopicResponseInput, v: number): number {
  let bytes = 16;
  bytes += sizeOfList(true, m.partitions, v, sizePartitionData);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionData(r: ByteReader, v: number): PartitionData {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const currentLeader = decodeField(r, v, 'currentLeader', decodeLeaderIdAndEpoch);
  const unknown = decodeUnknownTags(r);
  const m: PartitionData = { partitionIndex, errorCode, errorMessage, currentLeader };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionData(w: ByteWriter, m: PartitionDataInput, v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  encodeLeaderIdAndEpoch(w, m.currentLeader, v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionData(m: PartitionDataInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeLeaderIdAndEpoch(m.currentLeader, v);
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
