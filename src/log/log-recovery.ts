// After an unclean stop: goes through the segments from the recovery point on, which may have reached the
// device in part, makes their indexes again and ends the log where it is no longer whole.
//
//   what is found beyond the recovery point            what is done
//   a batch that is not whole, nothing whole after it  cut off: a torn end
//   the same with whole ones after it, and it shows    cut off and kept aside (`.cut`): a power loss that
//   that writes are missing (see lost-writes.ts)       took writes in another order; none was promised
//   a segment that does not begin where the one        the later segments are kept aside, for the same
//   before it ends                                     reason; not in a compacted log, which has gaps
//   any other damage, or damage before it              CorruptLogError, and all files stay as they are
//
// What is cut is durably cut before anything is written in its place.

import type { Logger } from '../platform/logger.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import { ifPossible } from './disk-guard.ts';
import { keepAside, removeKeptAside } from './kept-aside.ts';
import type { LogSegment } from './log-segment.ts';
import { showsLostWrites } from './lost-writes.ts';
import type { OpenFiles } from './open-files.ts';
import { scanBatches } from './segment-scan.ts';
import { isFollowedByBatch } from './torn-end.ts';

export interface RecoveryRequest {
  readonly directory: string;
  readonly files: OpenFiles;
  readonly logger: Logger;
  readonly indexIntervalBytes: number;
  /** Everything before it was on the device. */
  readonly recoveryPoint: number;
  /** Before it offsets may be missing between segments: the cleaner took them out. */
  readonly gapsTo: number;
}

/** The index of the first segment that may have reached the device in part. */
export function firstUnflushed(segments: readonly LogSegment[], recoveryPoint: number): number {
  const after = segments.findIndex(({ baseOffset }) => baseOffset > recoveryPoint);
  return Math.max(0, (after < 0 ? segments.length : after) - 1);
}

/** Recovers the segments from this index on; returns those that are left. */
export function recoverSegments(
  request: RecoveryRequest,
  segments: readonly LogSegment[],
  from: number,
): LogSegment[] {
  const kept = segments.slice(0, from);
  for (const [index, segment] of segments.entries()) {
    if (index < from) continue;
    kept.push(segment);
    const later = segments.slice(index + 1);
    const isWhole = recoverSegment(request, segment, later);
    if (isWhole && follows(request, segment, later[0])) {
      // What there is no room for is found missing and made again by whoever needs it.
      if (later.length > 0) ifPossible(() => segment.finish());
      continue;
    }
    endAfter(request, segment, later);
    break;
  }
  return kept;
}

/** Indexes a segment again. False: it is not whole and was cut off, and nothing may follow it. */
function recoverSegment(
  request: RecoveryRequest,
  segment: LogSegment,
  later: readonly LogSegment[],
): boolean {
  const end = segment.size;
  segment.resetForReindex();
  segment.transactionIndex.reset();
  const fault = reindexWhole(request, segment, end);
  if (!fault) return true;
  const { path, position } = fault;
  const isEmpty = later.every(({ size }) => size === 0);
  const isTornEnd = isEmpty && !isFollowedByBatch(segment, position, end);
  const wasFlushed = segment.nextOffset() < request.recoveryPoint;
  if (wasFlushed || !(isTornEnd || showsLostWrites(segment.log, position, end))) throw fault;
  const cut = { path, position, cutBytes: end - position };
  if (isTornEnd) {
    request.logger.warn(cut, 'the end of the log was torn: cut off');
  } else {
    removeKeptAside(request.files.fileSystem, request.directory);
    keepAside(segment.log, position, end);
    request.logger.error(cut, 'writes were lost in the midst of the log: cut off and kept aside');
  }
  segment.log.use().truncate(position);
  segment.log.use().syncNow();
  return false;
}

/** Indexes whole batches until the end or the first that is damaged, which is returned. */
function reindexWhole(
  { indexIntervalBytes }: RecoveryRequest,
  segment: LogSegment,
  end: number,
): CorruptLogError | null {
  const { path } = segment.log;
  const { baseOffset } = segment;
  try {
    for (const scanned of scanBatches(segment.log, { baseOffset, from: 0, end })) {
      const { batch, position } = scanned;
      if (!batch.isIntact) return new CorruptLogError(path, position, 'a batch has another CRC');
      segment.reindex(scanned, indexIntervalBytes);
    }
    return null;
  } catch (error) {
    if (error instanceof CorruptLogError) return error;
    throw error;
  }
}

/** Whether the next segment goes on where this one ends. */
function follows(
  { gapsTo, recoveryPoint }: RecoveryRequest,
  segment: LogSegment,
  next: LogSegment | undefined,
): boolean {
  if (!next) return true;
  const end = segment.nextOffset();
  if (next.baseOffset === end) return true;
  // What was flushed is as it was: segments there were cleaned or imported with their gaps.
  if (next.baseOffset > end) return end < Math.max(gapsTo, recoveryPoint);
  if (end <= recoveryPoint) {
    throw new CorruptLogError(
      next.log.path,
      0,
      `it begins before ${end}, where its predecessor ends`,
    );
  }
  return false;
}

/** The log ends with this segment: what comes later is no continuation of it. */
function endAfter(
  { files, directory, logger }: RecoveryRequest,
  segment: LogSegment,
  later: readonly LogSegment[],
): void {
  for (const { log, size, baseOffset } of later) {
    if (size === 0) continue;
    keepAside(log, 0, size);
    logger.error(
      { path: log.path, baseOffset, after: segment.log.path },
      'no continuation: kept aside',
    );
  }
  // The last one first: at no time is there a gap.
  for (const each of [...later].reverse()) each.removeFiles();
  files.syncs.changed(directory);
  files.syncs.syncNow(directory);
}
