// A finished segment of one gigabyte that takes a few kilobytes of the disk: a hole, and at its end one batch
// that its offset and time index name. Enough for a log to be opened cleanly and appended to; records before
// the batch are not there to be read.

import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { writeInt64 } from '../../src/base/int64-bytes.ts';
import { RecordBatch } from '../../src/record/record-batch.ts';
import { batchOf } from './wire-load.ts';

const SEGMENT_BYTES = 2 ** 30;
/** Offsets that a segment takes. */
const OFFSETS = 1_000_000;
const RECORDS = 15;
const NAME_DIGITS = 20;
const OFFSET_ENTRY_BYTES = 8;
const TIME_ENTRY_BYTES = 12;

/** The file of the segment with this number, which begins where the one before ends. */
export function segmentFile(directory: string, segment: number, suffix: string): string {
  return path.join(directory, `${String(segment * OFFSETS).padStart(NAME_DIGITS, '0')}${suffix}`);
}

export function writeSparseSegment(directory: string, segment: number): void {
  const bytes = batchOf({ records: RECORDS, recordBytes: 1024 });
  const lastRelative = OFFSETS - 1;
  const batch = new RecordBatch(bytes);
  batch.assignPlace(segment * OFFSETS + lastRelative - batch.lastOffsetDelta, 0);
  const position = SEGMENT_BYTES - bytes.length;

  const log = openSync(segmentFile(directory, segment, '.log'), 'w');
  writeSync(log, bytes, 0, bytes.length, position);
  closeSync(log);

  const offsetEntry = Buffer.alloc(OFFSET_ENTRY_BYTES);
  offsetEntry.writeInt32BE(lastRelative, 0);
  offsetEntry.writeInt32BE(position, 4);
  writeFileSync(segmentFile(directory, segment, '.index'), offsetEntry);

  const timeEntry = Buffer.alloc(TIME_ENTRY_BYTES);
  writeInt64(timeEntry, 0, batch.maxTimestamp);
  timeEntry.writeInt32BE(lastRelative, 8);
  writeFileSync(segmentFile(directory, segment, '.timeindex'), timeEntry);
}
