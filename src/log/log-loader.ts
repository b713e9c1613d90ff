// Opens the log of a partition directory: finds its segments, recovers them after an unclean stop (see
// log-recovery.ts), and reads what is derived from them, making it again where needed.

import { basename, dirname } from 'node:path';
import { assert } from '../base/assert.ts';
import { CorruptLogError } from './corrupt-log-error.ts';
import type { LogHistory } from './log-history.ts';
import type { RecoveryRequest } from './log-recovery.ts';
import { firstUnflushed, recoverSegments } from './log-recovery.ts';
import { LogSegment } from './log-segment.ts';
import type { PartitionLogOptions } from './log-types.ts';
import {
  CUT_SUFFIX,
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  parseSegmentName,
  SNAPSHOT_SUFFIX,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from './segment-files.ts';
import { recoverSwaps } from './swap-recovery.ts';

/** Files that recovery makes again, or syncs. */
const MADE_AGAIN = new Set([LOG_SUFFIX, OFFSET_INDEX_SUFFIX, TIME_INDEX_SUFFIX]);

interface LoadRequest extends RecoveryRequest {
  readonly nowMs: number;
  readonly producerExpiryMs: number;
  readonly cleanShutdown: boolean;
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
    // The checkpoint of the cleaner may be older than what it did.
    gapsTo: options.config.cleanupPolicy.compact
      ? Number.POSITIVE_INFINITY
      : (options.cleanedTo ?? 0),
    history,
  });
}

function load(request: LoadRequest): LoadedLog {
  const { directory, files, logger } = request;
  const names = recoverSwaps({ directory, fileSystem: files.fileSystem, logger });
  let segments = findSegments(request, names);
  let recoveredFrom = Number.POSITIVE_INFINITY;
  if (request.cleanShutdown) {
    loadTransactions(segments, names);
  } else {
    oweToDevice(request, names);
    const from = firstUnflushed(segments, request.recoveryPoint);
    recoveredFrom = segments[from]?.baseOffset ?? 0;
    loadTransactions(segments.slice(0, from), names);
    segments = recoverSegments(request, segments, from);
  }
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
  const from = request.cleanShutdown ? null : unchecked;
  request.history.loadEpochs(segments, { from, logStartOffset });
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

/** Reads the transaction indexes; those of segments that are recovered are made again instead. */
function loadTransactions(segments: readonly LogSegment[], names: readonly string[]): void {
  const present = new Set(names.filter((name) => name.endsWith(TRANSACTION_INDEX_SUFFIX)));
  if (present.size === 0) return;
  for (const { transactionIndex, baseOffset } of segments) {
    const { path } = transactionIndex.file;
    if (!present.has(basename(path)) || transactionIndex.load(baseOffset)) continue;
    throw new CorruptLogError(path, 0, 'its entries are not whole');
  }
}

/** A crash may have come before names and small files were synced: the next flush has to. */
function oweToDevice({ directory, files }: LoadRequest, names: readonly string[]): void {
  files.syncs.changed(dirname(directory));
  files.syncs.changed(directory);
  for (const name of names) {
    const suffix = parseSegmentName(name)?.suffix;
    // Indexes are made again as far as they were not flushed.
    const isMadeAgain = suffix !== undefined && MADE_AGAIN.has(suffix);
    if (!isMadeAgain && !name.endsWith(CUT_SUFFIX)) files.syncs.replaced(`${directory}/${name}`);
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
  const firstOffset = segments[0]?.baseOffset ?? logStartOffset;
  history.snapshots.keepWithin(firstOffset, Math.min(logEndOffset, recoveredFrom));
  history.snapshots.keepAt(new Set(segments.map(({ baseOffset }) => baseOffset)));
  const snapshotOffset = history.restoreProducers({ nowMs, expiryMs: request.producerExpiryMs });
  // Nothing was worth a snapshot when it closed: there were no producers.
  if (snapshotOffset === null && request.cleanShutdown) return;
  // Where deleted records are still there, their producers are, too: a transaction may have begun with them.
  const from = snapshotOffset ?? firstOffset;
  history.replayProducers(segments, { from, indexFrom: recoveredFrom });
}
