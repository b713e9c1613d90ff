// Generated from protocol-spec/api/00-produce.spec; change that and run the generator.

import type { ByteReader } from '../../base/byte-reader.ts';
import type { ByteWriter } from '../../base/byte-writer.ts';
import type { Uuid } from '../../base/uuid.ts';
import type { Api, RecordsInput, UnknownTaggedField } from '../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfNullableString, sizeOfString, sizeOfUnsignedVarint } from '../../base/byte-writer.ts';
import { inField } from '../../base/malformed-message-error.ts';
import { ZERO_UUID } from '../../base/uuid.ts';
import { codec, decodeField, decodeUnknownTag, decodeUnknownTags, encodeRecords, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../protocol/codec-sizes.ts';

export interface ProduceRequest {
  /** null outside transactions */
  transactionalId: string | null;
  /** 0: no response; 1: the leader has it; -1: all in-sync replicas have it */
  acks: number;
  timeoutMs: number;
  topicData: TopicProduceData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ProduceRequestInput {
  readonly transactionalId?: string | null | undefined;
  readonly acks: number;
  readonly timeoutMs: number;
  readonly topicData: readonly TopicProduceDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicProduceData {
  /** v3-12 */
  name: string;
  /** v13 */
  topicId: Uuid;
  partitionData: PartitionProduceData[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicProduceDataInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitionData: readonly PartitionProduceDataInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionProduceData {
  index: number;
  records: Buffer | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionProduceDataInput {
  readonly index: number;
  readonly records: RecordsInput | null;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ProduceResponse {
  responses: TopicProduceResponse[];
  throttleTimeMs: number;
  /** v10-13, tagged */
  nodeEndpoints: NodeEndpoint[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ProduceResponseInput {
  readonly responses: readonly TopicProduceResponseInput[];
  readonly throttleTimeMs?: number | undefined;
  readonly nodeEndpoints?: readonly NodeEndpointInput[] | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface NodeEndpoint {
  nodeId: number;
  host: string;
  port: number;
  rack: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface NodeEndpointInput {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface TopicProduceResponse {
  /** v3-12 */
  name: string;
  /** v13 */
  topicId: Uuid;
  partitionResponses: PartitionProduceResponse[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface TopicProduceResponseInput {
  readonly name?: string | undefined;
  readonly topicId?: Uuid | undefined;
  readonly partitionResponses: readonly PartitionProduceResponseInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface PartitionProduceResponse {
  index: number;
  errorCode: number;
  /** offset of the batch's first record; -1 on error */
  baseOffset: number;
  /** the broker's time in every record, or -1 when the producer's timestamps were kept */
  logAppendTimeMs: number;
  /** v5-13 */
  logStartOffset: number;
  /** v8-13 */
  recordErrors: BatchIndexAndErrorMessage[];
  /** v8-13 */
  errorMessage: string | null;
  /** v10-13, tagged */
  currentLeader: LeaderIdAndEpoch;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface PartitionProduceResponseInput {
  readonly index: number;
  readonly errorCode: number;
  readonly baseOffset: number;
  readonly logAppendTimeMs?: number | undefined;
  readonly logStartOffset?: number | undefined;
  readonly recordErrors?: readonly BatchIndexAndErrorMessageInput[] | undefined;
  readonly errorMessage?: string | null | undefined;
  readonly currentLeader?: LeaderIdAndEpochInput | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface LeaderIdAndEpoch {
  leaderId: number;
  leaderEpoch: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LeaderIdAndEpochInput {
  readonly leaderId?: number | undefined;
  readonly leaderEpoch?: number | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface BatchIndexAndErrorMessage {
  /** which record of the batch */
  batchIndex: number;
  batchIndexErrorMessage: string | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface BatchIndexAndErrorMessageInput {
  readonly batchIndex: number;
  readonly batchIndexErrorMessage?: string | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/**
 * Appends record batches to partitions. With acks 0 there is no response at all; with acks -1 it
 * comes once the in-sync replicas have the records. Versions 0 to 2 are announced in ApiVersions,
 * for clients that need to see them there, but are not served (KIP-896).
 */
export const Produce: Api<ProduceRequest, ProduceResponse, ProduceRequestInput, ProduceResponseInput> = {
  key: 0,
  name: 'Produce',
  minVersion: 3,
  maxVersion: 13,
  flexibleFrom: 9,
  request: codec('ProduceRequest', { decode: decodeProduceRequest, encode: encodeProduceRequest, size: sizeProduceRequest }),
  response: codec('ProduceResponse', { decode: decodeProduceResponse, encode: encodeProduceResponse, size: sizeProduceResponse }),
};

function decodeProduceRequest(r: ByteReader, v: number): ProduceRequest {
  const flexible = v >= 9;
  const transactionalId = flexible ? r.compactNullableString('transactionalId') : r.nullableString('transactionalId');
  const acks = r.int16('acks');
  const timeoutMs = r.int32('timeoutMs');
  const topicData: TopicProduceData[] = [];
  const topicDataLength = r.arrayLength(flexible, 'topicData', 2);
  try {
    while (topicData.length < topicDataLength) topicData.push(decodeTopicProduceData(r, v));
  } catch (error) {
    throw inField(error, 'topicData', topicData.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: ProduceRequest = { transactionalId, acks, timeoutMs, topicData };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeProduceRequest(w: ByteWriter, m: ProduceRequestInput, v: number): void {
  const flexible = v >= 9;
  flexible ? w.compactNullableString(m.transactionalId ?? null) : w.nullableString(m.transactionalId ?? null);
  w.int16(m.acks);
  w.int32(m.timeoutMs);
  {
    const value = m.topicData;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTopicProduceData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeProduceRequest(m: ProduceRequestInput, v: number): number {
  let bytes = 6;
  const flexible = v >= 9;
  bytes += (flexible ? sizeOfCompactNullableString(m.transactionalId ?? null) : sizeOfNullableString(m.transactionalId ?? null));
  bytes += sizeOfList(flexible, m.topicData, v, sizeTopicProduceData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicProduceData(r: ByteReader, v: number): TopicProduceData {
  const flexible = v >= 9;
  const name = v <= 12 ? (flexible ? r.compactString('name') : r.string('name')) : '';
  const topicId = v === 13 ? r.uuid('topicId') : ZERO_UUID;
  const partitionData: PartitionProduceData[] = [];
  const partitionDataLength = r.arrayLength(flexible, 'partitionData', 5);
  try {
    while (partitionData.length < partitionDataLength) partitionData.push(decodePartitionProduceData(r, v));
  } catch (error) {
    throw inField(error, 'partitionData', partitionData.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TopicProduceData = { name, topicId, partitionData };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicProduceData(w: ByteWriter, m: TopicProduceDataInput, v: number): void {
  const flexible = v >= 9;
  if (v <= 12) flexible ? w.compactString(m.name ?? '') : w.string(m.name ?? '');
  if (v === 13) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitionData;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodePartitionProduceData(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicProduceData(m: TopicProduceDataInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 9;
  if (v <= 12) bytes += (flexible ? sizeOfCompactString(m.name ?? '') : sizeOfString(m.name ?? ''));
  if (v === 13) bytes += 16;
  bytes += sizeOfList(flexible, m.partitionData, v, sizePartitionProduceData);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionProduceData(r: ByteReader, v: number): PartitionProduceData {
  const flexible = v >= 9;
  const index = r.int32('index');
  const records = r.nullableRecords(flexible, 'records');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: PartitionProduceData = { index, records };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionProduceData(w: ByteWriter, m: PartitionProduceDataInput, v: number): void {
  const flexible = v >= 9;
  w.int32(m.index);
  encodeRecords(w, flexible, m.records);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizePartitionProduceData(m: PartitionProduceDataInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 9;
  bytes += sizeOfBytes(flexible, m.records);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeProduceResponse(r: ByteReader, v: number): ProduceResponse {
  const flexible = v >= 9;
  const responses: TopicProduceResponse[] = [];
  const responsesLength = r.arrayLength(flexible, 'responses', 2);
  try {
    while (responses.length < responsesLength) responses.push(decodeTopicProduceResponse(r, v));
  } catch (error) {
    throw inField(error, 'responses', responses.length);
  }
  const throttleTimeMs = r.int32('throttleTimeMs');
  let nodeEndpoints: NodeEndpoint[] = [];
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          if (!(v >= 10)) throw tagNotInVersion('nodeEndpoints', v);
          nodeEndpoints = [];
          const nodeEndpointsLength = r.arrayLength(true, 'nodeEndpoints', 10);
          try {
            while (nodeEndpoints.length < nodeEndpointsLength) nodeEndpoints.push(decodeNodeEndpoint(r, v));
          } catch (error) {
            throw inField(error, 'nodeEndpoints', nodeEndpoints.length);
          }
          expectTagEnd(r, 'nodeEndpoints', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: ProduceResponse = { responses, throttleTimeMs, nodeEndpoints };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeProduceResponse(w: ByteWriter, m: ProduceResponseInput, v: number): void {
  const flexible = v >= 9;
  {
    const value = m.responses;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeTopicProduceResponse(w, element, v);
  }
  w.int32(m.throttleTimeMs ?? 0);
  if (!(v >= 10)) if (m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0) unsupported('ProduceResponse', 'nodeEndpoints', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasNodeEndpoints = v >= 10 && m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0;
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasNodeEndpoints ? 1 : 0));
    if (hasNodeEndpoints) {
      const nodeEndpoints = m.nodeEndpoints;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeOfList(true, nodeEndpoints, v, sizeNodeEndpoint));
      {
        const value = nodeEndpoints;
        w.arrayLength(true, value.length);
        for (const element of value) encodeNodeEndpoint(w, element, v);
      }
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
  }
}

function sizeProduceResponse(m: ProduceResponseInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 9;
  bytes += sizeOfList(flexible, m.responses, v, sizeTopicProduceResponse);
  if (flexible) {
    let tags = 0;
    if (v >= 10 && m.nodeEndpoints !== undefined && m.nodeEndpoints.length > 0) {
      tags++;
      bytes += sizeOfTag(0, sizeOfList(true, m.nodeEndpoints, v, sizeNodeEndpoint));
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeNodeEndpoint(r: ByteReader, _v: number): NodeEndpoint {
  const nodeId = r.int32('nodeId');
  const host = r.compactString('host');
  const port = r.int32('port');
  const rack = r.compactNullableString('rack');
  const unknown = decodeUnknownTags(r);
  const m: NodeEndpoint = { nodeId, host, port, rack };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeNodeEndpoint(w: ByteWriter, m: NodeEndpointInput, _v: number): void {
  w.int32(m.nodeId);
  w.compactString(m.host);
  w.int32(m.port);
  w.compactNullableString(m.rack ?? null);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeNodeEndpoint(m: NodeEndpointInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfCompactNullableString(m.rack ?? null);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeTopicProduceResponse(r: ByteReader, v: number): TopicProduceResponse {
  const flexible = v >= 9;
  const name = v <= 12 ? (flexible ? r.compactString('name') : r.string('name')) : '';
  const topicId = v === 13 ? r.uuid('topicId') : ZERO_UUID;
  const partitionResponses: PartitionProduceResponse[] = [];
  const partitionResponsesLength = r.arrayLength(flexible, 'partitionResponses', 22);
  try {
    while (partitionResponses.length < partitionResponsesLength) partitionResponses.push(decodePartitionProduceResponse(r, v));
  } catch (error) {
    throw inField(error, 'partitionResponses', partitionResponses.length);
  }
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: TopicProduceResponse = { name, topicId, partitionResponses };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeTopicProduceResponse(w: ByteWriter, m: TopicProduceResponseInput, v: number): void {
  const flexible = v >= 9;
  if (v <= 12) flexible ? w.compactString(m.name ?? '') : w.string(m.name ?? '');
  if (v === 13) w.uuid(m.topicId ?? ZERO_UUID);
  {
    const value = m.partitionResponses;
    w.arrayLength(flexible, value.length);
    for (const element of value) encodePartitionProduceResponse(w, element, v);
  }
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeTopicProduceResponse(m: TopicProduceResponseInput, v: number): number {
  let bytes = 0;
  const flexible = v >= 9;
  if (v <= 12) bytes += (flexible ? sizeOfCompactString(m.name ?? '') : sizeOfString(m.name ?? ''));
  if (v === 13) bytes += 16;
  bytes += sizeOfList(flexible, m.partitionResponses, v, sizePartitionProduceResponse);
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodePartitionProduceResponse(r: ByteReader, v: number): PartitionProduceResponse {
  const flexible = v >= 9;
  const index = r.int32('index');
  const errorCode = r.int16('errorCode');
  const baseOffset = r.int64('baseOffset');
  const logAppendTimeMs = r.int64('logAppendTimeMs');
  const logStartOffset = v >= 5 ? r.int64('logStartOffset') : -1;
  let recordErrors: BatchIndexAndErrorMessage[] = [];
  if (v >= 8) {
    const recordErrorsLength = r.arrayLength(flexible, 'recordErrors', 5);
    try {
      while (recordErrors.length < recordErrorsLength) recordErrors.push(decodeBatchIndexAndErrorMessage(r, v));
    } catch (error) {
      throw inField(error, 'recordErrors', recordErrors.length);
    }
  }
  const errorMessage = v >= 8 ? (flexible ? r.compactNullableString('errorMessage') : r.nullableString('errorMessage')) : null;
  let currentLeader: LeaderIdAndEpoch = defaultLeaderIdAndEpoch();
  let unknown: UnknownTaggedField[] | undefined;
  if (flexible) {
    for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
      const tag = r.unsignedVarint('tag');
      const size = r.unsignedVarint('tag');
      const end = r.position + size;
      switch (tag) {
        case 0: {
          if (!(v >= 10)) throw tagNotInVersion('currentLeader', v);
          currentLeader = decodeField(r, v, 'currentLeader', decodeLeaderIdAndEpoch);
          expectTagEnd(r, 'currentLeader', end);
          break;
        }
        default:
          unknown = decodeUnknownTag(r, unknown, tag, size);
      }
    }
  }
  const m: PartitionProduceResponse = { index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors, errorMessage, currentLeader };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodePartitionProduceResponse(w: ByteWriter, m: PartitionProduceResponseInput, v: number): void {
  const flexible = v >= 9;
  w.int32(m.index);
  w.int16(m.errorCode);
  w.int64(m.baseOffset);
  w.int64(m.logAppendTimeMs ?? -1);
  if (v >= 5) w.int64(m.logStartOffset ?? -1);
  if (v >= 8) {
    const value = m.recordErrors ?? [];
    w.arrayLength(flexible, value.length);
    for (const element of value) encodeBatchIndexAndErrorMessage(w, element, v);
  }
  if (v >= 8) flexible ? w.compactNullableString(m.errorMessage ?? null) : w.nullableString(m.errorMessage ?? null);
  if (!(v >= 10)) if (m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader)) unsupported('ProduceResponse', 'currentLeader', v);
  if (flexible) {
    const unknown = m.unknownTaggedFields;
    const hasCurrentLeader = v >= 10 && m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader);
    w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasCurrentLeader ? 1 : 0));
    if (hasCurrentLeader) {
      const currentLeader = m.currentLeader;
      w.unsignedVarint(0);
      w.unsignedVarint(sizeLeaderIdAndEpoch(currentLeader, v));
      encodeLeaderIdAndEpoch(w, currentLeader, v);
    }
    if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
  }
}

function sizePartitionProduceResponse(m: PartitionProduceResponseInput, v: number): number {
  let bytes = 22;
  const flexible = v >= 9;
  if (v >= 5) bytes += 8;
  if (v >= 8) bytes += sizeOfList(flexible, m.recordErrors ?? [], v, sizeBatchIndexAndErrorMessage);
  if (v >= 8) bytes += (flexible ? sizeOfCompactNullableString(m.errorMessage ?? null) : sizeOfNullableString(m.errorMessage ?? null));
  if (flexible) {
    let tags = 0;
    if (v >= 10 && m.currentLeader !== undefined && !isDefaultLeaderIdAndEpoch(m.currentLeader)) {
      tags++;
      bytes += sizeOfTag(0, sizeLeaderIdAndEpoch(m.currentLeader, v));
    }
    if (m.unknownTaggedFields !== undefined) {
      tags += m.unknownTaggedFields.length;
      bytes += sizeOfUnknownTags(m.unknownTaggedFields);
    }
    bytes += sizeOfUnsignedVarint(tags);
  }
  return bytes;
}

function decodeLeaderIdAndEpoch(r: ByteReader, _v: number): LeaderIdAndEpoch {
  const leaderId = r.int32('leaderId');
  const leaderEpoch = r.int32('leaderEpoch');
  const unknown = decodeUnknownTags(r);
  const m: LeaderIdAndEpoch = { leaderId, leaderEpoch };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLeaderIdAndEpoch(w: ByteWriter, m: LeaderIdAndEpochInput, _v: number): void {
  w.int32(m.leaderId ?? -1);
  w.int32(m.leaderEpoch ?? -1);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLeaderIdAndEpoch(m: LeaderIdAndEpochInput, _v: number): number {
  let bytes = 8;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultLeaderIdAndEpoch(): LeaderIdAndEpoch {
  return {
    leaderId: -1,
    leaderEpoch: -1,
  };
}

function isDefaultLeaderIdAndEpoch(m: LeaderIdAndEpochInput): boolean {
  return !((m.leaderId !== undefined && m.leaderId !== -1) || (m.leaderEpoch !== undefined && m.leaderEpoch !== -1) || m.unknownTaggedFields !== undefined);
}

function decodeBatchIndexAndErrorMessage(r: ByteReader, v: number): BatchIndexAndErrorMessage {
  const flexible = v >= 9;
  const batchIndex = r.int32('batchIndex');
  const batchIndexErrorMessage = flexible ? r.compactNullableString('batchIndexErrorMessage') : r.nullableString('batchIndexErrorMessage');
  const unknown = flexible ? decodeUnknownTags(r) : undefined;
  const m: BatchIndexAndErrorMessage = { batchIndex, batchIndexErrorMessage };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeBatchIndexAndErrorMessage(w: ByteWriter, m: BatchIndexAndErrorMessageInput, v: number): void {
  const flexible = v >= 9;
  w.int32(m.batchIndex);
  flexible ? w.compactNullableString(m.batchIndexErrorMessage ?? null) : w.nullableString(m.batchIndexErrorMessage ?? null);
  if (flexible) encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeBatchIndexAndErrorMessage(m: BatchIndexAndErrorMessageInput, v: number): number {
  let bytes = 4;
  const flexible = v >= 9;
  bytes += (flexible ? sizeOfCompactNullableString(m.batchIndexErrorMessage ?? null) : sizeOfNullableString(m.batchIndexErrorMessage ?? null));
  if (flexible) bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
