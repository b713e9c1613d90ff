// Generated from protocol-spec/records/group/19-streams-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeField, decodePresence, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfNullable, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface StreamsGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  rebalanceTimeoutMs: number;
  topologyEpoch: number;
  processId: string;
  userEndpoint: Endpoint | null;
  clientTags: KeyValue[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupMemberMetadataValueInput {
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeoutMs?: number | undefined;
  readonly topologyEpoch: number;
  readonly processId: string;
  readonly userEndpoint?: EndpointInput | null | undefined;
  readonly clientTags: readonly KeyValueInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface KeyValue {
  key: string;
  value: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface KeyValueInput {
  readonly key: string;
  readonly value: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Endpoint {
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndpointInput {
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** What a member of a Streams group has told about itself (KIP-1071). Versions 0. */
export const StreamsGroupMemberMetadataValue: RecordCodec<StreamsGroupMemberMetadataValue, StreamsGroupMemberMetadataValueInput> = {
  name: 'StreamsGroupMemberMetadataValue',
  type: 19,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('StreamsGroupMemberMetadataValue', { decode: decodeStreamsGroupMemberMetadataValue, encode: encodeStreamsGroupMemberMetadataValue, size: sizeStreamsGroupMemberMetadataValue }),
};

function decodeStreamsGroupMemberMetadataValue(r: ByteReader, v: number): StreamsGroupMemberMetadataValue {
  const instanceId = r.compactNullableString('instanceId');
  const rackId = r.compactNullableString('rackId');
  const clientId = r.compactString('clientId');
  const clientHost = r.compactString('clientHost');
  const rebalanceTimeoutMs = r.int32('rebalanceTimeoutMs');
  const topologyEpoch = r.int32('topologyEpoch');
  const processId = r.compactString('processId');
  let userEndpoint: Endpoint | null = null;
  userEndpoint = decodePresence(r, 'userEndpoint') ? decodeField(r, v, 'userEndpoint', decodeEndpoint) : null;
  const clientTags: KeyValue[] = [];
  const clientTagsLength = r.arrayLength(true, 'clientTags', 2);
  try {
    while (clientTags.length < clientTagsLength) clientTags.push(decodeKeyValue(r, v));
  } catch (error) {
    throw inField(error, 'clientTags', clientTags.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: StreamsGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, rebalanceTimeoutMs, topologyEpoch, processId, userEndpoint, clientTags };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupMemberMetadataValue(w: ByteWriter, m: StreamsGroupMemberMetadataValueInput, v: number): void {
  w.compactNullableString(m.instanceId);
  w.compactNullableString(m.rackId);
  w.compactString(m.clientId);
  w.compactString(m.clientHost);
  w.int32(m.rebalanceTimeoutMs ?? -1);
  w.int32(m.topologyEpoch);
  w.compactString(m.processId);
  {
    const value = m.userEndpoint ?? null;
    if (value === null) w.int8(-1);
    else {
      w.int8(1);
      encodeEndpoint(w, value, v);
    }
  }
  {
    const value = m.clientTags;
    w.arrayLength(true, value.length);
    for (const element of value) encodeKeyValue(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeStreamsGroupMemberMetadataValue(m: StreamsGroupMemberMetadataValueInput, v: number): number {
  let bytes = 8;
  bytes += sizeOfCompactNullableString(m.instanceId);
  bytes += sizeOfCompactNullableString(m.rackId);
  bytes += sizeOfCompactString(m.clientId);
  bytes += sizeOfCompactString(m.clientHost);
  bytes += sizeOfCompactString(m.processId);
  bytes += sizeOfNullable(m.userEndpoint ?? null, v, sizeEndpoint);
  bytes += sizeOfList(true, m.clientTags, v, sizeKeyValue);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeKeyValue(r: ByteReader, _v: number): KeyValue {
  const key = r.compactString('key');
  const value_ = r.compactString('value');
  const unknown = decodeUnknownTags(r);
  const m: KeyValue = { key, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeKeyValue(w: ByteWriter, m: KeyValueInput, _v: number): void {
  w.compactString(m.key);
  w.compactString(m.value);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeKeyValue(m: KeyValueInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfCompactString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEndpoint(r: ByteReader, _v: number): Endpoint {
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: Endpoint = { host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndpoint(w: ByteWriter, m: EndpointInput, _v: number): void {
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndpoint(m: EndpointInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
