// Opens the log of a partition directory: finds its segments, and after an unclean stop goes through those
// that may not have reached the device. A torn end of the last segment is cut; a damaged batch with whole
// ones after it is a CorruptLogError. Indexes, leader epochs and producers are made again where needed.

import { assert } from '../base/assert.ts';
import type { Logger } from '../platform/logger.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import type { LogHistory } from './log-history.ts';
import { LogSegment } from './log-segment.ts';
import type { PartitionLogOptions } from './log-types.ts';
import type { OpenFiles } from './open-files.ts';
import {
  LOG_SUFFIX,
  parseSegmentName,
  SNAPSHOT_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from './segment-files.ts';
import { scanBatches } from './segment-scan.ts';
import { recoverSwaps } from './swap-recovery.ts';
import { isFollowedByBatch } from './torn-end.ts';

interface LoadRequest {
  readonly directory: string;
  readonly files: OpenFiles;
  readonly logger: Logger;
  readonly nowMs: number;
  readonly indexIntervalBytes: number;
  readonly producerExpiryMs: number;
  readonly cleanShutdown: boolean;
  readonly recoveryPoint: number;
  readonly logStartOffset: number;
  readonly history: LogHistory;
}

export interface LoadedLog {
  readonly segments: readonly LogSegment[];
  readonly logStartOffset: number;
  readonly logEndOffset: number;
  readonly recoveryPoint: number;
}

/** Opens what is in the directory, which exists; fills `history`. */
export function loadLog(options: PartitionLogOptions, history: LogHistory): LoadedLog {
  return load({
    directory: options.directory,
    files: options.files,
    logger: options.logger,
    nowMs: options.clock.wallMs(),
    indexIntervalBytes: options.config.indexIntervalBytes,
    producerExpiryMs: options.producerExpiryMs(),
    cleanShutdown: options.cleanShutdown,
    recoveryPoint: options.recoveryPoint ?? 0,
    logStartOffset: options.logStartOffset ?? 0,
    history,
  });
}

function load(request: LoadRequest): LoadedLog {
  const { directory, files, logger } = request;
  const names = recoverSwaps({ directory, fileSystem: files.fileSystem, logger });
  let segments = findSegments(request, names);
  const recoveredFrom = request.cleanShutdown
    ? Number.POSITIVE_INFINITY
    : recoverSegments(request, segments);
  let logEndOffset = segments.at(-1)?.nextOffset() ?? request.logStartOffset;
  if (logEndOffset < request.logStartOffset) {
    request.logger.warn({ logEndOffset }, 'the log ends before its start offset: it begins anew');
    for (const segment of segments) segment.removeFiles();
    segments = [];
    logEndOffset = request.logStartOffset;
  }
  if (segments.length === 0) segments = [newSegment(request, logEndOffset)];
  const first = segments[0] as LogSegment;
  const logStartOffset = Math.max(request.logStartOffset, first.baseOffset);
  const unchecked = Math.min(request.recoveryPoint, logEndOffset);
  request.history.loadEpochs(segments, { from: request.cleanShutdown ? null : unchecked });
  request.history.epochs.truncateFromEnd(logEndOffset);
  request.history.epochs.truncateFromStart(logStartOffset);
  loadProducers(request, segments, { logStartOffset, logEndOffset, recoveredFrom });
  const recoveryPoint = request.cleanShutdown
    ? logEndOffset
    : Math.min(request.recoveryPoint, logEndOffset);
  assert(logStartOffset <= logEndOffset, 'a log starts before it ends');
  return { segments, logStartOffset, logEndOffset, recoveryPoint };
}

function findSegments(request: LoadRequest, names: readonly string[]): LogSegment[] {
  const present = new Set(names);
  const segments: LogSegment[] = [];
  for (const name of names) {
    const parsed = parseSegmentName(name);
    if (!parsed || parsed.suffix === SNAPSHOT_SUFFIX) continue;
    const stem = name.slice(0, -parsed.suffix.length);
    if (!present.has(stem + LOG_SUFFIX)) {
      request.files.fileSystem.remove(`${request.directory}/${name}`);
    } else if (parsed.suffix === LOG_SUFFIX) {
      const segment = newSegment(request, parsed.offset);
      segment.openExisting();
      if (present.has(stem + TRANSACTION_INDEX_SUFFIX)) loadTransactions(segment, request);
      segments.push(segment);
    }
  }
  request.history.snapshots.find(names);
  return segments.sort((left, right) => left.baseOffset - right.baseOffset);
}

function newSegment(request: LoadRequest, baseOffset: number): LogSegment {
  const { directory, files, indexIntervalBytes, nowMs } = request;
  return new LogSegment({ directory, files, indexIntervalBytes, baseOffset, createdMs: nowMs });
}

function loadTransactions(
  segment: LogSegment,
  { cleanShutdown, recoveryPoint }: LoadRequest,
): void {
  if (segment.transactionIndex.load(segment.baseOffset)) return;
  // Of a segment that is recovered it is made again; another one's cannot be.
  if (!cleanShutdown && segment.baseOffset >= recoveryPoint) return;
  throw new CorruptLogError(segment.transactionIndex.file.path, 0, 'its entries are not whole');
}

/** Goes through the segments from the recovery point on; returns the base offset of the first. */
function recoverSegments(request: LoadRequest, segments: readonly LogSegment[]): number {
  const after = segments.findIndex(({ baseOffset }) => baseOffset > request.recoveryPoint);
  const from = Math.max(0, (after < 0 ? segments.length : after) - 1);
  const unflushed = segments.slice(from);
  for (const [index, segment] of unflushed.entries()) {
    const isLast = unflushed.slice(index + 1).every(({ size }) => size === 0);
    recoverSegment(request, segment, isLast);
    const isActive = index === unflushed.length - 1;
    if (!isActive) segment.finish();
  }
  return unflushed[0]?.baseOffset ?? 0;
}

function recoverSegment(request: LoadRequest, segment: LogSegment, isLast: boolean): void {
  const end = segment.size;
  segment.resetForReindex();
  segment.transactionIndex.reset();
  const fault = reindexWhole(request, segment, end);
  if (!fault) return;
  if (!isLast || isFollowedByBatch(segment, fault.position, end)) throw fault;
  request.logger.warn(
    { path: fault.path, position: fault.position, cutBytes: end - segment.size },
    'the end of the log was torn: cut off',
  );
  segment.log.use().truncate(segment.size);
}

/** Indexes whole batches until the end or the first that is damaged, which is returned. */
function reindexWhole(
  { indexIntervalBytes }: LoadRequest,
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

/** The newest snapshot that can be trusted, and the batches after it. */
function loadProducers(
  request: LoadRequest,
  segments: readonly LogSegment[],
  range: {
    readonly logStartOffset: number;
    readonly logEndOffset: number;
    readonly recoveredFrom: number;
  },
): void {
  const { history, nowMs } = request;
  const { logStartOffset, logEndOffset, recoveredFrom } = range;
  history.snapshots.keepWithin(logStartOffset, Math.min(logEndOffset, recoveredFrom));
  history.snapshots.keepAt(new Set(segments.map(({ baseOffset }) => baseOffset)));
  const snapshotOffset = history.restoreProducers({ nowMs, expiryMs: request.producerExpiryMs });
  // Nothing was worth a snapshot when it closed: there were no producers.
  if (snapshotOffset === null && request.cleanShutdown) return;
  const from = snapshotOffset ?? logStartOffset;
  history.replayProducers(segments, { from, indexFrom: recoveredFrom });
}
