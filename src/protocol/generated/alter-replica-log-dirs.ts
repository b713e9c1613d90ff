// Generated from protocol-spec/api/34-alter-replica-log-dirs.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Api, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactString, sizeOfString } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTagSection } from '../../protocol/codec-sizes.ts';

export interface AlterReplicaLogDirsRequest {
  dirs: AlterReplicaLogDir[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirsRequestInput {
  readonly dirs: readonly AlterReplicaLogDirInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterReplicaLogDir {
  path: string;
  topics: AlterReplicaLogDirTopic[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirInput {
  readonly path: string;
  readonly topics: readonly AlterReplicaLogDirTopicInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterReplicaLogDirTopic {
  name: string;
  partitions: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirTopicInput {
  readonly name: string;
  readonly partitions: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterReplicaLogDirsResponse {
  throttleTimeMs: number;
  results: AlterReplicaLogDirTopicResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirsResponseInput {
  readonly throttleTimeMs: number;
  readonly results: readonly AlterReplicaLogDirTopicResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterReplicaLogDirTopicResult {
  topicName: string;
  partitions: AlterReplicaLogDirPartitionResult[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirTopicResultInput {
  readonly topicName: string;
  readonly partitions: readonly AlterReplicaLogDirPartitionResultInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface AlterReplicaLogDirPartitionResult {
  partitionIndex: number;
  errorCode: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AlterReplicaLogDirPartitionResultInput {
  readonly partitionIndex: number;
  readonly errorCode: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Moves replicas to another log directory of this broker (KIP-113).
 */
export const AlterReplicaLogDirs: Api<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse, AlterReplicaLogDirsRequestInput, AlterReplicaLogDirsResponseInput> = {
  key: 34,
  name: 'AlterReplicaLogDirs',
  minVersion: 1,
  maxVersion: 2,
  flexibleFrom: 2,
  request: codec('AlterReplicaLogDirsRequest', { decode: decodeAlterReplicaLogDirsRequest, encode: encodeAlterReplicaLogDirsRequest, size: sizeAlterReplicaLogDirsRequest }),
  response: codec('AlterReplicaLogDirsResponse', { decode: decodeAlterReplicaLogDirsResponse, encode: encodeAlterReplicaLogDirsResponse, size: sizeAlterReplicaLogDirsResponse }),
};

function decodeAlterReplicaLogDirsRequest(r: ByteReader, v: number): AlterReplicaLogDirsRequest {
  const flexible = v >= 2;
  const dirs: AlterReplicaLogDir[] = [];
  const dirsLength = r.arrayLength(flexible, 'dirs', 2);
  try {
    while (dirs.length < dirsLength) dirs.push(decodeAlterReplicaLogDir(r, v));
  } catch (error) {
    throw inField(error, 'dirs', dirs.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDirsRequest = { dirs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDirsRequest(w: ByteWriter, m: AlterReplicaLogDirsRequestInput, v: number): void {
  const flexible = v >= 2;
  {
    const value = m.dirs;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterReplicaLogDir(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDirsRequest(m: AlterReplicaLogDirsRequestInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.dirs, v, sizeAlterReplicaLogDir);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterReplicaLogDir(r: ByteReader, v: number): AlterReplicaLogDir {
  const flexible = v >= 2;
  const path = flexible ? r.compactString('path') : r.string('path');
  const topics: AlterReplicaLogDirTopic[] = [];
  const topicsLength = r.arrayLength(flexible, 'topics', 2);
  try {
    while (topics.length < topicsLength) topics.push(decodeAlterReplicaLogDirTopic(r, v));
  } catch (error) {
    throw inField(error, 'topics', topics.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDir = { path, topics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDir(w: ByteWriter, m: AlterReplicaLogDirInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.path) : w.string(m.path);
  {
    const value = m.topics;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterReplicaLogDirTopic(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDir(m: AlterReplicaLogDirInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.path) : sizeOfString(m.path));
  bytes += sizeOfList(flexible, m.topics, v, sizeAlterReplicaLogDirTopic);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterReplicaLogDirTopic(r: ByteReader, v: number): AlterReplicaLogDirTopic {
  const flexible = v >= 2;
  const name = flexible ? r.compactString('name') : r.string('name');
  const partitions: number[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 4);
  for (let i = 0; i < partitionsLength; i++) partitions.push(r.int32('partitions'));
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDirTopic = { name, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDirTopic(w: ByteWriter, m: AlterReplicaLogDirTopicInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.name) : w.string(m.name);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) w.int32(element);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDirTopic(m: AlterReplicaLogDirTopicInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.name) : sizeOfString(m.name));
  bytes += sizeOfFixedList(flexible, m.partitions, 4);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterReplicaLogDirsResponse(r: ByteReader, v: number): AlterReplicaLogDirsResponse {
  const flexible = v >= 2;
  const throttleTimeMs = r.int32('throttleTimeMs');
  const results: AlterReplicaLogDirTopicResult[] = [];
  const resultsLength = r.arrayLength(flexible, 'results', 2);
  try {
    while (results.length < resultsLength) results.push(decodeAlterReplicaLogDirTopicResult(r, v));
  } catch (error) {
    throw inField(error, 'results', results.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDirsResponse = { throttleTimeMs, results };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDirsResponse(w: ByteWriter, m: AlterReplicaLogDirsResponseInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.throttleTimeMs);
  {
    const value = m.results;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterReplicaLogDirTopicResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDirsResponse(m: AlterReplicaLogDirsResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 2;
  bytes += sizeOfList(flexible, m.results, v, sizeAlterReplicaLogDirTopicResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterReplicaLogDirTopicResult(r: ByteReader, v: number): AlterReplicaLogDirTopicResult {
  const flexible = v >= 2;
  const topicName = flexible ? r.compactString('topicName') : r.string('topicName');
  const partitions: AlterReplicaLogDirPartitionResult[] = [];
  const partitionsLength = r.arrayLength(flexible, 'partitions', 6);
  try {
    while (partitions.length < partitionsLength) partitions.push(decodeAlterReplicaLogDirPartitionResult(r, v));
  } catch (error) {
    throw inField(error, 'partitions', partitions.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDirTopicResult = { topicName, partitions };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDirTopicResult(w: ByteWriter, m: AlterReplicaLogDirTopicResultInput, v: number): void {
  const flexible = v >= 2;
  flexible ? w.compactString(m.topicName) : w.string(m.topicName);
  {
    const value = m.partitions;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeAlterReplicaLogDirPartitionResult(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDirTopicResult(m: AlterReplicaLogDirTopicResultInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 2;
  bytes += (flexible ? sizeOfCompactString(m.topicName) : sizeOfString(m.topicName));
  bytes += sizeOfList(flexible, m.partitions, v, sizeAlterReplicaLogDirPartitionResult);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeAlterReplicaLogDirPartitionResult(r: ByteReader, v: number): AlterReplicaLogDirPartitionResult {
  const flexible = v >= 2;
  const partitionIndex = r.int32('partitionIndex');
  const errorCode = r.int16('errorCode');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: AlterReplicaLogDirPartitionResult = { partitionIndex, errorCode };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAlterReplicaLogDirPartitionResult(w: ByteWriter, m: AlterReplicaLogDirPartitionResultInput, v: number): void {
  const flexible = v >= 2;
  w.int32(m.partitionIndex);
  w.int16(m.errorCode);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAlterReplicaLogDirPartitionResult(m: AlterReplicaLogDirPartitionResultInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 2;
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
