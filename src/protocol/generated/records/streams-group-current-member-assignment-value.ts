// Generated from protocol-spec/records/group/22-streams-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface StreamsGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
  activeTasksPendingRevocation: TaskIds[];
  standbyTasksPendingRevocation: TaskIds[];
  warmupTasksPendingRevocation: TaskIds[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: number;
  readonly activeTasks: readonly TaskIdsInput[];
  readonly standbyTasks: readonly TaskIdsInput[];
  readonly warmupTasks: readonly TaskIdsInput[];
  readonly activeTasksPendingRevocation: readonly TaskIdsInput[];
  readonly standbyTasksPendingRevocation: readonly TaskIdsInput[];
  readonly warmupTasksPendingRevocation: readonly TaskIdsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TaskIds {
  subtopologyId: string;
  partitions: number[];
  /** tagged */
  assignmentEpochs: number[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TaskIdsInput {
  readonly subtopologyId: string;
  readonly partitions: readonly number[];
  readonly assignmentEpochs?: readonly number[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The tasks that a member of a Streams group has at present (KIP-1071). Versions 0. */
export const StreamsGroupCurrentMemberAssignmentValue: RecordCodec<StreamsGroupCurrentMemberAssignmentValue, StreamsGroupCurrentMemberAssignmentValueInput> = {
  name: 'StreamsGroupCurrentMemberAssignmentValue',
  type: 22,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('StreamsGroupCurrentMemberAssignmentValue', { decode: decodeStreamsGroupCurrentMemberAssignmentValue, encode: encodeStreamsGroupCurrentMemberAssignmentValue, size: sizeStreamsGroupCurrentMemberAssignmentValue }),
};

function decodeStreamsGroupCurrentMemberAssignmentValue(r: ByteReader, v: number): StreamsGroupCurrentMemberAssignmentValue {
  const memberEpoch = r.int32('memberEpoch');
  const previousMemberEpoch = r.int32('previousMemberEpoch');
  const state = r.int8('state');
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
  const activeTasksPendingRevocation: TaskIds[] = [];
  const activeTasksPendingRevocationLength = r.arrayLength(true, 'activeTasksPendingRevocation', 2);
  try {
    while (activeTasksPendingRevocation.length < activeTasksPendingRevocationLength) activeTasksPendingRevocation.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'activeTasksPendingRevocation', activeTasksPendingRevocation.length);
  }
  const standbyTasksPendingRevocation: TaskIds[] = [];
  const standbyTasksPendingRevocationLength = r.arrayLength(true, 'standbyTasksPendingRevocation', 2);
  try {
    while (standbyTasksPendingRevocation.length < standbyTasksPendingRevocationLength) standbyTasksPendingRevocation.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'standbyTasksPendingRevocation', standbyTasksPendingRevocation.length);
  }
  const warmupTasksPendingRevocation: TaskIds[] = [];
  const warmupTasksPendingRevocationLength = r.arrayLength(true, 'warmupTasksPendingRevocation', 2);
  try {
    while (warmupTasksPendingRevocation.length < warmupTasksPendingRevocationLength) warmupTasksPendingRevocation.push(decodeTaskIds(r, v));
  } catch (error) {
    throw inField(error, 'warmupTasksPendingRevocation', warmupTasksPendingRevocation.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, activeTasks, standbyTasks, warmupTasks, activeTasksPendingRevocation, standbyTasksPendingRevocation, warmupTasksPendingRevocation };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupCurrentMemberAssignmentValue(w: ByteWriter, m: StreamsGroupCurrentMemberAssignmentValueInput, v: number): void {
  w.int32(m.memberEpoch);
  w.int32(m.previousMemberEpoch);
  w.int8(m.state);
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
  {
    const value = m.activeTasksPendingRevocation;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.standbyTasksPendingRevocation;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  {
    const value = m.warmupTasksPendingRevocation;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTaskIds(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupCurrentMemberAssignmentValue(m: StreamsGroupCurrentMemberAssignmentValueInput, v: number): number {
  let bytes = 9;
  bytes += sizeOfList(true, m.activeTasks, v, sizeTaskIds);
  bytes += sizeOfList(true, m.standbyTasks, v, sizeTaskIds);
  bytes += sizeOfList(true, m.warmupTasks, v, sizeTaskIds);
  bytes += sizeOfList(true, m.activeTasksPendingRevocation, v, sizeTaskIds);
  bytes += sizeOfList(true, m.standbyTasksPendingRevocation, v, sizeTaskIds);
  bytes += sizeOfList(true, m.warmupTasksPendingRevocation, v, sizeTaskIds);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTaskIds(r: ByteReader, _v: number): TaskIds {
  const subtopologyId = r.compactString('subtopologyId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  let assignmentEpochs: number[] | null = [];
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        const assignmentEpochsLength = r.nullableArrayLength(true, 'assignmentEpochs', 4);
        if (assignmentEpochsLength >= 0) {
          const listAssignmentEpochs: number[] = [];
          for (let i = 0; i < assignmentEpochsLength; i++) listAssignmentEpochs.push(r.int32('assignmentEpochs'));
          assignmentEpochs = listAssignmentEpochs;
        } else assignmentEpochs = null;
        expectTagEnd(r, 'assignmentEpochs', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: TaskIds = { subtopologyId, partitions, assignmentEpochs };
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
  const unknown = m.unknownTaggedFields;
  const hasAssignmentEpochs = m.assignmentEpochs !== undefined && (m.assignmentEpochs === null || m.assignmentEpochs.length > 0);
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasAssignmentEpochs ? 1 : 0));
  if (hasAssignmentEpochs) {
    const assignmentEpochs = m.assignmentEpochs;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfFixedList(true, assignmentEpochs, 4));
    {
      const value = assignmentEpochs;
      w.arrayLength(true, value === null ? -1 : value.length);
      if (value !== null) for (const element of value) w.int32(element);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeTaskIds(m: TaskIdsInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  let tags = 0;
  if (m.assignmentEpochs !== undefined && (m.assignmentEpochs === null || m.assignmentEpochs.length > 0)) {
    tags++;
    bytes += sizeOfTag(0, sizeOfFixedList(true, m.assignmentEpochs, 4));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
