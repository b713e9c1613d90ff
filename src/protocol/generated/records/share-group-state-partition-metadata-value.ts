// Generated from protocol-spec/records/group/15-share-group-state-partition-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface ShareGroupStatePartitionMetadataValue {
  initializingTopics: TopicPartitionsInfo[];
  initializedTopics: TopicPartitionsInfo[];
  deletingTopics: TopicInfo[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ShareGroupStatePartitionMetadataValueInput {
  readonly initializingTopics: readonly TopicPartitionsInfoInput[];
  readonly initializedTopics: readonly TopicPartitionsInfoInput[];
  readonly deletingTopics: readonly TopicInfoInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicInfo {
  topicId: Uuid;
  topicName: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicInfoInput {
  readonly topicId: Uuid;
  readonly topicName: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicPartitionsInfo {
  topicId: Uuid;
  topicName: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicPartitionsInfoInput {
  readonly topicId: Uuid;
  readonly topicName: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** Which share partitions of a group have a stored state, are getting one, or are losing it (KIP-932). Versions 0. */
export const ShareGroupStatePartitionMetadataValue: RecordCodec<ShareGroupStatePartitionMetadataValue, ShareGroupStatePartitionMetadataValueInput> = {
  name: 'ShareGroupStatePartitionMetadataValue',
  type: 15,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ShareGroupStatePartitionMetadataValue', { decode: decodeShareGroupStatePartitionMetadataValue, encode: encodeShareGroupStatePartitionMetadataValue, size: sizeShareGroupStatePartitionMetadataValue }),
};

function decodeShareGroupStatePartitionMetadataValue(r: ByteReader, v: number): ShareGroupStatePartitionMetadataValue {
  const initializingTopics: TopicPartitionsInfo[] = [];
  const initializingTopicsLength = r.arrayLength(true, 'initializingTopics', 18);
  try {
    while (initializingTopics.length < initializingTopicsLength) initializingTopics.push(decodeTopicPartitionsInfo(r, v));
  } catch (error) {
    throw inField(error, 'initializingTopics', initializingTopics.length);
  }
  const initializedTopics: TopicPartitionsInfo[] = [];
  const initializedTopicsLength = r.arrayLength(true, 'initializedTopics', 18);
  try {
    while (initializedTopics.length < initializedTopicsLength) initializedTopics.push(decodeTopicPartitionsInfo(r, v));
  } catch (error) {
    throw inField(error, 'initializedTopics', initializedTopics.length);
  }
  const deletingTopics: TopicInfo[] = [];
  const deletingTopicsLength = r.arrayLength(true, 'deletingTopics', 17);
  try {
    while (deletingTopics.length < deletingTopicsLength) deletingTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'deletingTopics', deletingTopics.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ShareGroupStatePartitionMetadataValue = { initializingTopics, initializedTopics, deletingTopics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeShareGroupStatePartitionMetadataValue(w: ByteWriter, m: ShareGroupStatePartitionMetadataValueInput, v: number): void {
  {
    const value = m.initializingTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartitionsInfo(w, element, v);
  }
  {
    const value = m.initializedTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicPartitionsInfo(w, element, v);
  }
  {
    const value = m.deletingTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeShareGroupStatePartitionMetadataValue(m: ShareGroupStatePartitionMetadataValueInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(true, m.initializingTopics, v, sizeTopicPartitionsInfo);
  bytes += sizeOfList(true, m.initializedTopics, v, sizeTopicPartitionsInfo);
  bytes += sizeOfList(true, m.deletingTopics, v, sizeTopicInfo);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicInfo(r: ByteReader, _v: number): TopicInfo {
  const topicId = r.uuid('topicId');
  const topicName = r.compactString('topicName');
  const unknown = decodeUnknownTags(r);
  const m: TopicInfo = { topicId, topicName };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicInfo(w: ByteWriter, m: TopicInfoInput, _v: number): void {
  w.uuid(m.topicId);
  w.compactString(m.topicName);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicInfo(m: TopicInfoInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicPartitionsInfo(r: ByteReader, _v: number): TopicPartitionsInfo {
  const topicId = r.uuid('topicId');
  const topicName = r.compactString('topicName');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(true, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = decodeUnknownTags(r);
  const m: TopicPartitionsInfo = { topicId, topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicPartitionsInfo(w: ByteWriter, m: TopicPartitionsInfoInput, _v: number): void {
  w.uuid(m.topicId);
  w.compactString(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(true, value.length);
    for (const element of value) w.int32(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicPartitionsInfo(m: TopicPartitionsInfoInput, _v: number): number {
  let bytes = 16;
  bytes += sizeOfCompactString(m.topicName);
  bytes += sizeOfFixedList(true, m.partitions, 4);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
