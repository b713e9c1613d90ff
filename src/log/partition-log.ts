// The log of one partition: appends that are validated, given their offsets and written at once; reads
// that say where the bytes are; and what is derived from the batches: producers, transactions, epochs.
// It does not know requests, replicas or the high watermark, which callers bring along.
// Invariant: logStartOffset ≤ logEndOffset, recoveryPoint ≤ logEndOffset, and the active segment begins at or
// before the log end. No file exists before the first append.

import { assert } from '../base/assert.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Uuid } from '../base/uuid.ts';
import type { BatchRules } from '../record/produced-batch.ts';
import { acceptProducedBatch } from '../record/produced-batch.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { NO_TIMESTAMP } from '../record/record-batch.ts';
import { batchRules } from './batch-rules.ts';
import { ifPossible } from './disk-guard.ts';
import type { EpochEnd } from './leader-epochs.ts';
import { LogCleaning } from './log-cleaning.ts';
import type { LogConfig } from './log-config.ts';
import { LogFlusher } from './log-flusher.ts';
import { LogGuard } from './log-guard.ts';
import { LogHistory } from './log-history.ts';
import { loadLog } from './log-loader.ts';
import type { FoundTimestamp, LogSegment } from './log-segment.ts';
import type { LogSlice } from './log-slice.ts';
import { emptySlice, sliceOf } from './log-slice.ts';
import type { AppendInfo, PartitionLogOptions, ReadRequest } from './log-types.ts';
import { readTopicId, writeTopicId } from './partition-metadata.ts';
import type { AppendedBatch, ProducerEntry } from './producer-entry.ts';
import type { AppendTerms } from './producer-state.ts';
import type { TransactionalClaim, VerificationGuard } from './producer-verification.ts';
import { countDeletable } from './retention.ts';
import type { SegmentList } from './segment-list.ts';
import { SegmentStore } from './segment-store.ts';
import type { AbortedTransaction } from './transaction-index.ts';

export type { AppendInfo, PartitionLogOptions, ReadRequest } from './log-types.ts';

export class PartitionLog {
  readonly topicId: Uuid;
  readonly directory: string;
  /** What its cleaner works with. */
  readonly cleaning: LogCleaning;
  readonly #options: PartitionLogOptions;
  readonly #guard: LogGuard;
  readonly #store: SegmentStore;
  readonly #history: LogHistory;
  readonly #flusher: LogFlusher;
  #rules: BatchRules;
  #logStartOffset: number;
  #logEndOffset: number;
  /** Whether its files are as a clean stop leaves them. */
  #isFinished = false;

  /** Opens the log in this directory, recovering it as needed. Throws CorruptLogError, KAFKA_STORAGE_ERROR. */
  static open(options: PartitionLogOptions): PartitionLog {
    return options.guard.run(() => new PartitionLog(options));
  }

  private constructor(options: PartitionLogOptions) {
    const { directory, clock, config } = options;
    const { fileSystem } = options.files;
    this.topicId = options.topicId;
    this.directory = directory;
    this.#options = options;
    this.#guard = new LogGuard(options.guard, directory, options.logger);
    this.#rules = batchRules(config);
    this.#history = new LogHistory(options.files, directory);
    this.#logStartOffset = options.logStartOffset ?? 0;
    this.#logEndOffset = this.#logStartOffset;
    const loaded = fileSystem.exists(directory) ? loadLog(options, this.#history) : null;
    this.#store = new SegmentStore(options, config, loaded, this.#logStartOffset);
    const cleaned = { directory, store: this.#store, guard: options.guard };
    const logEnd = loaded?.logEndOffset ?? this.#logStartOffset;
    this.cleaning = new LogCleaning(cleaned, withinLog(options.cleanedTo, logEnd));
    const logEndOffset = (): number => this.#logEndOffset;
    const writeOwed = (): void => this.#history.epochs.writeOwed();
    const flushed = { store: this.#store, guard: options.guard, logEndOffset, writeOwed };
    this.#flusher = new LogFlusher(flushed, loaded?.recoveryPoint ?? this.#logStartOffset);
    if (!loaded) return;
    this.#logStartOffset = loaded.logStartOffset;
    this.#logEndOffset = loaded.logEndOffset;
    this.#isFinished = options.cleanShutdown;
    if (loaded.recoveryPoint < loaded.logEndOffset) this.#flusher.noteUnflushed(clock.wallMs());
    // What readers saw before a crash they see after it: nothing is shown before this is on the device.
    if (this.#flusher.unflushed >= config.flushMessages) this.#flusher.flushNow();
    if (readTopicId(fileSystem, directory) !== this.topicId) {
      writeTopicId(options.files, directory, { topicId: this.topicId, isNew: false });
    }
  }

  get logStartOffset(): number {
    return this.#logStartOffset;
  }

  /** The offset that the next record gets. */
  get logEndOffset(): number {
    return this.#logEndOffset;
  }

  /** Everything before it is on the device. */
  get recoveryPoint(): number {
    return this.#flusher.recoveryPoint;
  }

  /** Readers may have what is before it: the log end, or less while a flush that is waited for is under way. */
  get settledEndOffset(): number {
    return this.#flusher.settledEndOffset;
  }

  /** Bytes of all segments. */
  get sizeInBytes(): number {
    return this.#segments.sizeInBytes;
  }

  /** Oldest first; the last one is active. */
  get segments(): readonly LogSegment[] {
    return this.#segments.all;
  }

  get segmentCount(): number {
    return this.#segments.all.length;
  }

  /** The newest leader epoch that has written here; null before the first. */
  get latestEpoch(): number | null {
    return this.#history.epochs.latestEpoch;
  }

  get config(): LogConfig {
    return this.#store.config;
  }

  updateConfig(config: LogConfig): void {
    const stopsCleaning = !config.cleanupPolicy.compact && this.cleaning.isUnderWay;
    if (stopsCleaning) this.#guard.run(() => this.cleaning.abort());
    this.#store.config = config;
    this.#rules = batchRules(config);
  }

  /**
   * Appends one record batch: validates it, recognises a repeated one, gives it the next offsets and writes
   * it, all before this returns. `records` is changed in place and not held. Throws KafkaError;
   * RecordValidationError for single records.
   */
  append(records: Buffer, terms: AppendTerms & { readonly leaderEpoch: number }): AppendInfo {
    this.#guard.check();
    const nowMs = this.#options.clock.wallMs();
    const batch = acceptProducedBatch(records, this.#rules, { origin: terms.origin, nowMs });
    const duplicate = this.#history.producers.check(batch, terms);
    if (duplicate) return this.#flushedAsAsked(this.#duplicateInfo(duplicate));
    batch.assignPlace(this.#logEndOffset, terms.leaderEpoch);
    this.#requireFitsSegment(batch);
    this.#write(batch, nowMs);
    const logAppendTimeMs = batch.timestampType === 'LogAppendTime' ? nowMs : NO_TIMESTAMP;
    return this.#flushedAsAsked({
      firstOffset: batch.baseOffset,
      lastOffset: this.#logEndOffset - 1,
      logAppendTimeMs,
      logStartOffset: this.#logStartOffset,
      duplicate: false,
    });
  }

  /**
   * Prepares an append in a transaction: the guard to ask its coordinator with, null when the transaction is
   * open here already. Throws INVALID_PRODUCER_EPOCH.
   */
  startVerification(claim: TransactionalClaim): VerificationGuard | null {
    this.#guard.check();
    return this.#history.producers.startVerification(claim, this.#options.clock.wallMs());
  }

  /**
   * Appends a batch as another replica has it, offsets, epoch and all. It begins where this log ends, or
   * later where compaction has left a gap.
   */
  appendReplicated(batch: RecordBatch): void {
    this.#guard.check();
    assert(batch.baseOffset >= this.#logEndOffset, 'a replicated batch follows the log');
    this.#write(batch, this.#options.clock.wallMs());
  }

  /** Finds the batches from `fetchOffset` on. OFFSET_OUT_OF_RANGE outside [log start, log end]. */
  read({ fetchOffset, maxBytes, maxOffset, minOneBatch }: ReadRequest): LogSlice {
    this.#guard.check();
    if (fetchOffset < this.#logStartOffset || fetchOffset > this.#logEndOffset) {
      const message = `offset ${fetchOffset} is not in [${this.#logStartOffset}, ${this.#logEndOffset}]`;
      throw new KafkaError(ErrorCode.OFFSET_OUT_OF_RANGE, message);
    }
    if (fetchOffset >= Math.min(maxOffset, this.#logEndOffset)) return emptySlice(fetchOffset);
    const request = { fetchOffset, maxBytes, maxOffset, minOneBatch };
    return this.#guard.run(() => sliceOf(this.#segments, request, this.#logEndOffset, this.#guard));
  }

  /** Whole batches from the one that holds `offset` on, for loading. Each is valid until the next is asked for. */
  *batches(offset = this.#logStartOffset): Generator<RecordBatch> {
    this.#guard.check();
    try {
      yield* this.#segments.batchesFrom(Math.max(offset, this.#logStartOffset));
    } catch (error) {
      throw this.#guard.translate(error);
    }
  }

  /** The aborted transactions with records in [from, to). */
  abortedTransactions(from: number, to: number): AbortedTransaction[] {
    return this.#segments.abortedTransactions(from, to);
  }

  /** The offset before which every transaction is decided, and the decision is below the high watermark. */
  lastStableOffset(highWatermark: number): number {
    const unstable = this.#history.producers.firstUnstableOffset(highWatermark);
    if (unstable === null) return highWatermark;
    return Math.min(highWatermark, Math.max(unstable, this.#logStartOffset));
  }

  /** The first record whose timestamp is `timestamp` (milliseconds) or later; null when there is none. */
  offsetForTimestamp(timestamp: number): FoundTimestamp | null {
    return this.#guard.run(() => this.#segments.findTimestamp(timestamp, this.#logStartOffset));
  }

  /** The first record with the greatest timestamp, be it none (-1); null: no record is there. */
  maxTimestamp(): FoundTimestamp | null {
    return this.#guard.run(() => this.#segments.findGreatestTimestamp());
  }

  /** Where a leader epoch ends here; null when that is not known (KIP-279). */
  endOffsetForEpoch(epoch: number): EpochEnd | null {
    return this.#history.epochs.endOffsetFor(epoch, this.#logEndOffset);
  }

  /** The leader epoch that wrote the record at this offset; null when it is not known. */
  epochAt(offset: number): number | null {
    return this.#history.epochs.epochAt(offset);
  }

  /** A leader epoch begins here, before anything is appended in it. */
  assignEpochStartOffset(epoch: number, startOffset: number): void {
    this.#guard.run(() => {
      this.#store.createDirectory();
      this.#history.epochs.assign(epoch, startOffset);
    });
  }

  /** The producers that are remembered, for DescribeProducers. */
  activeProducers(): Iterable<ProducerEntry> {
    return this.#history.producers.entries;
  }

  /** Forgets producers that have been silent too long. */
  expireProducers(nowMs: number): void {
    this.#history.producers.expire(nowMs, this.#options.producerExpiryMs());
  }

  /** Moves the log start offset forward; the caller knows that `offset` is not beyond the high watermark. */
  advanceLogStartOffset(offset: number): void {
    this.#guard.check();
    assert(offset <= this.#logEndOffset, 'the log starts before it ends');
    if (offset <= this.#logStartOffset) return;
    this.#guard.run(() => this.#history.epochs.truncateFromStart(offset));
    this.#logStartOffset = offset;
  }

  /**
   * Deletes the segments that retention or the log start offset has no use for; returns how many. While it is
   * cleaned none goes: there is a next time.
   */
  deleteOldSegments(nowMs: number, highWatermark = this.#logEndOffset): number {
    if (this.cleaning.isUnderWay) return 0;
    return this.#guard.run(() => {
      const { all } = this.#segments;
      let count = countDeletable(all, {
        config: this.config,
        nowMs,
        logStartOffset: this.#logStartOffset,
        logEndOffset: this.#logEndOffset,
        highWatermark,
      });
      // On a full disk there is no room for a new segment: what goes makes some.
      const isAll = count > 0 && count === all.length;
      if (isAll && !ifPossible(() => this.#roll(this.#logEndOffset))) count -= 1;
      if (count === 0) return 0;
      const next = all[count] as LogSegment;
      this.advanceLogStartOffset(next.baseOffset);
      this.#discard(this.#segments.removeFirst(count));
      return count;
    });
  }

  /** Begins a new segment, unless the active one is empty. */
  roll(): void {
    this.#guard.run(() => this.#roll(this.#logEndOffset));
  }

  /** Resolves once everything appended so far is on the device. */
  flush(): Promise<void> {
    return this.#flusher.flush();
  }

  /** The same on the event loop: for start and stop. */
  flushNow(): void {
    this.#guard.run(() => this.#flusher.flushNow());
  }

  /** Flushes when `flush.ms` has passed since the oldest append that is not flushed. */
  flushIfDue(nowMs: number): Promise<void> | undefined {
    return this.#flusher.isDue(nowMs, this.config.flushMs) ? this.flush() : undefined;
  }

  /** Cuts the log off: it ends with the last batch before `offset`. */
  truncateTo(offset: number): void {
    this.#guard.check();
    if (offset >= this.#logEndOffset) {
      this.#guard.run(() => this.#history.epochs.truncateFromEnd(this.#logEndOffset));
      return;
    }
    if (offset < this.#segments.first.baseOffset) {
      this.truncateFullyAndStartAt(offset);
      return;
    }
    this.#guard.run(() => {
      this.cleaning.abort();
      const cut = this.#segments.locate(offset)?.place.baseOffset ?? offset;
      this.#options.onCutOff?.(Math.min(cut, offset));
      // The last one first: at no time is there a gap.
      this.#discard(this.#segments.removeAfter(offset).reverse());
      const endOffset = this.#segments.active.truncateTo(offset);
      this.#store.syncNamesNow();
      this.#endAt(endOffset);
    });
  }

  /** Lets go of all records; the next one gets this offset. */
  truncateFullyAndStartAt(offset: number): void {
    this.#guard.run(() => {
      this.cleaning.abort();
      this.#options.onCutOff?.(Math.min(offset, this.#segments.first.baseOffset));
      this.#store.restart(offset);
      this.#store.syncNamesNow();
      this.#logStartOffset = offset;
      this.#history.epochs.truncateFromEnd(0);
      this.#endAt(offset);
    });
  }

  /** Leaves its files as a clean stop does: what is flushed after it is all that the next start needs. */
  finish(): void {
    if (!this.#store.hasDirectory || this.#isFinished) return;
    this.#guard.run(() => {
      this.#store.finish();
      this.#history.finish(this.#logEndOffset);
    });
    this.#isFinished = true;
  }

  /** Whether everything is on the device as a clean stop leaves it. */
  get isFinished(): boolean {
    return (
      !this.#store.hasDirectory || (this.#isFinished && this.recoveryPoint === this.#logEndOffset)
    );
  }

  /** Finishes all files and lets go of them. What is not flushed is in the page cache only. */
  close(): void {
    if (this.#guard.isClosed) return;
    this.cleaning.abort();
    if (!this.#guard.disk.failure) this.finish();
    this.abandon();
  }

  /** Lets go of all files as they are: the log is about to be removed, or its disk has failed. */
  abandon(): void {
    try {
      this.cleaning.abort();
    } finally {
      this.#guard.close();
      this.#store.close();
    }
  }

  checkInvariants(): void {
    this.#segments.checkInvariants();
    this.#history.producers.checkInvariants();
    assert(this.#logStartOffset <= this.#logEndOffset, 'a log starts before it ends');
    assert(this.recoveryPoint <= this.#logEndOffset, 'the recovery point is not beyond the end');
    assert(
      this.#segments.active.baseOffset <= this.#logEndOffset,
      'the active segment begins before the log ends',
    );
  }

  get #segments(): SegmentList {
    return this.#store.segments;
  }

  /**
   * With `flush.messages` the answer to an append waits for the device; that to a repeated one as well, for
   * the flush that the first one waited for may still be under way, or may have failed.
   */
  #flushedAsAsked(info: AppendInfo): AppendInfo {
    const isDue = this.#flusher.unflushed >= this.config.flushMessages;
    if (!isDue && !this.#flusher.isAwaited(info.lastOffset)) return info;
    const flushed = isDue ? this.#flusher.require() : this.#flusher.flush();
    // Whoever does not wait for it hears of a failure from the next append: the directory is offline.
    flushed.catch(() => {});
    return { ...info, flushed };
  }

  #duplicateInfo({ firstOffset, lastOffset, timestamp }: AppendedBatch): AppendInfo {
    return {
      firstOffset,
      lastOffset,
      logAppendTimeMs: timestamp,
      logStartOffset: this.#logStartOffset,
      duplicate: true,
    };
  }

  #requireFitsSegment({ sizeInBytes }: RecordBatch): void {
    if (sizeInBytes <= this.config.segmentBytes) return;
    const message = `the record batch has ${sizeInBytes} bytes, more than a segment`;
    throw new KafkaError(ErrorCode.RECORD_LIST_TOO_LARGE, message);
  }

  #write(batch: RecordBatch, nowMs: number): void {
    const { lastOffset } = batch;
    this.#isFinished = false;
    this.#guard.run(() => {
      this.#store.createDirectory();
      if (this.#store.mustRoll(batch, nowMs)) this.#roll(batch.baseOffset);
      const epoch = batch.partitionLeaderEpoch;
      if (epoch >= 0 && epoch !== this.#history.epochs.latestEpoch) {
        this.#history.epochs.assign(epoch, batch.baseOffset);
      }
      this.#segments.active.append(batch, this.config.indexIntervalBytes);
    });
    this.#logEndOffset = lastOffset + 1;
    this.#flusher.noteUnflushed(nowMs);
    const completed = this.#history.producers.apply(batch);
    if (completed?.isAborted) {
      this.#guard.run(() => this.#segments.active.transactionIndex.append(completed));
    }
  }

  #roll(baseOffset: number): void {
    if (this.#segments.active.baseOffset === baseOffset) return;
    this.#isFinished = false;
    assert(baseOffset >= this.#logEndOffset, 'a segment begins where the log ends, or later');
    this.#store.begin(baseOffset);
    // Without this snapshot a start goes on from the one before.
    ifPossible(() => this.#history.takeSnapshot(baseOffset));
    // In the background: a failure takes the directory offline, which the next append hears of.
    this.flush().catch((error: unknown) => {
      this.#options.logger.error({ error }, 'flushing a finished segment failed');
    });
  }

  #discard(segments: readonly LogSegment[]): void {
    for (const { baseOffset } of segments) this.#history.snapshots.removeAt(baseOffset);
    this.#store.discard(segments);
  }

  /** The log ends at this offset now: what was derived from later batches goes. */
  #endAt(offset: number): void {
    this.#isFinished = false;
    this.#logEndOffset = offset;
    this.#logStartOffset = Math.min(this.#logStartOffset, offset);
    this.#flusher.truncateTo(offset);
    this.cleaning.truncateTo(offset);
    const nowMs = this.#options.clock.wallMs();
    this.#history.cutOff(
      this.#segments.all,
      { logStartOffset: this.#logStartOffset, logEndOffset: offset },
      { nowMs, expiryMs: this.#options.producerExpiryMs() },
    );
  }
}

/** How far the log is clean, unless its end was lost since: then nothing is known of that. */
function withinLog(cleanedTo: number | undefined, logEndOffset: number): number | null {
  return cleanedTo === undefined || cleanedTo > logEndOffset ? null : cleanedTo;
}
