// Generated from protocol-spec/records/metadata/17-broker-registration-change-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfUnsignedVarint } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTag, encodeUnknownTagsBetween, expectTagEnd, tagNotInVersion, unsupported } from '../../../protocol/codec-support.ts';
import { sizeOfFixedList, sizeOfTag, sizeOfUnknownTags } from '../../../protocol/codec-sizes.ts';

export interface BrokerRegistrationChangeRecord {
  brokerId: number;
  brokerEpoch: number;
  /** -1: unfenced; 0: unchanged; 1: fenced · tagged */
  fenced: number;
  /** v1-3, tagged */
  inControlledShutdown: number;
  /** v2-3, tagged */
  logDirs: Uuid[];
  /** v3, tagged */
  cordonedLogDirs: Uuid[] | null;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface BrokerRegistrationChangeRecordInput {
  readonly brokerId: number;
  readonly brokerEpoch: number;
  readonly fenced?: number | undefined;
  readonly inControlledShutdown?: number | undefined;
  readonly logDirs?: readonly Uuid[] | undefined;
  readonly cordonedLogDirs?: readonly Uuid[] | null | undefined;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** A broker has been fenced, unfenced, is shutting down, or has other log directories. Versions 0-3. */
export const BrokerRegistrationChangeRecord: RecordCodec<BrokerRegistrationChangeRecord, BrokerRegistrationChangeRecordInput> = {
  name: 'BrokerRegistrationChangeRecord',
  type: 17,
  minVersion: 0,
  maxVersion: 3,
  flexibleFrom: 0,
  ...codec('BrokerRegistrationChangeRecord', { decode: decodeBrokerRegistrationChangeRecord, encode: encodeBrokerRegistrationChangeRecord, size: sizeBrokerRegistrationChangeRecord }),
};

function decodeBrokerRegistrationChangeRecord(r: ByteReader, v: number): BrokerRegistrationChangeRecord {
  const brokerId = r.int32('brokerId');
  const brokerEpoch = r.int64('brokerEpoch');
  let fenced: number = 0;
  let inControlledShutdown: number = 0;
  let logDirs: Uuid[] = [];
  let cordonedLogDirs: Uuid[] | null = null;
  let unknown: UnknownTaggedField[] | undefined;
  for (let tags = r.unsignedVarint('tags'); tags > 0; tags--) {
    const tag = r.unsignedVarint('tag');
    const size = r.unsignedVarint('tag');
    const end = r.position + size;
    switch (tag) {
      case 0: {
        fenced = r.int8('fenced');
        expectTagEnd(r, 'fenced', end);
        break;
      }
      case 1: {
        if (!(v >= 1)) throw tagNotInVersion('inControlledShutdown', v);
        inControlledShutdown = r.int8('inControlledShutdown');
        expectTagEnd(r, 'inControlledShutdown', end);
        break;
      }
      case 2: {
        if (!(v >= 2)) throw tagNotInVersion('logDirs', v);
        logDirs = [];
        const logDirsLength = r.arrayLength(true, 'logDirs', 16);
        for (let i = 0; i < logDirsLength; i++) logDirs.push(r.uuid('logDirs'));
        expectTagEnd(r, 'logDirs', end);
        break;
      }
      case 3: {
        if (!(v === 3)) throw tagNotInVersion('cordonedLogDirs', v);
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
  const m: BrokerRegistrationChangeRecord = { brokerId, brokerEpoch, fenced, inControlledShutdown, logDirs, cordonedLogDirs };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeBrokerRegistrationChangeRecord(w: ByteWriter, m: BrokerRegistrationChangeRecordInput, v: number): void {
  w.int32(m.brokerId);
  w.int64(m.brokerEpoch);
  if (!(v >= 1)) if (m.inControlledShutdown !== undefined && m.inControlledShutdown !== 0) unsupported('BrokerRegistrationChangeRecord', 'inControlledShutdown', v);
  if (!(v >= 2)) if (m.logDirs !== undefined && m.logDirs.length > 0) unsupported('BrokerRegistrationChangeRecord', 'logDirs', v);
  if (!(v === 3)) if (m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null) unsupported('BrokerRegistrationChangeRecord', 'cordonedLogDirs', v);
  const unknown = m.unknownTaggedFields;
  const hasFenced = m.fenced !== undefined && m.fenced !== 0;
  const hasInControlledShutdown = v >= 1 && m.inControlledShutdown !== undefined && m.inControlledShutdown !== 0;
  const hasLogDirs = v >= 2 && m.logDirs !== undefined && m.logDirs.length > 0;
  const hasCordonedLogDirs = v === 3 && m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null;
  w.unsignedVarint((unknown === undefined ? 0 : unknown.length) + (hasFenced ? 1 : 0) + (hasInControlledShutdown ? 1 : 0) + (hasLogDirs ? 1 : 0) + (hasCordonedLogDirs ? 1 : 0));
  if (hasFenced) {
    const fenced = m.fenced;
    w.unsignedVarint(0);
    w.unsignedVarint(1);
    w.int8(fenced);
  }
  if (hasInControlledShutdown) {
    const inControlledShutdown = m.inControlledShutdown;
    w.unsignedVarint(1);
    w.unsignedVarint(1);
    w.int8(inControlledShutdown);
  }
  if (hasLogDirs) {
    const logDirs = m.logDirs;
    w.unsignedVarint(2);
    w.unsignedVarint(sizeOfFixedList(true, logDirs, 16));
    {
      const value = logDirs;
      w.arrayLength(true, value.length);
      for (const element of value) w.uuid(element);
    }
  }
  if (hasCordonedLogDirs) {
    const cordonedLogDirs = m.cordonedLogDirs;
    w.unsignedVarint(3);
    w.unsignedVarint(sizeOfFixedList(true, cordonedLogDirs, 16));
    {
      const value = cordonedLogDirs;
      w.arrayLength(true, value.length);
      for (const element of value) w.uuid(element);
    }
  }
  if (unknown !== undefined) encodeUnknownTagsBetween(w, unknown, 4, Number.POSITIVE_INFINITY);
}

function sizeBrokerRegistrationChangeRecord(m: BrokerRegistrationChangeRecordInput, v: number): number {
  let bytes = 12;
  let tags = 0;
  if (m.fenced !== undefined && m.fenced !== 0) {
    tags++;
    bytes += sizeOfTag(0, 1);
  }
  if (v >= 1 && m.inControlledShutdown !== undefined && m.inControlledShutdown !== 0) {
    tags++;
    bytes += sizeOfTag(1, 1);
  }
  if (v >= 2 && m.logDirs !== undefined && m.logDirs.length > 0) {
    tags++;
    bytes += sizeOfTag(2, sizeOfFixedList(true, m.logDirs, 16));
  }
  if (v === 3 && m.cordonedLogDirs !== undefined && m.cordonedLogDirs !== null) {
    tags++;
    bytes += sizeOfTag(3, sizeOfFixedList(true, m.cordonedLogDirs, 16));
  }
  if (m.unknownTaggedFields !== undefined) {
    tags += m.unknownTaggedFields.length;
    bytes += sizeOfUnknownTags(m.unknownTaggedFields);
  }
  bytes += sizeOfUnsignedVarint(tags);
  return bytes;
}
