// Generated from protocol-spec/records/group/08-consumer-group-current-member-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ConsumerGroupCurrentMemberAssignmentValue {
  memberEpoch: number;
  previousMemberEpoch: number;
  state: number;
  assignedPartitions: TopicPartitions[];
  partitionsPendingRevocation: TopicPartitions[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupCurrentMemberAssignmentValueInput {
  readonly memberEpoch: number;
  readonly previousMemberEpoch: number;
  readonly state: number;
  readonly assignedPartitions: readonly TopicPartitionsInput[];
  readonly partitionsPendingRevocation: readonly TopicPartitionsInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartitions {
  topicId: Uuid;
  partitions: number[];
  /** tagged */
  assignmentEpochs: number[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionsInput {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
  readonly assignmentEpochs?: readonly number[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The partitions that a member has at present (KIP-848). Versions 0. */
export const ConsumerGroupCurrentMemberAssignmentValue: RecordCodec<ConsumerGroupCurrentMemberAssignmentValue, ConsumerGroupCurrentMemberAssignmentValueInput> = {
  name: 'ConsumerGroupCurrentMemberAssignmentValue',
  type: 8,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConsumerGroupCurrentMemberAssignmentValue', { decode: decodeConsumerGroupCurrentMemberAssignmentValue, encode: encodeConsumerGroupCurrentMemberAssignmentValue, size: sizeConsumerGroupCurrentMemberAssignmentValue }),
};

function decodeConsumerGroupCurrentMemberAssignmentValue(r: ByteReader, v: number): ConsumerGroupCurrentMemberAssignmentValue {
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
  const partitionsPendingRevocation: TopicPartitions[] = [];
  const partitionsPendingRevocationLength = r.arrayLength(true, 'partitionsPendingRevocation', 17);
  try {
    while (partitionsPendingRevocation.length < partitionsPendingRevocationLength) partitionsPendingRevocation.push(decodeTopicPartitions(r, v));
  } catch (error) {
    throw inField(error, 'partitionsPendingRevocation', partitionsPendingRevocation.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ConsumerGroupCurrentMemberAssignmentValue = { memberEpoch, previousMemberEpoch, state, assignedPartitions, partitionsPendingRevocation };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupCurrentMemberAssignmentValue(w: ByteWriter, m: ConsumerGroupCurrentMemberAssignmentValueInput, v: number): void {
  w.int32(m.memberEpoch);
  w.int32(m.previousMemberEpoch);
  w.int8(m.state);
  {
    const value = m.assignedPartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartitions(w, element, v);
  }
  {
    const value = m.partitionsPendingRevocation;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartitions(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConsumerGroupCurrentMemberAssignmentValue(m: ConsumerGroupCurrentMemberAssignmentValueInput, v: number): number {
  let bytes = 9;
  bytes += sizeOfList(true, m.assignedPartitions, v, sizeTopicPartitions);
  bytes += sizeOfList(true, m.partitionsPendingRevocation, v, sizeTopicPartitions);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartitions(r: ByteReader, _v: number): TopicPartitions {
  const topicId = r.uuid('topicId');
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
  const m: TopicPartitions = { topicId, partitions, assignmentEpochs };
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

function sizeTopicPartitions(m: TopicPartitionsInput, _v: number): number {
  let bytes = 16;
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
