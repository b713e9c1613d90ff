// One segment of a log: a file of batches from its base offset on, and its indexes. It grows at its end
// only. Invariant: the first `size` bytes of the file are whole batches with ascending offsets; what may
// lie behind them (a write that failed) is overwritten by the next append.

import { assert } from '../base/assert.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import { DamagedIndexError } from './index-entries.ts';
import type { LogFile, OpenFiles } from './open-files.ts';
import {
  DELETED_SUFFIX,
  LOG_SUFFIX,
  segmentPath,
  TRANSACTION_INDEX_SUFFIX,
} from './segment-files.ts';
import { SegmentIndexes } from './segment-indexes.ts';
import type { BatchPlace, ScannedBatch, ScanRange } from './segment-scan.ts';
import {
  beginsAtOrBefore,
  findBatch,
  MAX_RELATIVE,
  readBatch,
  scanBatches,
} from './segment-scan.ts';
import type { TimestampOffset } from './time-index.ts';
import { TransactionIndex } from './transaction-index.ts';

/** Going through the headers of so few bytes is no more work than opening two index files. */
const SMALL_SEGMENT_BYTES = 16 * 1024;

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
  readonly rollJitterMs: number;
  /** Bytes of whole batches. */
  size = 0;
  createdMs: number;
  readonly #files: OpenFiles;
  readonly #directory: string;
  readonly #indexes: SegmentIndexes;
  readonly #indexIntervalBytes: number;
  #transactions: TransactionIndex | null = null;
  /** Whether the indexes stand for all batches; if not, they are read when they are needed. */
  #indexesLoaded = true;
  /** Whether the indexes were made again already: what is wrong after that is the log. */
  #indexesRebuilt = false;
  /** Its files are closed for good, renamed or gone: they must not come back. */
  #isDeleted = false;
  /** Whether a write failed, and left something behind the last batch. */
  #hasTornEnd = false;
  /** Greatest timestamp of the first batch; null: not read yet, or no batch. */
  #firstTimestamp: number | null = null;
  /** The newest batch: what a reader at the end of the log asks for next. */
  #newest: BatchPlace | null = null;

  constructor(options: NewSegment) {
    const { directory, baseOffset, files } = options;
    this.baseOffset = baseOffset;
    this.log = files.at(segmentPath(directory, baseOffset, LOG_SUFFIX));
    this.#files = files;
    this.#directory = directory;
    this.#indexes = new SegmentIndexes(files, directory, baseOffset);
    this.createdMs = options.createdMs;
    this.rollJitterMs = options.rollJitterMs ?? 0;
    this.#indexIntervalBytes = options.indexIntervalBytes;
  }

  /** All files, whether they exist or not. */
  get files(): readonly LogFile[] {
    return [this.log, ...this.#indexes.files, this.transactionIndex.file];
  }

  get transactionIndex(): TransactionIndex {
    this.#transactions ??= new TransactionIndex(
      this.#files.at(segmentPath(this.#directory, this.baseOffset, TRANSACTION_INDEX_SUFFIX)),
    );
    return this.#transactions;
  }

  /** The greatest timestamp in it and the last offset of the batch that has it; -1: none has one. */
  get greatestTimestamp(): TimestampOffset {
    this.#loadIndexes();
    return this.#indexes.greatest;
  }

  /** What retention goes by: the greatest timestamp, or else when the file was last written. */
  get retentionTimestamp(): number {
    const { timestamp } = this.greatestTimestamp;
    if (timestamp >= 0) return timestamp;
    if (!this.log.exists()) return this.createdMs;
    return this.log.stat().modifiedMs;
  }

  /** The greatest timestamp of the first batch; -1 when it has none, null when there is no batch. */
  get firstTimestamp(): number | null {
    if (this.#firstTimestamp === null) {
      for (const { batch } of this.headers()) {
        this.#firstTimestamp = batch.maxTimestamp;
        break;
      }
    }
    return this.#firstTimestamp;
  }

  /** Whether another entry would make one of its index files larger than this. */
  hasFullIndex(limitBytes: number): boolean {
    this.#loadIndexes();
    return this.#indexes.isFull(limitBytes);
  }

  /** Takes over what is on the disk: the file's size, not its contents. */
  openExisting(): void {
    const { size, modifiedMs } = this.log.stat();
    this.size = size;
    this.createdMs = modifiedMs;
    this.#indexesLoaded = size === 0;
  }

  /** Appends a batch that has its place already. Nothing has changed when this throws. */
  append(batch: RecordBatch, indexIntervalBytes: number): void {
    this.#loadIndexes();
    if (this.#hasTornEnd) this.#cutTornEnd();
    this.#indexes.reserve();
    const bytes = batch.frame;
    const position = this.size;
    const { lastOffset } = batch;
    assert(lastOffset - this.baseOffset <= MAX_RELATIVE, 'the offset is within the segment');
    try {
      this.log.use().writeSync(bytes, position);
    } catch (error) {
      this.#hasTornEnd = true;
      throw error;
    }
    this.#account(batch, position, indexIntervalBytes);
  }

  /** Counts and indexes a batch that the file holds already: recovery walks them all in order. */
  reindex({ batch, position }: ScannedBatch, indexIntervalBytes: number): void {
    assert(position === this.size, 'batches are indexed one after the other');
    this.#indexes.reserve();
    this.#account(batch, position, indexIntervalBytes);
  }

  /** Forgets indexes and size, before all batches are given to `reindex` again. */
  resetForReindex(): void {
    this.#indexesLoaded = true;
    this.#indexes.clear();
    this.size = 0;
    this.#firstTimestamp = null;
    this.#newest = null;
  }

  /** The first batch that ends with `offset` or later; null when there is none. */
  locate(offset: number): BatchPlace | null {
    const newest = this.#newest;
    if (newest && offset >= newest.baseOffset) return offset < newest.nextOffset ? newest : null;
    if (this.size === 0) return null;
    const from = this.#consult((indexes) => indexes.positionAtOrBefore(offset));
    try {
      const place = this.#findFrom(from, offset);
      // The batch that an index points at begins at the offset or before it.
      const isRight = from === 0 || place?.position !== from || place.baseOffset <= offset;
      if (isRight) return place;
    } catch (error) {
      if (from === 0 || !(error instanceof CorruptLogError)) throw error;
    }
    return this.#findFrom(this.#startFor(offset), offset);
  }

  /** The offset after its last batch. */
  nextOffset(): number {
    this.#loadIndexes();
    return this.#newest?.nextOffset ?? this.baseOffset;
  }

  /** The offset of an index entry for a place at or after `position`; null: no entry is there. */
  indexedOffsetAtOrAfter(position: number): number | null {
    return this.#consult(({ offsets }) => offsets.offsetAtOrAfter(position));
  }

  /** Its batches from a position on, headers only; so many bytes are read at a time. */
  headers(from = 0, windowBytes?: number): Generator<ScannedBatch> {
    if (this.size === 0) return nothing();
    const range = this.#range(from, true);
    return scanBatches(this.log, windowBytes === undefined ? range : { ...range, windowBytes });
  }

  /** Its batches from a position on, whole. */
  batches(from = 0): Generator<ScannedBatch> {
    return this.size === 0 ? nothing() : scanBatches(this.log, this.#range(from, false));
  }

  /** The first record at or after `startOffset` whose timestamp is `timestamp` or later. */
  findTimestamp(timestamp: number, startOffset: number): FoundTimestamp | null {
    const entry = this.#consult(({ times }) => times.lookup(timestamp));
    const offset = Math.max(entry?.offset ?? this.baseOffset, startOffset);
    for (const { batch, position } of this.headers(this.#startFor(offset))) {
      if (batch.maxTimestamp < timestamp || batch.lastOffset < startOffset) continue;
      const found = this.#findInBatch({ batch, position }, timestamp, startOffset);
      if (found) return found;
    }
    return null;
  }

  /** The first record that has the segment's greatest timestamp, be it none (-1); null: no record is there. */
  findGreatestTimestamp(): FoundTimestamp | null {
    const { timestamp, offset } = this.greatestTimestamp;
    const from = Math.max(offset, this.baseOffset);
    for (const { batch, position } of this.headers(this.#startFor(from))) {
      if (batch.maxTimestamp !== timestamp) continue;
      return this.#findInBatch({ batch, position }, timestamp, batch.baseOffset);
    }
    return null;
  }

  /** It will not be written any more: its indexes get their last entries and go to their files. */
  finish(): void {
    this.#loadIndexes();
    if (this.#hasTornEnd) this.#cutTornEnd();
    this.#transactions?.writeOwed();
    this.#indexes.finish();
    // Nobody reads the indexes of a small one.
    if (this.size <= SMALL_SEGMENT_BYTES) return;
    for (const { path } of this.#indexes.files) this.#files.syncs.replaced(path);
  }

  /** Cuts it off before the batch that holds `offset`; returns where it ends then. */
  truncateTo(offset: number): number {
    const place = this.locate(offset);
    if (!place) return offset;
    const { position, baseOffset } = place;
    this.#consult((indexes) => indexes.truncateTo(position, baseOffset));
    this.transactionIndex.truncateTo(offset);
    this.log.use().truncate(position);
    // Nothing that was cut off may show through what is written in its place.
    this.log.use().syncNow();
    this.size = position;
    this.#newest = null;
    if (position === 0) this.#firstTimestamp = null;
    this.#consult(() => this.#catchUp());
    return Math.min(offset, baseOffset);
  }

  /** Brings its batches to the device, off the event loop. Its other files are owed to it (DirectorySyncs). */
  async sync(): Promise<void> {
    if (this.#isDeleted) return;
    this.#transactions?.writeOwed();
    await this.log.use().sync();
  }

  /** The same on the event loop, for start and stop. */
  syncNow(): void {
    this.#transactions?.writeOwed();
    if (this.log.exists()) this.log.use().syncNow();
  }

  /** Closes its files; a flush under way does not open them again. */
  abandon(): void {
    this.#isDeleted = true;
    this.log.close();
    this.#indexes.close();
    this.#transactions?.file.close();
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

  /** After a power loss nothing of it may show through what is written in its place. */
  #cutTornEnd(): void {
    const file = this.log.use();
    file.truncate(this.size);
    file.syncNow();
    this.#hasTornEnd = false;
  }

  #range(from: number, headersOnly: boolean): ScanRange {
    return { baseOffset: this.baseOffset, from, end: this.size, headersOnly };
  }

  #account(batch: RecordBatch, position: number, indexIntervalBytes: number): void {
    if (position === 0) this.#firstTimestamp = batch.maxTimestamp;
    this.#indexes.account(batch, position, indexIntervalBytes);
    this.#noteNewest(batch, position);
  }

  #noteNewest({ baseOffset, nextOffset, sizeInBytes }: RecordBatch, position: number): void {
    this.#newest = { position, size: sizeInBytes, baseOffset, nextOffset };
    this.size = position + sizeInBytes;
  }

  #findFrom(from: number, offset: number): BatchPlace | null {
    return findBatch(this.log, offset, this.#range(from, true));
  }

  /** Where to begin looking for the batch that holds `offset`: nowhere behind it. */
  #startFor(offset: number): number {
    const find = (): number => this.#consult((indexes) => indexes.positionAtOrBefore(offset));
    const from = find();
    if (from === 0 || this.#indexesRebuilt) return from;
    if (beginsAtOrBefore(this.log, offset, this.#range(from, true))) return from;
    this.#rebuildIndexes();
    return find();
  }

  /** Asks the indexes; they are made again from the batches where they turn out to be damaged. */
  #consult<Result>(ask: (indexes: SegmentIndexes) => Result): Result {
    this.#loadIndexes();
    try {
      return ask(this.#indexes);
    } catch (error) {
      if (!(error instanceof DamagedIndexError)) throw error;
      this.#rebuildIndexes();
      return ask(this.#indexes);
    }
  }

  /** Takes the index files over; what is missing or cannot be right is made again from the batches. */
  #loadIndexes(): void {
    if (this.#indexesLoaded) return;
    if (this.size <= SMALL_SEGMENT_BYTES || !this.#openIndexes()) this.#rebuildIndexes();
    this.#indexesLoaded = true;
  }

  /** Opens the index files and adds what they do not know of; false when they are not usable. */
  #openIndexes(): boolean {
    return this.#orAsBefore(() => {
      try {
        if (!this.#indexes.open(this.size)) return false;
        this.#catchUp();
        return true;
      } catch (error) {
        if (error instanceof DamagedIndexError || error instanceof CorruptLogError) return false;
        throw error;
      }
    });
  }

  /** Goes through the batches from the last one that has an index entry on. */
  #catchUp(): void {
    const from = this.#indexes.lastPosition;
    const batches = this.headers(from);
    this.size = from;
    this.#indexes.resumeAfter(null);
    for (const scanned of batches) {
      if (from === 0 || scanned.position > from) {
        this.reindex(scanned, this.#indexIntervalBytes);
      } else {
        this.#indexes.resumeAfter(scanned.batch);
        this.#noteNewest(scanned.batch, from);
      }
    }
  }

  #rebuildIndexes(): void {
    const batches = this.headers();
    this.#orAsBefore(() => {
      this.resetForReindex();
      for (const scanned of batches) this.reindex(scanned, this.#indexIntervalBytes);
      if (this.size > SMALL_SEGMENT_BYTES) this.#indexes.write();
      this.#indexesRebuilt = true;
      return true;
    });
  }

  /** Leaves the segment as one whose indexes are not read yet when going through its batches fails. */
  #orAsBefore(action: () => boolean): boolean {
    const { size } = this;
    let isDone = false;
    try {
      isDone = action();
    } finally {
      // Half an index would hide the rest of the segment.
      if (!isDone) {
        this.#indexesLoaded = false;
        this.#newest = null;
        this.size = size;
      }
    }
    return isDone;
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
