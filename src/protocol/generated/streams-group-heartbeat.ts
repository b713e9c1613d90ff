// Generated from protocol-spec/api/88-streams-group-heartbeat.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfNullable, sizeOfStrings, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface StreamsGroupHeartbeatRequest {
  groupId: string;
  memberId: string;
  /** 0: join; -1: leave; -2: a static member leaves for a while */
  memberEpoch: number;
  endpointInformationEpoch: number;
  instanceId: string | null;
  rackId: string | null;
  rebalanceTimeoutMs: number;
  /** only when it is new */
  topology: Topology | null;
  activeTasks: TaskIds[] | null;
  standbyTasks: TaskIds[] | null;
  warmupTasks: TaskIds[] | null;
  processId: string | null;
  userEndpoint: Endpoint | null;
  clientTags: KeyValue[] | null;
  taskOffsets: TaskOffset[] | null;
  taskEndOffsets: TaskOffset[] | null;
  shutdownApplication: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupHeartbeatRequestInput {
  readonly groupId: string;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly endpointInformationEpoch: number;
  readonly instanceId?: string | null | undefined;
  readonly rackId?: string | null | undefined;
  readonly rebalanceTimeoutMs?: number | undefined;
  readonly topology?: TopologyInput | null | undefined;
  readonly activeTasks?: readonly TaskIdsInput[] | null | undefined;
  readonly standbyTasks?: readonly TaskIdsInput[] | null | undefined;
  readonly warmupTasks?: readonly TaskIdsInput[] | null | undefined;
  readonly processId?: string | null | undefined;
  readonly userEndpoint?: EndpointInput | null | undefined;
  readonly clientTags?: readonly KeyValueInput[] | null | undefined;
  readonly taskOffsets?: readonly TaskOffsetInput[] | null | undefined;
  readonly taskEndOffsets?: readonly TaskOffsetInput[] | null | undefined;
  readonly shutdownApplication?: boolean | undefined;
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

export interface Topology {
  epoch: number;
  subtopologies: Subtopology[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopologyInput {
  readonly epoch: number;
  readonly subtopologies: readonly SubtopologyInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Subtopology {
  subtopologyId: string;
  sourceTopics: string[];
  sourceTopicRegex: string[];
  stateChangelogTopics: TopicInfo[];
  repartitionSinkTopics: string[];
  repartitionSourceTopics: TopicInfo[];
  copartitionGroups: CopartitionGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SubtopologyInput {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly sourceTopicRegex: readonly string[];
  readonly stateChangelogTopics: readonly TopicInfoInput[];
  readonly repartitionSinkTopics: readonly string[];
  readonly repartitionSourceTopics: readonly TopicInfoInput[];
  readonly copartitionGroups: readonly CopartitionGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CopartitionGroup {
  sourceTopics: number[];
  sourceTopicRegex: number[];
  repartitionSourceTopics: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CopartitionGroupInput {
  readonly sourceTopics: readonly number[];
  readonly sourceTopicRegex: readonly number[];
  readonly repartitionSourceTopics: readonly number[];
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

export interface StreamsGroupHeartbeatResponse {
  throttleTimeMs: number;
  errorCode: number;
  errorMessage: string | null;
  memberId: string;
  memberEpoch: number;
  heartbeatIntervalMs: number;
  acceptableRecoveryLag: number;
  taskOffsetIntervalMs: number;
  status: Status[] | null;
  activeTasks: ResponseTaskIds[] | null;
  standbyTasks: ResponseTaskIds[] | null;
  warmupTasks: ResponseTaskIds[] | null;
  endpointInformationEpoch: number;
  partitionsByUserEndpoint: EndpointToPartitions[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupHeartbeatResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode: number;
  readonly errorMessage?: string | null | undefined;
  readonly memberId: string;
  readonly memberEpoch: number;
  readonly heartbeatIntervalMs: number;
  readonly acceptableRecoveryLag: number;
  readonly taskOffsetIntervalMs: number;
  readonly status: readonly StatusInput[] | null;
  readonly activeTasks?: readonly ResponseTaskIdsInput[] | null | undefined;
  readonly standbyTasks?: readonly ResponseTaskIdsInput[] | null | undefined;
  readonly warmupTasks?: readonly ResponseTaskIdsInput[] | null | undefined;
  readonly endpointInformationEpoch: number;
  readonly partitionsByUserEndpoint?: readonly EndpointToPartitionsInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EndpointToPartitions {
  userEndpoint: ResponseEndpoint;
  activePartitions: TopicPartition[];
  standbyPartitions: TopicPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndpointToPartitionsInput {
  readonly userEndpoint: ResponseEndpointInput;
  readonly activePartitions: readonly TopicPartitionInput[];
  readonly standbyPartitions: readonly TopicPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionInput {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseEndpoint {
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseEndpointInput {
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ResponseTaskIds {
  subtopologyId: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ResponseTaskIdsInput {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Status {
  statusCode: number;
  statusDetail: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StatusInput {
  readonly statusCode: number;
  readonly statusDetail: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Joins a group of Streams instances, stays in it and leaves it; the coordinator assigns the tasks
 * (KIP-1071).
 */
export const StreamsGroupHeartbeat: Api<StreamsGroupHeartbeatRequest, StreamsGroupHeartbeatResponse, StreamsGroupHeartbeatRequestInput, StreamsGroupHeartbeatResponseInput> = {
  key: 88,
  name: 'StreamsGroupHeartbeat',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  request: codec('StreamsGroupHeartbeatRequest', { decode: decodeStreamsGroupHeartbeatRequest, encode: encodeStreamsGroupHeartbeatRequest, size: sizeStreamsGroupHeartbeatRequest }),
  response: codec('StreamsGroupHeartbeatResponse', { decode: decodeStreamsGroupHeartbeatResponse, encode: encodeStreamsGroupHeartbeatResponse, size: sizeStreamsGroupHeartbeatResponse }),
};

function decodeStreamsGroupHeartbeatRequest(r: ByteReader, v: number): StreamsGroupHeartbeatRequest {
  const groupId = r.compactString('groupId');
  const memberId = r.compactString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const endpointInformationEpoch = r.int32('endpointInformationEpoch');
  const instanceId = r.compactNullableString('instanceId');
  const rackId = r.compactNullableString('rackId');
  const rebalanceTimeoutMs = r.int32('rebalanceTimeoutMs');
  let topology: Topology | null = null;
  topology = decodePresence(r, 'topology') ? decodeField(r, v, 'topology', decodeTopology) : null;
  let activeTasks: TaskIds[] | null = null;
  const activeTasksLength = r.nullableArrayLength(true, 'activeTasks', 2);
  if (activeTasksLength >= 0) {
    const listActiveTasks: TaskIds[] = [];
    try {
      while (listActiveTasks.length < activeTasksLength) listActiveTasks.push(decodeTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'activeTasks', listActiveTasks.length);
    }
    activeTasks = listActiveTasks;
  } else activeTasks = null;
  let standbyTasks: TaskIds[] | null = null;
  const standbyTasksLength = r.nullableArrayLength(true, 'standbyTasks', 2);
  if (standbyTasksLength >= 0) {
    const listStandbyTasks: TaskIds[] = [];
    try {
      while (listStandbyTasks.length < standbyTasksLength) listStandbyTasks.push(decodeTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'standbyTasks', listStandbyTasks.length);
    }
    standbyTasks = listStandbyTasks;
  } else standbyTasks = null;
  let warmupTasks: TaskIds[] | null = null;
  const warmupTasksLength = r.nullableArrayLength(true, 'warmupTasks', 2);
  if (warmupTasksLength >= 0) {
    const listWarmupTasks: TaskIds[] = [];
    try {
      while (listWarmupTasks.length < warmupTasksLength) listWarmupTasks.push(decodeTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'warmupTasks', listWarmupTasks.length);
    }
    warmupTasks = listWarmupTasks;
  } else warmupTasks = null;
  const processId = r.compactNullableString('processId');
  let userEndpoint: Endpoint | null = null;
  userEndpoint = decodePresence(r, 'userEndpoint') ? decodeField(r, v, 'userEndpoint', decodeEndpoint) : null;
  let clientTags: KeyValue[] | null = null;
  const clientTagsLength = r.nullableArrayLength(true, 'clientTags', 2);
  if (clientTagsLength >= 0) {
    const listClientTags: KeyValue[] = [];
    try {
      while (listClientTags.length < clientTagsLength) listClientTags.push(decodeKeyValue(r, v));
    } catch (error) {
      throw inField(error, 'clientTags', listClientTags.length);
    }
    clientTags = listClientTags;
  } else clientTags = null;
  let taskOffsets: TaskOffset[] | null = null;
  const taskOffsetsLength = r.nullableArrayLength(true, 'taskOffsets', 13);
  if (taskOffsetsLength >= 0) {
    const listTaskOffsets: TaskOffset[] = [];
    try {
      while (listTaskOffsets.length < taskOffsetsLength) listTaskOffsets.push(decodeTaskOffset(r, v));
    } catch (error) {
      throw inField(error, 'taskOffsets', listTaskOffsets.length);
    }
    taskOffsets = listTaskOffsets;
  } else taskOffsets = null;
  let taskEndOffsets: TaskOffset[] | null = null;
  const taskEndOffsetsLength = r.nullableArrayLength(true, 'taskEndOffsets', 13);
  if (taskEndOffsetsLength >= 0) {
    const listTaskEndOffsets: TaskOffset[] = [];
    try {
      while (listTaskEndOffsets.length < taskEndOffsetsLength) listTaskEndOffsets.push(decodeTaskOffset(r, v));
    } catch (error) {
      throw inField(error, 'taskEndOffsets', listTaskEndOffsets.length);
    }
    taskEndOffsets = listTaskEndOffsets;
  } else taskEndOffsets = null;
  const shutdownApplication = r.bool('shutdownApplication');
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupHeartbeatRequest = { groupId, memberId, memberEpoch, endpointInformationEpoch, instanceId, rackId, rebalanceTimeoutMs, topology, activeTasks, standbyTasks, warmupTasks, processId, userEndpoint, clientTags, taskOffsets, taskEndOffsets, shutdownApplication };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupHeartbeatRequest(w: ByteWriter, m: StreamsGroupHeartbeatRequestInput, v: number): void {
  w.compactString(m.groupId);
  w.compactString(m.memberId);
  w.int32(m.memberEpoch);
  w.int32(m.endpointInformationEpoch);
  w.compactNullableString(m.instanceId ?? null);
  w.compactNullableString(m.rackId ?? null);
  w.int32(m.rebalanceTimeoutMs ?? -1);
  {
    const value = m.topology ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeTopology(w, value, v);
    }
  }
  {
    const value = m.activeTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.standbyTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.warmupTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTaskIds(w, element, v);
  }
  w.compactNullableString(m.processId ?? null);
  {
    const value = m.userEndpoint ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeEndpoint(w, value, v);
    }
  }
  {
    const value = m.clientTags ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeKeyValue(w, element, v);
  }
  {
    const value = m.taskOffsets ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTaskOffset(w, element, v);
  }
  {
    const value = m.taskEndOffsets ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeTaskOffset(w, element, v);
  }
  w.bool(m.shutdownApplication ?? false);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupHeartbeatRequest(m: StreamsGroupHeartbeatRequestInput, v: number): number {
  let bytes = 13;
  bytes += sizeOfCompactString(m.groupId);
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfCompactNullableString(m.instanceId ?? null);
  bytes += sizeOfCompactNullableString(m.rackId ?? null);
  bytes += sizeOfNullable(m.topology ?? null, v, sizeTopology);
  bytes += sizeOfList(true, m.activeTasks ?? null, v, sizeTaskIds);
  bytes += sizeOfList(true, m.standbyTasks ?? null, v, sizeTaskIds);
  bytes += sizeOfList(true, m.warmupTasks ?? null, v, sizeTaskIds);
  bytes += sizeOfCompactNullableString(m.processId ?? null);
  bytes += sizeOfNullable(m.userEndpoint ?? null, v, sizeEndpoint);
  bytes += sizeOfList(true, m.clientTags ?? null, v, sizeKeyValue);
  bytes += sizeOfList(true, m.taskOffsets ?? null, v, sizeTaskOffset);
  bytes += sizeOfList(true, m.taskEndOffsets ?? null, v, sizeTaskOffset);
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

function decodeTopology(r: ByteReader, v: number): Topology {
  const epoch = r.int32('epoch');
  const subtopologies: Subtopology[] = [];
  const subtopologiesLength = r.arrayLength(true, 'subtopologies', 7);
  try {
    while (subtopologies.length < subtopologiesLength) subtopologies.push(decodeSubtopology(r, v));
  } catch (error) {
    throw inField(error, 'subtopologies', subtopologies.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Topology = { epoch, subtopologies };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopology(w: ByteWriter, m: TopologyInput, v: number): void {
  w.int32(m.epoch);
  {
    const value = m.subtopologies;
    w.arrayLength(true, value.length);
    for (const element of value) encodeSubtopology(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopology(m: TopologyInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.subtopologies, v, sizeSubtopology);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSubtopology(r: ByteReader, v: number): Subtopology {
  const subtopologyId = r.compactString('subtopologyId');
  const sourceTopics: string[] = [];
  const sourceTopicsLength = r.arrayLength(true, 'sourceTopics', 1);
  for (let i = 0; i < sourceTopicsLength; i++) sourceTopics.push(r.compactString('sourceTopics'));
  const sourceTopicRegex: string[] = [];
  const sourceTopicRegexLength = r.arrayLength(true, 'sourceTopicRegex', 1);
  for (let i = 0; i < sourceTopicRegexLength; i++) sourceTopicRegex.push(r.compactString('sourceTopicRegex'));
  const stateChangelogTopics: TopicInfo[] = [];
  const stateChangelogTopicsLength = r.arrayLength(true, 'stateChangelogTopics', 8);
  try {
    while (stateChangelogTopics.length < stateChangelogTopicsLength) stateChangelogTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'stateChangelogTopics', stateChangelogTopics.length);
  }
  const repartitionSinkTopics: string[] = [];
  const repartitionSinkTopicsLength = r.arrayLength(true, 'repartitionSinkTopics', 1);
  for (let i = 0; i < repartitionSinkTopicsLength; i++) repartitionSinkTopics.push(r.compactString('repartitionSinkTopics'));
  const repartitionSourceTopics: TopicInfo[] = [];
  const repartitionSourceTopicsLength = r.arrayLength(true, 'repartitionSourceTopics', 8);
  try {
    while (repartitionSourceTopics.length < repartitionSourceTopicsLength) repartitionSourceTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'repartitionSourceTopics', repartitionSourceTopics.length);
  }
  const copartitionGroups: CopartitionGroup[] = [];
  const copartitionGroupsLength = r.arrayLength(true, 'copartitionGroups', 3);
  try {
    while (copartitionGroups.length < copartitionGroupsLength) copartitionGroups.push(decodeCopartitionGroup(r, v));
  } catch (error) {
    throw inField(error, 'copartitionGroups', copartitionGroups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Subtopology = { subtopologyId, sourceTopics, sourceTopicRegex, stateChangelogTopics, repartitionSinkTopics, repartitionSourceTopics, copartitionGroups };
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
    const value = m.sourceTopicRegex;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.stateChangelogTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  {
    const value = m.repartitionSinkTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.repartitionSourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  {
    const value = m.copartitionGroups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeCopartitionGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSubtopology(m: SubtopologyInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfStrings(true, m.sourceTopics);
  bytes += sizeOfStrings(true, m.sourceTopicRegex);
  bytes += sizeOfList(true, m.stateChangelogTopics, v, sizeTopicInfo);
  bytes += sizeOfStrings(true, m.repartitionSinkTopics);
  bytes += sizeOfList(true, m.repartitionSourceTopics, v, sizeTopicInfo);
  bytes += sizeOfList(true, m.copartitionGroups, v, sizeCopartitionGroup);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCopartitionGroup(r: ByteReader, _v: number): CopartitionGroup {
  const sourceTopics: number[] = [];
  const sourceTopicsLength = r.arrayLength(true, 'sourceTopics', 2);
  for (let i = 0; i < sourceTopicsLength; i++) sourceTopics.push(r.int16('sourceTopics'));
  const sourceTopicRegex: number[] = [];
  const sourceTopicRegexLength = r.arrayLength(true, 'sourceTopicRegex', 2);
  for (let i = 0; i < sourceTopicRegexLength; i++) sourceTopicRegex.push(r.int16('sourceTopicRegex'));
  const repartitionSourceTopics: number[] = [];
  const repartitionSourceTopicsLength = r.arrayLength(true, 'repartitionSourceTopics', 2);
  for (let i = 0; i < repartitionSourceTopicsLength; i++) repartitionSourceTopics.push(r.int16('repartitionSourceTopics'));
  const unknown = decodeUnknownTags(r);
  const m: CopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCopartitionGroup(w: ByteWriter, m: CopartitionGroupInput, _v: number): void {
  {
    const value = m.sourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  {
    const value = m.sourceTopicRegex;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  {
    const value = m.repartitionSourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCopartitionGroup(m: CopartitionGroupInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfFixedList(true, m.sourceTopics, 2);
  bytes += sizeOfFixedList(true, m.sourceTopicRegex, 2);
  bytes += sizeOfFixedList(true, m.repartitionSourceTopics, 2);
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

function decodeStreamsGroupHeartbeatResponse(r: ByteReader, v: number): StreamsGroupHeartbeatResponse {
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = r.int16('errorCode');
  const errorMessage = r.compactNullableString('errorMessage');
  const memberId = r.compactString('memberId');
  const memberEpoch = r.int32('memberEpoch');
  const heartbeatIntervalMs = r.int32('heartbeatIntervalMs');
  const acceptableRecoveryLag = r.int32('acceptableRecoveryLag');
  const taskOffsetIntervalMs = r.int32('taskOffsetIntervalMs');
  let status: Status[] | null = [];
  const statusLength = r.nullableArrayLength(true, 'status', 2);
  if (statusLength >= 0) {
    const listStatus: Status[] = [];
    try {
      while (listStatus.length < statusLength) listStatus.push(decodeStatus(r, v));
    } catch (error) {
      throw inField(error, 'status', listStatus.length);
    }
    status = listStatus;
  } else status = null;
  let activeTasks: ResponseTaskIds[] | null = null;
  const activeTasksLength = r.nullableArrayLength(true, 'activeTasks', 2);
  if (activeTasksLength >= 0) {
    const listActiveTasks: ResponseTaskIds[] = [];
    try {
      while (listActiveTasks.length < activeTasksLength) listActiveTasks.push(decodeResponseTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'activeTasks', listActiveTasks.length);
    }
    activeTasks = listActiveTasks;
  } else activeTasks = null;
  let standbyTasks: ResponseTaskIds[] | null = null;
  const standbyTasksLength = r.nullableArrayLength(true, 'standbyTasks', 2);
  if (standbyTasksLength >= 0) {
    const listStandbyTasks: ResponseTaskIds[] = [];
    try {
      while (listStandbyTasks.length < standbyTasksLength) listStandbyTasks.push(decodeResponseTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'standbyTasks', listStandbyTasks.length);
    }
    standbyTasks = listStandbyTasks;
  } else standbyTasks = null;
  let warmupTasks: ResponseTaskIds[] | null = null;
  const warmupTasksLength = r.nullableArrayLength(true, 'warmupTasks', 2);
  if (warmupTasksLength >= 0) {
    const listWarmupTasks: ResponseTaskIds[] = [];
    try {
      while (listWarmupTasks.length < warmupTasksLength) listWarmupTasks.push(decodeResponseTaskIds(r, v));
    } catch (error) {
      throw inField(error, 'warmupTasks', listWarmupTasks.length);
    }
    warmupTasks = listWarmupTasks;
  } else warmupTasks = null;
  const endpointInformationEpoch = r.int32('endpointInformationEpoch');
  let partitionsByUserEndpoint: EndpointToPartitions[] | null = null;
  const partitionsByUserEndpointLength = r.nullableArrayLength(true, 'partitionsByUserEndpoint', 5);
  if (partitionsByUserEndpointLength >= 0) {
    const listPartitionsByUserEndpoint: EndpointToPartitions[] = [];
    try {
      while (listPartitionsByUserEndpoint.length < partitionsByUserEndpointLength) listPartitionsByUserEndpoint.push(decodeEndpointToPartitions(r, v));
    } catch (error) {
      throw inField(error, 'partitionsByUserEndpoint', listPartitionsByUserEndpoint.length);
    }
    partitionsByUserEndpoint = listPartitionsByUserEndpoint;
  } else partitionsByUserEndpoint = null;
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupHeartbeatResponse = { throttleTimeMs, errorCode, errorMessage, memberId, memberEpoch, heartbeatIntervalMs, acceptableRecoveryLag, taskOffsetIntervalMs, status, activeTasks, standbyTasks, warmupTasks, endpointInformationEpoch, partitionsByUserEndpoint };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupHeartbeatResponse(w: ByteWriter, m: StreamsGroupHeartbeatResponseInput, v: number): void {
  w.int32(m.throttleTimeMs);
  w.int16(m.errorCode);
  w.compactNullableString(m.errorMessage ?? null);
  w.compactString(m.memberId);
  w.int32(m.memberEpoch);
  w.int32(m.heartbeatIntervalMs);
  w.int32(m.acceptableRecoveryLag);
  w.int32(m.taskOffsetIntervalMs);
  {
    const value = m.status;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeStatus(w, element, v);
  }
  {
    const value = m.activeTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeResponseTaskIds(w, element, v);
  }
  {
    const value = m.standbyTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeResponseTaskIds(w, element, v);
  }
  {
    const value = m.warmupTasks ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeResponseTaskIds(w, element, v);
  }
  w.int32(m.endpointInformationEpoch);
  {
    const value = m.partitionsByUserEndpoint ?? null;
    w.arrayLength(true, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeEndpointToPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupHeartbeatResponse(m: StreamsGroupHeartbeatResponseInput, v: number): number {
  let bytes = 26;
  bytes += sizeOfCompactNullableString(m.errorMessage ?? null);
  bytes += sizeOfCompactString(m.memberId);
  bytes += sizeOfList(true, m.status, v, sizeStatus);
  bytes += sizeOfList(true, m.activeTasks ?? null, v, sizeResponseTaskIds);
  bytes += sizeOfList(true, m.standbyTasks ?? null, v, sizeResponseTaskIds);
  bytes += sizeOfList(true, m.warmupTasks ?? null, v, sizeResponseTaskIds);
  bytes += sizeOfList(true, m.partitionsByUserEndpoint ?? null, v, sizeEndpointToPartitions);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEndpointToPartitions(r: ByteReader, v: number): EndpointToPartitions {
  const userEndpoint = decodeField(r, v, 'userEndpoint', decodeResponseEndpoint);
  const activePartitions: TopicPartition[] = [];
  const activePartitionsLength = r.arrayLength(true, 'activePartitions', 2);
  try {
    while (activePartitions.length < activePartitionsLength) activePartitions.push(decodeTopicPartition(r, v));
  } catch (error) {
    throw inField(error, 'activePartitions', activePartitions.length);
  }
  const standbyPartitions: TopicPartition[] = [];
  const standbyPartitionsLength = r.arrayLength(true, 'standbyPartitions', 2);
  try {
    while (standbyPartitions.length < standbyPartitionsLength) standbyPartitions.push(decodeTopicPartition(r, v));
  } catch (error) {
    throw inField(error, 'standbyPartitions', standbyPartitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: EndpointToPartitions = { userEndpoint, activePartitions, standbyPartitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndpointToPartitions(w: ByteWriter, m: EndpointToPartitionsInput, v: number): void {
  encodeResponseEndpoint(w, m.userEndpoint, v);
  {
    const value = m.activePartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartition(w, element, v);
  }
  {
    const value = m.standbyPartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndpointToPartitions(m: EndpointToPartitionsInput, v: number): number {
  let bytes = 0;
  bytes += sizeResponseEndpoint(m.userEndpoint, v);
  bytes += sizeOfList(true, m.activePartitions, v, sizeTopicPartition);
  bytes += sizeOfList(true, m.standbyPartitions, v, sizeTopicPartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartition(r: ByteReader, _v: number): TopicPartition {
  const topic = r.compactString('topic');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicPartition = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartition(w: ByteWriter, m: TopicPartitionInput, _v: number): void {
  w.compactString(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartition(m: TopicPartitionInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.topic);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseEndpoint(r: ByteReader, _v: number): ResponseEndpoint {
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: ResponseEndpoint = { host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseEndpoint(w: ByteWriter, m: ResponseEndpointInput, _v: number): void {
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseEndpoint(m: ResponseEndpointInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeResponseTaskIds(r: ByteReader, _v: number): ResponseTaskIds {
  const subtopologyId = r.compactString('subtopologyId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: ResponseTaskIds = { subtopologyId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeResponseTaskIds(w: ByteWriter, m: ResponseTaskIdsInput, _v: number): void {
  w.compactString(m.subtopologyId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeResponseTaskIds(m: ResponseTaskIdsInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeStatus(r: ByteReader, _v: number): Status {
  const statusCode = r.int8('statusCode');
  const statusDetail = r.compactString('statusDetail');
  const unknown = decodeUnknownTags(r);
  const m: Status = { statusCode, statusDetail };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStatus(w: ByteWriter, m: StatusInput, _v: number): void {
  w.int8(m.statusCode);
  w.compactString(m.statusDetail);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStatus(m: StatusInput, _v: number): number {
  let bytes = 1;
  bytes += sizeOfCompactString(m.statusDetail);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
