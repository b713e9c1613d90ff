// Generated from protocol-spec/records/group/04-consumer-group-partition-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ConsumerGroupPartitionMetadataValue {
  topics: TopicMetadata[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupPartitionMetadataValueInput {
  readonly topics: readonly TopicMetadataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicMetadata {
  topicId: Uuid;
  topicName: string;
  numPartitions: number;
  partitionMetadata: PartitionMetadata[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicMetadataInput {
  readonly topicId: Uuid;
  readonly topicName: string;
  readonly numPartitions: number;
  readonly partitionMetadata: readonly PartitionMetadataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionMetadata {
  partition: number;
  racks: string[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionMetadataInput {
  readonly partition: number;
  readonly racks: readonly string[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The partitions that a group's subscription had when it was computed; replaced by the hash in ConsumerGroupMetadata, still read. Versions 0. */
export const ConsumerGroupPartitionMetadataValue: RecordCodec<ConsumerGroupPartitionMetadataValue, ConsumerGroupPartitionMetadataValueInput> = {
  name: 'ConsumerGroupPartitionMetadataValue',
  type: 4,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConsumerGroupPartitionMetadataValue', { decode: decodeConsumerGroupPartitionMetadataValue, encode: encodeConsumerGroupPartitionMetadataValue, size: sizeConsumerGroupPartitionMetadataValue }),
};

function decodeConsumerGroupPartitionMetadataValue(r: ByteReader, v: number): ConsumerGroupPartitionMetadataValue {
  const topics: TopicMetadata[] = [];
  const topicsLength = r.arrayLength(true, 'topics', 22);
  try {
    while (topics.length < topicsLength) topics.push(decodeTopicMetadata(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ConsumerGroupPartitionMetadataValue = { topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupPartitionMetadataValue(w: ByteWriter, m: ConsumerGroupPartitionMetadataValueInput, v: number): void {
  {
    const value = m.topics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicMetadata(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeConsumerGroupPartitionMetadataValue(m: ConsumerGroupPartitionMetadataValueInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.topics, v, sizeTopicMetadata);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicMetadata(r: ByteReader, v: number): TopicMetadata {
  const topicId = r.uuid('topicId');
  const topicName = r.compactString('topicName');
  const numPartitions = r.int32('numPartitions');
  const partitionMetadata: PartitionMetadata[] = [];
  const partitionMetadataLength = r.arrayLength(true, 'partitionMetadata', 5);
  try {
    while (partitionMetadata.length < partitionMetadataLength) partitionMetadata.push(decodePartitionMetadata(r, v));
  } catch (error) {
    throw inField(error, 'partitionMetadata', partitionMetadata.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TopicMetadata = { topicId, topicName, numPartitions, partitionMetadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicMetadata(w: ByteWriter, m: TopicMetadataInput, v: number): void {
  w.uuid(m.topicId);
  w.compactString(m.topicName);
  w.int32(m.numPartitions);
  {
    const value = m.partitionMetadata;
    w.arrayLength(true, value.length);
    for (const element of value) encodePartitionMetadata(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicMetadata(m: TopicMetadataInput, v: number): number {
  let bytes = 20;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfList(true, m.partitionMetadata, v, sizePartitionMetadata);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionMetadata(r: ByteReader, _v: number): PartitionMetadata {
  const partition = r.int32('partition');
  const racks: string[] = [];
  const racksLength = r.arrayLength(true, 'racks', 1);
  for (let i = 0; i < racksLength; i++) racks.push(r.compactString('racks'));
  const unknown = decodeUnknownTags(r);
  const m: PartitionMetadata = { partition, racks };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionMetadata(w: ByteWriter, m: PartitionMetadataInput, _v: number): void {
  w.int32(m.partition);
  {
    const value = m.racks;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionMetadata(m: PartitionMetadataInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfStrings(true, m.racks);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
