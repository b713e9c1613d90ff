// Generated from protocol-spec/records/group/21-streams-group-target-assignment-member.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface StreamsGroupTargetAssignmentMemberValue {
  activeTasks: TaskIds[];
  standbyTasks: TaskIds[];
  warmupTasks: TaskIds[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupTargetAssignmentMemberValueInput {
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

/** The tasks that a member of a Streams group is meant to have (KIP-1071). Versions 0. */
export const StreamsGroupTargetAssignmentMemberValue: RecordCodec<StreamsGroupTargetAssignmentMemberValue, StreamsGroupTargetAssignmentMemberValueInput> = {
  name: 'StreamsGroupTargetAssignmentMemberValue',
  type: 21,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('StreamsGroupTargetAssignmentMemberValue', { decode: decodeStreamsGroupTargetAssignmentMemberValue, encode: encodeStreamsGroupTargetAssignmentMemberValue, size: sizeStreamsGroupTargetAssignmentMemberValue }),
};

function decodeStreamsGroupTargetAssignmentMemberValue(r: ByteReader, v: number): StreamsGroupTargetAssignmentMemberValue {
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
  const m: StreamsGroupTargetAssignmentMemberValue = { activeTasks, standbyTasks, warmupTasks };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupTargetAssignmentMemberValue(w: ByteWriter, m: StreamsGroupTargetAssignmentMemberValueInput, v: number): void {
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

function sizeStreamsGroupTargetAssignmentMemberValue(m: StreamsGroupTargetAssignmentMemberValueInput, v: number): number {
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
