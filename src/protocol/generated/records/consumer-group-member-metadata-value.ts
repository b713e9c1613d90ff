// Generated from protocol-spec/records/group/05-consumer-group-member-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeField, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfBytes, sizeOfList, sizeOfNullable, sizeOfStrings, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface ConsumerGroupMemberMetadataValue {
  instanceId: string | null;
  rackId: string | null;
  clientId: string;
  clientHost: string;
  subscribedTopicNames: string[];
  subscribedTopicRegex: string | null;
  rebalanceTimeoutMs: number;
  serverAssignor: string | null;
  /** null for a member of the new protocol; left out it is an empty struct · tagged */
  classicMemberMetadata: ClassicMemberMetadata | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ConsumerGroupMemberMetadataValueInput {
  readonly instanceId: string | null;
  readonly rackId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly subscribedTopicNames: readonly string[];
  readonly subscribedTopicRegex: string | null;
  readonly rebalanceTimeoutMs?: number | undefined;
  readonly serverAssignor: string | null;
  readonly classicMemberMetadata?: ClassicMemberMetadataInput | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ClassicMemberMetadata {
  sessionTimeoutMs: number;
  supportedProtocols: ClassicProtocol[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ClassicMemberMetadataInput {
  readonly sessionTimeoutMs: number;
  readonly supportedProtocols: readonly ClassicProtocolInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ClassicProtocol {
  name: string;
  metadata: Buffer;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ClassicProtocolInput {
  readonly name: string;
  readonly metadata: Uint8Array;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** What a member of a consumer group has told about itself (KIP-848), in __consumer_offsets. Versions 0. */
export const ConsumerGroupMemberMetadataValue: RecordCodec<ConsumerGroupMemberMetadataValue, ConsumerGroupMemberMetadataValueInput> = {
  name: 'ConsumerGroupMemberMetadataValue',
  type: 5,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('ConsumerGroupMemberMetadataValue', { decode: decodeConsumerGroupMemberMetadataValue, encode: encodeConsumerGroupMemberMetadataValue, size: sizeConsumerGroupMemberMetadataValue }),
};

function decodeConsumerGroupMemberMetadataValue(r: ByteReader, v: number): ConsumerGroupMemberMetadataValue {
  const instanceId = r.compactNullableString('instanceId');
  const rackId = r.compactNullableString('rackId');
  const clientId = r.compactString('clientId');
  const clientHost = r.compactString('clientHost');
  const subscribedTopicNames: string[] = [];
  const subscribedTopicNamesLength = r.arrayLength(true, 'subscribedTopicNames', 1);
  for (let i = 0; i < subscribedTopicNamesLength; i++) subscribedTopicNames.push(r.compactString('subscribedTopicNames'));
  const subscribedTopicRegex = r.compactNullableString('subscribedTopicRegex');
  const rebalanceTimeoutMs = r.int32('rebalanceTimeoutMs');
  const serverAssignor = r.compactNullableString('serverAssignor');
  let classicMemberMetadata: ClassicMemberMetadata | null = defaultClassicMemberMetadata();
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        classicMemberMetadata = r.unsignedVarint('classicMemberMetadata') > 0 ? decodeField(r, v, 'classicMemberMetadata', decodeClassicMemberMetadata) : null;
        expectTagEnd(r, 'classicMemberMetadata', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: ConsumerGroupMemberMetadataValue = { instanceId, rackId, clientId, clientHost, subscribedTopicNames, subscribedTopicRegex, rebalanceTimeoutMs, serverAssignor, classicMemberMetadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeConsumerGroupMemberMetadataValue(w: ByteWriter, m: ConsumerGroupMemberMetadataValueInput, v: number): void {
  w.compactNullableString(m.instanceId);
  w.compactNullableString(m.rackId);
  w.compactString(m.clientId);
  w.compactString(m.clientHost);
  {
    const value = m.subscribedTopicNames;
    w.arrayLength(true, value.length);
    for (const element of value) w.compactString(element);
  }
  w.compactNullableString(m.subscribedTopicRegex);
  w.int32(m.rebalanceTimeoutMs ?? -1);
  w.compactNullableString(m.serverAssignor);
  const unknown = m.unknownTaggedFields;
  const hasClassicMemberMetadata = m.classicMemberMetadata !== undefined && (m.classicMemberMetadata === null || !isDefaultClassicMemberMetadata(m.classicMemberMetadata));
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasClassicMemberMetadata ? 1 : 0));
  if (hasClassicMemberMetadata) {
    const classicMemberMetadata = m.classicMemberMetadata;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfNullable(classicMemberMetadata, v, sizeClassicMemberMetadata));
    {
      const value = classicMemberMetadata;
      if (value === null) w.unsignedVarint(0);
      else {
        w.unsignedVarint(1);
        encodeClassicMemberMetadata(w, value, v);
      }
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 1, Number.POSITIVE_INFINITY);
}

function sizeConsumerGroupMemberMetadataValue(m: ConsumerGroupMemberMetadataValueInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactNullableString(m.instanceId);
  bytes += sizeOfCompactNullableString(m.rackId);
  bytes += sizeOfCompactString(m.clientId);
  bytes += sizeOfCompactString(m.clientHost);
  bytes += sizeOfStrings(true, m.subscribedTopicNames);
  bytes += sizeOfCompactNullableString(m.subscribedTopicRegex);
  bytes += sizeOfCompactNullableString(m.serverAssignor);
  let tags = 0;
  if (m.classicMemberMetadata !== undefined && (m.classicMemberMetadata === null || !isDefaultClassicMemberMetadata(m.classicMemberMetadata))) {
    tags++;
    bytes += sizeOfTag(0, sizeOfNullable(m.classicMemberMetadata, v, sizeClassicMemberMetadata));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}

function decodeClassicMemberMetadata(r: ByteReader, v: number): ClassicMemberMetadata {
  const sessionTimeoutMs = r.int32('sessionTimeoutMs');
  const supportedProtocols: ClassicProtocol[] = [];
  const supportedProtocolsLength = r.arrayLength(true, 'supportedProtocols', 2);
  try {
    while (supportedProtocols.length < supportedProtocolsLength) supportedProtocols.push(decodeClassicProtocol(r, v));
  } catch (error) {
    throw inField(error, 'supportedProtocols', supportedProtocols.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: ClassicMemberMetadata = { sessionTimeoutMs, supportedProtocols };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeClassicMemberMetadata(w: ByteWriter, m: ClassicMemberMetadataInput, v: number): void {
  w.int32(m.sessionTimeoutMs);
  {
    const value = m.supportedProtocols;
    w.arrayLength(true, value.length);
    for (const element of value) encodeClassicProtocol(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeClassicMemberMetadata(m: ClassicMemberMetadataInput, v: number): number {
  let bytes = 4;
  bytes += sizeOfList(true, m.supportedProtocols, v, sizeClassicProtocol);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function defaultClassicMemberMetadata(): ClassicMemberMetadata {
  return {
    sessionTimeoutMs: 0,
    supportedProtocols: [],
  };
}

function isDefaultClassicMemberMetadata(m: ClassicMemberMetadataInput): boolean {
  return !((m.sessionTimeoutMs !== undefined && m.sessionTimeoutMs !== 0) || (m.supportedProtocols !== undefined && m.supportedProtocols.length > 0) || m.unknownTaggedFields !== undefined);
}

function decodeClassicProtocol(r: ByteReader, _v: number): ClassicProtocol {
  const name = r.compactString('name');
  const metadata = r.compactBytes('metadata');
  const unknown = decodeUnknownTags(r);
  const m: ClassicProtocol = { name, metadata };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeClassicProtocol(w: ByteWriter, m: ClassicProtocolInput, _v: number): void {
  w.compactString(m.name);
  w.compactBytes(m.metadata);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeClassicProtocol(m: ClassicProtocolInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfBytes(true, m.metadata);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
