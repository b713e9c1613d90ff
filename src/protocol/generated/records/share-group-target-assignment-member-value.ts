// Generated from protocol-spec/records/group/13-share-group-target-assignment-member.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupTargetAssignmentMemberValue {
  topicPartitions: TopicPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupTargetAssignmentMemberValueInput {
  readonly topicPartitions: readonly TopicPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartition {
  topicId: Uuid;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionInput {
  readonly topicId: Uuid;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The partitions that a member of a share group is meant to have (KIP-932). Versions 0. */
export const ShareGroupTargetAssignmentMemberValue: RecordCodec<ShareGroupTargetAssignmentMemberValue, ShareGroupTargetAssignmentMemberValueInput> = {
  name: 'ShareGroupTargetAssignmentMemberValue',
  type: 13,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupTargetAssignmentMemberValue', { decode: decodeShareGroupTargetAssignmentMemberValue, encode: encodeShareGroupTargetAssignmentMemberValue, size: sizeShareGroupTargetAssignmentMemberValue }),
};

function decodeShareGroupTargetAssignmentMemberValue(r: ByteReader, v: number): ShareGroupTargetAssignmentMemberValue {
  const topicPartitions: TopicPartition[] = [];
  const topicPartitionsLength = r.arrayLength(true, 'topicPartitions', 17);
  try {
    while (topicPartitions.length < topicPartitionsLength) topicPartitions.push(decodeTopicPartition(r, v));
  } catch (error) {
    throw inField(error, 'topicPartitions', topicPartitions.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupTargetAssignmentMemberValue = { topicPartitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupTargetAssignmentMemberValue(w: ByteWriter, m: ShareGroupTargetAssignmentMemberValueInput, v: number): void {
  {
    const value = m.topicPartitions;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartition(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupTargetAssignmentMemberValue(m: ShareGroupTargetAssignmentMemberValueInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topicPartitions, v, sizeTopicPartition);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartition(r: ByteReader, _v: number): TopicPartition {
  const topicId = r.uuid('topicId');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicPartition = { topicId, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartition(w: ByteWriter, m: TopicPartitionInput, _v: number): void {
  w.uuid(m.topicId);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartition(m: TopicPartitionInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
