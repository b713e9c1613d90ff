// Which part of a log is to be cleaned, and how badly it needs it. Nothing is cleaned at or after the last
// stable offset (and so the high watermark), in the active segment, or before `min.compaction.lag.ms`.

import type { LogConfig } from '../log-config.ts';
import type { LogSegment } from '../log-segment.ts';
import type { PartitionLog } from '../partition-log.ts';

/** A log that may be cleaned. */
export interface CleanableLog {
  /** For the log's own log: `topic-0`. */
  readonly name: string;
  readonly log: PartitionLog;
  /** Nothing at or after it is cleaned. */
  readonly lastStableOffset: number;
}

/** A log with what a clean of it would be. */
export interface DirtyLog extends CleanableLog {
  readonly firstDirtyOffset: number;
  /** Where a segment begins that stays as it is. */
  readonly endOffset: number;
  /** Bytes between the two. */
  readonly dirtyBytes: number;
  /** The dirty part of what would be cleaned; 0 when there is nothing. */
  readonly dirtyRatio: number;
  /** Milliseconds since `max.compaction.lag.ms` ran out; 0: it has not. */
  readonly overdueMs: number;
}

/** What a clean of this log would be at this time. */
export function dirtyPartOf(target: CleanableLog, nowMs: number): DirtyLog {
  const { log, lastStableOffset } = target;
  const { segments, config } = log;
  const finished = segments.slice(0, -1);
  const activeBase = segments.at(-1)?.baseOffset ?? 0;
  const from = (offset: number): readonly LogSegment[] =>
    offset < activeBase ? segmentsFrom(finished, offset) : [];
  const firstDirtyOffset = firstDirtyOf(log);
  const dirty = from(firstDirtyOffset);
  const young = firstTooYoung(dirty, config, nowMs)?.baseOffset ?? activeBase;
  const limit = Math.max(firstDirtyOffset, Math.min(lastStableOffset, activeBase, young));
  // The segment in which the limit lies stays as a whole.
  const endOffset = from(limit)[0]?.baseOffset ?? activeBase;
  const cleanable = dirty.filter(({ baseOffset }) => baseOffset < endOffset);
  const dirtyBytes = firstDirtyOffset < endOffset ? sizeOf(cleanable) : 0;
  const cleanBytes = sizeOf(finished.filter(({ baseOffset }) => baseOffset < firstDirtyOffset));
  const totalBytes = cleanBytes + dirtyBytes;
  return {
    ...target,
    firstDirtyOffset,
    endOffset,
    dirtyBytes,
    dirtyRatio: totalBytes === 0 ? 0 : dirtyBytes / totalBytes,
    overdueMs: dirtyBytes === 0 ? 0 : overdueOf(dirty, config, nowMs),
  };
}

/** Whether it is to be cleaned now. */
export function needsCleaning({ log, dirtyBytes, dirtyRatio, overdueMs }: DirtyLog): boolean {
  if (dirtyBytes === 0) return false;
  return overdueMs > 0 || dirtyRatio > log.config.minCleanableDirtyRatio;
}

/** Where the last clean ended; the log start when the log has been cut off at either end since. */
function firstDirtyOf({ cleaning, logStartOffset, logEndOffset }: PartitionLog): number {
  const { cleanedTo } = cleaning;
  if (cleanedTo === null) return logStartOffset;
  return cleanedTo < logStartOffset || cleanedTo > logEndOffset ? logStartOffset : cleanedTo;
}

/** The segments from the one that holds `offset` on. */
function segmentsFrom(segments: readonly LogSegment[], offset: number): readonly LogSegment[] {
  const after = segments.findIndex(({ baseOffset }) => baseOffset > offset);
  return segments.slice(Math.max(0, (after < 0 ? segments.length : after) - 1));
}

function firstTooYoung(
  dirty: readonly LogSegment[],
  { minCompactionLagMs }: LogConfig,
  nowMs: number,
): LogSegment | undefined {
  if (minCompactionLagMs <= 0) return undefined;
  return dirty.find(({ retentionTimestamp }) => retentionTimestamp > nowMs - minCompactionLagMs);
}

function overdueOf(
  dirty: readonly LogSegment[],
  { maxCompactionLagMs }: LogConfig,
  nowMs: number,
): number {
  if (!Number.isFinite(maxCompactionLagMs) || maxCompactionLagMs > nowMs) return 0;
  let earliest = Number.POSITIVE_INFINITY;
  for (const { firstTimestamp } of dirty) {
    if (firstTimestamp !== null && firstTimestamp > 0) {
      earliest = Math.min(earliest, firstTimestamp);
    }
  }
  return Math.max(0, nowMs - maxCompactionLagMs - earliest);
}

function sizeOf(segments: readonly LogSegment[]): number {
  let size = 0;
  for (const segment of segments) size += segment.size;
  return size;
}
