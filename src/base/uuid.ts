// Topic, directory and cluster ids. In memory a uuid is the 22 characters that Kafka prints (base64url
// without padding of its 16 bytes): comparable, usable as a Map key, readable in logs.

import { assert } from './assert.ts';

/** A uuid as Kafka prints it: 22 characters of base64url. */
export type Uuid = string & { readonly __brand: 'Uuid' };

export const UUID_BYTES = 16;

/** The uuid that stands for "none" (sixteen zero bytes). */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA' as Uuid;

/** The uuid in these 16 bytes. */
export function uuidFromBytes(bytes: Uint8Array): Uuid {
  assert(bytes.length === UUID_BYTES, `a uuid has ${UUID_BYTES} bytes, not ${bytes.length}`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, UUID_BYTES).toString('base64url') as Uuid;
}

/** The 16 bytes of a uuid. */
export function uuidToBytes(uuid: Uuid): Buffer {
  return Buffer.from(uuid, 'base64url');
}

/** Reads a uuid that a person or a file wrote; null when it is none. */
export function parseUuid(text: string): Uuid | null {
  if (!/^[A-Za-z0-9_-]{22}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === UUID_BYTES && bytes.toString('base64url') === text
    ? (text as Uuid)
    : null;
}
