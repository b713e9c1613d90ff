// Generated from protocol-spec/records/control/voters-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeField, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface VotersRecord {
  version: number;
  voters: Voter[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface VotersRecordInput {
  readonly version: number;
  readonly voters: readonly VoterInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Voter {
  voterId: number;
  voterDirectoryId: Uuid;
  endpoints: Endpoint[];
  kRaftVersionFeature: KRaftVersionFeature;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface VoterInput {
  readonly voterId: number;
  readonly voterDirectoryId: Uuid;
  readonly endpoints: readonly EndpointInput[];
  readonly kRaftVersionFeature: KRaftVersionFeatureInput;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface KRaftVersionFeature {
  minSupportedVersion: number;
  maxSupportedVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface KRaftVersionFeatureInput {
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface Endpoint {
  name: string;
  host: string;
  port: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface EndpointInput {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** The voters of the quorum (KIP-853). Versions 0. */
export const VotersRecord: RecordCodec<VotersRecord, VotersRecordInput> = {
  name: 'VotersRecord',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('VotersRecord', { decode: decodeVotersRecord, encode: encodeVotersRecord, size: sizeVotersRecord }),
};

function decodeVotersRecord(r: ByteReader, v: number): VotersRecord {
  const version = r.int16('version');
  const voters: Voter[] = [];
  const votersLength = r.arrayLength(true, 'voters', 25);
  try {
    while (voters.length < votersLength) voters.push(decodeVoter(r, v));
  } catch (error) {
    throw inField(error, 'voters', voters.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: VotersRecord = { version, voters };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeVotersRecord(w: ByteWriter, m: VotersRecordInput, v: number): void {
  w.int16(m.version);
  {
    const value = m.voters;
    w.arrayLength(true, value.length);
    for (const element of value) encodeVoter(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeVotersRecord(m: VotersRecordInput, v: number): number {
  let bytes = 2;
  bytes += sizeOfList(true, m.voters, v, sizeVoter);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeVoter(r: ByteReader, v: number): Voter {
  const voterId = r.int32('voterId');
  const voterDirectoryId = r.uuid('voterDirectoryId');
  const endpoints: Endpoint[] = [];
  const endpointsLength = r.arrayLength(true, 'endpoints', 4);
  try {
    while (endpoints.length < endpointsLength) endpoints.push(decodeEndpoint(r, v));
  } catch (error) {
    throw inField(error, 'endpoints', endpoints.length);
  }
  const kRaftVersionFeature = decodeField(r, v, 'kRaftVersionFeature', decodeKRaftVersionFeature);
  const unknown = decodeUnknownTags(r);
  const m: Voter = { voterId, voterDirectoryId, endpoints, kRaftVersionFeature };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeVoter(w: ByteWriter, m: VoterInput, v: number): void {
  w.int32(m.voterId);
  w.uuid(m.voterDirectoryId);
  {
    const value = m.endpoints;
    w.arrayLength(true, value.length);
    for (const element of value) encodeEndpoint(w, element, v);
  }
  encodeKRaftVersionFeature(w, m.kRaftVersionFeature, v);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeVoter(m: VoterInput, v: number): number {
  let bytes = 20;
  bytes += sizeOfList(true, m.endpoints, v, sizeEndpoint);
  bytes += sizeKRaftVersionFeature(m.kRaftVersionFeature, v);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeKRaftVersionFeature(r: ByteReader, _v: number): KRaftVersionFeature {
  const minSupportedVersion = r.int16('minSupportedVersion');
  const maxSupportedVersion = r.int16('maxSupportedVersion');
  const unknown = decodeUnknownTags(r);
  const m: KRaftVersionFeature = { minSupportedVersion, maxSupportedVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeKRaftVersionFeature(w: ByteWriter, m: KRaftVersionFeatureInput, _v: number): void {
  w.int16(m.minSupportedVersion);
  w.int16(m.maxSupportedVersion);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeKRaftVersionFeature(m: KRaftVersionFeatureInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeEndpoint(r: ByteReader, _v: number): Endpoint {
  const name = r.compactString('name');
  const host = r.compactString('host');
  const port = r.uint16('port');
  const unknown = decodeUnknownTags(r);
  const m: Endpoint = { name, host, port };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeEndpoint(w: ByteWriter, m: EndpointInput, _v: number): void {
  w.compactString(m.name);
  w.compactString(m.host);
  w.uint16(m.port);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeEndpoint(m: EndpointInput, _v: number): number {
  let bytes = 2;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
