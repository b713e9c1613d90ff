// Generated from protocol-spec/records/consumer-protocol/consumer-protocol-subscription.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { sizeOfNullableString, sizeOfString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec } from '../../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfFixedList, sizeOfList, sizeOfStrings } from '../../../protocol/codec-sizes.ts';

export interface ConsumerProtocolSubscription {
  topics: string[];
  userData: Buffer | null;
  /** v1-3 */
  ownedPartitions: TopicPartition[];
  /** v2-3 */
  generationId: number;
  /** v3 */
  rackId: string | null;
}

export interface ConsumerProtocolSubscriptionInput {
  readonly topics: readonly string[];
  readonly userData?: Uint8Array | null | undefined;
  readonly ownedPartitions?: readonly TopicPartitionInput[] | undefined;
  readonly generationId?: number | undefined;
  readonly rackId?: string | null | undefined;
}

export interface TopicPartition {
  topic: string;
  partitions: number[];
}

export interface TopicPartitionInput {
  readonly topic: string;
  readonly partitions: readonly number[];
}

/** What a member of a classic group of type 'consumer' subscribes to: the metadata of its JoinGroup. An int16 version stands before it. Versions 0-3. */
export const ConsumerProtocolSubscription: RecordCodec<ConsumerProtocolSubscription, ConsumerProtocolSubscriptionInput> = {
  name: 'ConsumerProtocolSubscription',
  type: -1,
  minVersion: 0,
  maxVersion: 3,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ConsumerProtocolSubscription', { decode: decodeConsumerProtocolSubscription, encode: encodeConsumerProtocolSubscription, size: sizeConsumerProtocolSubscription }),
};

function decodeConsumerProtocolSubscription(r: ByteReader, v: number): ConsumerProtocolSubscription {
  const topics: string[] = [];
  const topicsLength = r.arrayLength(false, 'topics', 1);
  for (let i = 0; i < topicsLength; i++) topics.push(r.string('topics'));
  const userData = r.nullableBytes('userData');
  let ownedPartitions: TopicPartition[] = [];
  if (v >= 1) {
    const ownedPartitionsLength = r.arrayLength(false, 'ownedPartitions', 2);
    try {
      while (ownedPartitions.length < ownedPartitionsLength) ownedPartitions.push(decodeTopicPartition(r, v));
    } catch (error) {
      throw inField(error, 'ownedPartitions', ownedPartitions.length);
    }
  }
  const generationId = v >= 2 ? r.int32('generationId') : -1;
  const rackId = v === 3 ? r.nullableString('rackId') : null;
  return { topics, userData, ownedPartitions, generationId, rackId };
}

function encodeConsumerProtocolSubscription(w: ByteWriter, m: ConsumerProtocolSubscriptionInput, v: number): void {
  {
    const value = m.topics;
    w.arrayLength(false, value.length);
    for (const element of value) w.string(element);
  }
  w.nullableBytes(m.userData ?? null);
  if (v >= 1) {
    const value = m.ownedPartitions ?? [];
    w.arrayLength(false, value.length);
    for (const element of value) encodeTopicPartition(w, element, v);
  }
  if (v >= 2) w.int32(m.generationId ?? -1);
  if (v === 3) w.nullableString(m.rackId ?? null);
}

function sizeConsumerProtocolSubscription(m: ConsumerProtocolSubscriptionInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfStrings(false, m.topics);
  bytes += sizeOfBytes(false, m.userData ?? null);
  if (v >= 1) bytes += sizeOfList(false, m.ownedPartitions ?? [], v, sizeTopicPartition);
  if (v >= 2) bytes += 4;
  if (v === 3) bytes += sizeOfNullableString(m.rackId ?? null);
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
