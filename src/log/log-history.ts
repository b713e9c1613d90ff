// What is derived from the batches of a log and kept beside them: the leader epochs, the producers and
// their snapshots. All of it can be made again from the batches.

import { LeaderEpochs } from './leader-epochs.ts';
import type { LogSegment } from './log-segment.ts';
import type { OpenFiles } from './open-files.ts';
import { ProducerSnapshots } from './producer-snapshots.ts';
import { ProducerState } from './producer-state.ts';
import type { ScannedBatch } from './segment-scan.ts';
import { readBatch } from './segment-scan.ts';

/** When producers count as silent, and what time it is. */
export interface ProducerExpiry {
  readonly nowMs: number;
  readonly expiryMs: number;
}

export class LogHistory {
  readonly epochs: LeaderEpochs;
  readonly producers = new ProducerState();
  readonly snapshots: ProducerSnapshots;

  constructor(files: OpenFiles, directory: string) {
    this.epochs = new LeaderEpochs(files, directory);
    this.snapshots = new ProducerSnapshots(files, directory);
  }

  /** Takes a snapshot of the producers, whose state is that before `offset`. */
  takeSnapshot(offset: number): void {
    this.snapshots.take(offset, this.producers.entries);
  }

  /** The log closes at this offset. Where there never was a producer, no snapshot says so as well. */
  finish(logEndOffset: number): void {
    this.epochs.writeOwed();
    const isWorthIt = this.producers.count > 0 || this.snapshots.offsets.length > 0;
    if (isWorthIt) this.takeSnapshot(logEndOffset);
  }

  /** The log was cut off and ends at `logEndOffset`: what later batches did is undone. */
  cutOff(
    segments: readonly LogSegment[],
    range: { readonly logStartOffset: number; readonly logEndOffset: number },
    expiry: ProducerExpiry,
  ): void {
    this.epochs.truncateFromEnd(range.logEndOffset);
    const firstOffset = segments[0]?.baseOffset ?? range.logStartOffset;
    this.snapshots.keepWithin(firstOffset, range.logEndOffset);
    const from = this.restoreProducers(expiry) ?? firstOffset;
    this.replayProducers(segments, { from, indexFrom: Number.POSITIVE_INFINITY });
  }

  /** Sets the producers to the newest snapshot; returns its offset, null when there is none. */
  restoreProducers({ nowMs, expiryMs }: ProducerExpiry): number | null {
    const snapshot = this.snapshots.load();
    this.producers.restore(snapshot?.entries ?? [], nowMs, expiryMs);
    return snapshot?.offset ?? null;
  }

  /**
   * Applies the batches from an offset on to the producers. Aborted transactions whose marker is at or after
   * `indexFrom` go into their segment's index.
   */
  replayProducers(
    segments: readonly LogSegment[],
    { from, indexFrom }: { readonly from: number; readonly indexFrom: number },
  ): void {
    for (const { batch, position, segment } of headersFrom(segments, from)) {
      if (!batch.hasProducerId || batch.baseOffset < from) continue;
      const { log, transactionIndex } = segment;
      const completed = this.producers.apply(
        batch.isControl ? readBatch(log, position, batch.sizeInBytes) : batch,
      );
      if (completed?.isAborted && completed.lastOffset >= indexFrom) {
        transactionIndex.append(completed);
      }
    }
  }

  /**
   * Reads the epochs. After an unclean stop (`from` is not null) the batches at or after `from` tell the
   * rest, or all of them where the file is missing, damaged, or of a log that had started later: a start
   * offset that was not checkpointed has gone back.
   */
  loadEpochs(
    segments: readonly LogSegment[],
    { from, logStartOffset }: { readonly from: number | null; readonly logStartOffset: number },
  ): void {
    const isRead = this.epochs.load();
    if (isRead && from === null) return;
    const first = this.epochs.starts[0]?.startOffset;
    const isKnown = isRead && first !== undefined && first <= logStartOffset;
    if (!isKnown) this.epochs.clear();
    let changed = false;
    for (const { batch } of headersFrom(segments, isKnown ? (from ?? 0) : 0)) {
      const epoch = batch.partitionLeaderEpoch;
      if (epoch <= (this.epochs.latestEpoch ?? -1)) continue;
      changed = this.epochs.note(epoch, batch.baseOffset) || changed;
    }
    if (changed) this.epochs.writeIfPossible();
  }
}

/** The headers of all batches from the one that holds `offset` on. */
function* headersFrom(
  segments: readonly LogSegment[],
  offset: number,
): Generator<ScannedBatch & { readonly segment: LogSegment }> {
  for (const [index, segment] of segments.entries()) {
    const next = segments[index + 1];
    if (next && next.baseOffset <= offset) continue;
    const isBefore = segment.baseOffset < offset;
    const from = isBefore ? (segment.locate(offset)?.position ?? segment.size) : 0;
    for (const { batch, position } of segment.headers(from)) yield { batch, position, segment };
  }
}
