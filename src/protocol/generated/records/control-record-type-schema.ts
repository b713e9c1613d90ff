// Generated from protocol-spec/records/control/control-record-type-schema.spec; change that and run the generator.

import type { ByteReader } from '../../../base/byte-reader.ts';
import type { ByteWriter } from '../../../base/byte-writer.ts';
import type { RecordCodec } from '../../../protocol/message.ts';
import { codec } from '../../../protocol/codec-support.ts';

export interface ControlRecordTypeSchema {
  type: number;
}

export interface ControlRecordTypeSchemaInput {
  readonly type: number;
}

/** The type in a control record's key, behind an int16 version: 0 abort, 1 commit, 2 leader change, 3 snapshot header, 4 snapshot footer, 5 KRaft version, 6 voters. Versions 0. */
export const ControlRecordTypeSchema: RecordCodec<ControlRecordTypeSchema, ControlRecordTypeSchemaInput> = {
  name: 'ControlRecordTypeSchema',
  type: -1,
  minVersion: 0,
  maxVersion: 0,
  flexibleFrom: Number.POSITIVE_INFINITY,
  ...codec('ControlRecordTypeSchema', { decode: decodeControlRecordTypeSchema, encode: encodeControlRecordTypeSchema, size: sizeControlRecordTypeSchema }),
};

function decodeControlRecordTypeSchema(r: ByteReader, _v: number): ControlRecordTypeSchema {
  const type = r.int16('type');
  return { type };
}

function encodeControlRecordTypeSchema(w: ByteWriter, m: ControlRecordTypeSchemaInput, _v: number): void {
  w.int16(m.type);
}

function sizeControlRecordTypeSchema(_m: ControlRecordTypeSchemaInput, _v: number): number {
  return 2;
}
