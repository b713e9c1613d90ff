// What the generated code implements: one codec per message, one descriptor per API key.

import type { ByteReader } from '../base/byte-reader.ts';
import type { ByteWriter } from '../base/byte-writer.ts';

/**
 * A message's codec. `Message` has every field of every version (decoding fills in defaults); `Input`,
 * what is encoded, may leave out fields that have a default or are not in every version.
 */
export interface Codec<Message extends Input, Input = Message> {
  decode(reader: ByteReader, version: number): Message;
  encode(writer: ByteWriter, message: Input, version: number): void;
  /** The exact number of bytes that `encode` writes. */
  size(message: Input, version: number): number;
}

/** One API key: its versions (those that Kafka 4.3 knows) and the codecs of both directions. */
export interface Api<Req extends ReqIn, Res extends ResIn, ReqIn = Req, ResIn = Res> {
  readonly key: number;
  readonly name: string;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** The first version with compact fields, tagged fields and flexible headers; Infinity when none is. */
  readonly flexibleFrom: number;
  readonly request: Codec<Req, ReqIn>;
  readonly response: Codec<Res, ResIn>;
}

/**
 * The codec of a record that is stored: in an internal topic, in a control batch or in a file. `type` is
 * the record type that stands before it (the key's version in a coordinator's topic, the frame's type in
 * the metadata log); -1 where there is none.
 */
export interface RecordCodec<Message extends Input, Input = Message> extends Codec<Message, Input> {
  readonly name: string;
  readonly type: number;
  readonly minVersion: number;
  readonly maxVersion: number;
  /** The first version with compact and tagged fields; Infinity when none is. */
  readonly flexibleFrom: number;
}

/** A tagged field (KIP-482) that this version of the broker does not know: kept, and written again. */
export interface UnknownTaggedField {
  readonly tag: number;
  readonly data: Buffer;
}

/**
 * Records to be sent that are not in memory: the encoder reads them straight into the response, in the
 * same turn of the event loop in which they were located, so no copy is made.
 */
export interface RecordsSource {
  readonly byteLength: number;
  /** Writes exactly `byteLength` bytes into `target` at `at`. */
  readInto(target: Buffer, at: number): void;
}

/** What a `records` field may be given as. Decoded ones are views of the frame, valid as long as it is. */
export type RecordsInput = Buffer | RecordsSource;
