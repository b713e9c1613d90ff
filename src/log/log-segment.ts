// One segment of a log: a file of batches from its base offset on, and its indexes. It grows at its end
// only. Invariant: the first `size` bytes of the file are whole batches with ascending offsets; what may
// lie behind them (a write that failed) is overwritten by the next append.

import { assert } from '../base/assert.ts';
import type { FileSystem } from '../platform/file-system.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { NO_TIMESTAMP } from '../record/record-batch.ts';
import { OffsetIndex } from './offset-index.ts';
import type { LogFile, OpenFiles } from './open-files.ts';
import {
  DELETED_SUFFIX,
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  segmentPath,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from './segment-files.ts';
import type { BatchPlace, ScannedBatch, ScanRange } from './segment-scan.ts';
import { findBatch, MAX_RELATIVE, readBatch, scanBatches } from './segment-scan.ts';
import type { TimestampOffset } from './time-index.ts';
import { TimeIndex } from './time-index.ts';
import { TransactionIndex } from './transaction-index.ts';

const UNKNOWN: TimestampOffset = { timestamp: NO_TIMESTAMP, offset: -1 };

export interface NewSegment {
  readonly directory: string;
  readonly baseOffset: number;
  readonly files: OpenFiles;
  readonly createdMs: number;
  /** For indexes that have to be made again. */
  readonly indexIntervalBytes: number;
  /** Taken off the age at which it rolls. */
  readonly rollJitterMs?: number;
}

export class LogSegment {
  readonly baseOffset: number;
  readonly log: LogFile;
  readonly transactionIndex: TransactionIndex;
  readonly rollJitterMs: number;
  /** Bytes of whole batches. */
  size = 0;
  createdMs: number;
  readonly #offsets: OffsetIndex;
  readonly #times: TimeIndex;
  readonly #fileSystem: FileSystem;
  readonly #indexIntervalBytes: number;
  /** Whether the indexes in memory are those of the batches; if not, they are read when needed. */
  #indexesLoaded = true;
  /** Its files are closed for good, renamed or gone: they must not come back. */
  #isDeleted = false;
  #bytesSinceIndexEntry = 0;
  #greatest: TimestampOffset = UNKNOWN;
  /** Greatest timestamp of the first batch; null: not read yet, or no batch. */
  #firstTimestamp: number | null = null;
  /** The newest batch: what a reader at the end of the log asks for next. */
  #newest: BatchPlace | null = null;

  constructor(options: NewSegment) {
    const { directory, baseOffset, files } = options;
    const at = (suffix: string): LogFile => files.at(segmentPath(directory, baseOffset, suffix));
    this.baseOffset = baseOffset;
    this.log = at(LOG_SUFFIX);
    this.#offsets = new OffsetIndex(at(OFFSET_INDEX_SUFFIX), baseOffset);
    this.#times = new TimeIndex(at(TIME_INDEX_SUFFIX), baseOffset);
    this.transactionIndex = new TransactionIndex(at(TRANSACTION_INDEX_SUFFIX));
    this.createdMs = options.createdMs;
    this.rollJitterMs = options.rollJitterMs ?? 0;
    this.#indexIntervalBytes = options.indexIntervalBytes;
    this.#fileSystem = files.fileSystem;
  }

  /** All files, whether they exist or not. */
  get files(): readonly LogFile[] {
    const { log, transactionIndex } = this;
    return [log, this.#offsets.file, this.#times.file, transactionIndex.file];
  }

  get offsetIndex(): OffsetIndex {
    this.#loadIndexes();
    return this.#offsets;
  }

  get timeIndex(): TimeIndex {
    this.#loadIndexes();
    return this.#times;
  }

  /** The greatest timestamp in it and the last offset of the batch that has it; -1: none has one. */
  get greatestTimestamp(): TimestampOffset {
    this.#loadIndexes();
    return this.#greatest;
  }

  /** What retention goes by: the greatest timestamp, or else when the file was last written. */
  get retentionTimestamp(): number {
    const { timestamp } = this.greatestTimestamp;
    if (timestamp >= 0) return timestamp;
    if (!this.log.exists()) return this.createdMs;
    return this.#fileSystem.stat(this.log.path).modifiedMs;
  }

  /** The greatest timestamp of the first batch; -1 when it has none, null when there is no batch. */
  get firstTimestamp(): number | null {
    if (this.#firstTimestamp === null && this.size > 0) {
      const range = this.#range(0, true);
      for (const { batch } of scanBatches(this.log, range)) {
        this.#firstTimestamp = batch.maxTimestamp;
        break;
      }
    }
    return this.#firstTimestamp;
  }

  /** Takes over what is on the disk: the file's size, not its contents. */
  openExisting(): void {
    const { size, modifiedMs } = this.#fileSystem.stat(this.log.path);
    this.size = size;
    this.createdMs = modifiedMs;
    this.#indexesLoaded = false;
  }

  /** Appends a batch that has its place already. Nothing has changed when this throws. */
  append(batch: RecordBatch, indexIntervalBytes: number): void {
    const bytes = batch.frame;
    const position = this.size;
    const { lastOffset } = batch;
    assert(lastOffset - this.baseOffset <= MAX_RELATIVE, 'the offset is within the segment');
    this.log.use().writeSync(bytes, position);
    this.#newest = {
      position,
      size: bytes.length,
      baseOffset: batch.baseOffset,
      nextOffset: lastOffset + 1,
    };
    this.#account(batch, position, indexIntervalBytes);
  }

  /** Counts and indexes a batch that the file holds already: recovery walks them all in order. */
  reindex({ batch, position }: ScannedBatch, indexIntervalBytes: number): void {
    assert(position === this.size, 'batches are indexed one after the other');
    this.#account(batch, position, indexIntervalBytes);
  }

  /** Forgets indexes and size, before all batches are given to `reindex` again. */
  resetForReindex(): void {
    this.#indexesLoaded = true;
    this.#offsets.clear();
    this.#times.clear();
    this.size = 0;
    this.#bytesSinceIndexEntry = 0;
    this.#greatest = UNKNOWN;
    this.#firstTimestamp = null;
    this.#newest = null;
  }

  /** The first batch that ends with `offset` or later; null when there is none. */
  locate(offset: number): BatchPlace | null {
    const newest = this.#newest;
    if (newest && offset >= newest.baseOffset) return offset < newest.nextOffset ? newest : null;
    if (this.size === 0) return null;
    const from = this.offsetIndex.positionAtOrBefore(offset);
    return findBatch(this.log, offset, this.#range(from, true));
  }

  /** The offset after its last batch. */
  nextOffset(): number {
    if (this.#newest) return this.#newest.nextOffset;
    let next = this.baseOffset;
    for (const { batch } of this.headers(this.offsetIndex.lastPosition)) next = batch.nextOffset;
    return next;
  }

  /** Its batches from a position on, headers only. */
  headers(from = 0): Generator<ScannedBatch> {
    return this.size === 0 ? nothing() : scanBatches(this.log, this.#range(from, true));
  }

  /** Its batches from a position on, whole. */
  batches(from = 0): Generator<ScannedBatch> {
    return this.size === 0 ? nothing() : scanBatches(this.log, this.#range(from, false));
  }

  /** The first record at or after `startOffset` whose timestamp is `timestamp` or later. */
  findTimestamp(timestamp: number, startOffset: number): FoundTimestamp | null {
    const entry = this.timeIndex.lookup(timestamp);
    const offset = Math.max(entry?.offset ?? this.baseOffset, startOffset);
    const from = this.offsetIndex.positionAtOrBefore(offset);
    for (const { batch, position } of this.headers(from)) {
      if (batch.maxTimestamp < timestamp || batch.lastOffset < startOffset) continue;
      const found = this.#findInBatch({ batch, position }, timestamp, startOffset);
      if (found) return found;
    }
    return null;
  }

  /** The record that has the segment's greatest timestamp; null when none has one. */
  findGreatestTimestamp(): FoundTimestamp | null {
    const { timestamp, offset } = this.greatestTimestamp;
    if (timestamp < 0) return null;
    for (const { batch, position } of this.headers(this.offsetIndex.positionAtOrBefore(offset))) {
      if (batch.maxTimestamp !== timestamp) continue;
      return this.#findInBatch({ batch, position }, timestamp, batch.baseOffset);
    }
    return null;
  }

  /** It will not be written any more: its indexes get their last entries and go to their files. */
  finish(): void {
    this.#loadIndexes();
    const { timestamp, offset } = this.#greatest;
    this.#times.maybeAppend(timestamp, offset);
    const file = this.log.use();
    if (file.size() > this.size) file.truncate(this.size);
    this.#offsets.write();
    this.#times.write();
  }

  /** Cuts it off before the batch that holds `offset`; returns where it ends then. */
  truncateTo(offset: number): number {
    const place = this.locate(offset);
    this.#newest = null;
    if (!place) return offset;
    const { position, baseOffset } = place;
    this.#offsets.truncateToPosition(position);
    this.#times.truncateToOffset(baseOffset);
    this.transactionIndex.truncateTo(offset);
    this.log.use().truncate(position);
    this.size = position;
    this.#bytesSinceIndexEntry = position - this.#offsets.lastPosition;
    if (position === 0) this.#firstTimestamp = null;
    this.#greatest = this.#readGreatest();
    return Math.min(offset, baseOffset);
  }

  /**
   * Brings its batches to the device, off the event loop. The indexes are written but not waited for: what
   * is lost of them is found out, or only makes a search longer.
   */
  async sync(): Promise<void> {
    if (this.#isDeleted) return;
    await this.log.use().sync();
    if (this.#isDeleted) return;
    this.#offsets.write();
    this.#times.write();
    const { entries, file } = this.transactionIndex;
    if (entries.length > 0) await file.use().sync();
  }

  /** The same on the event loop, for start and stop. */
  syncNow(): void {
    this.#offsets.write();
    this.#times.write();
    for (const file of this.files) if (file.exists()) file.use().syncNow();
  }

  /** Closes its files; a flush under way does not open them again. */
  abandon(): void {
    this.#isDeleted = true;
    for (const file of this.files) file.close();
  }

  /** Renames all its files as no longer the log's. */
  markDeleted(): void {
    this.#isDeleted = true;
    for (const file of this.files) file.rename(file.path + DELETED_SUFFIX);
  }

  removeFiles(): void {
    this.#isDeleted = true;
    for (const file of this.files) file.remove();
  }

  #range(from: number, headersOnly: boolean): ScanRange {
    return { baseOffset: this.baseOffset, from, end: this.size, headersOnly };
  }

  #account(batch: RecordBatch, position: number, indexIntervalBytes: number): void {
    const { lastOffset, maxTimestamp, sizeInBytes } = batch;
    if (position === 0) this.#firstTimestamp = maxTimestamp;
    this.size = position + sizeInBytes;
    if (maxTimestamp > this.#greatest.timestamp) {
      this.#greatest = { timestamp: maxTimestamp, offset: lastOffset };
    }
    if (this.#bytesSinceIndexEntry > indexIntervalBytes) {
      this.#offsets.append(lastOffset, position);
      this.#times.maybeAppend(this.#greatest.timestamp, this.#greatest.offset);
      this.#bytesSinceIndexEntry = 0;
    }
    this.#bytesSinceIndexEntry += sizeInBytes;
  }

  /** Reads the indexes; what is missing or cannot be right is made again from the batches. */
  #loadIndexes(): void {
    if (this.#indexesLoaded) return;
    const { size } = this;
    this.#indexesLoaded = true;
    try {
      const isMissing = size > 0 && !this.#offsets.file.exists();
      const isRight = !isMissing && this.#offsets.load(size) && this.#times.load();
      if (isRight) {
        this.#bytesSinceIndexEntry = size - this.#offsets.lastPosition;
        this.#greatest = this.#readGreatest();
      } else {
        this.#rebuildIndexes();
      }
    } catch (error) {
      // Half an index would hide the rest of the segment.
      this.#indexesLoaded = false;
      this.size = size;
      throw error;
    }
  }

  #rebuildIndexes(): void {
    const range = this.#range(0, true);
    this.resetForReindex();
    for (const scanned of scanBatches(this.log, range)) {
      this.reindex(scanned, this.#indexIntervalBytes);
    }
  }

  /** From the last time index entry, and the batches after it. */
  #readGreatest(): TimestampOffset {
    let greatest = this.#times.lastEntry ?? UNKNOWN;
    const from = this.#offsets.positionAtOrBefore(Math.max(greatest.offset, this.baseOffset));
    for (const { batch } of this.headers(from)) {
      if (batch.maxTimestamp > greatest.timestamp) {
        greatest = { timestamp: batch.maxTimestamp, offset: batch.lastOffset };
      }
    }
    return greatest;
  }

  #findInBatch(
    { batch, position }: ScannedBatch,
    timestamp: number,
    startOffset: number,
  ): FoundTimestamp | null {
    const { partitionLeaderEpoch, sizeInBytes } = batch;
    const whole = readBatch(this.log, position, sizeInBytes);
    for (const record of recordsOf(whole)) {
      if (record.timestamp < timestamp || record.offset < startOffset) continue;
      const leaderEpoch = partitionLeaderEpoch >= 0 ? partitionLeaderEpoch : null;
      return { offset: record.offset, timestamp: record.timestamp, leaderEpoch };
    }
    return null;
  }
}

/** A record found by its timestamp. */
export interface FoundTimestamp {
  readonly offset: number;
  readonly timestamp: number;
  /** The leader epoch of its batch; null when it has none. */
  readonly leaderEpoch: number | null;
}

function* nothing(): Generator<ScannedBatch> {}
