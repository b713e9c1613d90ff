// Generated from protocol-spec/records/group/14-share-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: TopicPartitions[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: number;
  readonly assignedPartitions: readonly TopicPartitionsInput[];
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

/** The partitions that a member of a share group has at present (KIP-932). Versions 0. */
export const ShareGroupCurrentMemberAssignmentValue: RecordCodec<ShareGroupCurrentMemberAssignmentValue, ShareGroupCurrentMemberAssignmentValueInput> = {
  name: 'ShareGroupCurrentMemberAssignmentValue',
  type: 14,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupCurrentMemberAssignmentValue', { decode: decodeShareGroupCurrentMemberAssignmentValue, encode: encodeShareGroupCurrentMemberAssignmentValue, size: sizeShareGroupCurrentMemberAssignmentValue }),
};

function decodeShareGroupCurrentMemberAssignmentValue(r: ByteReader, v: number): ShareGroupCurrentMemberAssignmentValue {
  const memberEpoch = r.int32('memberEpoch');
  const previousMemberEpoch = r.int32('previousMemberEpoch');
  const state = r.int8('state');
  const assignedPartitions: TopicPartitions[] = [];
  const assignedPartitionsLength = r.arrayLength(true, 'assignedPartitions', 17);
  try {
    while (assignedPartitions.length < assignedPartitionsLength) assignedPartitions.push(decodeTopicPartitions(r, v));
  } catch (error) {
    throw inField(error, 'assignedPartitions', assignedPartitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupCurrentMemberAssignmentValue(w: ByteWriter, m: ShareGroupCurrentMemberAssignmentValueInput, v: number): void {
  w.int32(m.memberEpoch);
  w.int32(m.previousMemberEpoch);
  w.int8(m.state);
  {
    const value = m.assignedPartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupCurrentMemberAssignmentValue(m: ShareGroupCurrentMemberAssignmentValueInput, v: number): number {
  let bytes = 9;
  bytes += sizeOfList(true, m.assignedPartitions, v, sizeTopicPartitions);
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
