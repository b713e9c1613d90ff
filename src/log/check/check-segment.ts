// Walks one segment of a log: every batch by itself, the offset and time index beside it, and the
// transactions whose markers it holds. What goes from segment to segment is its caller's (LogWalk).

import type { File, FileSystem } from '../../platform/file-system.ts';
import {
  LOG_SUFFIX,
  OFFSET_INDEX_SUFFIX,
  segmentPath,
  TIME_INDEX_SUFFIX,
  TRANSACTION_INDEX_SUFFIX,
} from '../segment-files.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import type { Damage, WalkedBatch } from './batch-walk.ts';
import { walkBatches } from './batch-walk.ts';
import type { RecordDecoder } from './check-batch.ts';
import { checkBatch } from './check-batch.ts';
import type { FileFindings, Findings } from './finding.ts';
import type { IndexSituation } from './index-situation.ts';
import { OffsetIndexCheck } from './offset-index-check.ts';
import { TimeIndexCheck } from './time-index-check.ts';
import { checkTransactionIndex } from './transaction-index-check.ts';

/** What a walk over a log carries from batch to batch. */
export interface LogWalk {
  /** The offset of the first batch; null: none was seen. */
  readonly firstOffset: number | null;
  /** Whether offsets are missing between batches, or batches are damaged. */
  readonly hasGaps: boolean;
  /** The next batch. Returns the transaction that it aborted. */
  see(walked: WalkedBatch, log: FileFindings): AbortedTransaction | null;
  /** Bytes that are no batch. */
  skip(): void;
}

export interface SegmentRequest {
  readonly fileSystem: FileSystem;
  readonly directory: string;
  readonly baseOffset: number;
  /** The files of the directory. */
  readonly names: ReadonlySet<string>;
  readonly findings: Findings;
  readonly situation: IndexSituation;
  readonly decode: RecordDecoder | null;
  /** Called with the bytes that were gone through. */
  readonly onProgress: (bytes: number) => void;
}

export function checkSegment(request: SegmentRequest, walk: LogWalk): void {
  const { fileSystem, directory, baseOffset, situation, findings } = request;
  const path = segmentPath(directory, baseOffset, LOG_SUFFIX);
  const file = fileSystem.open(path, 'read');
  const opened: File[] = [file];
  try {
    const size = file.size();
    const offsets = openIndex(request, OFFSET_INDEX_SUFFIX, size, opened);
    const times = openIndex(request, TIME_INDEX_SUFFIX, size, opened);
    walkSegment(
      {
        request,
        log: findings.about(path),
        size,
        offsets:
          offsets && new OffsetIndexCheck(offsets.file, baseOffset, situation, offsets.findings),
        times: times && new TimeIndexCheck(times.file, baseOffset, situation, times.findings),
      },
      file,
      walk,
    );
  } finally {
    for (const each of opened) each.close();
  }
}

interface OpenSegment {
  readonly request: SegmentRequest;
  readonly log: FileFindings;
  readonly size: number;
  readonly offsets: OffsetIndexCheck | null;
  readonly times: TimeIndexCheck | null;
}

function walkSegment(segment: OpenSegment, file: File, walk: LogWalk): void {
  const { request, log, size, offsets, times } = segment;
  const { baseOffset, situation, decode, onProgress } = request;
  const aborted: AbortedTransaction[] = [];
  let isDamaged = false;
  for (const step of walkBatches({ file, size, baseOffset })) {
    if (step.kind === 'damage') {
      isDamaged = true;
      reportDamage(step, segment);
      offsets?.skipTo(step.resumeAt);
      times?.skip();
      walk.skip();
      onProgress(step.resumeAt - step.position);
      continue;
    }
    const { batch, position, isIntact, isWhole } = step;
    if (isWhole) checkBatch(batch, position, log, decode);
    else reportUnread(step, log);
    offsets?.see(step);
    if (isIntact) times?.see(step);
    else times?.skip();
    const transaction = walk.see(step, log);
    if (transaction) aborted.push(transaction);
    onProgress(batch.sizeInBytes);
  }
  offsets?.end(size);
  const isFinished = !situation.isLive && !situation.isMended;
  times?.end(isFinished);
  const index = segmentPath(request.directory, baseOffset, TRANSACTION_INDEX_SUFFIX);
  checkTransactionIndex(request.fileSystem, request.findings.about(index), {
    aborted,
    isPartial: isDamaged || walk.hasGaps,
    firstOffset: walk.firstOffset ?? Number.POSITIVE_INFINITY,
    ...situation,
  });
}

function reportUnread({ batch, position, isIntact }: WalkedBatch, log: FileFindings): void {
  const place = { position, offset: batch.baseOffset };
  if (!isIntact) log.error('batch-crc', 'the batch has another CRC than it says', place);
  else log.note('batch-large', `${batch.sizeInBytes} bytes of a batch were not read`, place);
}

function reportDamage(damage: Damage, { request, log, size }: OpenSegment): void {
  const { position, reason, resumeAt } = damage;
  const { isActive, isMended, isLive } = request.situation;
  const bytes = resumeAt - position;
  const isEnd = resumeAt === size && isActive;
  if (isEnd && isLive) {
    log.note('torn-end', `${bytes} bytes are being written, or no batch: ${reason}`, { position });
  } else if (isEnd && isMended) {
    const message = `the last ${bytes} bytes are no whole batch (${reason}): the broker will cut them off`;
    log.warning('torn-end', message, { position });
  } else {
    const until = resumeAt === size ? 'the end of the file' : 'the next whole batch';
    log.error('damage', `${reason}; it is ${bytes} bytes to ${until}`, { position });
  }
}

interface OpenIndex {
  readonly file: File;
  readonly findings: FileFindings;
}

function openIndex(
  { fileSystem, directory, baseOffset, names, findings, situation }: SegmentRequest,
  suffix: string,
  logSize: number,
  opened: File[],
): OpenIndex | null {
  const path = segmentPath(directory, baseOffset, suffix);
  if (names.has(path.slice(directory.length + 1))) {
    const file = fileSystem.open(path, 'read');
    opened.push(file);
    return { file, findings: findings.about(path) };
  }
  const isExpected = logSize > 0 && !situation.isActive;
  if (isExpected) findings.about(path).warning('index-missing', 'it is made again when needed');
  return null;
}
