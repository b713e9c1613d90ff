// The files of a partition directory as plain values that can be compared field by field, whoever wrote them.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readInt64 } from '../../src/base/int64-bytes.ts';
import { readSnapshot } from '../../src/log/check/producer-snapshot-check.ts';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { decompress } from '../../src/record/compression.ts';
import type { RecordBatch } from '../../src/record/record-batch.ts';
import { BatchField } from '../../src/record/record-batch.ts';

/** What stands in each file of a partition directory, by its name. */
export function partitionFiles(directory: string): ReadonlyMap<string, unknown> {
  // What the log has let go of goes when each broker gets to it.
  const names = readdirSync(directory).filter((name) => !name.endsWith('.deleted'));
  const files = names.map((name): [string, unknown] => {
    const content = contentOf(path.join(directory, name));
    return [isEmptySnapshot(name, content) ? `${name} without producers` : name, content];
  });
  return new Map(files);
}

function isEmptySnapshot(name: string, content: unknown): boolean {
  const isSnapshot = name.endsWith('.snapshot') && typeof content === 'object' && content !== null;
  return isSnapshot && Object.keys(content).length === 0;
}

function contentOf(file: string): unknown {
  const bytes = readFileSync(file);
  switch (path.extname(file)) {
    case '.log':
      return [...batchesIn(bytes)].map(batchOf);
    case '.index':
      return entries(bytes, 8, (at) => `${bytes.readInt32BE(at)} @${bytes.readInt32BE(at + 4)}`);
    case '.timeindex':
      return entries(bytes, 12, (at) => `${readInt64(bytes, at)} +${bytes.readInt32BE(at + 8)}`);
    case '.txnindex':
      return entries(bytes, 34, (at) => bytes.toString('hex', at, at + 34));
    case '.snapshot': {
      const snapshot = readSnapshot(bytes);
      return typeof snapshot === 'string' ? snapshot : Object.fromEntries(snapshot);
    }
    default:
      return bytes.toString('utf8').replace(/(topic_id: ).*/, '$1ID');
  }
}

function entries(bytes: Buffer, size: number, entryAt: (at: number) => string): unknown {
  const used = usedBytes(bytes);
  const list = Array.from({ length: Math.ceil(used / size) }, (_, index) => entryAt(index * size));
  return { bytes: bytes.length, entries: list };
}

/** Without the zeros that fill up an index that is still written. */
function usedBytes(bytes: Buffer): number {
  let used = bytes.length;
  while (used > 0 && bytes[used - 1] === 0) used--;
  return used;
}

/** A batch as its bytes; those with the broker's own time without it. */
function batchOf(batch: RecordBatch): unknown {
  if (batch.isControl) return markerOf(batch);
  const isRecompressed = batch.compressionId === 1;
  if (batch.timestampType === 'CreateTime' && !isRecompressed) return batch.frame.toString('hex');
  const isAppendTime = batch.timestampType === 'LogAppendTime';
  return {
    baseOffset: batch.baseOffset,
    partitionLeaderEpoch: batch.partitionLeaderEpoch,
    isIntact: batch.isIntact,
    attributes: batch.attributes,
    lastOffsetDelta: batch.lastOffsetDelta,
    baseTimestamp: batch.baseTimestamp,
    maxTimestamp: isAppendTime ? 'append time' : batch.maxTimestamp,
    producerId: batch.producerId,
    producerEpoch: batch.producerEpoch,
    baseSequence: batch.baseSequence,
    recordsCount: batch.recordsCount,
    // Two implementations of a codec may compress differently.
    payload: decompress(batch.compressionId, batch.payload).toString('hex'),
  };
}

/** A marker of a transaction: its time is the broker's own. */
function markerOf(batch: RecordBatch): unknown {
  const bytes = Buffer.from(batch.frame);
  bytes.fill(0, BatchField.BASE_TIMESTAMP, BatchField.PRODUCER_ID);
  bytes.fill(0, BatchField.CRC, BatchField.ATTRIBUTES);
  return { isIntact: batch.isIntact, marker: bytes.toString('hex') };
}
