// Walks the batches that stand one after the other in some bytes, as a Fetch answer or a segment holds
// them. A batch that is cut off at the end is left out; a length that no batch can have is corruption.

import { BATCH_HEADER_SIZE, BatchField, LOG_OVERHEAD, RecordBatch } from './record-batch.ts';
import { corruptMessage } from './record-errors.ts';

/** What stands at the cursor: the length and magic of the next batch were plausible, or nothing whole. */
const MAGIC_END = BatchField.MAGIC + 1;
/** The smallest length that any message format has had (magic 0). */
const SMALLEST_LENGTH = 14;

/**
 * The size of the batch at `at`, or 0 when no whole batch is there. Throws CORRUPT_MESSAGE for a length or
 * a magic that does not exist.
 */
export function wholeBatchSize(bytes: Buffer, at: number): number {
  const remaining = bytes.length - at;
  if (remaining < LOG_OVERHEAD) return 0;
  const length = bytes.readInt32BE(at + BatchField.BATCH_LENGTH);
  if (length < SMALLEST_LENGTH) throw corruptMessage(`a record batch has the length ${length}`);
  if (remaining < MAGIC_END) return 0;
  const magic = bytes.readInt8(at + BatchField.MAGIC);
  if (magic < 0 || magic > 2) throw corruptMessage(`a record batch has the magic ${magic}`);
  const size = LOG_OVERHEAD + length;
  return remaining < size ? 0 : size;
}

/** The whole batches in these bytes, in order. */
export function* batchesIn(bytes: Buffer): Generator<RecordBatch> {
  let at = 0;
  for (;;) {
    const size = wholeBatchSize(bytes, at);
    if (size === 0) return;
    if (size < BATCH_HEADER_SIZE) throw corruptMessage(`a record batch has ${size} bytes`);
    yield new RecordBatch(bytes, at);
    at += size;
  }
}
