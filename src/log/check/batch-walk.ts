// Walks the batches of a segment's file from front to back and does not stop at damage: what is no batch is
// told with its extent, and the walk goes on at the next whole batch, wherever that is.

import { readInt64 } from '../../base/int64-bytes.ts';
import type { File } from '../../platform/file-system.ts';
import {
  BATCH_HEADER_SIZE,
  BatchField,
  LOG_OVERHEAD,
  MAGIC_V2,
  RecordBatch,
} from '../../record/record-batch.ts';
import { MAX_RELATIVE } from '../segment-scan.ts';
import { ByteWindow } from './byte-window.ts';

/** A batch is read whole up to this size; of a larger one only the header is looked at. */
export const MOST_BATCH_BYTES = 128 * 1024 * 1024;
/** How many places are tried as the beginning of a batch after one damage. */
const MOST_CANDIDATES = 10_000;
const SEARCH_BYTES = 64 * 1024;

/** A batch, as far as its header can be believed. */
export interface WalkedBatch {
  readonly kind: 'batch';
  readonly position: number;
  /** Good until the next step. Only the header when `isWhole` is false. */
  readonly batch: RecordBatch;
  /** Whether its records are there: it is intact, and not too large to be read. */
  readonly isWhole: boolean;
  /** Whether its CRC is right; unknown, and taken for right, when it is too large to be read. */
  readonly isIntact: boolean;
}

/** Bytes that are no batch. */
export interface Damage {
  readonly kind: 'damage';
  readonly position: number;
  readonly reason: string;
  /** Where the next whole batch begins, or the file ends. */
  readonly resumeAt: number;
}

export interface WalkedFile {
  readonly file: File;
  /** Bytes that are looked at. */
  readonly size: number;
  /** The base offset of the segment. */
  readonly baseOffset: number;
}

export function* walkBatches(walked: WalkedFile): Generator<WalkedBatch | Damage> {
  const { file, size, baseOffset } = walked;
  const window = new ByteWindow(file, size);
  for (let position = 0; position < size; ) {
    const header = window.at(position, Math.min(BATCH_HEADER_SIZE, size - position));
    const reason = whyNoBatch(header, { remaining: size - position, baseOffset });
    if (reason !== null) {
      const resumeAt = findBatchAfter(walked, position);
      yield { kind: 'damage', position, reason, resumeAt };
      position = resumeAt;
      continue;
    }
    const step = readBatchAt(walked, window, position);
    yield step;
    position = step.kind === 'damage' ? step.resumeAt : step.position + step.batch.sizeInBytes;
  }
}

/** What stands at a place whose header can be that of a batch. */
function readBatchAt(
  walked: WalkedFile,
  window: ByteWindow,
  position: number,
): WalkedBatch | Damage {
  const header = Buffer.from(window.at(position, BATCH_HEADER_SIZE));
  const { sizeInBytes } = new RecordBatch(header);
  if (sizeInBytes > MOST_BATCH_BYTES) {
    const batch = new RecordBatch(header);
    return { kind: 'batch', position, batch, isWhole: false, isIntact: true };
  }
  const bytes = window.at(position, sizeInBytes);
  if (bytes.length === sizeInBytes && new RecordBatch(bytes).isIntact) {
    const batch = new RecordBatch(bytes);
    return { kind: 'batch', position, batch, isWhole: true, isIntact: true };
  }
  // A length that is damaged leads astray: then the next batch has to be looked for.
  if (leadsToBatch(walked, window, position + sizeInBytes)) {
    return {
      kind: 'batch',
      position,
      batch: new RecordBatch(header),
      isWhole: false,
      isIntact: false,
    };
  }
  const resumeAt = findBatchAfter(walked, position);
  return { kind: 'damage', position, reason: 'it has another CRC than it says', resumeAt };
}

/** Why no batch of this segment can begin with these bytes; null when one can. */
function whyNoBatch(
  bytes: Buffer,
  { remaining, baseOffset }: { readonly remaining: number; readonly baseOffset: number },
): string | null {
  if (bytes.length < BATCH_HEADER_SIZE) return `${bytes.length} bytes are no batch`;
  const magic = bytes.readInt8(BatchField.MAGIC);
  if (magic === 0 || magic === 1) return `it has the message format of magic ${magic}`;
  if (magic !== MAGIC_V2) return `it has the magic ${magic}`;
  const size = LOG_OVERHEAD + bytes.readInt32BE(BatchField.BATCH_LENGTH);
  if (size < BATCH_HEADER_SIZE) return `it says that it has ${size} bytes`;
  if (size > remaining) return `it says that it has ${size} bytes, ${remaining} are left`;
  const first = readInt64(bytes, 0) - baseOffset;
  const last = first + bytes.readInt32BE(BatchField.LAST_OFFSET_DELTA);
  if (first < 0 || last < first || last > MAX_RELATIVE) {
    return `its offsets ${baseOffset + first} to ${baseOffset + last} cannot be in this segment`;
  }
  return null;
}

function leadsToBatch({ size, baseOffset }: WalkedFile, window: ByteWindow, end: number): boolean {
  if (end === size) return true;
  const header = window.at(end, Math.min(BATCH_HEADER_SIZE, size - end));
  return whyNoBatch(header, { remaining: size - end, baseOffset }) === null;
}

/** Where the next whole batch after `position` begins; the size when there is none. */
function findBatchAfter({ file, size, baseOffset }: WalkedFile, position: number): number {
  const window = new ByteWindow(file, size - position);
  let candidates = 0;
  for (let start = position + 1; start + BATCH_HEADER_SIZE <= size; start += SEARCH_BYTES) {
    // A copy: looking at a candidate moves the window.
    const bytes = Buffer.from(window.at(start, SEARCH_BYTES + BATCH_HEADER_SIZE - 1));
    for (let at = 0; at < SEARCH_BYTES && at + BATCH_HEADER_SIZE <= bytes.length; at++) {
      if (bytes[at + BatchField.MAGIC] !== MAGIC_V2) continue;
      const header = bytes.subarray(at, at + BATCH_HEADER_SIZE);
      const remaining = size - start - at;
      if (whyNoBatch(header, { remaining, baseOffset }) !== null) continue;
      candidates++;
      if (candidates > MOST_CANDIDATES) return size;
      const { sizeInBytes } = new RecordBatch(header);
      if (sizeInBytes > MOST_BATCH_BYTES) continue;
      const whole = window.at(start + at, sizeInBytes);
      if (whole.length === sizeInBytes && new RecordBatch(whole).isIntact) return start + at;
    }
  }
  return size;
}
