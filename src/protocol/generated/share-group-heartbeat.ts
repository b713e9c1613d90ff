// Generated from protocol-spec/api/76-share-group-heartbeat.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfNullable, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ShareGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  /** 0: join; -1: leave */
  memberEpoch: number;
  rackId: string | null;
  /** null: as before */
  subscribedTopicNames: string[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupHeartbeatRequestInput {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly rackId?: string | null | undefined;
  readonly subscribedTopicNames?: readonly string[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ShareGroupHeartbeatResponse {
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

export interface ShareGroupHeartbeatResponseInput {
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
  topicPartitions: TopicPartitions[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AssignmentInput {
  readonly topicPartitions: readonly TopicPartitionsInput[];
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

/**
 * Joins a share group, stays in it and leaves it (KIP-932). Version 0 was the early access.
 */
export const ShareGroupHeartbeat: Api<ShareGroupHeartbeatRequest, ShareGroupHeartbeatResponse, ShareGroupHeartbeatRequestInput, ShareGroupHeartbeatResponseInput> = {
  key: 76,
  name: 'ShareGroupHeartbeat',
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 1,
  request: codec('ShareGroupHeartbeatRequest', { decode: decodeShareGroupHeartbeatRequest, encode: encodeShareGroupHeartbeatRequest, size: sizeShareGroupHeartbeatRequest }),
  response: codec('ShareGroupHeartbeatResponse', { decode: decodeShareGroupHeartbeatResponse, encode: encodeShareGroupHeartbeatResponse, size: sizeShareGroupHeartbeatResponse }),
};

function decodeShareGroupHeartbeatRequest(r: ByteReader, _v: number): ShareGroupHeartbeatRequest {
  const groupId = r.compactString('groupId');
  const memberId = r.compactString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const rackId = r.compactNullableString('rackId');
  let subscribedTopicNames: string[] | null = null;
  const subscribedTopicNamesLength = r.nullableArrayLength(true, 'subscribedTopicNames', 1);
  if (subscribedTopicNamesLength >= 0) {
    const listSubscribedTopicNames: string[] = [];
    for (let i = 0; i < subscribedTopicNamesLength; i++) listSubscribedTopicNames.push(r.compactString('subscribedTopicNames'));
    subscribedTopicNames = listSubscribedTopicNames;
  } else subscribedTopicNames = null;
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupHeartbeatRequest = { groupId, memberId, memberEpoch, rackId, subscribedTopicNames };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupHeartbeatRequest(w: ByteWriter, m: ShareGroupHeartbeatRequestInput, _v: number): void {
  w.compactString(m.groupId);
  w.compactString(m.memberId);
  w.int32(m.memberEpoch);
  w.compactNullableString(m.rackId ?? null);
  {
    const value = m.subscribedTopicNames ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) w.compactString(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupHeartbeatRequest(m: ShareGroupHeartbeatRequestInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfCompactNullableString(m.rackId ?? null);
  bytes += sizeOfStrings(true, m.subscribedTopicNames ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeShareGroupHeartbeatResponse(r: ByteReader, v: number): ShareGroupHeartbeatResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const memberId = r.compactNullableString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const heartbeatIntervalMs = r.int32('heartbeatIntervalMs');
  let assignment: Assignment | null = null;
  assignment = decodePresence(r, 'assignment') ? decodeField(r, v, 'assignment', decodeAssignment) : null;
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupHeartbeatResponse(w: ByteWriter, m: ShareGroupHeartbeatResponseInput, v: number): void {
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

function sizeShareGroupHeartbeatResponse(m: ShareGroupHeartbeatResponseInput, v: number): number {
  let bytes = 14;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfCompactNullableString(m.memberId ?? null);
  bytes += sizeOfNullable(m.assignment ?? null, v, sizeAssignment);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAssignment(r: ByteReader, v: number): Assignment {
  const topicPartitions: TopicPartitions[] = [];
  const topicPartitionsLength = r.arrayLength(true, 'topicPartitions', 17);
  try {
    while (topicPartitions.length < topicPartitionsLength) topicPartitions.push(decodeTopicPartitions(r, v));
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
    for (const element of value) encodeTopicPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAssignment(m: AssignmentInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topicPartitions, v, sizeTopicPartitions);
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
