// How many records there are in bytes that hold batches, off their headers alone. Bytes that are no batches count as
// far as they look like some: what clients send is not to be trusted here.

import {
  BATCH_HEADER_SIZE,
  BatchField,
  LOG_OVERHEAD,
  MAGIC_V2,
} from '../../record/record-batch.ts';

export function countRecords(bytes: Buffer): number {
  let count = 0;
  let at = 0;
  while (bytes.length - at >= BATCH_HEADER_SIZE && bytes[at + BatchField.MAGIC] === MAGIC_V2) {
    count += Math.max(0, bytes.readInt32BE(at + BatchField.RECORDS_COUNT));
    const length = LOG_OVERHEAD + bytes.readInt32BE(at + BatchField.BATCH_LENGTH);
    if (length < BATCH_HEADER_SIZE) return count;
    at += length;
  }
  return count;
}
