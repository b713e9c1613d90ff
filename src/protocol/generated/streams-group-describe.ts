// Generated from protocol-spec/api/89-streams-group-describe.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfNullable, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface StreamsGroupDescribeRequest {
  groupIds: string[];
  includeAuthorizedOperations: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupDescribeRequestInput {
  readonly groupIds: readonly string[];
  readonly includeAuthorizedOperations: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface StreamsGroupDescribeResponse {
  throttleTimeMs: number;
  groups: DescribedGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupDescribeResponseInput {
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
  topology: Topology | null;
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
  readonly topology?: TopologyInput | null | undefined;
  readonly members: readonly MemberInput[];
  readonly authorizedOperations?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Member {
  memberId: string;
  memberEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: KeyValue[];
  taskOffsets: TaskOffset[];
  taskEndOffsets: TaskOffset[];
  assignment: Assignment;
  targetAssignment: Assignment;
  isClassic: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface MemberInput {
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly instanceId?: string | null | undefined;
  readonly rackId?: string | null | undefined;
  readonly clientId: string;
  readonly clientHost: string;
  readonly topologyEpoch: number;
  readonly processId: string;
  readonly userEndpoint?: EndpointInput | null | undefined;
  readonly clientTags: readonly KeyValueInput[];
  readonly taskOffsets: readonly TaskOffsetInput[];
  readonly taskEndOffsets: readonly TaskOffsetInput[];
  readonly assignment: AssignmentInput;
  readonly targetAssignment: AssignmentInput;
  readonly isClassic: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Assignment {
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AssignmentInput {
  readonly activeTasks: readonly TaskIdsInput[];
  readonly standbyTasks: readonly TaskIdsInput[];
  readonly warmupTasks: readonly TaskIdsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TaskIds {
  subtopologyId: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TaskIdsInput {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TaskOffset {
  subtopologyId: string;
  partition: number;
  offset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TaskOffsetInput {
  readonly subtopologyId: string;
  readonly partition: number;
  readonly offset: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Endpoint {
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndpointInput {
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Topology {
  epoch: number;
  subtopologies: Subtopology[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopologyInput {
  readonly epoch: number;
  readonly subtopologies?: readonly SubtopologyInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Subtopology {
  subtopologyId: string;
  sourceTopics: string[];
  repartitionSinkTopics: string[];
  stateChangelogTopics: TopicInfo[];
  repartitionSourceTopics: TopicInfo[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SubtopologyInput {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly repartitionSinkTopics: readonly string[];
  readonly stateChangelogTopics: readonly TopicInfoInput[];
  readonly repartitionSourceTopics: readonly TopicInfoInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: KeyValue[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicInfoInput {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly topicConfigs: readonly KeyValueInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface KeyValue {
  key: string;
  value: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface KeyValueInput {
  readonly key: string;
  readonly value: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Describes groups of Streams instances (KIP-1071).
 */
export const StreamsGroupDescribe: Api<StreamsGroupDescribeRequest, StreamsGroupDescribeResponse, StreamsGroupDescribeRequestInput, StreamsGroupDescribeResponseInput> = {
  key: 89,
  name: 'StreamsGroupDescribe',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('StreamsGroupDescribeRequest', { decode: decodeStreamsGroupDescribeRequest, encode: encodeStreamsGroupDescribeRequest, size: sizeStreamsGroupDescribeRequest }),
  response: codec('StreamsGroupDescribeResponse', { decode: decodeStreamsGroupDescribeResponse, encode: encodeStreamsGroupDescribeResponse, size: sizeStreamsGroupDescribeResponse }),
};

function decodeStreamsGroupDescribeRequest(r: ByteReader, _v: number): StreamsGroupDescribeRequest {
  const groupIds: string[] = [];
  const groupIdsLength = r.arrayLength(true, 'groupIds', 1);
  for (let i = 0; i < groupIdsLength; i++) groupIds.push(r.compactString('groupIds'));
  const includeAuthorizedOperations = r.bool('includeAuthorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupDescribeRequest = { groupIds, includeAuthorizedOperations };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupDescribeRequest(w: ByteWriter, m: StreamsGroupDescribeRequestInput, _v: number): void {
  {
    const value = m.groupIds;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  w.bool(m.includeAuthorizedOperations);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupDescribeRequest(m: StreamsGroupDescribeRequestInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfStrings(true, m.groupIds);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeStreamsGroupDescribeResponse(r: ByteReader, v: number): StreamsGroupDescribeResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const groups: DescribedGroup[] = [];
  const groupsLength = r.arrayLength(true, 'groups', 19);
  try {
    while (groups.length < groupsLength) groups.push(decodeDescribedGroup(r, v));
  } catch (error) {
    throw inField(error, 'groups', groups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupDescribeResponse = { throttleTimeMs, groups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupDescribeResponse(w: ByteWriter, m: StreamsGroupDescribeResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  {
    const value = m.groups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeDescribedGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupDescribeResponse(m: StreamsGroupDescribeResponseInput, v: number): number {
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
  let topology: Topology | null = null;
  topology = decodePresence(r, 'topology') ? decodeField(r, v, 'topology', decodeTopology) : null;
  const members: Member[] = [];
  const membersLength = r.arrayLength(true, 'members', 25);
  try {
    while (members.length < membersLength) members.push(decodeMember(r, v));
  } catch (error) {
    throw inField(error, 'members', members.length);
  }
  const authorizedOperations = r.int32('authorizedOperations');
  const unknown = decodeUnknownTags(r);
  const m: DescribedGroup = { errorCode, errorMessage, groupId, groupState, groupEpoch, assignmentEpoch, topology, members, authorizedOperations };
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
  {
    const value = m.topology ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeTopology(w, value, v);
    }
  }
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
  bytes += sizeOfNullable(m.topology ?? null, v, sizeTopology);
  bytes += sizeOfList(true, m.members, v, sizeMember);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeMember(r: ByteReader, v: number): Member {
  const memberId = r.compactString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const instanceId = r.compactNullableString('instanceId');
  const rackId = r.compactNullableString('rackId');
  const clientId = r.compactString('clientId');
  const clientHost = r.compactString('clientHost');
  const topologyEpoch = r.int32('topologyEpoch');
  const processId = r.compactString('processId');
  let userEndpoint: Endpoint | null = null;
  userEndpoint = decodePresence(r, 'userEndpoint') ? decodeField(r, v, 'userEndpoint', decodeEndpoint) : null;
  const clientTags: KeyValue[] = [];
  const clientTagsLength = r.arrayLength(true, 'clientTags', 2);
  try {
    while (clientTags.length < clientTagsLength) clientTags.push(decodeKeyValue(r, v));
  } catch (error) {
    throw inField(error, 'clientTags', clientTags.length);
  }
  const taskOffsets: TaskOffset[] = [];
  const taskOffsetsLength = r.arrayLength(true, 'taskOffsets', 13);
  try {
    while (taskOffsets.length < taskOffsetsLength) taskOffsets.push(decodeTaskOffset(r, v));
  } catch (error) {
    throw inField(error, 'taskOffsets', taskOffsets.length);
  }
  const taskEndOffsets: TaskOffset[] = [];
  const taskEndOffsetsLength = r.arrayLength(true, 'taskEndOffsets', 13);
  try {
    while (taskEndOffsets.length < taskEndOffsetsLength) taskEndOffsets.push(decodeTaskOffset(r, v));
  } catch (error) {
    throw inField(error, 'taskEndOffsets', taskEndOffsets.length);
  }
  const assignment = decodeField(r, v, 'assignment', decodeAssignment);
  const targetAssignment = decodeField(r, v, 'targetAssignment', decodeAssignment);
  const isClassic = r.bool('isClassic');
  const unknown = decodeUnknownTags(r);
  const m: Member = { memberId, memberEpoch, instanceId, rackId, clientId, clientHost, topologyEpoch, processId, userEndpoint, clientTags, taskOffsets, taskEndOffsets, assignment, targetAssignment, isClassic };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeMember(w: ByteWriter, m: MemberInput, v: number): void {
  w.compactString(m.memberId);
  w.int32(m.memberEpoch);
  w.compactNullableString(m.instanceId ?? null);
  w.compactNullableString(m.rackId ?? null);
  w.compactString(m.clientId);
  w.compactString(m.clientHost);
  w.int32(m.topologyEpoch);
  w.compactString(m.processId);
  {
    const value = m.userEndpoint ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeEndpoint(w, value, v);
    }
  }
  {
    const value = m.clientTags;
    w.arrayLength(true, value.length);
    for (const element of value) encodeKeyValue(w, element, v);
  }
  {
    const value = m.taskOffsets;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskOffset(w, element, v);
  }
  {
    const value = m.taskEndOffsets;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskOffset(w, element, v);
  }
  encodeAssignment(w, m.assignment, v);
  encodeAssignment(w, m.targetAssignment, v);
  w.bool(m.isClassic);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeMember(m: MemberInput, v: number): number {
  let bytes = 9;
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfCompactNullableString(m.instanceId ?? null);
  bytes += sizeOfCompactNullableString(m.rackId ?? null);
  bytes += sizeOfCompactString(m.clientId);
  bytes += sizeOfCompactString(m.clientHost);
  bytes += sizeOfCompactString(m.processId);
  bytes += sizeOfNullable(m.userEndpoint ?? null, v, sizeEndpoint);
  bytes += sizeOfList(true, m.clientTags, v, sizeKeyValue);
  bytes += sizeOfList(true, m.taskOffsets, v, sizeTaskOffset);
  bytes += sizeOfList(true, m.taskEndOffsets, v, sizeTaskOffset);
  bytes += sizeAssignment(m.assignment, v);
  bytes += sizeAssignment(m.targetAssignment, v);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAssignment(r: ByteReader, v: number): Assignment {
  const activeTasks: TaskIds[] = [];
  const activeTasksLength = r.arrayLength(true, 'activeTasks', 2);
  try {
    while (activeTasks.length < activeTasksLength) activeTasks.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'activeTasks', activeTasks.length);
  }
  const standbyTasks: TaskIds[] = [];
  const standbyTasksLength = r.arrayLength(true, 'standbyTasks', 2);
  try {
    while (standbyTasks.length < standbyTasksLength) standbyTasks.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'standbyTasks', standbyTasks.length);
  }
  const warmupTasks: TaskIds[] = [];
  const warmupTasksLength = r.arrayLength(true, 'warmupTasks', 2);
  try {
    while (warmupTasks.length < warmupTasksLength) warmupTasks.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'warmupTasks', warmupTasks.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Assignment = { activeTasks, standbyTasks, warmupTasks };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAssignment(w: ByteWriter, m: AssignmentInput, v: number): void {
  {
    const value = m.activeTasks;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.standbyTasks;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.warmupTasks;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAssignment(m: AssignmentInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.activeTasks, v, sizeTaskIds);
  bytes += sizeOfList(true, m.standbyTasks, v, sizeTaskIds);
  bytes += sizeOfList(true, m.warmupTasks, v, sizeTaskIds);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTaskIds(r: ByteReader, _v: number): TaskIds {
  const subtopologyId = r.compactString('subtopologyId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TaskIds = { subtopologyId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTaskIds(w: ByteWriter, m: TaskIdsInput, _v: number): void {
  w.compactString(m.subtopologyId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTaskIds(m: TaskIdsInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTaskOffset(r: ByteReader, _v: number): TaskOffset {
  const subtopologyId = r.compactString('subtopologyId');
  const partition = r.int32('partition');
  const offset = r.int64('offset');
  const unknown = decodeUnknownTags(r);
  const m: TaskOffset = { subtopologyId, partition, offset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTaskOffset(w: ByteWriter, m: TaskOffsetInput, _v: number): void {
  w.compactString(m.subtopologyId);
  w.int32(m.partition);
  w.int64(m.offset);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTaskOffset(m: TaskOffsetInput, _v: number): number {
  let bytes = 12;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEndpoint(r: ByteReader, _v: number): Endpoint {
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: Endpoint = { host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndpoint(w: ByteWriter, m: EndpointInput, _v: number): void {
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndpoint(m: EndpointInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopology(r: ByteReader, v: number): Topology {
  const epoch = r.int32('epoch');
  let subtopologies: Subtopology[] | null = null;
  const subtopologiesLength = r.nullableArrayLength(true, 'subtopologies', 5);
  if (subtopologiesLength >= 0) {
    const listSubtopologies: Subtopology[] = [];
    try {
      while (listSubtopologies.length < subtopologiesLength) listSubtopologies.push(decodeSubtopology(r, v));
    } catch (error) {
      throw inField(error, 'subtopologies', listSubtopologies.length);
    }
    subtopologies = listSubtopologies;
  } else subtopologies = null;
  const unknown = decodeUnknownTags(r);
  const m: Topology = { epoch, subtopologies };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopology(w: ByteWriter, m: TopologyInput, v: number): void {
  w.int32(m.epoch);
  {
    const value = m.subtopologies ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeSubtopology(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopology(m: TopologyInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.subtopologies ?? null, v, sizeSubtopology);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSubtopology(r: ByteReader, v: number): Subtopology {
  const subtopologyId = r.compactString('subtopologyId');
  const sourceTopics: string[] = [];
  const sourceTopicsLength = r.arrayLength(true, 'sourceTopics', 1);
  for (let i = 0; i < sourceTopicsLength; i++) sourceTopics.push(r.compactString('sourceTopics'));
  const repartitionSinkTopics: string[] = [];
  const repartitionSinkTopicsLength = r.arrayLength(true, 'repartitionSinkTopics', 1);
  for (let i = 0; i < repartitionSinkTopicsLength; i++) repartitionSinkTopics.push(r.compactString('repartitionSinkTopics'));
  const stateChangelogTopics: TopicInfo[] = [];
  const stateChangelogTopicsLength = r.arrayLength(true, 'stateChangelogTopics', 8);
  try {
    while (stateChangelogTopics.length < stateChangelogTopicsLength) stateChangelogTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'stateChangelogTopics', stateChangelogTopics.length);
  }
  const repartitionSourceTopics: TopicInfo[] = [];
  const repartitionSourceTopicsLength = r.arrayLength(true, 'repartitionSourceTopics', 8);
  try {
    while (repartitionSourceTopics.length < repartitionSourceTopicsLength) repartitionSourceTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'repartitionSourceTopics', repartitionSourceTopics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Subtopology = { subtopologyId, sourceTopics, repartitionSinkTopics, stateChangelogTopics, repartitionSourceTopics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSubtopology(w: ByteWriter, m: SubtopologyInput, v: number): void {
  w.compactString(m.subtopologyId);
  {
    const value = m.sourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.repartitionSinkTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.stateChangelogTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  {
    const value = m.repartitionSourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSubtopology(m: SubtopologyInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfStrings(true, m.sourceTopics);
  bytes += sizeOfStrings(true, m.repartitionSinkTopics);
  bytes += sizeOfList(true, m.stateChangelogTopics, v, sizeTopicInfo);
  bytes += sizeOfList(true, m.repartitionSourceTopics, v, sizeTopicInfo);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicInfo(r: ByteReader, v: number): TopicInfo {
  const name = r.compactString('name');
  const partitions = r.int32('partitions');
  const replicationFactor = r.int16('replicationFactor');
  const topicConfigs: KeyValue[] = [];
  const topicConfigsLength = r.arrayLength(true, 'topicConfigs', 2);
  try {
    while (topicConfigs.length < topicConfigsLength) topicConfigs.push(decodeKeyValue(r, v));
  } catch (error) {
    throw inField(error, 'topicConfigs', topicConfigs.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TopicInfo = { name, partitions, replicationFactor, topicConfigs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicInfo(w: ByteWriter, m: TopicInfoInput, v: number): void {
  w.compactString(m.name);
  w.int32(m.partitions);
  w.int16(m.replicationFactor);
  {
    const value = m.topicConfigs;
    w.arrayLength(true, value.length);
    for (const element of value) encodeKeyValue(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicInfo(m: TopicInfoInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.topicConfigs, v, sizeKeyValue);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeKeyValue(r: ByteReader, _v: number): KeyValue {
  const key = r.compactString('key');
  const value_ = r.compactString('value');
  const unknown = decodeUnknownTags(r);
  const m: KeyValue = { key, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeKeyValue(w: ByteWriter, m: KeyValueInput, _v: number): void {
  w.compactString(m.key);
  w.compactString(m.value);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeKeyValue(m: KeyValueInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfCompactString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
