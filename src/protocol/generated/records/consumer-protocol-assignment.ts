// Generated from protocol-spec/records/consumer-protocol/consumer-protocol-assignment.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec } from '../../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfFixedList, sizeOfList } from '../../../protocol/codec-sizes.ts';

export interface ConsumerProtocolAssignment {
  assignedPartitions: TopicPartition[];
  userData: Buffer | null;
}

export interface ConsumerProtocolAssignmentInput {
  readonly assignedPartitions: readonly TopicPartitionInput[];
  readonly userData?: Uint8Array | null | undefined;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
}

export interface TopicPartitionInput {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** What a member of a classic group of type 'consumer' is assigned: what SyncGroup carries. An int16 version stands before it. Versions 0-3. */
export const ConsumerProtocolAssignment: RecordCodec<ConsumerProtocolAssignment, ConsumerProtocolAssignmentInput> = {
  name: 'ConsumerProtocolAssignment',
  type: -1,
  minVersion: 0,
  maxVersion: 3,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerProtocolAssignment', { decode: decodeConsumerProtocolAssignment, encode: encodeConsumerProtocolAssignment, size: sizeConsumerProtocolAssignment }),
};

function decodeConsumerProtocolAssignment(r: ByteReader, v: number): ConsumerProtocolAssignment {
  const assignedPartitions: TopicPartition[] = [];
  const assignedPartitionsLength = r.arrayLength(false, 'assignedPartitions', 2);
  try {
    while (assignedPartitions.length < assignedPartitionsLength) assignedPartitions.push(decodeTopicPartition(r, v));
  } catch (error) {
    throw inField(error, 'assignedPartitions', assignedPartitions.length);
  }
  const userData = r.nullableBytes('userData');
  return { assignedPartitions, userData };
}

function encodeConsumerProtocolAssignment(w: ByteWriter, m: ConsumerProtocolAssignmentInput, v: number): void {
  {
    const value = m.assignedPartitions;
    w.arrayLength(false, value.length);
    for (const element of value) encodeTopicPartition(w, element, v);
  }
  w.nullableBytes(m.userData ?? null);
}

function sizeConsumerProtocolAssignment(m: ConsumerProtocolAssignmentInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfList(false, m.assignedPartitions, v, sizeTopicPartition);
  bytes += sizeOfBytes(false, m.userData ?? null);
  return bytes;
}

function decodeTopicPartition(r: ByteReader, _v: number): TopicPartition {
  const topic = r.string('topic');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(false, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  return { topic, partitions };
}

function encodeTopicPartition(w: ByteWriter, m: TopicPartitionInput, _v: number): void {
  w.string(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(false, value.length);
    for (const element of value) w.int32(element);
  }
}

function sizeTopicPartition(m: TopicPartitionInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.topic);
  bytes += sizeOfFixedList(false, m.partitions, 4);
  return bytes;
}
