// The offset and the time index of one segment, and what decides about their next entries: how many bytes
// came since the last one, and which timestamp is the greatest so far. An index is an object and a file
// only once it has an entry or the segment is finished: most segments of many partitions never have one.

import { OFFSET_ENTRY_SIZE, OffsetIndex } from './offset-index.ts';
import type { LogFile, OpenFiles } from './open-files.ts';
import { OFFSET_INDEX_SUFFIX, segmentPath, TIME_INDEX_SUFFIX } from './segment-files.ts';
import type { TimestampOffset } from './time-index.ts';
import { TIME_ENTRY_SIZE, TimeIndex } from './time-index.ts';

/** What the indexes have to know of a batch. */
export interface IndexedBatch {
  readonly lastOffset: number;
  readonly maxTimestamp: number;
  readonly sizeInBytes: number;
}

const NONE: TimestampOffset = { timestamp: -1, offset: -1 };

export class SegmentIndexes {
  readonly #files: OpenFiles;
  readonly #directory: string;
  readonly #baseOffset: number;
  readonly #ending: string;
  #offsets: OffsetIndex | null = null;
  #times: TimeIndex | null = null;
  #bytesSinceEntry = 0;
  #greatest = NONE;

  /** `ending`: added to the files' names. */
  constructor(files: OpenFiles, directory: string, baseOffset: number, ending = '') {
    this.#ending = ending;
    this.#files = files;
    this.#directory = directory;
    this.#baseOffset = baseOffset;
  }

  get offsets(): OffsetIndex {
    this.#offsets ??= new OffsetIndex(this.#file(OFFSET_INDEX_SUFFIX), this.#baseOffset);
    return this.#offsets;
  }

  get times(): TimeIndex {
    this.#times ??= new TimeIndex(this.#file(TIME_INDEX_SUFFIX), this.#baseOffset);
    return this.#times;
  }

  /** Both files, whether they exist or not. */
  get files(): readonly LogFile[] {
    return [this.offsets.file, this.times.file];
  }

  /** The greatest timestamp so far and the last offset of the batch that has it; -1: none has one. */
  get greatest(): TimestampOffset {
    return this.#greatest;
  }

  /** The position of the last batch that has an entry; 0 when none has. */
  get lastPosition(): number {
    return this.#offsets?.lastPosition ?? 0;
  }

  /** Whether an index would have more bytes than this with another entry. */
  isFull(limitBytes: number): boolean {
    const offsetBytes = this.#offsets?.sizeInBytes ?? 0;
    const timeBytes = this.#times?.sizeInBytes ?? 0;
    // One entry stays free in the time index: the one that a finished segment ends with.
    return (
      offsetBytes + OFFSET_ENTRY_SIZE > limitBytes || timeBytes + 2 * TIME_ENTRY_SIZE > limitBytes
    );
  }

  /** A position at or before that of the batch which holds `offset`: the best one known. */
  positionAtOrBefore(offset: number): number {
    return this.#offsets?.positionAtOrBefore(offset) ?? 0;
  }

  /** Makes room for what the next batch may add: after it `account` does nothing with the disk. */
  reserve(): void {
    this.#offsets?.reserve();
    this.#times?.reserve();
  }

  /** Takes note of the batch at this position, which follows the last one. */
  account(batch: IndexedBatch, position: number, indexIntervalBytes: number): void {
    const { lastOffset, sizeInBytes } = batch;
    this.#noteTimestamp(batch);
    if (this.#bytesSinceEntry > indexIntervalBytes) {
      this.offsets.append(lastOffset, position);
      this.times.maybeAppend(this.#greatest.timestamp, this.#greatest.offset);
      this.#bytesSinceEntry = 0;
    }
    this.#bytesSinceEntry += sizeInBytes;
  }

  /** Takes over the files; false when they cannot be those of a segment with this many bytes. */
  open(segmentSize: number): boolean {
    if (!this.offsets.file.exists()) return false;
    if (!this.offsets.open(segmentSize) || !this.times.open()) return false;
    this.#greatest = this.times.lastEntry ?? NONE;
    return true;
  }

  /** Goes on after the last entry, whose batch is this one; null: from the segment's beginning. */
  resumeAfter(batch: IndexedBatch | null): void {
    this.#greatest = this.#times?.lastEntry ?? NONE;
    this.#bytesSinceEntry = batch?.sizeInBytes ?? 0;
    if (batch) this.#noteTimestamp(batch);
  }

  /** Forgets all entries, whatever they are. */
  clear(): void {
    this.offsets.clear();
    this.times.clear();
    this.#bytesSinceEntry = 0;
    this.#greatest = NONE;
  }

  /** Keeps what is before the batch that has this position and base offset; `resumeAfter` has to follow. */
  truncateTo(position: number, baseOffset: number): void {
    this.#offsets?.truncateToPosition(position);
    this.#times?.truncateToOffset(baseOffset);
  }

  /** Nothing more comes: the last entry is added, the files are brought up to date. */
  finish(): void {
    this.times.reserve();
    this.times.maybeAppend(this.#greatest.timestamp, this.#greatest.offset);
    for (const index of [this.offsets, this.times]) {
      index.write();
      index.release();
    }
  }

  /** Brings the files that there are to what memory holds. */
  write(): void {
    this.#offsets?.write();
    this.#times?.write();
  }

  /** Closes the files; they open again when they are used. */
  close(): void {
    this.#offsets?.file.close();
    this.#times?.file.close();
  }

  #noteTimestamp({ maxTimestamp, lastOffset }: IndexedBatch): void {
    if (maxTimestamp <= this.#greatest.timestamp) return;
    this.#greatest = { timestamp: maxTimestamp, offset: lastOffset };
  }

  #file(suffix: string): LogFile {
    return this.#files.at(segmentPath(this.#directory, this.#baseOffset, suffix) + this.#ending);
  }
}
