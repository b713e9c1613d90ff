// How a record of a coordinator's topic begins: a key with its record type, a value with its version, both
// int16, then the message in Apache Kafka's schema.

import { ByteWriter } from '../../base/byte-writer.ts';
import type { Codec } from '../../protocol/message.ts';

const PREFIX_BYTES = 2;

/** The message, after its record type or version. */
export function withPrefix<M extends I, I>(
  prefix: number,
  codec: Codec<M, I>,
  message: I,
  version: number,
): Buffer {
  const buffer = Buffer.allocUnsafe(PREFIX_BYTES + codec.size(message, version));
  const writer = new ByteWriter(buffer);
  writer.int16(prefix);
  codec.encode(writer, message, version);
  return buffer;
}
