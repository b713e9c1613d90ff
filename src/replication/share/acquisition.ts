// Hands records to a member: those that came back and those that were read for the first time, batch by batch
// as the log has them. Records that were handed out often are handed out in ever smaller numbers, at last one
// by one, so that one that nobody can process does not take others with it.

import { DeliveryState } from '../../base/share-state.ts';
import type { Run, RunState } from './in-flight-batch.ts';
import { InFlightBatch, NO_LOCK, NOBODY } from './in-flight-batch.ts';
import type { DeliveryLimits, InFlightRecords } from './in-flight-records.ts';
import { isAvailable, unread } from './in-flight-records.ts';

/** A batch that was read from the log. */
export interface FetchedBatch {
  readonly baseOffset: number;
  readonly lastOffset: number;
}

/** Records that a member has from now on. */
export interface AcquiredRecords {
  readonly firstOffset: number;
  readonly lastOffset: number;
  readonly deliveryCount: number;
}

/** Who wants records, how many, and what was read. */
export interface Acquisition extends DeliveryLimits {
  readonly memberId: string;
  /** `share.acquire.mode=record_limit` (KIP-1206): no more records than were asked for. */
  readonly isRecordLimit: boolean;
  /** How many records one answer is about; batches of the log are not cut. */
  readonly batchSize: number;
  /** How many records are wanted; unless `isRecordLimit` the last batch comes whole. */
  readonly maxRecords: number;
  /** `share.partition.max.record.locks` */
  readonly maxInFlight: number;
  /** From where the log was read. */
  readonly fetchOffset: number;
  readonly batches: readonly FetchedBatch[];
  /** When the lock on them ends (monotonic, milliseconds). */
  readonly lockedUntilMs: number;
}

/** Takes what there is for the member; empty when nothing is. */
export function acquire(records: InFlightRecords, wanted: Acquisition): AcquiredRecords[] {
  const [first] = wanted.batches;
  const last = wanted.batches.at(-1);
  if (first === undefined || last === undefined) return [];
  if (wanted.maxRecords <= 0 || last.lastOffset < records.startOffset) return [];
  const room = roomFor(records, wanted, last.lastOffset);
  if (room.maxRecords <= 0) return [];
  // What was available and is no longer in the log has been compacted away.
  if (wanted.fetchOffset < first.baseOffset) {
    records.archive(wanted.fetchOffset, first.baseOffset - 1, DeliveryState.AVAILABLE);
  }
  return new Round(records, wanted, { first, ...room }).run();
}

interface Room {
  readonly lastOffset: number;
  readonly maxRecords: number;
}

/** How far, and how many: what came back may be handed out even where nothing new may. */
function roomFor(
  records: InFlightRecords,
  { maxRecords, maxInFlight, fetchOffset }: Acquisition,
  lastOffset: number,
): Room {
  const free = Math.min(maxRecords, maxInFlight - records.count);
  if (free > 0 || fetchOffset > records.endOffset) return { lastOffset, maxRecords: free };
  return {
    lastOffset: Math.min(lastOffset, records.endOffset),
    maxRecords: Math.min(maxRecords, records.endOffset - fetchOffset + 1),
  };
}

/** One walk over what was read and what is known of it. */
class Round {
  private readonly records: InFlightRecords;
  private readonly wanted: Acquisition;
  private readonly firstOffset: number;
  private readonly lastOffset: number;
  private readonly acquired: AcquiredRecords[] = [];
  private left: number;
  private hasAny = false;

  constructor(
    records: InFlightRecords,
    wanted: Acquisition,
    { first, lastOffset, maxRecords }: Room & { readonly first: FetchedBatch },
  ) {
    this.records = records;
    this.wanted = wanted;
    this.firstOffset = first.baseOffset;
    this.lastOffset = lastOffset;
    this.left = maxRecords;
  }

  run(): AcquiredRecords[] {
    const base = this.base();
    const met = this.records.beginningIn(Math.min(this.firstOffset, base), this.lastOffset);
    for (const batch of met) {
      if (this.left <= 0) break;
      if (batch.isUnread && isAvailable(batch.whole))
        this.takeUnread(batch, Math.max(batch.first, base));
      else this.takeKnown(batch);
    }
    const next = (met.at(-1)?.last ?? base - 1) + 1;
    if (this.left > 0 && next <= this.lastOffset) this.takeNew(next);
    return this.acquired;
  }

  /** Where the walk begins: with the batch that holds the first record, or where the group begins. */
  private base(): number {
    const floor = this.records.floor(this.firstOffset);
    if (floor === undefined) return Math.max(this.firstOffset, this.records.startOffset);
    return floor.last >= this.firstOffset ? floor.first : this.firstOffset;
  }

  private takeKnown(batch: InFlightBatch): void {
    const { first, last, isSplit } = batch;
    const isThrottled = this.isThrottled(batch);
    if (isThrottled && this.hasAny) {
      this.left = 0;
      return;
    }
    const isCovered = first >= this.firstOffset && last <= this.lastOffset;
    const isTooLarge = this.wanted.isRecordLimit && batch.size > this.left;
    if (isCovered && !isSplit && !isTooLarge && !isThrottled) {
      this.takeWhole(batch);
      return;
    }
    if (!isSplit && !isAvailable(batch.whole)) return;
    batch.isSplit = true;
    const taken = this.takeRuns(batch);
    batch.join();
    this.left -= taken;
    if (isThrottled && taken > 0) this.left = 0;
  }

  private takeWhole(batch: InFlightBatch): void {
    const run = batch.whole;
    if (!isAvailable(run)) return;
    this.hold(run);
    this.note(run.first, run.last, run.deliveryCount);
    this.left -= batch.size;
  }

  /** Takes what is available of a split batch; returns how many records. */
  private takeRuns(batch: InFlightBatch): number {
    const { maxDeliveryCount } = this.wanted;
    const from = Math.max(batch.first, this.firstOffset);
    const to = Math.min(batch.last, this.lastOffset);
    const limit = new RunLimit(batch, this.wanted, this.left);
    const taken: Run[] = [];
    for (const run of batch.within(from, to)) {
      if (!isAvailable(run)) continue;
      const count = limit.countOf(run);
      if (count <= 0) break;
      const isLastDelivery = maxDeliveryCount > 2 && run.deliveryCount === maxDeliveryCount - 1;
      this.hold(batch.head(run, count));
      taken.push({ ...run });
      limit.note(count);
      if (isLastDelivery || limit.isReached) break;
    }
    this.noteRuns(taken);
    return limit.taken;
  }

  /** Of records that were not read before. */
  private takeUnread(batch: InFlightBatch, from: number): void {
    const to = Math.min(batch.last, this.lastOffset);
    if (from > to) return;
    const taken = this.newBatches(from, to);
    const end = taken.at(-1)?.last ?? from - 1;
    this.records.replace(batch, [
      ...(batch.first < from ? [unread(batch.first, from - 1)] : []),
      ...taken,
      ...(end < batch.last ? [unread(end + 1, batch.last)] : []),
    ]);
    this.records.noteAvailable();
  }

  private takeNew(next: number): void {
    const { isEmpty, endOffset } = this.records;
    const from = isEmpty ? Math.max(next, endOffset) : next;
    if (from <= this.lastOffset) this.records.add(this.newBatches(from, this.lastOffset));
  }

  /** As many new records as are left to take, and what belongs to the same batch of the log. */
  private newBatches(from: number, to: number): InFlightBatch[] {
    const isEnough = this.left >= to - from + 1;
    const end = isEnough ? to : Math.min(to, this.endOfBatchWith(from + this.left - 1));
    if (this.wanted.isRecordLimit && end - from + 1 > this.left) return [this.beginning(from, end)];
    const batches = this.cutsBetween(from, end).map(
      (first, at, cuts) => new InFlightBatch(first, (cuts[at + 1] ?? end + 1) - 1, this.held(1)),
    );
    for (const { first, last } of batches) this.note(first, last, 1);
    this.left -= end - from + 1;
    return batches;
  }

  /** A batch of which the member gets no more than it asked for. */
  private beginning(from: number, end: number): InFlightBatch {
    const batch = new InFlightBatch(from, end, heldByNobody);
    batch.isSplit = true;
    for (const run of batch.within(from, from + this.left - 1)) this.hold(run);
    this.note(from, from + this.left - 1, 1);
    this.left = 0;
    return batch;
  }

  /** Where the batches of an answer begin: at batches of the log, so many records apart. */
  private cutsBetween(from: number, end: number): number[] {
    const { batches, batchSize, isRecordLimit } = this.wanted;
    const cuts = [from];
    if (isRecordLimit || end - from + 1 <= batchSize) return cuts;
    let current = from;
    for (const { baseOffset } of batches) {
      if (baseOffset > end) break;
      if (baseOffset - current < batchSize) continue;
      cuts.push(baseOffset);
      current = baseOffset;
    }
    return cuts;
  }

  private endOfBatchWith(offset: number): number {
    const batch = this.wanted.batches.findLast(({ baseOffset }) => baseOffset <= offset);
    return batch === undefined ? offset : Math.max(offset, batch.lastOffset);
  }

  /** Whether something in it has been handed out so often that it is to go alone. */
  private isThrottled(batch: InFlightBatch): boolean {
    const limit = throttledFrom(this.wanted);
    return batch.runs.some(
      (run) =>
        isAvailable(run) &&
        run.deliveryCount >= limit &&
        (!batch.isSplit || (run.last >= this.firstOffset && run.first <= this.lastOffset)),
    );
  }

  private hold(run: Run): void {
    Object.assign(run, this.held(run.deliveryCount + 1));
  }

  private held(deliveryCount: number): RunState {
    const { memberId, lockedUntilMs } = this.wanted;
    return { state: DeliveryState.ACQUIRED, deliveryCount, memberId, lockedUntilMs };
  }

  /** Notes runs of one batch; those that touch and were handed out equally often as one. */
  private noteRuns(runs: readonly Run[]): void {
    let at = 0;
    while (at < runs.length) {
      const { first, deliveryCount } = runs[at] as Run;
      let last = (runs[at] as Run).last;
      for (at += 1; runs[at]?.first === last + 1; at++) {
        if (runs[at]?.deliveryCount !== deliveryCount) break;
        last = (runs[at] as Run).last;
      }
      this.note(first, last, deliveryCount);
    }
  }

  private note(firstOffset: number, lastOffset: number, deliveryCount: number): void {
    this.acquired.push({ firstOffset, lastOffset, deliveryCount });
    this.hasAny = true;
  }
}

const heldByNobody: RunState = {
  state: DeliveryState.AVAILABLE,
  deliveryCount: 0,
  memberId: NOBODY,
  lockedUntilMs: NO_LOCK,
};

/** From how many deliveries on records are handed out in smaller numbers. */
function throttledFrom({ maxDeliveryCount }: DeliveryLimits): number {
  return Math.max(2, Math.ceil(maxDeliveryCount / 2));
}

/** How many records of a split batch are handed out at once. */
class RunLimit {
  taken = 0;
  private readonly batch: InFlightBatch;
  private readonly wanted: Acquisition;
  private readonly left: number;
  /** The limit for records that were handed out often; set by the first of them, null until then. */
  private throttledTo: number | null = null;

  constructor(batch: InFlightBatch, wanted: Acquisition, left: number) {
    this.batch = batch;
    this.wanted = wanted;
    this.left = left;
  }

  /** How many of the run's records may be taken; 0 ends the walk. */
  countOf({ first, last, deliveryCount }: Run): number {
    const { maxDeliveryCount } = this.wanted;
    const isLastDelivery = maxDeliveryCount > 2 && deliveryCount === maxDeliveryCount - 1;
    if (isLastDelivery) return this.taken > 0 ? 0 : 1;
    const excess = deliveryCount - throttledFrom(this.wanted);
    if (excess >= 0) this.throttledTo ??= this.throttled(excess);
    return Math.min(last - first + 1, this.free);
  }

  note(count: number): void {
    this.taken += count;
  }

  get isReached(): boolean {
    return this.free === 0;
  }

  private get free(): number {
    const ofWanted = this.wanted.isRecordLimit ? this.left : Number.POSITIVE_INFINITY;
    return Math.min(this.throttledTo ?? Number.POSITIVE_INFINITY, ofWanted) - this.taken;
  }

  /** Half of the batch, a quarter …; as in Apache Kafka none where that many were taken before. */
  private throttled(excess: number): number {
    const limit = Math.max(1, this.batch.size >> (excess + 1));
    return this.taken < limit ? limit : Number.POSITIVE_INFINITY;
  }
}
