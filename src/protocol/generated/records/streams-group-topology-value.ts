// Generated from protocol-spec/records/group/23-streams-group-topology.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfStrings, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface StreamsGroupTopologyValue {
  epoch: number;
  subtopologies: Subtopology[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupTopologyValueInput {
  readonly epoch: number;
  readonly subtopologies: readonly SubtopologyInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Subtopology {
  subtopologyId: string;
  sourceTopics: string[];
  sourceTopicRegex: string[];
  stateChangelogTopics: TopicInfo[];
  repartitionSinkTopics: string[];
  repartitionSourceTopics: TopicInfo[];
  copartitionGroups: CopartitionGroup[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface SubtopologyInput {
  readonly subtopologyId: string;
  readonly sourceTopics: readonly string[];
  readonly sourceTopicRegex: readonly string[];
  readonly stateChangelogTopics: readonly TopicInfoInput[];
  readonly repartitionSinkTopics: readonly string[];
  readonly repartitionSourceTopics: readonly TopicInfoInput[];
  readonly copartitionGroups: readonly CopartitionGroupInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface CopartitionGroup {
  sourceTopics: number[];
  sourceTopicRegex: number[];
  repartitionSourceTopics: number[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface CopartitionGroupInput {
  readonly sourceTopics: readonly number[];
  readonly sourceTopicRegex: readonly number[];
  readonly repartitionSourceTopics: readonly number[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicInfo {
  name: string;
  partitions: number;
  replicationFactor: number;
  topicConfigs: TopicConfig[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicInfoInput {
  readonly name: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly topicConfigs: readonly TopicConfigInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicConfig {
  key: string;
  value: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicConfigInput {
  readonly key: string;
  readonly value: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The topology of a Streams group (KIP-1071). Versions 0. */
export const StreamsGroupTopologyValue: RecordCodec<StreamsGroupTopologyValue, StreamsGroupTopologyValueInput> = {
  name: 'StreamsGroupTopologyValue',
  type: 23,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('StreamsGroupTopologyValue', { decode: decodeStreamsGroupTopologyValue, encode: encodeStreamsGroupTopologyValue, size: sizeStreamsGroupTopologyValue }),
};

function decodeStreamsGroupTopologyValue(r: ByteReader, v: number): StreamsGroupTopologyValue {
  const epoch = r.int32('epoch');
  const subtopologies: Subtopology[] = [];
  const subtopologiesLength = r.arrayLength(true, 'subtopologies', 7);
  try {
    while (subtopologies.length < subtopologiesLength) subtopologies.push(decodeSubtopology(r, v));
  } catch (error) {
    throw inField(error, 'subtopologies', subtopologies.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupTopologyValue = { epoch, subtopologies };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupTopologyValue(w: ByteWriter, m: StreamsGroupTopologyValueInput, v: number): void {
  w.int32(m.epoch);
  {
    const value = m.subtopologies;
    w.arrayLength(true, value.length);
    for (const element of value) encodeSubtopology(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupTopologyValue(m: StreamsGroupTopologyValueInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.subtopologies, v, sizeSubtopology);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeSubtopology(r: ByteReader, v: number): Subtopology {
  const subtopologyId = r.compactString('subtopologyId');
  const sourceTopics: string[] = [];
  const sourceTopicsLength = r.arrayLength(true, 'sourceTopics', 1);
  for (let i = 0; i < sourceTopicsLength; i++) sourceTopics.push(r.compactString('sourceTopics'));
  const sourceTopicRegex: string[] = [];
  const sourceTopicRegexLength = r.arrayLength(true, 'sourceTopicRegex', 1);
  for (let i = 0; i < sourceTopicRegexLength; i++) sourceTopicRegex.push(r.compactString('sourceTopicRegex'));
  const stateChangelogTopics: TopicInfo[] = [];
  const stateChangelogTopicsLength = r.arrayLength(true, 'stateChangelogTopics', 8);
  try {
    while (stateChangelogTopics.length < stateChangelogTopicsLength) stateChangelogTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'stateChangelogTopics', stateChangelogTopics.length);
  }
  const repartitionSinkTopics: string[] = [];
  const repartitionSinkTopicsLength = r.arrayLength(true, 'repartitionSinkTopics', 1);
  for (let i = 0; i < repartitionSinkTopicsLength; i++) repartitionSinkTopics.push(r.compactString('repartitionSinkTopics'));
  const repartitionSourceTopics: TopicInfo[] = [];
  const repartitionSourceTopicsLength = r.arrayLength(true, 'repartitionSourceTopics', 8);
  try {
    while (repartitionSourceTopics.length < repartitionSourceTopicsLength) repartitionSourceTopics.push(decodeTopicInfo(r, v));
  } catch (error) {
    throw inField(error, 'repartitionSourceTopics', repartitionSourceTopics.length);
  }
  const copartitionGroups: CopartitionGroup[] = [];
  const copartitionGroupsLength = r.arrayLength(true, 'copartitionGroups', 3);
  try {
    while (copartitionGroups.length < copartitionGroupsLength) copartitionGroups.push(decodeCopartitionGroup(r, v));
  } catch (error) {
    throw inField(error, 'copartitionGroups', copartitionGroups.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: Subtopology = { subtopologyId, sourceTopics, sourceTopicRegex, stateChangelogTopics, repartitionSinkTopics, repartitionSourceTopics, copartitionGroups };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeSubtopology(w: ByteWriter, m: SubtopologyInput, v: number): void {
  w.compactString(m.subtopologyId);
  {
    const value = m.sourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.sourceTopicRegex;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.stateChangelogTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  {
    const value = m.repartitionSinkTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  {
    const value = m.repartitionSourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicInfo(w, element, v);
  }
  {
    const value = m.copartitionGroups;
    w.arrayLength(true, value.length);
    for (const element of value) encodeCopartitionGroup(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeSubtopology(m: SubtopologyInput, v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.subtopologyId);
  bytes += sizeOfStrings(true, m.sourceTopics);
  bytes += sizeOfStrings(true, m.sourceTopicRegex);
  bytes += sizeOfList(true, m.stateChangelogTopics, v, sizeTopicInfo);
  bytes += sizeOfStrings(true, m.repartitionSinkTopics);
  bytes += sizeOfList(true, m.repartitionSourceTopics, v, sizeTopicInfo);
  bytes += sizeOfList(true, m.copartitionGroups, v, sizeCopartitionGroup);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeCopartitionGroup(r: ByteReader, _v: number): CopartitionGroup {
  const sourceTopics: number[] = [];
  const sourceTopicsLength = r.arrayLength(true, 'sourceTopics', 2);
  for (let i = 0; i < sourceTopicsLength; i++) sourceTopics.push(r.int16('sourceTopics'));
  const sourceTopicRegex: number[] = [];
  const sourceTopicRegexLength = r.arrayLength(true, 'sourceTopicRegex', 2);
  for (let i = 0; i < sourceTopicRegexLength; i++) sourceTopicRegex.push(r.int16('sourceTopicRegex'));
  const repartitionSourceTopics: number[] = [];
  const repartitionSourceTopicsLength = r.arrayLength(true, 'repartitionSourceTopics', 2);
  for (let i = 0; i < repartitionSourceTopicsLength; i++) repartitionSourceTopics.push(r.int16('repartitionSourceTopics'));
  const unknown = decodeUnknownTags(r);
  const m: CopartitionGroup = { sourceTopics, sourceTopicRegex, repartitionSourceTopics };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeCopartitionGroup(w: ByteWriter, m: CopartitionGroupInput, _v: number): void {
  {
    const value = m.sourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  {
    const value = m.sourceTopicRegex;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  {
    const value = m.repartitionSourceTopics;
    w.arrayLength(true, value.length);
    for (const element of value) w.int16(element);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeCopartitionGroup(m: CopartitionGroupInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfFixedList(true, m.sourceTopics, 2);
  bytes += sizeOfFixedList(true, m.sourceTopicRegex, 2);
  bytes += sizeOfFixedList(true, m.repartitionSourceTopics, 2);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicInfo(r: ByteReader, v: number): TopicInfo {
  const name = r.compactString('name');
  const partitions = r.int32('partitions');
  const replicationFactor = r.int16('replicationFactor');
  const topicConfigs: TopicConfig[] = [];
  const topicConfigsLength = r.arrayLength(true, 'topicConfigs', 2);
  try {
    while (topicConfigs.length < topicConfigsLength) topicConfigs.push(decodeTopicConfig(r, v));
  } catch (error) {
    throw inField(error, 'topicConfigs', topicConfigs.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: TopicInfo = { name, partitions, replicationFactor, topicConfigs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicInfo(w: ByteWriter, m: TopicInfoInput, v: number): void {
  w.compactString(m.name);
  w.int32(m.partitions);
  w.int16(m.replicationFactor);
  {
    const value = m.topicConfigs;
    w.arrayLength(true, value.length);
    for (const element of value) encodeTopicConfig(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicInfo(m: TopicInfoInput, v: number): number {
  let bytes = 6;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfList(true, m.topicConfigs, v, sizeTopicConfig);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicConfig(r: ByteReader, _v: number): TopicConfig {
  const key = r.compactString('key');
  const value_ = r.compactString('value');
  const unknown = decodeUnknownTags(r);
  const m: TopicConfig = { key, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicConfig(w: ByteWriter, m: TopicConfigInput, _v: number): void {
  w.compactString(m.key);
  w.compactString(m.value);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicConfig(m: TopicConfigInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfCompactString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
