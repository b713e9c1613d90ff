// How the records of internal topics are decoded when a data directory is checked: by every schema that
// Apache Kafka 4.3 has for them, whether this broker writes it or not.

import { ByteReader } from '../base/byte-reader.ts';
import {
  CONSUMER_OFFSETS_TOPIC,
  SHARE_GROUP_STATE_TOPIC,
  TRANSACTION_STATE_TOPIC,
} from '../base/internal-topics.ts';
import { MalformedMessageError } from '../base/malformed-message-error.ts';
import type { RecordDecoder } from '../log/check/check-batch.ts';
import { ALL_RECORD_CODECS } from '../protocol/generated/stored-records.ts';
import type { RecordCodec } from '../protocol/message.ts';
import type { LogRecord } from '../record/record.ts';

/** The topic in which Apache Kafka keeps its metadata. */
const CLUSTER_METADATA_TOPIC = '__cluster_metadata';
const METADATA_FRAME_VERSION = 1;

type AnyCodec = RecordCodec<object>;
const CODECS = ALL_RECORD_CODECS as readonly unknown[] as readonly AnyCodec[];

const SHARE_STATE = /^Share(Snapshot|Update)/;
const TRANSACTION_LOG = /^TransactionLog/;

/** Decodes the records of this topic; null when it is a topic of its users. */
export function storedRecordDecoder(topic: string): RecordDecoder | null {
  if (topic === CLUSTER_METADATA_TOPIC) return metadataDecoder();
  const pattern = {
    [TRANSACTION_STATE_TOPIC]: TRANSACTION_LOG,
    [SHARE_GROUP_STATE_TOPIC]: SHARE_STATE,
    [CONSUMER_OFFSETS_TOPIC]: /^(?!Share(Snapshot|Update)|TransactionLog)/,
  }[topic];
  return pattern ? coordinatorDecoder(pattern) : null;
}

/** Keys begin with the type of the record, values with the version of their schema. */
function coordinatorDecoder(pattern: RegExp): RecordDecoder {
  const matching = CODECS.filter(({ name, type }) => type >= 0 && pattern.test(name));
  const keys = byType(matching.filter(({ name }) => name.endsWith('Key')));
  const values = byType(matching.filter(({ name }) => name.endsWith('Value')));
  return decoder(({ key, value }) => {
    if (!key) return 'the record has no key';
    const reader = new ByteReader(key);
    const type = reader.int16('type');
    const keyCodec = keys.get(type);
    const valueCodec = values.get(type);
    if (!keyCodec || !valueCodec) return `there is no record of type ${type}`;
    const fault = decodeWhole(reader, keyCodec, keyCodec.minVersion);
    if (fault !== null || value === null) return fault;
    const content = new ByteReader(value);
    return decodeWhole(content, valueCodec, content.int16('version'));
  });
}

/** A frame: its own version, the type of the record and the version of its schema, all varints. */
function metadataDecoder(): RecordDecoder {
  const records = byType(CODECS.filter(({ name }) => name.endsWith('Record')));
  return decoder(({ value }) => {
    if (!value) return 'the record has no value';
    const reader = new ByteReader(value);
    const frame = reader.unsignedVarint('frame version');
    if (frame !== METADATA_FRAME_VERSION) return `the frame has the version ${frame}`;
    const type = reader.unsignedVarint('type');
    const codec = records.get(type);
    if (!codec) return `there is no record of type ${type}`;
    return decodeWhole(reader, codec, reader.unsignedVarint('version'));
  });
}

function decoder(decode: (record: LogRecord) => string | null): RecordDecoder {
  return (record, isControl) => {
    if (isControl) return null;
    try {
      return decode(record);
    } catch (error) {
      if (error instanceof MalformedMessageError) return error.message;
      throw error;
    }
  };
}

function decodeWhole(reader: ByteReader, codec: AnyCodec, version: number): string | null {
  const { name, minVersion, maxVersion } = codec;
  if (version < minVersion || version > maxVersion) return `${name} has no version ${version}`;
  codec.decode(reader, version);
  return reader.remaining === 0 ? null : `${name} is followed by ${reader.remaining} bytes`;
}

function byType(codecs: readonly AnyCodec[]): ReadonlyMap<number, AnyCodec> {
  return new Map(codecs.filter(({ type }) => type >= 0).map((codec) => [codec.type, codec]));
}
