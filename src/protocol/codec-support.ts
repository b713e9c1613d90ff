// What the generated codecs share: tagged fields nobody here knows, the path of a malformed message, and
// the two ways in which a message cannot be said in a version.

import type { ByteReader } from '../base/byte-reader.ts';
import type { ByteWriter } from '../base/byte-writer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import { inField, MalformedMessageError } from '../base/malformed-message-error.ts';
import type { Codec, RecordsInput, UnknownTaggedField } from './message.ts';

/** How many tagged fields that nobody knows a struct may bring along; Kafka itself has no such limit. */
const MAX_UNKNOWN_TAGS = 1000;

/** A codec whose malformed messages carry the message's name in front of the path. */
export function codec<Message extends Input, Input>(
  name: string,
  { decode, encode, size }: Codec<Message, Input>,
): Codec<Message, Input> {
  return {
    decode(reader, version) {
      try {
        return decode(reader, version);
      } catch (error) {
        throw inField(error, name);
      }
    },
    encode,
    size,
  };
}

/** Decodes a struct that is a field of another one. */
export function decodeField<T>(
  reader: ByteReader,
  version: number,
  field: string,
  decode: (reader: ByteReader, version: number) => T,
): T {
  try {
    return decode(reader, version);
  } catch (error) {
    throw inField(error, field);
  }
}

/** Whether a struct that may be null is there. */
export function decodePresence(reader: ByteReader, field: string): boolean {
  return reader.int8(field) >= 0;
}

/** The tagged fields of a struct that knows none. */
export function decodeUnknownTags(reader: ByteReader): UnknownTaggedField[] | undefined {
  let unknown: UnknownTaggedField[] | undefined;
  for (let count = reader.unsignedVarint('tags'); count > 0; count--) {
    const tag = reader.unsignedVarint('tag');
    unknown = decodeUnknownTag(reader, unknown, tag, reader.unsignedVarint('tag'));
  }
  return unknown;
}

/** Adds one unknown tagged field to those found so far. */
export function decodeUnknownTag(
  reader: ByteReader,
  unknown: UnknownTaggedField[] | undefined,
  tag: number,
  size: number,
): UnknownTaggedField[] {
  const data = Buffer.from(reader.view(size, `tag ${tag}`));
  if (unknown === undefined) return [{ tag, data }];
  if (unknown.length === MAX_UNKNOWN_TAGS) {
    throw new MalformedMessageError('tags', `more than ${MAX_UNKNOWN_TAGS} unknown tagged fields`);
  }
  unknown.push({ tag, data });
  return unknown;
}

/** A known tagged field must take exactly the bytes that it says it takes. */
export function expectTagEnd(reader: ByteReader, field: string, end: number): void {
  if (reader.position !== end) {
    const problem = `a tagged field that ends ${reader.position - end} bytes after its size`;
    throw new MalformedMessageError(field, problem);
  }
}

/** A tag that this version does not have, although another one does. */
export function tagNotInVersion(field: string, version: number): MalformedMessageError {
  return new MalformedMessageError(field, `a tagged field that version ${version} does not have`);
}

/** The tagged section of a struct that knows none. */
export function encodeUnknownTags(
  writer: ByteWriter,
  unknown: readonly UnknownTaggedField[] | undefined,
): void {
  if (unknown === undefined) {
    writer.unsignedVarint(0);
    return;
  }
  writer.unsignedVarint(unknown.length);
  encodeUnknownTagsBetween(writer, unknown, 0, Number.POSITIVE_INFINITY);
}

/** The unknown tagged fields whose tag is in [from, below), between two known ones, in ascending order. */
export function encodeUnknownTagsBetween(
  writer: ByteWriter,
  unknown: readonly UnknownTaggedField[],
  from: number,
  below: number,
): void {
  for (const { tag, data } of ascending(unknown)) {
    if (tag < from || tag >= below) continue;
    writer.unsignedVarint(tag);
    writer.unsignedVarint(data.length);
    writer.raw(data);
  }
}

/** They nearly always are, as the protocol asks for it. */
function ascending(unknown: readonly UnknownTaggedField[]): readonly UnknownTaggedField[] {
  const isAscending = unknown.every(({ tag }, index) => tag >= (unknown[index - 1]?.tag ?? 0));
  return isAscending ? unknown : unknown.toSorted((a, b) => a.tag - b.tag);
}

/** Writes records behind their length, from memory or straight from where they are. */
export function encodeRecords(
  writer: ByteWriter,
  flexible: boolean,
  records: RecordsInput | null,
): void {
  if (records === null) {
    writer.arrayLength(flexible, -1);
    return;
  }
  writer.arrayLength(flexible, records.byteLength);
  if (records instanceof Uint8Array) {
    writer.raw(records);
    return;
  }
  records.readInto(writer.buffer, writer.position);
  writer.position += records.byteLength;
}

/** Fails for a value that this version of a message has no field for. */
export function unsupported(message: string, field: string, version: number): never {
  throw new KafkaError(
    ErrorCode.UNSUPPORTED_VERSION,
    `version ${version} of ${message} has no field ${field}, but it is set`,
  );
}

/** Fails for a null in a version in which the field must have a value. */
export function notNullable(message: string, field: string, version: number): never {
  throw new KafkaError(
    ErrorCode.UNSUPPORTED_VERSION,
    `${field} of ${message} cannot be null in version ${version}`,
  );
}
