// Generated from protocol-spec/api/47-offset-delete.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api } from '../../protocol/message.ts';
import { sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec } from '../../protocol/codec-support.ts';
import { sizeOfList } from '../../protocol/codec-sizes.ts';

export interface OffsetDeleteRequest {
  groupId: string;
  topics: OffsetDeleteRequestTopic[];
}

export interface OffsetDeleteRequestInput {
  readonly groupId: string;
  readonly topics: readonly OffsetDeleteRequestTopicInput[];
}

export interface OffsetDeleteRequestTopic {
  name: string;
  partitions: OffsetDeleteRequestPartition[];
}

export interface OffsetDeleteRequestTopicInput {
  readonly name: string;
  readonly partitions: readonly OffsetDeleteRequestPartitionInput[];
}

export interface OffsetDeleteRequestPartition {
  partitionIndex: number;
}

export interface OffsetDeleteRequestPartitionInput {
  readonly partitionIndex: number;
}

export interface OffsetDeleteResponse {
  errorCode: number;
  throttleTimeMs: number;
  topics: OffsetDeleteResponseTopic[];
}

export interface OffsetDeleteResponseInput {
  readonly errorCode: number;
  readonly throttleTimeMs: number;
  readonly topics: readonly OffsetDeleteResponseTopicInput[];
}

export interface OffsetDeleteResponseTopic {
  name: string;
  partitions: OffsetDeleteResponsePartition[];
}

export interface OffsetDeleteResponseTopicInput {
  readonly name: string;
  readonly partitions: readonly OffsetDeleteResponsePartitionInput[];
}

export interface OffsetDeleteResponsePartition {
  partitionIndex: number;
  errorCode: number;
}

export interface OffsetDeleteResponsePartitionInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
}

/**
 * Deletes stored offsets of a group, but not those of topics it is subscribed to (KIP-496).
 */
export const OffsetDelete: Api<OffsetDeleteRequest, OffsetDeleteResponse, OffsetDeleteRequestInput, OffsetDeleteResponseInput> = {
  key: 47,
  name: 'OffsetDelete',
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  request: codec('OffsetDeleteRequest', { decode: decodeOffsetDeleteRequest, encode: encodeOffsetDeleteRequest, size: sizeOffsetDeleteRequest }),
  response: codec('OffsetDeleteResponse', { decode: decodeOffsetDeleteResponse, encode: encodeOffsetDeleteResponse, size: sizeOffsetDeleteResponse }),
};

function decodeOffsetDeleteRequest(r: ByteReader, v: number): OffsetDeleteRequest {
  const groupId = r.string('groupId');
  const topics: OffsetDeleteRequestTopic[] = [];
  const topicsLength = r.arrayLength(false, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetDeleteRequestTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  return { groupId, topics };
}

function encodeOffsetDeleteRequest(w: ByteWriter, m: OffsetDeleteRequestInput, v: number): void {
  w.string(m.groupId);
  {
    const value = m.topics;
    w.arrayLength(false, value.length);
    for (const element of value) encodeOffsetDeleteRequestTopic(w, element, v);
  }
}

function sizeOffsetDeleteRequest(m: OffsetDeleteRequestInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.groupId);
  bytes += sizeOfList(false, m.topics, v, sizeOffsetDeleteRequestTopic);
  return bytes;
}

function decodeOffsetDeleteRequestTopic(r: ByteReader, v: number): OffsetDeleteRequestTopic {
  const name = r.string('name');
  const partitions: OffsetDeleteRequestPartition[] = [];
  const partitionsLength = r.arrayLength(false, 'partitions', 4);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetDeleteRequestPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  return { name, partitions };
}

function encodeOffsetDeleteRequestTopic(w: ByteWriter, m: OffsetDeleteRequestTopicInput, v: number): void {
  w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(false, value.length);
    for (const element of value) encodeOffsetDeleteRequestPartition(w, element, v);
  }
}

function sizeOffsetDeleteRequestTopic(m: OffsetDeleteRequestTopicInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.name);
  bytes += sizeOfList(false, m.partitions, v, sizeOffsetDeleteRequestPartition);
  return bytes;
}

function decodeOffsetDeleteRequestPartition(r: ByteReader, _v: number): OffsetDeleteRequestPartition {
  const partitionIndex = r.int32('partitionIndex');
  return { partitionIndex };
}

function encodeOffsetDeleteRequestPartition(w: ByteWriter, m: OffsetDeleteRequestPartitionInput, _v: number): void {
  w.int32(m.partitionIndex);
}

function sizeOffsetDeleteRequestPartition(_m: OffsetDeleteRequestPartitionInput, _v: number): number {
  return 4;
}

function decodeOffsetDeleteResponse(r: ByteReader, v: number): OffsetDeleteResponse {
  const errorCode = r.int16('errorCode');
  const throttleTimeMs = r.int32('throttleTimeMs');
  const topics: OffsetDeleteResponseTopic[] = [];
  const topicsLength = r.arrayLength(false, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeOffsetDeleteResponseTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  return { errorCode, throttleTimeMs, topics };
}

function encodeOffsetDeleteResponse(w: ByteWriter, m: OffsetDeleteResponseInput, v: number): void {
  w.int16(m.errorCode);
  w.int32(m.throttleTimeMs);
  {
    const value = m.topics;
    w.arrayLength(false, value.length);
    for (const element of value) encodeOffsetDeleteResponseTopic(w, element, v);
  }
}

function sizeOffsetDeleteResponse(m: OffsetDeleteResponseInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfList(false, m.topics, v, sizeOffsetDeleteResponseTopic);
  return bytes;
}

function decodeOffsetDeleteResponseTopic(r: ByteReader, v: number): OffsetDeleteResponseTopic {
  const name = r.string('name');
  const partitions: OffsetDeleteResponsePartition[] = [];
  const partitionsLength = r.arrayLength(false, 'partitions', 6);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeOffsetDeleteResponsePartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  return { name, partitions };
}

function encodeOffsetDeleteResponseTopic(w: ByteWriter, m: OffsetDeleteResponseTopicInput, v: number): void {
  w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(false, value.length);
    for (const element of value) encodeOffsetDeleteResponsePartition(w, element, v);
  }
}

function sizeOffsetDeleteResponseTopic(m: OffsetDeleteResponseTopicInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfString(m.name);
  bytes += sizeOfList(false, m.partitions, v, sizeOffsetDeleteResponsePartition);
  return bytes;
}

function decodeOffsetDeleteResponsePartition(r: ByteReader, _v: number): OffsetDeleteResponsePartition {
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  return { partitionIndex, errorCode };
}

function encodeOffsetDeleteResponsePartition(w: ByteWriter, m: OffsetDeleteResponsePartitionInput, _v: number): void {
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
}

function sizeOffsetDeleteResponsePartition(_m: OffsetDeleteResponsePartitionInput, _v: number): number {
  return 6;
}
