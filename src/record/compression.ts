// The compression codecs of record batches, by the number that a batch's attributes carry. Whatever a
// client sent may be hostile: inflating is bounded by MAX_INFLATED_BYTES before memory is spent, and
// bytes that are not of their codec are INVALID_RECORD. Native modules are loaded at their first use.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { CompressionCodec } from './compression-codec.ts';
import { InflatedTooLargeError } from './compression-codec.ts';
import { gzipCodec } from './gzip-codec.ts';
import { lz4Codec } from './lz4-codec.ts';
import { invalidRecord } from './record-errors.ts';
import { snappyCodec } from './snappy-codec.ts';
import { zstdCodec } from './zstd-codec.ts';

/** The codecs' names, as `compression.type` spells them; the index is the number in the attributes. */
export const COMPRESSION_NAMES = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

export type CompressionName = (typeof COMPRESSION_NAMES)[number];

/** Bytes that one batch may inflate to. */
export const MAX_INFLATED_BYTES = 128 * 1024 * 1024;

/** Memory that small batches are inflated into; new memory for each costs half as much as inflating it. */
const SCRATCH_BYTES = 128 * 1024;

const CODECS: readonly (CompressionCodec | null)[] = [
  null,
  gzipCodec,
  snappyCodec,
  lz4Codec,
  zstdCodec,
];

/** The number that stands for a codec in a batch's attributes. */
export function compressionId(name: CompressionName): number {
  return COMPRESSION_NAMES.indexOf(name);
}

/** Whether a codec has this number. */
export function isKnownCompression(id: number): boolean {
  return id < COMPRESSION_NAMES.length;
}

/** The records that these bytes hold; the bytes themselves when `id` is 0. */
export function decompress(
  id: number,
  payload: Buffer,
  limit = MAX_INFLATED_BYTES,
  scratch?: Buffer,
): Buffer {
  if (id === 0) return payload;
  try {
    return codecOf(id).decompress(payload, limit, scratch);
  } catch (error) {
    if (error instanceof KafkaError) throw error;
    if (error instanceof InflatedTooLargeError) {
      throw new KafkaError(ErrorCode.MESSAGE_TOO_LARGE, `a record batch has ${error.message}`);
    }
    throw invalidRecord(`the records are not in the format ${COMPRESSION_NAMES[id]}`);
  }
}

/** The same, to be looked at and forgotten: the result is good until the next call. */
export function decompressForNow(id: number, payload: Buffer): Buffer {
  if (id === 0) return payload;
  scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  return decompress(id, payload, MAX_INFLATED_BYTES, scratch);
}

let scratch: Buffer | undefined;

/** These records compressed; the bytes themselves when `id` is 0. */
export function compress(id: number, plain: Buffer, level?: number): Buffer {
  return id === 0 ? plain : codecOf(id).compress(plain, level);
}

function codecOf(id: number): CompressionCodec {
  const codec = CODECS[id];
  if (!codec) {
    const message = `no compression codec has the number ${id}`;
    throw new KafkaError(ErrorCode.UNSUPPORTED_COMPRESSION_TYPE, message);
  }
  return codec;
}
