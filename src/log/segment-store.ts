// The directory and the segments of one log: when a new segment begins, and how the files of old ones go.
// The directory is made with the first append and not before. What the batches mean is not looked at.

import { dirname } from 'node:path';
import { assert } from '../base/assert.ts';
import type { Uuid } from '../base/uuid.ts';
import type { Clock, Timer } from '../platform/clock.ts';
import type { FileSystem } from '../platform/file-system.ts';
import type { Logger } from '../platform/logger.ts';
import type { Random } from '../platform/random.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { NO_TIMESTAMP } from '../record/record-batch.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import type { DiskGuard } from './disk-guard.ts';
import type { LogConfig } from './log-config.ts';
import { LogSegment } from './log-segment.ts';
import type { OpenFiles } from './open-files.ts';
import { writeTopicId } from './partition-metadata.ts';
import { SegmentList } from './segment-list.ts';
import { MAX_RELATIVE } from './segment-scan.ts';

export interface SegmentStoreOptions {
  readonly directory: string;
  readonly topicId: Uuid;
  readonly files: OpenFiles;
  readonly guard: DiskGuard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For `segment.jitter.ms`. */
  readonly random?: Random;
}

export class SegmentStore {
  /** The configuration that is in force. */
  config: LogConfig;
  readonly segments: SegmentList;
  readonly #options: SegmentStoreOptions;
  readonly #deletions = new Set<Timer>();
  #hasDirectory: boolean;

  /** `loaded`: the segments that the directory holds; null: there is no directory yet. */
  constructor(
    options: SegmentStoreOptions,
    config: LogConfig,
    loaded: { readonly segments: readonly LogSegment[] } | null,
    startOffset: number,
  ) {
    this.config = config;
    this.#options = options;
    this.#hasDirectory = loaded !== null;
    this.segments = new SegmentList(loaded?.segments ?? [this.#newSegment(startOffset)]);
  }

  get fileSystem(): FileSystem {
    return this.#options.files.fileSystem;
  }

  get hasDirectory(): boolean {
    return this.#hasDirectory;
  }

  /** Makes the directory, unless it is there. */
  createDirectory(): void {
    if (this.#hasDirectory) return;
    const { files, directory, topicId } = this.#options;
    files.fileSystem.makeDirectory(directory);
    files.syncs.changed(dirname(directory));
    writeTopicId(files, directory, { topicId, isNew: true });
    this.#hasDirectory = true;
  }

  /** Whether this batch belongs into a new segment: the active one is full, or too old. */
  mustRoll(batch: RecordBatch, nowMs: number): boolean {
    const { active } = this.segments;
    const { segmentBytes, segmentIndexBytes } = this.config;
    if (active.size > segmentBytes - batch.sizeInBytes) return true;
    if (batch.lastOffset - active.baseOffset > MAX_RELATIVE) return true;
    if (active.hasFullIndex(segmentIndexBytes)) return true;
    if (active.size === 0) return false;
    const first = active.firstTimestamp ?? NO_TIMESTAMP;
    const age = first >= 0 ? batch.maxTimestamp - first : nowMs - active.createdMs;
    return age > this.#rollMs - active.rollJitterMs;
  }

  /** Finishes the active segment and begins another; its file is made at once, for it marks the offset. */
  begin(baseOffset: number): void {
    this.createDirectory();
    this.segments.active.finish();
    const segment = this.#newSegment(baseOffset);
    segment.log.use();
    this.segments.push(segment);
  }

  /** Lets go of all segments and begins at this offset. */
  restart(baseOffset: number): void {
    this.createDirectory();
    const fresh = this.#newSegment(baseOffset);
    // Files go before the new one is made: it may begin where an old one did.
    for (const segment of this.segments.replaceAll(fresh)) segment.removeFiles();
    fresh.log.use();
  }

  /** Takes the files of these away: renamed now, removed after `file.delete.delay.ms`. */
  discard(segments: readonly LogSegment[]): void {
    if (segments.length === 0) return;
    for (const segment of segments) segment.markDeleted();
    this.#removeLater(segments);
  }

  /** A cleaned segment has the files of this base offset, and the old ones are renamed already. */
  replace(sources: readonly LogSegment[], baseOffset: number): void {
    const segment = this.#newSegment(baseOffset);
    segment.openExisting();
    const { file } = segment.transactionIndex;
    if (!segment.transactionIndex.load(baseOffset)) {
      throw new CorruptLogError(file.path, 0, 'its entries are not whole');
    }
    this.segments.replace(sources, segment);
    this.#removeLater(sources);
  }

  #removeLater(segments: readonly LogSegment[]): void {
    const timer = this.#options.clock.setTimer(this.config.fileDeleteDelayMs, () => {
      this.#deletions.delete(timer);
      this.#removeDiscarded(segments);
    });
    this.#deletions.add(timer);
  }

  /** The segments with records at or after the recovery point. */
  unflushed(recoveryPoint: number, logEndOffset: number): readonly LogSegment[] {
    if (recoveryPoint >= logEndOffset) return [];
    const { all } = this.segments;
    const after = all.findIndex(({ baseOffset }) => baseOffset > recoveryPoint);
    return all.slice(Math.max(0, (after < 0 ? all.length : after) - 1));
  }

  /** Brings names and small files to the device that hold or explain the batches, off the event loop. */
  async syncNames(): Promise<void> {
    const { files, directory } = this.#options;
    await files.syncs.sync(directory);
    await files.syncs.sync(dirname(directory));
  }

  /** The same on the event loop. */
  syncNamesNow(): void {
    const { files, directory } = this.#options;
    files.syncs.syncNow(directory);
    files.syncs.syncNow(dirname(directory));
  }

  /** Finishes the active segment, before the log closes. */
  finish(): void {
    const { active } = this.segments;
    if (active.log.exists()) active.finish();
  }

  /** Closes all files. What was discarded and not removed yet goes when the log is opened again. */
  close(): void {
    for (const timer of this.#deletions) timer.cancel();
    this.#deletions.clear();
    for (const segment of this.segments.all) segment.abandon();
    this.#options.files.syncs.forget(this.#options.directory);
  }

  /** Records of the active segment are not cleaned: where they have to be soon, it is not active for long. */
  get #rollMs(): number {
    const { cleanupPolicy, segmentMs, maxCompactionLagMs } = this.config;
    return cleanupPolicy.compact ? Math.min(segmentMs, maxCompactionLagMs) : segmentMs;
  }

  #removeDiscarded(segments: readonly LogSegment[]): void {
    const { guard, logger } = this.#options;
    try {
      guard.run(() => {
        for (const segment of segments) segment.removeFiles();
      });
    } catch (error) {
      logger.warn({ error }, 'removing the files of deleted segments failed');
    }
  }

  #newSegment(baseOffset: number): LogSegment {
    const { directory, files, clock, random } = this.#options;
    const { segmentJitterMs, segmentMs, indexIntervalBytes } = this.config;
    const jitter = Math.min(segmentJitterMs, segmentMs);
    assert(baseOffset >= 0, 'offsets are not negative');
    return new LogSegment({
      directory,
      files,
      baseOffset,
      indexIntervalBytes,
      createdMs: clock.wallMs(),
      rollJitterMs: random && jitter > 0 ? random.below(jitter) : 0,
    });
  }
}
