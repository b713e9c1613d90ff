// Tells what a power loss leaves from bytes that were changed. A device takes writes in any order, so of
// batches that were not synced one may be torn while a later one is whole. But what was never written is
// zeros, from some point of a sector to its end, or a file that ends early. Nothing else can be there
// instead, for log files only grow, and every cut is synced before anything is written behind it. A batch
// whose records hold such zeros themselves is taken for a lost one when it is damaged; see README.md.

import { BATCH_HEADER_SIZE, BatchField, LOG_OVERHEAD } from '../record/record-batch.ts';
import type { LogFile } from './open-files.ts';

const SECTOR_BYTES = 512;
/** A sector that was written in part was written up to a cache line. */
const UNIT_BYTES = 64;

/** Whether the batch at `position`, which is not whole, shows that writes are missing before `end`. */
export function showsLostWrites(file: LogFile, position: number, end: number): boolean {
  const header = read(file, position, Math.min(position + BATCH_HEADER_SIZE, end));
  // Neither an offset nor a length, nor room for them.
  if (header.length < BATCH_HEADER_SIZE || isZero(header.subarray(0, LOG_OVERHEAD))) return true;
  const size = LOG_OVERHEAD + header.readInt32BE(BatchField.BATCH_LENGTH);
  const isCredible = size >= BATCH_HEADER_SIZE;
  if (isCredible && position + size > end) return true;
  const batchEnd = position + (isCredible ? size : BATCH_HEADER_SIZE);
  for (let start = position - (position % SECTOR_BYTES); start < batchEnd; start += SECTOR_BYTES) {
    const sectorEnd = Math.min(start + SECTOR_BYTES, end);
    const lastUnit = sectorEnd - 1 - ((sectorEnd - 1) % UNIT_BYTES);
    // Zeros that begin after the batch tell nothing about it.
    const from = Math.max(position, Math.min(lastUnit, batchEnd - 1));
    if (isZero(read(file, from, sectorEnd))) return true;
  }
  return false;
}

function read(file: LogFile, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from);
  file.use().readSync(bytes, 0, bytes.length, from);
  return bytes;
}

const isZero = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);
