// Which segments of a log may go, oldest first: those before the log start offset, those beyond
// `retention.bytes`, those older than `retention.ms` by the timestamps of their records.

import type { LogConfig } from './log-config.ts';
import type { LogSegment } from './log-segment.ts';
import type { LogSummary } from './log-summary.ts';

/** What decides about segments, besides themselves. */
export interface RetentionLimits {
  readonly config: LogConfig;
  readonly nowMs: number;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  /** Nothing at or after it goes. */
  readonly highWatermark: number;
}

/** How many of the oldest segments may go: all of them at most, but never a last one that is empty. */
export function countDeletable(segments: readonly LogSegment[], limits: RetentionLimits): number {
  const { config, nowMs, logStartOffset } = limits;
  const beforeStart = countWhile(segments, limits, (_, nextBase) =>
    nextBase === null ? false : nextBase <= logStartOffset,
  );
  if (!config.cleanupPolicy.delete) return beforeStart;
  let excess = excessBytes(segments.slice(beforeStart), config.retentionBytes);
  const afterSize =
    beforeStart +
    countWhile(segments.slice(beforeStart), limits, ({ size }) => {
      const fits = excess >= size;
      if (fits) excess -= size;
      return fits;
    });
  if (config.retentionMs < 0) return afterSize;
  const tooOld = (segment: LogSegment): boolean =>
    nowMs - segment.retentionTimestamp > config.retentionMs;
  return afterSize + countWhile(segments.slice(afterSize), limits, tooOld);
}

/**
 * Whether a log of which only this much is known may have a segment to delete. A log that is not open has
 * nothing that is not committed. `true` costs opening it, `false` must be certain.
 */
export function mayHaveDeletable(
  { sizeInBytes, oldestSize, oldestTimestamp, secondBaseOffset }: LogSummary,
  { config, nowMs, logStartOffset }: Pick<RetentionLimits, 'config' | 'nowMs' | 'logStartOffset'>,
): boolean {
  if (sizeInBytes === 0) return false;
  if (secondBaseOffset !== null && secondBaseOffset <= logStartOffset) return true;
  const { cleanupPolicy, retentionBytes, retentionMs } = config;
  if (!cleanupPolicy.delete) return false;
  if (retentionBytes >= 0 && sizeInBytes - retentionBytes >= oldestSize) return true;
  if (retentionMs < 0) return false;
  return oldestTimestamp === null || nowMs - oldestTimestamp > retentionMs;
}

function excessBytes(segments: readonly LogSegment[], retentionBytes: number): number {
  if (retentionBytes < 0) return -1;
  let size = 0;
  for (const segment of segments) size += segment.size;
  return size - retentionBytes;
}

function countWhile(
  segments: readonly LogSegment[],
  { highWatermark, logEndOffset }: RetentionLimits,
  mayGo: (segment: LogSegment, nextBase: number | null) => boolean,
): number {
  let count = 0;
  for (const segment of segments) {
    const nextBase = segments[count + 1]?.baseOffset ?? null;
    const isEmptyAndLast = nextBase === null && segment.size === 0;
    const isCommitted = highWatermark >= (nextBase ?? logEndOffset);
    if (isEmptyAndLast || !isCommitted || !mayGo(segment, nextBase)) break;
    count++;
  }
  return count;
}
