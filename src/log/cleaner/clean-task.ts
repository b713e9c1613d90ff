// The work of a clean, for a thread of its own: it reads the segments of a log through descriptors of its own,
// notes the newest offset of each key in the dirty part, and writes groups of segments anew, oldest first,
// without what is no longer needed. What it is told is numbers and a path, and so is what it answers.

import { KafkaError } from '../../base/kafka-error.ts';
import { StorageError } from '../../platform/file-system.ts';
import type { TaskStep, TaskWorld } from '../../platform/offload.ts';
import { decompress } from '../../record/compression.ts';
import { RecordCursor } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import { CorruptLogError } from '../corrupt-log-error.ts';
import { OpenFiles } from '../open-files.ts';
import { LOG_SUFFIX, segmentPath } from '../segment-files.ts';
import type { AbortedTransaction } from '../transaction-index.ts';
import type { FilterCounts, KnownKeys, LastRecord } from './batch-filter.ts';
import { BatchFilter } from './batch-filter.ts';
import { CleanedSegment } from './cleaned-segment.ts';
import { CleanedTransactions } from './cleaned-transactions.ts';
import { KeyHash } from './key-hash.ts';
import { OffsetMap } from './offset-map.ts';
import { groupSegments } from './segment-groups.ts';
import { readSource, sourceSize } from './segment-source.ts';
import { Throttle } from './throttle.ts';

export interface CleanInput {
  readonly directory: string;
  /** All segments before `endOffset`, in order. */
  readonly segments: readonly { readonly baseOffset: number; readonly size: number }[];
  /** Where the dirty part begins. */
  readonly firstDirtyOffset: number;
  /** The offset that may not be cleaned any more. */
  readonly endOffset: number;
  readonly aborted: readonly AbortedTransaction[];
  readonly producers: readonly LastRecord[];
  readonly nowMs: number;
  readonly deleteRetentionMs: number;
  readonly maxMessageBytes: number;
  readonly segmentBytes: number;
  readonly segmentIndexBytes: number;
  readonly indexIntervalBytes: number;
  readonly mapBytes: number;
  readonly mapLoadFactor: number;
  /** Bytes that are read at a time, and bytes that are written at a time. */
  readonly bufferBytes: number;
  readonly bytesPerSecond: number;
  /** Four random 32-bit words. */
  readonly secret: readonly number[];
}

/** A cleaned segment is whole and on the device. */
export interface CleanedGroup {
  readonly baseOffset: number;
  /** Base offsets of the segments whose records it has. */
  readonly sources: readonly number[];
  /** Bytes. */
  readonly size: number;
}

export interface CleanCounts extends FilterCounts {
  mapBytesRead: number;
  bytesRead: number;
  bytesWritten: number;
  /** Part of the offset map that was used. */
  mapUtilization: number;
}

export type CleanResult =
  | { readonly kind: 'cleaned'; readonly endOffset: number; readonly counts: CleanCounts }
  | {
      readonly kind: 'corrupt';
      readonly path: string;
      readonly position: number;
      readonly message: string;
    }
  | {
      readonly kind: 'disk';
      readonly path: string;
      readonly code: string;
      readonly message: string;
    };

type Steps<Result> = Generator<TaskStep<CleanedGroup>, Result>;

export const taskUrl = import.meta.url;

/** Cleans one log once. Failures of the disk and of the log's content are results; others are thrown. */
export function* runTask(input: CleanInput, world: TaskWorld): Steps<CleanResult> {
  const task = new CleanTask(input, world);
  try {
    return yield* task.run();
  } catch (error) {
    if (error instanceof CorruptLogError) {
      const { path, position, message } = error;
      return { kind: 'corrupt', path, position, message };
    }
    // The CRC of the batch is right, and its records are not: it was written like this.
    if (error instanceof KafkaError) {
      return { kind: 'corrupt', ...task.place, message: error.message };
    }
    if (!(error instanceof StorageError)) throw error;
    const { path, code, message } = error;
    return { kind: 'disk', path, code, message };
  }
}

class CleanTask {
  readonly #input: CleanInput;
  readonly #world: TaskWorld;
  readonly #throttle: Throttle;
  /** Bytes moved since the last step. */
  #moved = 0;
  #mapBytesRead = 0;
  #bytesRead = 0;
  #bytesWritten = 0;
  /** Where the batch stands that is looked at. */
  #path = '';
  #position = 0;

  constructor(input: CleanInput, world: TaskWorld) {
    this.#input = input;
    this.#world = world;
    this.#throttle = new Throttle(input.bytesPerSecond, () => world.monotonicMs());
  }

  get place(): { readonly path: string; readonly position: number } {
    return { path: this.#path, position: this.#position };
  }

  *run(): Steps<CleanResult> {
    const { segments, endOffset, segmentBytes, segmentIndexBytes } = this.#input;
    const keys = yield* this.#gatherKeys();
    const cleanedTo = keys.latestOffset + 1;
    const filter = this.#newFilter(keys);
    const sources = segments
      .filter(({ baseOffset }) => baseOffset < cleanedTo)
      .map((segment) => sourceSize(this.#world.fileSystem, this.#input.directory, segment));
    const limits = { segmentBytes, segmentIndexBytes, endOffset };
    for (const group of groupSegments(sources, limits)) {
      yield { progress: yield* this.#cleanGroup(group, filter) };
    }
    const counts: CleanCounts = {
      ...filter.counts,
      mapBytesRead: this.#mapBytesRead,
      bytesRead: this.#bytesRead,
      bytesWritten: this.#bytesWritten,
      mapUtilization: keys.map.utilization,
    };
    return { kind: 'cleaned', endOffset: cleanedTo, counts };
  }

  #newFilter(keys: KnownKeys): BatchFilter {
    const { aborted, producers, nowMs, deleteRetentionMs, endOffset, maxMessageBytes } =
      this.#input;
    const rules = { nowMs, deleteRetentionMs, endOffset, maxMessageBytes };
    return new BatchFilter(keys, new CleanedTransactions(aborted), producers, rules);
  }

  /** The keys from the first dirty offset on, as many as the map takes. */
  *#gatherKeys(): Steps<KnownKeys> {
    const { segments, firstDirtyOffset, endOffset, mapBytes, mapLoadFactor } = this.#input;
    const limits = { maxBytes: mapBytes, loadFactor: mapLoadFactor };
    const map = new OffsetMap(new KeyHash(this.#input.secret), limits);
    // One that was over before says nothing of what its producer has done since.
    const aborted = this.#input.aborted.filter(({ lastOffset }) => lastOffset >= firstDirtyOffset);
    const transactions = new CleanedTransactions(aborted);
    let latestOffset = firstDirtyOffset - 1;
    for (const [index, segment] of segments.entries()) {
      const nextBase = segments[index + 1]?.baseOffset ?? endOffset;
      if (nextBase <= firstDirtyOffset) continue;
      for (const batch of this.#read(segment)) {
        this.#mapBytesRead += batch.sizeInBytes;
        if (batch.nextOffset > firstDirtyOffset) {
          if (batch.isControl) transactions.passControl(batch);
          else if (!transactions.passData(batch)) {
            const last = putKeys(batch, map, firstDirtyOffset);
            if (last !== null) return { map, latestOffset: last };
          }
          latestOffset = batch.lastOffset;
        }
        if (this.#isStepDue(batch.sizeInBytes)) yield this.#step();
      }
      latestOffset = nextBase - 1;
    }
    return { map, latestOffset };
  }

  *#cleanGroup(
    group: readonly { readonly baseOffset: number; readonly size: number; modifiedMs: number }[],
    filter: BatchFilter,
  ): Steps<CleanedGroup> {
    const [{ baseOffset }] = group as [(typeof group)[number]];
    const { directory, indexIntervalBytes, bufferBytes } = this.#input;
    const files = new OpenFiles(this.#world.fileSystem);
    const options = { directory, baseOffset, files, indexIntervalBytes, bufferBytes };
    const cleaned = new CleanedSegment(options);
    let isWhole = false;
    try {
      for (const segment of group) yield* this.#cleanInto(cleaned, segment, filter);
      cleaned.finish(group.at(-1)?.modifiedMs ?? 0);
      isWhole = true;
    } finally {
      if (!isWhole) cleaned.remove();
    }
    const sources = group.map((segment) => segment.baseOffset);
    return { baseOffset, sources, size: cleaned.size };
  }

  *#cleanInto(
    cleaned: CleanedSegment,
    segment: { readonly baseOffset: number; readonly size: number },
    filter: BatchFilter,
  ): Steps<void> {
    for (const batch of this.#read(segment)) {
      const before = cleaned.size;
      const { batch: kept, aborted } = filter.filter(batch);
      if (kept) cleaned.append(kept);
      if (aborted) cleaned.appendAborted(aborted);
      const written = cleaned.size - before;
      this.#bytesRead += batch.sizeInBytes;
      this.#bytesWritten += written;
      if (this.#isStepDue(batch.sizeInBytes + written)) yield this.#step();
    }
  }

  *#read(segment: { readonly baseOffset: number; readonly size: number }): Generator<RecordBatch> {
    const { directory, bufferBytes } = this.#input;
    const source = { ...segment, windowBytes: bufferBytes };
    this.#path = segmentPath(directory, segment.baseOffset, LOG_SUFFIX);
    for (const { batch, position } of readSource(this.#world.fileSystem, directory, source)) {
      this.#position = position;
      yield batch;
    }
  }

  #isStepDue(bytes: number): boolean {
    this.#moved += bytes;
    return this.#moved >= this.#input.bufferBytes;
  }

  /** Lets others in, and keeps to the rate. */
  #step(): TaskStep<CleanedGroup> {
    const pauseMs = this.#throttle.take(this.#moved);
    this.#moved = 0;
    return { pauseMs };
  }
}

/** Notes the keys of a batch; returns the offset of the last one when the map is full before the end. */
function putKeys(batch: RecordBatch, map: OffsetMap, from: number): number | null {
  const { baseOffset, recordsCount } = batch;
  if (recordsCount === 0) return null;
  const cursor = new RecordCursor(decompress(batch.compressionId, batch.payload));
  let last = Math.max(from, baseOffset) - 1;
  for (let index = 0; index < recordsCount; index++) {
    cursor.next();
    const offset = baseOffset + cursor.offsetDelta;
    if (cursor.keyLength < 0 || offset < from) continue;
    if (map.isFull) return last;
    map.put(cursor.bytes, cursor.keyAt, cursor.keyLength, offset);
    last = offset;
  }
  return null;
}
