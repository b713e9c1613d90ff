// Generated from protocol-spec/api/35-describe-log-dirs.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface DescribeLogDirsRequest {
  /** null: all */
  topics: DescribableLogDirTopic[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeLogDirsRequestInput {
  readonly topics: readonly DescribableLogDirTopicInput[] | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribableLogDirTopic {
  topic: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribableLogDirTopicInput {
  readonly topic: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeLogDirsResponse {
  throttleTimeMs: number;
  /** v3-5 */
  errorCode: number;
  results: DescribeLogDirsResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeLogDirsResponseInput {
  readonly throttleTimeMs: number;
  readonly errorCode?: number | undefined;
  readonly results: readonly DescribeLogDirsResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeLogDirsResult {
  errorCode: number;
  logDir: string;
  topics: DescribeLogDirsTopic[];
  /** -1: not known · v4-5 */
  totalBytes: number;
  /** -1: not known · v4-5 */
  usableBytes: number;
  /** v5 */
  isCordoned: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeLogDirsResultInput {
  readonly errorCode: number;
  readonly logDir: string;
  readonly topics: readonly DescribeLogDirsTopicInput[];
  readonly totalBytes?: number | undefined;
  readonly usableBytes?: number | undefined;
  readonly isCordoned?: boolean | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeLogDirsTopic {
  name: string;
  partitions: DescribeLogDirsPartition[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeLogDirsTopicInput {
  readonly name: string;
  readonly partitions: readonly DescribeLogDirsPartitionInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface DescribeLogDirsPartition {
  partitionIndex: number;
  partitionSize: number;
  offsetLag: number;
  /** a replica that will replace the one in another directory */
  isFutureKey: boolean;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface DescribeLogDirsPartitionInput {
  readonly partitionIndex: number;
  readonly partitionSize: number;
  readonly offsetLag: number;
  readonly isFutureKey: boolean;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Tells what lies in the log directories of this broker, and how large it is (KIP-113).
 */
export const DescribeLogDirs: Api<DescribeLogDirsRequest, DescribeLogDirsResponse, DescribeLogDirsRequestInput, DescribeLogDirsResponseInput> = {
  key: 35,
  name: 'DescribeLogDirs',
  minVersion: 1,
  maxVersion: 5,
  flexibleFrom: 2,
  request: codec('DescribeLogDirsRequest', { decode: decodeDescribeLogDirsRequest, encode: encodeDescribeLogDirsRequest, size: sizeDescribeLogDirsRequest }),
  response: codec('DescribeLogDirsResponse', { decode: decodeDescribeLogDirsResponse, encode: encodeDescribeLogDirsResponse, size: sizeDescribeLogDirsResponse }),
};

function decodeDescribeLogDirsRequest(r: ByteReader, v: number): DescribeLogDirsRequest {
  const flexible = v >= 2;
  let topics: DescribableLogDirTopic[] | null = [];
  const topicsLength = r.nullableArrayLength(flexible, 'topics', 2);
  if (topicsLength >= 0) {
    const listTopics: DescribableLogDirTopic[] = [];
    try {
      while (listTopics.length < topicsLength) listTopics.push(decodeDescribableLogDirTopic(r, v));
    } catch (error) {
      throw inField(error, 'topics', listTopics.length);
    }
    topics = listTopics;
  } else topics = null;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeLogDirsRequest = { topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeLogDirsRequest(w: ByteWriter, m: DescribeLogDirsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.topics;
    w.arrayLength(flexible, value === null ? -1 : value.length);
    if (value !== null) for (const element of value) encodeDescribableLogDirTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeLogDirsRequest(m: DescribeLogDirsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.topics, v, sizeDescribableLogDirTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribableLogDirTopic(r: ByteReader, v: number): DescribableLogDirTopic {
  const flexible = v >= 2;
  const topic = flexible ? r.compactString('topic') : r.string('topic');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribableLogDirTopic = { topic, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribableLogDirTopic(w: ByteWriter, m: DescribableLogDirTopicInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.topic) : w.string(m.topic);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribableLogDirTopic(m: DescribableLogDirTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.topic) : sizeOfString(m.topic));
  bytes += sizeOfFixedList(flexible, m.partitions, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeLogDirsResponse(r: ByteReader, v: number): DescribeLogDirsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const errorCode = v >= 3 ? r.int16('errorCode') : 0;
  const results: DescribeLogDirsResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 4);
  try {
    while (results.length < resultsLength) results.push(decodeDescribeLogDirsResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeLogDirsResponse = { throttleTimeMs, errorCode, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeLogDirsResponse(w: ByteWriter, m: DescribeLogDirsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  if (v >= 3) w.int16(m.errorCode ?? 0);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeLogDirsResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeLogDirsResponse(m: DescribeLogDirsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  if (v >= 3) bytes += 2;
  bytes += sizeOfList(flexible, m.results, v, sizeDescribeLogDirsResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeLogDirsResult(r: ByteReader, v: number): DescribeLogDirsResult {
  const flexible = v >= 2;
  const errorCode = r.int16('errorCode');
  const logDir = flexible ? r.compactString('logDir') : r.string('logDir');
  const topics: DescribeLogDirsTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeDescribeLogDirsTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const totalBytes = v >= 4 ? r.int64('totalBytes') : -1;
  const usableBytes = v >= 4 ? r.int64('usableBytes') : -1;
  const isCordoned = v === 5 ? r.bool('isCordoned') : false;
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeLogDirsResult = { errorCode, logDir, topics, totalBytes, usableBytes, isCordoned };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeLogDirsResult(w: ByteWriter, m: DescribeLogDirsResultInput, v: number): void {
  const flexible = v >= 2;
  w.int16(m.errorCode);
  flexible ? w.compactString(m.logDir) : w.string(m.logDir);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeLogDirsTopic(w, element, v);
  }
  if (v >= 4) w.int64(m.totalBytes ?? -1);
  if (v >= 4) w.int64(m.usableBytes ?? -1);
  if (v === 5) w.bool(m.isCordoned ?? false);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeLogDirsResult(m: DescribeLogDirsResultInput, v: number): number {
  let bytes = 2;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.logDir) : sizeOfString(m.logDir));
  bytes += sizeOfList(flexible, m.topics, v, sizeDescribeLogDirsTopic);
  if (v >= 4) bytes += 8;
  if (v >= 4) bytes += 8;
  if (v === 5) bytes += 1;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeLogDirsTopic(r: ByteReader, v: number): DescribeLogDirsTopic {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: DescribeLogDirsPartition[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 21);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeDescribeLogDirsPartition(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeLogDirsTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeLogDirsTopic(w: ByteWriter, m: DescribeLogDirsTopicInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeDescribeLogDirsPartition(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeLogDirsTopic(m: DescribeLogDirsTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfList(flexible, m.partitions, v, sizeDescribeLogDirsPartition);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeDescribeLogDirsPartition(r: ByteReader, v: number): DescribeLogDirsPartition {
  const flexible = v >= 2;
  const partitionIndex = r.int32('partitionIndex');
  const partitionSize = r.int64('partitionSize');
  const offsetLag = r.int64('offsetLag');
  const isFutureKey = r.bool('isFutureKey');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: DescribeLogDirsPartition = { partitionIndex, partitionSize, offsetLag, isFutureKey };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeDescribeLogDirsPartition(w: ByteWriter, m: DescribeLogDirsPartitionInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.partitionIndex);
  w.int64(m.partitionSize);
  w.int64(m.offsetLag);
  w.bool(m.isFutureKey);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeDescribeLogDirsPartition(m: DescribeLogDirsPartitionInput, v: number): number {
  let bytes = 21;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
