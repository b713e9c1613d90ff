// Generated from protocol-spec/api/23-offset-for-leader-epoch.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface OffsetForLeaderEpochRequest {
  /** -1 for a consumer · v3-4 */
  replicaId: number;
  topics: OffsetForLeaderTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetForLeaderEpochRequestInput {
  readonly replicaId?: number | undefined;
  readonly topics: readonly OffsetForLeaderTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetForLeaderTopic {
  topic: string;
  partitions: OffsetForLeaderPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetForLeaderTopicInput {
  readonly topic: string;
  readonly partitions: readonly OffsetForLeaderPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetForLeaderPartition {
  partition: number;
  currentLeaderEpoch: number;
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetForLeaderPartitionInput {
  readonly partition: number;
  readonly currentLeaderEpoch?: number | undefined;
  readonly leaderEpoch: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetForLeaderEpochResponse {
  throttleTimeMs: number;
  topics: OffsetForLeaderTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetForLeaderEpochResponseInput {
  readonly throttleTimeMs: number;
  readonly topics: readonly OffsetForLeaderTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface OffsetForLeaderTopicResult {
  topic: string;
  partitions: EpochEndOffset[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface OffsetForLeaderTopicResultInput {
  readonly topic: string;
  readonly partitions: readonly EpochEndOffsetInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface EpochEndOffset {
  errorCode: number;
  partition: number;
  /** the largest one not above the epoch asked for; -1 when there is none */
  leaderEpoch: number;
  /** first offset after that epoch; -1 when there is none */
  endOffset: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EpochEndOffsetInput {
  readonly errorCode: number;
  readonly partition: number;
  readonly leaderEpoch?: number | undefined;
  readonly endOffset?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells where a leader epoch ended, so that a reader or follower knows how far its log agrees with
 * the leader's (KIP-101, KIP-279).
 */
export const OffsetForLeaderEpoch: Api<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse, OffsetForLeaderEpochRequestInput, OffsetForLeaderEpochResponseInput> = {
  key: 23,
  name: 'OffsetForLeaderEpoch',
  minVersion: 2,
  maxVersion: 4,
  flexibleFrom: 4,
  request: codec('OffsetForLeaderEpochRequest', { decode: decodeOffsetForLeaderEpochRequest, encode: encodeOffsetForLeaderEpochRequest, size: sizeOffsetForLeaderEpochRequest }),
  response: codec('OffsetForLeaderEpochResponse', { decode: decodeOffsetForLeaderEpochResponse, encode: encodeOffsetForLeaderEpochResponse, size: sizeOffsetForLeaderEpochResponse }),
};

function decodeOffsetForLeaderEpochRequest(r: ByteReader, v: number): OffsetForLeaderEpochRequest {
  const flexible = v >= 4;
  const replicaId = v >= 3 ? r.int32('replicaId') : -2;
  const topics: OffsetForLeaderTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetForLeaderTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetForLeaderEpochRequest = { replicaId, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetForLeaderEpochRequest(w: ByteWriter, m: OffsetForLeaderEpochRequestInput, v: number): void {
  const flexible = v >= 4;
  if (v >= 3) w.int32(m.replicaId ?? -2);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetForLeaderTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetForLeaderEpochRequest(m: OffsetForLeaderEpochRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  if (v >= 3) bytes += 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeOffsetForLeaderTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetForLeaderTopic(r: ByteReader, v: number): OffsetForLeaderTopic {
  const flexible = v >= 4;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitions: OffsetForLeaderPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 12);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetForLeaderPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetForLeaderTopic = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetForLeaderTopic(w: ByteWriter, m: OffsetForLeaderTopicInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetForLeaderPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetForLeaderTopic(m: OffsetForLeaderTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfList(flexible, m.partitions, v, sizeOffsetForLeaderPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetForLeaderPartition(r: ByteReader, v: number): OffsetForLeaderPartition {
  const flexible = v >= 4;
  const partition = r.int32('partition');
  const currentLeaderEpoch = r.int32('currentLeaderEpoch');
  const leaderEpoch = r.int32('leaderEpoch');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetForLeaderPartition = { partition, currentLeaderEpoch, leaderEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetForLeaderPartition(w: ByteWriter, m: OffsetForLeaderPartitionInput, v: number): void {
  const flexible = v >= 4;
  w.int32(m.partition);
  w.int32(m.currentLeaderEpoch ?? -1);
  w.int32(m.leaderEpoch);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetForLeaderPartition(m: OffsetForLeaderPartitionInput, v: number): number {
  let bytes = 12;
  const flexible = v >= 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetForLeaderEpochResponse(r: ByteReader, v: number): OffsetForLeaderEpochResponse {
  const flexible = v >= 4;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: OffsetForLeaderTopicResult[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetForLeaderTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetForLeaderEpochResponse = { throttleTimeMs, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetForLeaderEpochResponse(w: ByteWriter, m: OffsetForLeaderEpochResponseInput, v: number): void {
  const flexible = v >= 4;
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeOffsetForLeaderTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetForLeaderEpochResponse(m: OffsetForLeaderEpochResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 4;
  bytes += sizeOfList(flexible, m.topics, v, sizeOffsetForLeaderTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeOffsetForLeaderTopicResult(r: ByteReader, v: number): OffsetForLeaderTopicResult {
  const flexible = v >= 4;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitions: EpochEndOffset[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 18);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeEpochEndOffset(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: OffsetForLeaderTopicResult = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeOffsetForLeaderTopicResult(w: ByteWriter, m: OffsetForLeaderTopicResultInput, v: number): void {
  const flexible = v >= 4;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeEpochEndOffset(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeOffsetForLeaderTopicResult(m: OffsetForLeaderTopicResultInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 4;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfList(flexible, m.partitions, v, sizeEpochEndOffset);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEpochEndOffset(r: ByteReader, v: number): EpochEndOffset {
  const flexible = v >= 4;
  const errorCode = r.int16('errorCode');
  const partition = r.int32('partition');
  const leaderEpoch = r.int32('leaderEpoch');
  const endOffset = r.int64('endOffset');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: EpochEndOffset = { errorCode, partition, leaderEpoch, endOffset };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEpochEndOffset(w: ByteWriter, m: EpochEndOffsetInput, v: number): void {
  const flexible = v >= 4;
  w.int16(m.errorCode);
  w.int32(m.partition);
  w.int32(m.leaderEpoch ?? -1);
  w.int64(m.endOffset ?? -1);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEpochEndOffset(m: EpochEndOffsetInput, v: number): number {
  let bytes = 18;
  const flexible = v >= 4;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
