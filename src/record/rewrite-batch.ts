// Writes a produced batch anew: in another compression, or with offset deltas put right. Records keep
// their bytes but for the delta; the producer's fields stay, for the producer's state depends on them.

import { RecordCursor } from './record.ts';
import type { TimestampType } from './record-batch.ts';
import { RecordBatch } from './record-batch.ts';
import { assembleBatch } from './record-batch-builder.ts';
import { varintSize, writeVarint } from './varint.ts';

export interface Rewriting {
  readonly compressionId: number;
  readonly compressionLevel: number | undefined;
  readonly timestampType: TimestampType;
  readonly maxTimestamp: number;
  /** Whether the records' offset deltas are right already. */
  readonly keepsOffsetDeltas: boolean;
}

/** The batch in new bytes; `plain` holds its records, not compressed. */
export function rewriteBatch(batch: RecordBatch, plain: Buffer, rewriting: Rewriting): RecordBatch {
  const { compressionId, compressionLevel, timestampType, maxTimestamp } = rewriting;
  const records = rewriting.keepsOffsetDeltas ? plain : renumber(plain, batch.recordsCount);
  const bytes = assembleBatch(
    {
      compressionId,
      ...(compressionLevel === undefined ? {} : { compressionLevel }),
      timestampType,
      producerId: batch.producerId,
      producerEpoch: batch.producerEpoch,
      baseSequence: batch.baseSequence,
      isTransactional: batch.isTransactional,
      isControl: batch.isControl,
    },
    records,
    { baseTimestamp: batch.baseTimestamp, maxTimestamp, count: batch.recordsCount },
  );
  return new RecordBatch(bytes);
}

/** The same records with the offset deltas 0..n-1. */
function renumber(plain: Buffer, count: number): Buffer {
  const parts: Buffer[] = [];
  const cursor = new RecordCursor(plain);
  for (let index = 0; index < count; index++) {
    cursor.next();
    const rest = plain.subarray(cursor.contentAt, cursor.position);
    const size = 1 + varintSize(cursor.timestampDelta) + varintSize(index) + rest.length;
    const head = Buffer.alloc(varintSize(size) + size - rest.length);
    let at = writeVarint(head, 0, size);
    at = writeVarint(head, at + 1, cursor.timestampDelta);
    writeVarint(head, at, index);
    parts.push(head, rest);
  }
  return Buffer.concat(parts);
}
