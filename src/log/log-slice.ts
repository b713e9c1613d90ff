// What a read of the log gives: not the bytes, but where they are. They go from the file straight into the
// answer when it is encoded, which has to be in the same turn of the event loop.

import { assert } from '../base/assert.ts';
import type { LogGuard } from './log-guard.ts';
import type { LogSegment } from './log-segment.ts';
import type { ReadRequest } from './log-types.ts';
import type { SegmentList } from './segment-list.ts';

/** Batches in a file: the shape that the protocol's `records` fields are given. */
export interface StoredRecords {
  /** Bytes. The last batch may be cut off where the reader's limit is, as Apache Kafka cuts it. */
  readonly byteLength: number;
  readInto(target: Buffer, at: number): void;
}

/** The header of a batch in a slice. */
export interface SlicedBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
  /** NO_PRODUCER_ID when it has none. */
  readonly producerId: number;
  readonly isTransactional: boolean;
  readonly isControl: boolean;
  /** Bytes from the beginning of the slice. */
  readonly position: number;
  readonly sizeInBytes: number;
}

/** A stretch of the log. */
export interface LogSlice {
  readonly records: StoredRecords;
  /** Its batches in order, but for one that is cut off at its end; only headers are read. */
  batches(): Iterable<SlicedBatch>;
  /** This part of it: bytes from the beginning of the slice. */
  part(position: number, byteLength: number): StoredRecords;
  /** No record at or after this offset is in the slice: an upper bound. */
  readonly nextOffset: number;
}

/** Enough for the headers of many small batches; of a large one little more than its header is read. */
const HEADER_WINDOW_BYTES = 4096;

const NO_RECORDS: StoredRecords = { byteLength: 0, readInto() {} };

/** A slice without records, at this offset. */
export function emptySlice(offset: number): LogSlice {
  return { records: NO_RECORDS, nextOffset: offset, batches: () => [], part: () => NO_RECORDS };
}

/** Part of one segment's file. */
export class SegmentSlice implements LogSlice, StoredRecords {
  readonly byteLength: number;
  readonly #segment: LogSegment;
  readonly #position: number;
  /** Where the segment ends. */
  readonly #segmentEnd: number;
  readonly #guard: LogGuard;

  constructor(
    segment: LogSegment,
    range: { readonly position: number; readonly byteLength: number },
    segmentEnd: number,
    guard: LogGuard,
  ) {
    this.byteLength = range.byteLength;
    this.#segment = segment;
    this.#position = range.position;
    this.#segmentEnd = segmentEnd;
    this.#guard = guard;
  }

  get records(): StoredRecords {
    return this;
  }

  get nextOffset(): number {
    const end = this.#position + this.byteLength;
    return this.#segment.indexedOffsetAtOrAfter(end) ?? this.#segmentEnd;
  }

  *batches(): Generator<SlicedBatch> {
    try {
      for (const { batch, position } of this.#segment.headers(
        this.#position,
        HEADER_WINDOW_BYTES,
      )) {
        const { baseOffset, lastOffset, producerId, isTransactional, isControl } = batch;
        const { sizeInBytes } = batch;
        const from = position - this.#position;
        if (from + sizeInBytes > this.byteLength) return;
        const header = { baseOffset, lastOffset, producerId, isTransactional, isControl };
        yield { ...header, position: from, sizeInBytes };
      }
    } catch (error) {
      throw this.#guard.translate(error);
    }
  }

  part(position: number, byteLength: number): StoredRecords {
    assert(position + byteLength <= this.byteLength, 'a part of a slice lies within it');
    const range = { position: this.#position + position, byteLength };
    return new SegmentSlice(this.#segment, range, this.#segmentEnd, this.#guard);
  }

  readInto(target: Buffer, at: number): void {
    const { byteLength } = this;
    this.#guard.run(() => {
      const file = this.#segment.log.use();
      const count = file.readSync(target, at, byteLength, this.#position);
      assert(count === byteLength, 'a segment has the bytes that were located in it');
    });
  }
}

/** The stretch that a read gives: from the batch that holds its offset, within one segment and its limits. */
export function sliceOf(
  segments: SegmentList,
  { fetchOffset, maxBytes, maxOffset, minOneBatch }: ReadRequest,
  logEndOffset: number,
  guard: LogGuard,
): LogSlice {
  const located = segments.locate(fetchOffset);
  if (!located) return emptySlice(fetchOffset);
  const { segment, place } = located;
  const end = maxOffset < logEndOffset ? segment.locate(maxOffset)?.position : undefined;
  const available = (end ?? segment.size) - place.position;
  const limit = minOneBatch ? Math.max(maxBytes, place.size) : maxBytes;
  if (available <= 0 || limit < place.size) return emptySlice(fetchOffset);
  const range = { position: place.position, byteLength: Math.min(available, limit) };
  return new SegmentSlice(
    segment,
    range,
    segments.after(segment)?.baseOffset ?? logEndOffset,
    guard,
  );
}
