// Generated from protocol-spec/api/68-consumer-group-heartbeat.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfNullable, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ConsumerGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  /** 0: join; -1: leave; -2: a static member leaves for a while */
  memberEpoch: number;
  instanceId: string | null;
  /** null: as before */
  rackId: string | null;
  /** -1: as before */
  rebalanceTimeoutMs: number;
  /** null: as before */
  subscribedTopicNames: string[] | null;
  /** v1 */
  subscribedTopicRegex: string | null;
  serverAssignor: string | null;
  /** what the member owns; null: as before */
  topicPartitions: TopicPartitions[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupHeartbeatRequestInput {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId?: string | null | undefined;
  readonly rackId?: string | null | undefined;
  readonly rebalanceTimeoutMs?: number | undefined;
  readonly subscribedTopicNames?: readonly string[] | null | undefined;
  readonly subscribedTopicRegex?: string | null | undefined;
  readonly serverAssignor?: string | null | undefined;
  readonly topicPartitions?: readonly TopicPartitionsInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartitions {
  topicId: Uuid;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionsInput {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ConsumerGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string | null;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  /** null: as before */
  assignment: Assignment | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupHeartbeatResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly memberId?: string | null | undefined;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  readonly assignment?: AssignmentInput | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Assignment {
  topicPartitions: ResponseTopicPartitions[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AssignmentInput {
  readonly topicPartitions: readonly ResponseTopicPartitionsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseTopicPartitions {
  topicId: Uuid;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseTopicPartitionsInput {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Joins a group of the consumer protocol, stays in it and leaves it; the coordinator assigns the
 * partitions (KIP-848).
 */
export const ConsumerGroupHeartbeat: Api<ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ConsumerGroupHeartbeatRequestInput, ConsumerGroupHeartbeatResponseInput> = {
  key: 68,
  name: 'ConsumerGroupHeartbeat',
  minVersion: 0,
  maxVersion: 1,
  flexibleFrom: 0,
  request: codec('ConsumerGroupHeartbeatRequest', { decode: decodeConsumerGroupHeartbeatRequest, encode: encodeConsumerGroupHeartbeatRequest, size: sizeConsumerGroupHeartbeatRequest }),
  response: codec('ConsumerGroupHeartbeatResponse', { decode: decodeConsumerGroupHeartbeatResponse, encode: encodeConsumerGroupHeartbeatResponse, size: sizeConsumerGroupHeartbeatResponse }),
};

function decodeConsumerGroupHeartbeatRequest(r: ByteReader, v: number): ConsumerGroupHeartbeatRequest {
  const groupId = r.compactString('groupId');
  const memberId = r.compactString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const instanceId = r.compactNullableString('instanceId');
  const rackId = r.compactNullableString('rackId');
  const rebalanceTimeoutMs = r.int32('rebalanceTimeoutMs');
  let subscribedTopicNames: string[] | null = null;
  const subscribedTopicNamesLength = r.nullableArrayLength(true, 'subscribedTopicNames', 1);
  if (subscribedTopicNamesLength >= 0) {
    const listSubscribedTopicNames: string[] = [];
    for (let i = 0; i < subscribedTopicNamesLength; i++) listSubscribedTopicNames.push(r.compactString('subscribedTopicNames'));
    subscribedTopicNames = listSubscribedTopicNames;
  } else subscribedTopicNames = null;
  const subscribedTopicRegex = v === 1 ? r.compactNullableString('subscribedTopicRegex') : null;
  const serverAssignor = r.compactNullableString('serverAssignor');
  let topicPartitions: TopicPartitions[] | null = null;
  const topicPartitionsLength = r.nullableArrayLength(true, 'topicPartitions', 17);
  if (topicPartitionsLength >= 0) {
    const listTopicPartitions: TopicPartitions[] = [];
    try {
      while (listTopicPartitions.length < topicPartitionsLength) listTopicPartitions.push(decodeTopicPartitions(r, v));
    } catch (error) {
      throw inField(error, 'topicPartitions', listTopicPartitions.length);
    }
    topicPartitions = listTopicPartitions;
  } else topicPartitions = null;
  const unknown = decodeUnknownTags(r);
  const m: ConsumerGroupHeartbeatRequest = { groupId, memberId, memberEpoch, instanceId, rackId, rebalanceTimeoutMs, subscribedTopicNames, subscribedTopicRegex, serverAssignor, topicPartitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupHeartbeatRequest(w: ByteWriter, m: ConsumerGroupHeartbeatRequestInput, v: number): void {
  w.compactString(m.groupId);
  w.compactString(m.memberId);
  w.int32(m.memberEpoch);
  w.compactNullableString(m.instanceId ?? null);
  w.compactNullableString(m.rackId ?? null);
  w.int32(m.rebalanceTimeoutMs ?? -1);
  {
    const value = m.subscribedTopicNames ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) w.compactString(element);
  }
  if (v === 1) w.compactNullableString(m.subscribedTopicRegex ?? null);
  else if (m.subscribedTopicRegex !== undefined && m.subscribedTopicRegex !== null) unsupported('ConsumerGroupHeartbeatRequest', 'subscribedTopicRegex', v);
  w.compactNullableString(m.serverAssignor ?? null);
  {
    const value = m.topicPartitions ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTopicPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConsumerGroupHeartbeatRequest(m: ConsumerGroupHeartbeatRequestInput, v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfCompactNullableString(m.instanceId ?? null);
  bytes += sizeOfCompactNullableString(m.rackId ?? null);
  bytes += sizeOfStrings(true, m.subscribedTopicNames ?? null);
  if (v === 1) bytes += sizeOfCompactNullableString(m.subscribedTopicRegex ?? null);
  bytes += sizeOfCompactNullableString(m.serverAssignor ?? null);
  bytes += sizeOfList(true, m.topicPartitions ?? null, v, sizeTopicPartitions);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartitions(r: ByteReader, _v: number): TopicPartitions {
  const topicId = r.uuid('topicId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicPartitions = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartitions(w: ByteWriter, m: TopicPartitionsInput, _v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartitions(m: TopicPartitionsInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeConsumerGroupHeartbeatResponse(r: ByteReader, v: number): ConsumerGroupHeartbeatResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const memberId = r.compactNullableString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const heartbeatIntervalMs = r.int32('heartbeatIntervalMs');
  let assignment: Assignment | null = null;
  assignment = decodePresence(r, 'assignment') ? decodeField(r, v, 'assignment', decodeAssignment) : null;
  const unknown = decodeUnknownTags(r);
  const m: ConsumerGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupHeartbeatResponse(w: ByteWriter, m: ConsumerGroupHeartbeatResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.compactNullableString(m.memberId ?? null);
  w.int32(m.memberEpoch);
  w.int32(m.heartbeatIntervalMs);
  {
    const value = m.assignment ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeAssignment(w, value, v);
    }
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConsumerGroupHeartbeatResponse(m: ConsumerGroupHeartbeatResponseInput, v: number): number {
  let bytes = 14;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfCompactNullableString(m.memberId ?? null);
  bytes += sizeOfNullable(m.assignment ?? null, v, sizeAssignment);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAssignment(r: ByteReader, v: number): Assignment {
  const topicPartitions: ResponseTopicPartitions[] = [];
  const topicPartitionsLength = r.arrayLength(true, 'topicPartitions', 17);
  try {
    while (topicPartitions.length < topicPartitionsLength) topicPartitions.push(decodeResponseTopicPartitions(r, v));
  } catch (error) {
    throw inField(error, 'topicPartitions', topicPartitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Assignment = { topicPartitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAssignment(w: ByteWriter, m: AssignmentInput, v: number): void {
  {
    const value = m.topicPartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeResponseTopicPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAssignment(m: AssignmentInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topicPartitions, v, sizeResponseTopicPartitions);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseTopicPartitions(r: ByteReader, _v: number): ResponseTopicPartitions {
  const topicId = r.uuid('topicId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: ResponseTopicPartitions = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseTopicPartitions(w: ByteWriter, m: ResponseTopicPartitionsInput, _v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseTopicPartitions(m: ResponseTopicPartitionsInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
