// Stored records as bytes. A coordinator's key starts with its record type and its value with its version,
// both int16; a record of the metadata log starts with frame version, type and version, all varints.

import { ByteReader } from '../base/byte-reader.ts';
import { ByteWriter, sizeOfUnsignedVarint } from '../base/byte-writer.ts';
import { MalformedMessageError } from '../base/malformed-message-error.ts';
import type { RecordCodec } from './message.ts';

const PREFIX_BYTES = 2;
const METADATA_FRAME_VERSION = 1;

/** A coordinator record's key, behind its type. */
export function encodeRecordKey<M extends I, I>(codec: RecordCodec<M, I>, key: I): Buffer {
  return encodeWithPrefix(codec, codec.type, { message: key, version: codec.minVersion });
}

/** A coordinator record's value, or any other one that starts with its version. */
export function encodeRecordValue<M extends I, I>(
  codec: RecordCodec<M, I>,
  value: I,
  version: number = codec.maxVersion,
): Buffer {
  return encodeWithPrefix(codec, version, { message: value, version });
}

function encodeWithPrefix<M extends I, I>(
  codec: RecordCodec<M, I>,
  prefix: number,
  { message, version }: { readonly message: I; readonly version: number },
): Buffer {
  const writer = new ByteWriter(Buffer.allocUnsafe(PREFIX_BYTES + codec.size(message, version)));
  writer.int16(prefix);
  codec.encode(writer, message, version);
  writer.expectFull();
  return writer.buffer;
}

/** The record type that a coordinator record's key starts with; throws MalformedMessageError. */
export function peekRecordType(key: Buffer): number {
  return new ByteReader(key).int16('type');
}

/** A key whose type (see `peekRecordType`) is the codec's; throws MalformedMessageError. */
export function decodeRecordKey<M extends I, I>(codec: RecordCodec<M, I>, key: Buffer): M {
  const reader = new ByteReader(key, 0);
  reader.int16(codec.name);
  return codec.decode(reader, codec.minVersion);
}

/** A value of any version that is known; throws MalformedMessageError. */
export function decodeRecordValue<M extends I, I>(codec: RecordCodec<M, I>, value: Buffer): M {
  const reader = new ByteReader(value);
  return codec.decode(reader, knownVersion(codec, reader.int16(codec.name)));
}

/** A record of the cluster metadata log: frame version, type, version, body. */
export function encodeMetadataRecord<M extends I, I>(
  codec: RecordCodec<M, I>,
  record: I,
  version: number = codec.maxVersion,
): Buffer {
  const prefix = [METADATA_FRAME_VERSION, codec.type, version];
  const size = prefix.reduce((sum, value) => sum + sizeOfUnsignedVarint(value), 0);
  const writer = new ByteWriter(Buffer.allocUnsafe(size + codec.size(record, version)));
  for (const value of prefix) writer.unsignedVarint(value);
  codec.encode(writer, record, version);
  writer.expectFull();
  return writer.buffer;
}

/** Type and version of a record of the cluster metadata log; throws MalformedMessageError. */
export function peekMetadataRecord(bytes: Buffer): { type: number; version: number } {
  return readMetadataFrame(new ByteReader(bytes));
}

/** A record of the cluster metadata log of any version that is known; throws MalformedMessageError. */
export function decodeMetadataRecord<M extends I, I>(codec: RecordCodec<M, I>, bytes: Buffer): M {
  const reader = new ByteReader(bytes);
  const { version } = readMetadataFrame(reader);
  return codec.decode(reader, knownVersion(codec, version));
}

function readMetadataFrame(reader: ByteReader): { type: number; version: number } {
  const frame = reader.unsignedVarint('frameVersion');
  if (frame !== METADATA_FRAME_VERSION) {
    throw new MalformedMessageError('frameVersion', `${frame}, not ${METADATA_FRAME_VERSION}`);
  }
  return { type: reader.unsignedVarint('type'), version: reader.unsignedVarint('version') };
}

function knownVersion(
  { name, minVersion, maxVersion }: Pick<RecordCodec<never>, 'name' | 'minVersion' | 'maxVersion'>,
  version: number,
): number {
  if (version >= minVersion && version <= maxVersion) return version;
  throw new MalformedMessageError(name, `version ${version}, not in ${minVersion}-${maxVersion}`);
}
