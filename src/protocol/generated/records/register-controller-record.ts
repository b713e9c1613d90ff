// Generated from protocol-spec/records/metadata/27-register-controller-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { inField } from '../../../base/malformed-message-error.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfList, sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface RegisterControllerRecord {
  controllerId: number;
  incarnationId: Uuid;
  zkMigrationReady: boolean;
  endPoints: ControllerEndpoint[];
  features: ControllerFeature[];
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface RegisterControllerRecordInput {
  readonly controllerId: number;
  readonly incarnationId: Uuid;
  readonly zkMigrationReady: boolean;
  readonly endPoints: readonly ControllerEndpointInput[];
  readonly features: readonly ControllerFeatureInput[];
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ControllerFeature {
  name: string;
  minSupportedVersion: number;
  maxSupportedVersion: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ControllerFeatureInput {
  readonly name: string;
  readonly minSupportedVersion: number;
  readonly maxSupportedVersion: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

export interface ControllerEndpoint {
  name: string;
  host: string;
  port: number;
  securityProtocol: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface ControllerEndpointInput {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly securityProtocol: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A controller has joined, with its endpoints and features (KIP-919). Versions 0. */
export const RegisterControllerRecord: RecordCodec<RegisterControllerRecord, RegisterControllerRecordInput> = {
  name: 'RegisterControllerRecord',
  type: 27,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('RegisterControllerRecord', { decode: decodeRegisterControllerRecord, encode: encodeRegisterControllerRecord, size: sizeRegisterControllerRecord }),
};

function decodeRegisterControllerRecord(r: ByteReader, v: number): RegisterControllerRecord {
  const controllerId = r.int32('controllerId');
  const incarnationId = r.uuid('incarnationId');
  const zkMigrationReady = r.bool('zkMigrationReady');
  const endPoints: ControllerEndpoint[] = [];
  const endPointsLength = r.arrayLength(true, 'endPoints', 6);
  try {
    while (endPoints.length < endPointsLength) endPoints.push(decodeControllerEndpoint(r, v));
  } catch (error) {
    throw inField(error, 'endPoints', endPoints.length);
  }
  const features: ControllerFeature[] = [];
  const featuresLength = r.arrayLength(true, 'features', 5);
  try {
    while (features.length < featuresLength) features.push(decodeControllerFeature(r, v));
  } catch (error) {
    throw inField(error, 'features', features.length);
  }
  const unknown = decodeUnknownTags(r);
  const m: RegisterControllerRecord = { controllerId, incarnationId, zkMigrationReady, endPoints, features };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeRegisterControllerRecord(w: ByteWriter, m: RegisterControllerRecordInput, v: number): void {
  w.int32(m.controllerId);
  w.uuid(m.incarnationId);
  w.bool(m.zkMigrationReady);
  {
    const value = m.endPoints;
    w.arrayLength(true, value.length);
    for (const element of value) encodeControllerEndpoint(w, element, v);
  }
  {
    const value = m.features;
    w.arrayLength(true, value.length);
    for (const element of value) encodeControllerFeature(w, element, v);
  }
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeRegisterControllerRecord(m: RegisterControllerRecordInput, v: number): number {
  let bytes = 21;
  bytes += sizeOfList(true, m.endPoints, v, sizeControllerEndpoint);
  bytes += sizeOfList(true, m.features, v, sizeControllerFeature);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeControllerFeature(r: ByteReader, _v: number): ControllerFeature {
  const name = r.compactString('name');
  const minSupportedVersion = r.int16('minSupportedVersion');
  const maxSupportedVersion = r.int16('maxSupportedVersion');
  const unknown = decodeUnknownTags(r);
  const m: ControllerFeature = { name, minSupportedVersion, maxSupportedVersion };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeControllerFeature(w: ByteWriter, m: ControllerFeatureInput, _v: number): void {
  w.compactString(m.name);
  w.int16(m.minSupportedVersion);
  w.int16(m.maxSupportedVersion);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeControllerFeature(m: ControllerFeatureInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}

function decodeControllerEndpoint(r: ByteReader, _v: number): ControllerEndpoint {
  const name = r.compactString('name');
  const host = r.compactString('host');
  const port = r.uint16('port');
  const securityProtocol = r.int16('securityProtocol');
  const unknown = decodeUnknownTags(r);
  const m: ControllerEndpoint = { name, host, port, securityProtocol };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeControllerEndpoint(w: ByteWriter, m: ControllerEndpointInput, _v: number): void {
  w.compactString(m.name);
  w.compactString(m.host);
  w.uint16(m.port);
  w.int16(m.securityProtocol);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeControllerEndpoint(m: ControllerEndpointInput, _v: number): number {
  let bytes = 4;
  bytes += sizeOfCompactString(m.name);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
