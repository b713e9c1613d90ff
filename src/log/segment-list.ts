// The segments of one log, in order, and what is found by looking through them. The last one is active:
// it alone is written. Invariant: there is always one, and base offsets ascend.

import { assert } from '../base/assert.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import type { FoundTimestamp, LogSegment } from './log-segment.ts';
import type { BatchPlace } from './segment-scan.ts';
import type { AbortedTransaction } from './transaction-index.ts';

/** A batch's place and the segment that it is in. */
export interface LocatedBatch {
  readonly segment: LogSegment;
  readonly place: BatchPlace;
}

export class SegmentList {
  readonly #segments: LogSegment[];

  constructor(segments: readonly LogSegment[]) {
    this.#segments = [...segments];
    this.checkInvariants();
  }

  get all(): readonly LogSegment[] {
    return this.#segments;
  }

  get active(): LogSegment {
    return this.#segments[this.#segments.length - 1] as LogSegment;
  }

  get first(): LogSegment {
    return this.#segments[0] as LogSegment;
  }

  /** Bytes of all batches. */
  get sizeInBytes(): number {
    let size = 0;
    for (const segment of this.#segments) size += segment.size;
    return size;
  }

  push(segment: LogSegment): void {
    assert(segment.baseOffset > this.active.baseOffset, 'a new segment begins after the others');
    this.#segments.push(segment);
  }

  /** Takes all segments out and puts this one in. */
  replaceAll(segment: LogSegment): LogSegment[] {
    return this.#segments.splice(0, this.#segments.length, segment);
  }

  /** Puts one segment in the place of these, which stand side by side and begin where it begins. */
  replace(sources: readonly LogSegment[], segment: LogSegment): void {
    const at = this.#segments.indexOf(sources[0] as LogSegment);
    assert(
      at >= 0 && at + sources.length < this.#segments.length,
      'what is replaced is not active',
    );
    assert(segment.baseOffset === sources[0]?.baseOffset, 'a segment begins where its sources do');
    const replaced = this.#segments.splice(at, sources.length, segment);
    assert(
      replaced.every((source, index) => source === sources[index]),
      'what is replaced stands side by side',
    );
  }

  /** Takes the first `count` out; one must be left. */
  removeFirst(count: number): LogSegment[] {
    assert(count < this.#segments.length, 'a log has at least one segment');
    return this.#segments.splice(0, count);
  }

  /** Takes those out that begin after `offset`. */
  removeAfter(offset: number): LogSegment[] {
    return this.#segments.splice(this.#indexOf(offset) + 1);
  }

  /** The segment after this one; null when it is the active one. */
  after(segment: LogSegment): LogSegment | null {
    return this.#segments[this.#indexOf(segment.baseOffset) + 1] ?? null;
  }

  /** The first batch that ends with `offset` or later; null when there is none. */
  locate(offset: number): LocatedBatch | null {
    for (let index = this.#indexOf(offset); index < this.#segments.length; index++) {
      const segment = this.#segments[index] as LogSegment;
      const place = segment.locate(offset);
      if (place) return { segment, place };
    }
    return null;
  }

  /** Whole batches from the one that holds `offset` on. Each is valid until the next is asked for. */
  *batchesFrom(offset: number): Generator<RecordBatch> {
    const start = this.locate(offset);
    if (!start) return;
    for (const segment of this.#segments.slice(this.#indexOf(start.segment.baseOffset))) {
      const from = segment === start.segment ? start.place.position : 0;
      for (const { batch } of segment.batches(from)) yield batch;
    }
  }

  /** The first record at or after `startOffset` with this timestamp or a later one. */
  findTimestamp(timestamp: number, startOffset: number): FoundTimestamp | null {
    for (const segment of this.#segments) {
      if (segment.retentionTimestamp < timestamp) continue;
      // A batch that a clean has emptied still states its greatest timestamp.
      const found = segment.findTimestamp(timestamp, startOffset);
      if (found) return found;
    }
    return null;
  }

  /** The first record with the greatest timestamp of all; null: no record is there. */
  findGreatestTimestamp(): FoundTimestamp | null {
    let best = this.first;
    for (const segment of this.#segments) {
      if (segment.greatestTimestamp.timestamp > best.greatestTimestamp.timestamp) best = segment;
    }
    return best.findGreatestTimestamp();
  }

  /** The aborted transactions that overlap [from, to). */
  abortedTransactions(from: number, to: number): AbortedTransaction[] {
    const found: AbortedTransaction[] = [];
    for (let index = this.#indexOf(from); index < this.#segments.length; index++) {
      const { transactionIndex } = this.#segments[index] as LogSegment;
      if (transactionIndex.collect(from, to, found)) break;
    }
    return found;
  }

  checkInvariants(): void {
    assert(this.#segments.length > 0, 'a log has at least one segment');
    for (let index = 1; index < this.#segments.length; index++) {
      const previous = this.#segments[index - 1] as LogSegment;
      const segment = this.#segments[index] as LogSegment;
      assert(previous.baseOffset < segment.baseOffset, 'segments ascend');
    }
  }

  /** The last segment that begins at or before `offset`, or the first. */
  #indexOf(offset: number): number {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.#segments[middle] as LogSegment).baseOffset <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
