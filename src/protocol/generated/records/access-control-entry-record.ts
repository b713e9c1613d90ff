// Generated from protocol-spec/records/metadata/18-access-control-entry-record.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { Uuid } from '../../../base/uuid.ts';
import type { RecordCodec, UnknownTaggedField } from '../../../protocol/message.ts';
import { sizeOfCompactString } from '../../../base/byte-writer.ts';
import { codec, decodeUnknownTags, encodeUnknownTags } from '../../../protocol/codec-support.ts';
import { sizeOfTagSection } from '../../../protocol/codec-sizes.ts';

export interface AccessControlEntryRecord {
  id: Uuid;
  resourceType: number;
  resourceName: string;
  patternType: number;
  principal: string;
  host: string;
  operation: number;
  permissionType: number;
  unknownTaggedFields?: UnknownTaggedField[];
}

export interface AccessControlEntryRecordInput {
  readonly id: Uuid;
  readonly resourceType: number;
  readonly resourceName: string;
  readonly patternType: number;
  readonly principal: string;
  readonly host: string;
  readonly operation: number;
  readonly permissionType: number;
  readonly unknownTaggedFields?: readonly UnknownTaggedField[] | undefined;
}

/** An access control entry has been added. Versions 0. */
export const AccessControlEntryRecord: RecordCodec<AccessControlEntryRecord, AccessControlEntryRecordInput> = {
  name: 'AccessControlEntryRecord',
  type: 18,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: 0,
  ...codec('AccessControlEntryRecord', { decode: decodeAccessControlEntryRecord, encode: encodeAccessControlEntryRecord, size: sizeAccessControlEntryRecord }),
};

function decodeAccessControlEntryRecord(r: ByteReader, _v: number): AccessControlEntryRecord {
  const id = r.uuid('id');
  const resourceType = r.int8('resourceType');
  const resourceName = r.compactString('resourceName');
  const patternType = r.int8('patternType');
  const principal = r.compactString('principal');
  const host = r.compactString('host');
  const operation = r.int8('operation');
  const permissionType = r.int8('permissionType');
  const unknown = decodeUnknownTags(r);
  const m: AccessControlEntryRecord = { id, resourceType, resourceName, patternType, principal, host, operation, permissionType };
  if (unknown !== undefined) m.unknownTaggedFields = unknown;
  return m;
}

function encodeAccessControlEntryRecord(w: ByteWriter, m: AccessControlEntryRecordInput, _v: number): void {
  w.uuid(m.id);
  w.int8(m.resourceType);
  w.compactString(m.resourceName);
  w.int8(m.patternType);
  w.compactString(m.principal);
  w.compactString(m.host);
  w.int8(m.operation);
  w.int8(m.permissionType);
  encodeUnknownTags(w, m.unknownTaggedFields);
}

function sizeAccessControlEntryRecord(m: AccessControlEntryRecordInput, _v: number): number {
  let bytes = 20;
  bytes += sizeOfCompactString(m.resourceName);
  bytes += sizeOfCompactString(m.principal);
  bytes += sizeOfCompactString(m.host);
  bytes += sizeOfTagSection(m.unknownTaggedFields);
  return bytes;
}
