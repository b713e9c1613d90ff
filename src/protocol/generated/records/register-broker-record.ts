// Generated from protocol-spec/records/metadata/00-register-broker-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactNullableString, sizeOfCompactString, sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTag, decodeUnknownTags, encodeUnknownTags, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfList, sizeOfTag, sizeOfTagSection, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface RegisterBrokerRecord {
  brokerId: number;
  /** v2-4 */
  isMigratingZkBroker: boolean;
  incarnationId: Uuid;
  brokerEpoch: number;
  endPoints: BrokerEndpoint[];
  features: BrokerFeature[];
  rack: string | null;
  fenced: boolean;
  /** v1-4 */
  inControlledShutdown: boolean;
  /** v3-4, tagged */
  logDirs: Uuid[];
  /** v4, tagged */
  cordonedLogDirs: Uuid[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RegisterBrokerRecordInput {
  readonly brokerId: number;
  readonly isMigratingZkBroker?: boolean | undefined;
  readonly incarnationId: Uuid;
  readonly brokerEpoch: number;
  readonly endPoints: readonly BrokerEndpointInput[];
  readonly features: readonly BrokerFeatureInput[];
  readonly rack: string | null;
  readonly fenced?: boolean | undefined;
  readonly inControlledShutdown?: boolean | undefined;
  readonly logDirs?: readonly Uuid[] | undefined;
  readonly cordonedLogDirs?: readonly Uuid[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface BrokerFeature {
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface BrokerFeatureInput {
  readonly name: string;
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface BrokerEndpoint {
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface BrokerEndpointInput {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly securityProtocol: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A broker has joined the cluster, with its endpoints and features. Versions 0-4. */
export const RegisterBrokerRecord: RecordCodec<RegisterBrokerRecord, RegisterBrokerRecordInput> = {
  name: 'RegisterBrokerRecord',
  type: 0,
  minVersion: 0,
  maxVersion: 4,
  flexibleFrom: 0,
  ...codec('RegisterBrokerRecord', { decode: decodeRegisterBrokerRecord, encode: encodeRegisterBrokerRecord, size: sizeRegisterBrokerRecord }),
};

function decodeRegisterBrokerRecord(r: ByteReader, v: number): RegisterBrokerRecord {
  const brokerId = r.int32('brokerId');
  const isMigratingZkBroker = v >= 2 ? r.bool('isMigratingZkBroker') : false;
  const incarnationId = r.uuid('incarnationId');
  const brokerEpoch = r.int64('brokerEpoch');
  const endPoints: BrokerEndpoint[] = [];
  const endPointsLength = r.arrayLength(true, 'endPoints', 6);
  try {
    while (endPoints.length < endPointsLength) endPoints.push(decodeBrokerEndpoint(r, v));
  } catch (error) {
    throw inField(error, 'endPoints', endPoints.length);
  }
  const features: BrokerFeature[] = [];
  const featuresLength = r.arrayLength(true, 'features', 5);
  try {
    while (features.length < featuresLength) features.push(decodeBrokerFeature(r, v));
  } catch (error) {
    throw inField(error, 'features', features.length);
  }
  const rack = r.compactNullableString('rack');
  const fenced = r.bool('fenced');
  const inControlledShutdown = v >= 1 ? r.bool('inControlledShutdown') : false;
  let logDirs: Uuid[] = [];
  let cordonedLogDirs: Uuid[] | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        if (!(v >= 3)) throw tagNotInVersion('logDirs', v);
        logDirs = [];
        const logDirsLength = r.arrayLength(true, 'logDirs', 16);
        for (let i = 0; i < logDirsLength; i++) logDirs.push(r.uuid('logDirs'));
        expectTagEnd(r, 'logDirs', end);
        break;
      }
      case 1: {
        if (!(v === 4)) throw tagNotInVersion('cordonedLogDirs', v);
        const cordonedLogDirsLength = r.nullableArrayLength(true, 'cordonedLogDirs', 16);
        if (cordonedLogDirsLength >= 0) {
          const listCordonedLogDirs: Uuid[] = [];
          for (let i = 0; i < cordonedLogDirsLength; i++) listCordonedLogDirs.push(r.uuid('cordonedLogDirs'));
          cordonedLogDirs = listCordonedLogDirs;
        } else cordonedLogDirs = null;
        expectTagEnd(r, 'cordonedLogDirs', end);
        break;
      }
      default:
        unknown = decodeUnknownTag(r, unknown, tag, size);
    }
  }
  const m: RegisterBrokerRecord = { brokerId, isMigratingZkBroker, incarnationId, brokerEpoch, endPoints, features, rack, fenced, inControlledShutdown, logDirs, cordonedLogDirs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRegisterBrokerRecord(w: ByteWriter, m: RegisterBrokerRecordInput, v: number): void {
  w.int32(m.brokerId);
  if (v >= 2) w.bool(m.isMigratingZkBroker ?? false);
  else if (m.isMigratingZkBroker !== undefined && m.isMigratingZkBroker) unsupported('RegisterBrokerRecord', 'isMigratingZkBroker', v);
  w.uuid(m.incarnationId);
  w.int64(m.brokerEpoch);
  {
    const value = m.endPoints;
    w.arrayLength(true, value.length);
    for (const element of value) encodeBrokerEndpoint(w, element, v);
  }
  {
    const value = m.features;
    w.arrayLength(true, value.length);
    for (const element of value) encodeBrokerFeature(w, element, v);
  }
  w.compactNullableString(m.rack);
  w.bool(m.fenced ?? true);
  if (v >= 1) w.bool(m.inControlledShutdown ?? false);
  else if (m.inControlledShutdown !== undefined && m.inControlledShutdown) unsupported('RegisterBrokerRecord', 'inControlledShutdown', v);
  if (!(v >= 3)) if (m.logDirs !== undefined && m.logDirs.length > 0) unsupported('RegisterBrokerRecord', 'logDirs', v);
  if (!(v === 4)) if (m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null) unsupported('RegisterBrokerRecord', 'cordonedLogDirs', v);
  const unknown = m.unknownTaggedFields;
  const hasLogDirs = v >= 3 && m.logDirs !== undefined && m.logDirs.length > 0;
  const hasCordonedLogDirs = v === 4 && m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasLogDirs ? 1 : 0) + (hasCordonedLogDirs ? 1 : 0));
  if (hasLogDirs) {
    const logDirs = m.logDirs;
    w.unsignedVarint(0);
    w.unsignedVarint(sizeOfFixedList(true, logDirs, 16));
    {
      const value = logDirs;
      w.arrayLength(true, value.length);
      for (const element of value) w.uuid(element);
    }
  }
  if (hasCordonedLogDirs) {
    const cordonedLogDirs = m.cordonedLogDirs;
    w.unsignedVarint(1);
    w.unsignedVarint(sizeOfFixedList(true, cordonedLogDirs, 16));
    {
      const value = cordonedLogDirs;
      w.arrayLength(true, value.length);
      for (const element of value) w.uuid(element);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 2, Number.POSITIVE_INFINITY);
}

function sizeRegisterBrokerRecord(m: RegisterBrokerRecordInput, v: number): number {
  let bytes = 29;
  if (v >= 2) bytes += 1;
  bytes += sizeOfList(true, m.endPoints, v, sizeBrokerEndpoint);
  bytes += sizeOfList(true, m.features, v, sizeBrokerFeature);
  bytes += sizeOfCompactNullableString(m.rack);
  if (v >= 1) bytes += 1;
  let tags = 0;
  if (v >= 3 && m.logDirs !== undefined && m.logDirs.length > 0) {
    tags++;
    bytes += sizeOfTag(0, sizeOfFixedList(true, m.logDirs, 16));
  }
  if (v === 4 && m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null) {
    tags++;
    bytes += sizeOfTag(1, sizeOfFixedList(true, m.cordonedLogDirs, 16));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}

function decodeBrokerFeature(r: ByteReader, _v: number): BrokerFeature {
  const name = r.compactString('name');
  const minSupportedVersion = r.int16('minSupportedVersion');
  const maxSupportedVersion = r.int16('maxSupportedVersion');
  const unknown = decodeUnknownTags(r);
  const m: BrokerFeature = { name, minSupportedVersion, maxSupportedVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeBrokerFeature(w: ByteWriter, m: BrokerFeatureInput, _v: number): void {
  w.compactString(m.name);
  w.int16(m.minSupportedVersion);
  w.int16(m.maxSupportedVersion);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeBrokerFeature(m: BrokerFeatureInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeBrokerEndpoint(r: ByteReader, _v: number): BrokerEndpoint {
  const name = r.compactString('name');
  const host = r.compactString('host');
  const port = r.uint16('port');
  const securityProtocol = r.int16('securityProtocol');
  const unknown = decodeUnknownTags(r);
  const m: BrokerEndpoint = { name, host, port, securityProtocol };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeBrokerEndpoint(w: ByteWriter, m: BrokerEndpointInput, _v: number): void {
  w.compactString(m.name);
  w.compactString(m.host);
  w.uint16(m.port);
  w.int16(m.securityProtocol);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeBrokerEndpoint(m: BrokerEndpointInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
