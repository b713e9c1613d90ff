// Generated from protocol-spec/api/77-share-group-describe.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface ShareGroupDescribeRequest {
  groupIds: string[];
  includeAuthorizedOperations: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupDescribeRequestInput {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ShareGroupDescribeResponse {
  throttleTimeMs: number;
  groups: DescribedGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupDescribeResponseInput {
  readonly throttleTimeMs: number;
  readonly groups: readonly DescribedGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribedGroup {
  errorCode: number;
  errorMessage: string | null;
  groupId: string;
  groupState: string;
  groupEpoch: number;
  assignmentEpoch: number;
  assignorName: string;
  members: Member[];
  authorizedOperations: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribedGroupInput {
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly assignorName: string;
  readonly members: readonly MemberInput[];
  readonly authorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Member {
  memberId: string;
  rackId: string | null;
  memberEpoch: number;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  assignment: Assignment;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MemberInput {
  readonly memberId: string;
  readonly rackId?: string | null | undefined;
  readonly memberEpoch: number;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly assignment: AssignmentInput;
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
  topicName: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionsInput {
  readonly topicId: Uuid;
  readonly topicName: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes share groups (KIP-932).
 */
export const ShareGroupDescribe: Api<ShareGroupDescribeRequest, ShareGroupDescribeResponse, ShareGroupDescribeRequestInput, ShareGroupDescribeResponseInput> = {
  key: 77,
  name: 'ShareGroupDescribe',
  minVersion: 1,
  maxVersion: 1,
  flexibleFrom: 1,
  request: codec('ShareGroupDescribeRequest', { decode: decodeShareGroupDescribeRequest, encode: encodeShareGroupDescribeRequest, size: sizeShareGroupDescribeRequest }),
  response: codec('ShareGroupDescribeResponse', { decode: decodeShareGroupDescribeResponse, encode: encodeShareGroupDescribeResponse, size: sizeShareGroupDescribeResponse }),
};

function decodeShareGroupDescribeRequest(r: ByteReader, _v: number): ShareGroupDescribeRequest {
  const groupIds: string[] = [];
  const groupIdsLength = r.arrayLength(true, 'groupIds', 1);
  for (let i = 0; i < groupIdsLength; i++) groupIds.push(r.compactString('groupIds'));
  const includeAuthorizedOperations = r.bool('includeAuthorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupDescribeRequest = { groupIds, includeAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupDescribeRequest(w: ByteWriter, m: ShareGroupDescribeRequestInput, _v: number): void {
  {
    const value = m.groupIds;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  w.bool(m.includeAuthorizedOperations);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupDescribeRequest(m: ShareGroupDescribeRequestInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfStrings(true, m.groupIds);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeShareGroupDescribeResponse(r: ByteReader, v: number): ShareGroupDescribeResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const groups: DescribedGroup[] = [];
  const groupsLength = r.arrayLength(true, 'groups', 19);
  try {
    while (groups.length < groupsLength) groups.push(decodeDescribedGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupDescribeResponse = { throttleTimeMs, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupDescribeResponse(w: ByteWriter, m: ShareGroupDescribeResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.groups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribedGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupDescribeResponse(m: ShareGroupDescribeResponseInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.groups, v, sizeDescribedGroup);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribedGroup(r: ByteReader, v: number): DescribedGroup {
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const groupId = r.compactString('groupId');
  const groupState = r.compactString('groupState');
  const groupEpoch = r.int32('groupEpoch');
  const assignmentEpoch = r.int32('assignmentEpoch');
  const assignorName = r.compactString('assignorName');
  const members: Member[] = [];
  const membersLength = r.arrayLength(true, 'members', 10);
  try {
    while (members.length < membersLength) members.push(decodeMember(r, v));
  } catch (error) {
    throw inField(error, 'members', members.length);
  }
  const authorizedOperations = r.int32('authorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: DescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, assignorName, members, authorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribedGroup(w: ByteWriter, m: DescribedGroupInput, v: number): void {
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.compactString(m.groupId);
  w.compactString(m.groupState);
  w.int32(m.groupEpoch);
  w.int32(m.assignmentEpoch);
  w.compactString(m.assignorName);
  {
    const value = m.members;
    w.arrayLength(true, value.length);
    for (const element of value) encodeMember(w, element, v);
  }
  w.int32(m.authorizedOperations ?? -2147483648);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribedGroup(m: DescribedGroupInput, v: number): number {
  let bytes = 14;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfCompactString(m.groupState);
  bytes += sizeOfCompactString(m.assignorName);
  bytes += sizeOfList(true, m.members, v, sizeMember);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMember(r: ByteReader, v: number): Member {
  const memberId = r.compactString('memberId');
  const rackId = r.compactNullableString('rackId');
  const memberEpoch = r.int32('memberEpoch');
  const clientId = r.compactString('clientId');
  const clientHost = r.compactString('clientHost');
  const subscribedTopicNames: string[] = [];
  const subscribedTopicNamesLength = r.arrayLength(true, 'subscribedTopicNames', 1);
  for (let i = 0; i < subscribedTopicNamesLength; i++) subscribedTopicNames.push(r.compactString('subscribedTopicNames'));
  const assignment = decodeField(r, v, 'assignment', decodeAssignment);
  const unknown = decodeUnknownTags(r);
  const m: Member = { memberId, rackId, memberEpoch, clientId, clientHost, subscribedTopicNames, assignment };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMember(w: ByteWriter, m: MemberInput, v: number): void {
  w.compactString(m.memberId);
  w.compactNullableString(m.rackId ?? null);
  w.int32(m.memberEpoch);
  w.compactString(m.clientId);
  w.compactString(m.clientHost);
  {
    const value = m.subscribedTopicNames;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  encodeAssignment(w, m.assignment, v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMember(m: MemberInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfCompactNullableString(m.rackId ?? null);
  bytes += sizeOfCompactString(m.clientId);
  bytes += sizeOfCompactString(m.clientHost);
  bytes += sizeOfStrings(true, m.subscribedTopicNames);
  bytes += sizeAssignment(m.assignment, v);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAssignment(r: ByteReader, v: number): Assignment {
  const topicPartitions: TopicPartitions[] = [];
  const topicPartitionsLength = r.arrayLength(true, 'topicPartitions', 18);
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
  const topicName = r.compactString('topicName');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicPartitions = { topicId, topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartitions(w: ByteWriter, m: TopicPartitionsInput, _v: number): void {
  w.uuid(m.topicId);
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartitions(m: TopicPartitionsInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
