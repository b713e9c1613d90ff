// Every codec by the name of its message.

import { ByteWriter } from '../../src/base/byte-writer.ts';
import { ALL_APIS } from '../../src/protocol/generated/apis.ts';
import { ALL_RECORD_CODECS } from '../../src/protocol/generated/stored-records.ts';
import type { Codec } from '../../src/protocol/message.ts';

/** A codec whose message is not known to the type checker. */
export type AnyCodec = Codec<object, object>;

/** Every request, response, header and stored record. */
export function allCodecs(): Map<string, AnyCodec> {
  const found = new Map<string, AnyCodec>();
  for (const { name, request, response } of ALL_APIS) {
    found.set(`${name}Request`, request as unknown as AnyCodec);
    found.set(`${name}Response`, response as unknown as AnyCodec);
  }
  for (const codec of ALL_RECORD_CODECS) found.set(codec.name, codec as unknown as AnyCodec);
  return found;
}

/** A message's bytes; asserts that the codec sized them right. */
export function encode<M extends I, I>(codec: Codec<M, I>, message: I, version: number): Buffer {
  const writer = new ByteWriter(Buffer.alloc(codec.size(message, version)));
  codec.encode(writer, message, version);
  writer.expectFull();
  return writer.buffer;
}
