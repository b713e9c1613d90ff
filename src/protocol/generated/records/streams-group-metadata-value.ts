// Generated from protocol-spec/records/group/17-streams-group-metadata.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface StreamsGroupMetadataValue {
  epoch: number;
  metadataHash: bigint;
  /** tagged */
  validatedTopologyEpoch: number;
  /** tagged */
  lastAssignmentConfigs: LastAssignmentConfig[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface StreamsGroupMetadataValueInput {
  readonly epoch: number;
  readonly metadataHash: bigint;
  readonly validatedTopologyEpoch?: number | undefined;
  readonly lastAssignmentConfigs?: readonly LastAssignmentConfigInput[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface LastAssignmentConfig {
  key: string;
  value: string;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface LastAssignmentConfigInput {
  readonly key: string;
  readonly value: string;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The epoch of a Streams group (KIP-1071). Versions 0. */
export const StreamsGroupMetadataValue: RecordCodec<StreamsGroupMetadataValue, StreamsGroupMetadataValueInput> = {
  name: 'StreamsGroupMetadataValue',
  type: 17,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('StreamsGroupMetadataValue', { decode: decodeStreamsGroupMetadataValue, encode: encodeStreamsGroupMetadataValue, size: sizeStreamsGroupMetadataValue }),
};

function decodeStreamsGroupMetadataValue(r: ByteReader, v: number): StreamsGroupMetadataValue {
  const epoch = r.int32('epoch');
  const metadataHash = r.hash64('metadataHash');
  let validatedTopologyEpoch: number = -1;
  let lastAssignmentConfigs: LastAssignmentConfig[] | null = [];
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        validatedTopologyEpoch = r.int32('validatedTopologyEpoch');
        expectTagEnd(r, 'validatedTopologyEpoch', end);
        break;
      }
      case 1: {
        const lastAssignmentConfigsLength = r.nullableArrayLength(true, 'lastAssignmentConfigs', 2);
        if (lastAssignmentConfigsLength >= 0) {
          const listLastAssignmentConfigs: LastAssignmentConfig[] = [];
          try {
            while (listLastAssignmentConfigs.length < lastAssignmentConfigsLength) listLastAssignmentConfigs.push(decodeLastAssignmentConfig(r, v));
          } catch (error) {
            throw inField(error, 'lastAssignmentConfigs', listLastAssignmentConfigs.length);
          }
          lastAssignmentConfigs = listLastAssignmentConfigs;
        } else lastAssignmentConfigs = null;
        expectTagEnd(r, 'lastAssignmentConfigs', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: StreamsGroupMetadataValue = { epoch, metadataHash, validatedTopologyEpoch, lastAssignmentConfigs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeStreamsGroupMetadataValue(w: ByteWriter, m: StreamsGroupMetadataValueInput, v: number): void {
  w.int32(m.epoch);
  w.hash64(m.metadataHash);
  const unknown = m.unknownTaggedFields;
  const hasValidatedTopologyEpoch = m.validatedTopologyEpoch !== undefined && m.validatedTopologyEpoch !== -1;
  const hasLastAssignmentConfigs = m.lastAssignmentConfigs !== undefined && (m.lastAssignmentConfigs === null || m.lastAssignmentConfigs.length > 0);
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasValidatedTopologyEpoch ? 1 : 0) + (hasLastAssignmentConfigs ? 1 : 0));
  if (hasValidatedTopologyEpoch) {
    const validatedTopologyEpoch = m.validatedTopologyEpoch;
    w.unsignedVarint(0);
    w.unsignedVarint(4);
    w.int32(validatedTopologyEpoch);
  }
  if (hasLastAssignmentConfigs) {
    const lastAssignmentConfigs = m.lastAssignmentConfigs;
    w.unsignedVarint(1);
    w.unsignedVarint(sizeOfList(true, lastAssignmentConfigs, v, sizeLastAssignmentConfig));
    {
      const value = lastAssignmentConfigs;
      w.arrayLength(true, value === null ? -1 : value.length);
      if (value !== null) for (const element of value) encodeLastAssignmentConfig(w, element, v);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 2, Number.POSITIVE_INFINITY);
}

function sizeStreamsGroupMetadataValue(m: StreamsGroupMetadataValueInput, v: number): number {
  let bytes = 12;
  let tags = 0;
  if (m.validatedTopologyEpoch !== undefined && m.validatedTopologyEpoch !== -1) {
    tags++;
    bytes += sizeOfTag(0, 4);
  }
  if (m.lastAssignmentConfigs !== undefined && (m.lastAssignmentConfigs === null || m.lastAssignmentConfigs.length > 0)) {
    tags++;
    bytes += sizeOfTag(1, sizeOfList(true, m.lastAssignmentConfigs, v, sizeLastAssignmentConfig));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}

function decodeLastAssignmentConfig(r: ByteReader, _v: number): LastAssignmentConfig {
  const key = r.compactString('key');
  const value_ = r.compactString('value');
  const unknown = decodeUnknownTags(r);
  const m: LastAssignmentConfig = { key, value: value_ };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeLastAssignmentConfig(w: ByteWriter, m: LastAssignmentConfigInput, _v: number): void {
  w.compactString(m.key);
  w.compactString(m.value);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeLastAssignmentConfig(m: LastAssignmentConfigInput, _v: number): number {
  let bytes = 0;
  bytes += sizeOfCompactString(m.key);
  bytes += sizeOfCompactString(m.value);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
