// Record batches to produce, good ones and ones with a single thing wrong.

import { crc32 } from 'node:zlib';
import { RecordBatch } from '../../src/record/record-batch.ts';
import type { NewBatch } from '../../src/record/record-batch-builder.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';

/** A time that is the same on both sides and clearly not the broker's own. */
export const SENT_AT = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;

/** A batch of one record for each value, a second apart. */
export function batchOf(values: readonly string[], options: Partial<NewBatch> = {}): Buffer {
  const records = values.map((value, index) => ({
    key: Buffer.from(`key ${index}`),
    value: Buffer.from(value),
    timestamp: SENT_AT + index * 1000,
  }));
  return buildBatch({ records, ...options });
}

/** The batch with bytes changed and the CRC made right again. */
export function changed(batch: Buffer, change: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(batch);
  change(copy);
  new RecordBatch(copy).updateCrc();
  return copy;
}

/** The batch with bytes changed, the CRC left as it was. */
export function tampered(batch: Buffer, change: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(batch);
  change(copy);
  return copy;
}

/** One message in the format that was before record batches. */
export function oldMessage(magic: 0 | 1, value: string): Buffer {
  const content = Buffer.from(value);
  const head = Buffer.alloc(magic === 0 ? 2 : 10);
  head.writeInt8(magic, 0);
  if (magic === 1) head.writeBigInt64BE(BigInt(SENT_AT), 2);
  const body = Buffer.alloc(8 + content.length);
  body.writeInt32BE(-1, 0);
  body.writeInt32BE(content.length, 4);
  content.copy(body, 8);
  const message = Buffer.concat([head, body]);
  const frame = Buffer.alloc(16);
  frame.writeInt32BE(4 + message.length, 8);
  frame.writeUInt32BE(crc32(message), 12);
  return Buffer.concat([frame, message]);
}
