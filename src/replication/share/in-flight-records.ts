// What a share partition knows of its records: all before the start offset are done with, none after the end
// offset has been handed out, and those between stand in batches. Offsets between two batches are ones that
// the log has no records for. Nothing here waits, stores or reads the log.
// Invariant: batches ascend and do not overlap, and the first record that is not done with is in the first.

import { assert } from '../../base/assert.ts';
import type { StateBatch } from '../../base/share-state.ts';
import { DeliveryState } from '../../base/share-state.ts';
import type { Run, RunState } from './in-flight-batch.ts';
import { InFlightBatch, NO_LOCK, NOBODY } from './in-flight-batch.ts';
import type { StateChange } from './state-change.ts';

/** What records are allowed to, as the group is configured. */
export interface DeliveryLimits {
  /** `share.delivery.count.limit` */
  readonly maxDeliveryCount: number;
}

export class InFlightRecords {
  #startOffset = 0;
  /** The last offset in a batch; with none the next one to be read, which is the start offset. */
  #endOffset = 0;
  #batches: InFlightBatch[] = [];
  /** False when no record is available, so that nobody need look. */
  #mayHaveAvailable = false;

  get startOffset(): number {
    return this.#startOffset;
  }

  get endOffset(): number {
    return this.#endOffset;
  }

  get batches(): readonly InFlightBatch[] {
    return this.#batches;
  }

  get isEmpty(): boolean {
    return this.#batches.length === 0;
  }

  /** How many offsets count against the limit of records in flight. */
  get count(): number {
    return this.isEmpty ? 0 : this.#endOffset - this.#startOffset + 1;
  }

  /** How many offsets from the start offset on are done with. */
  get completeCount(): number {
    let count = 0;
    for (const { first, last, state } of this.#allRuns()) {
      if (isDone(state) && last >= this.#startOffset) {
        count += last - Math.max(first, this.#startOffset) + 1;
      }
    }
    return count;
  }

  /** Takes over what was stored: what is not spoken of has to be read (again). */
  load(startOffset: number, stored: readonly StateBatch[]): void {
    this.#batches = [];
    this.#startOffset = startOffset;
    let next = startOffset;
    for (const { firstOffset, lastOffset, deliveryState, deliveryCount } of stored) {
      assert(firstOffset >= next && lastOffset >= firstOffset, 'stored states are in order');
      if (firstOffset > next) this.#batches.push(unread(next, firstOffset - 1));
      const state = deliveryState as DeliveryState;
      this.#batches.push(
        new InFlightBatch(firstOffset, lastOffset, heldByNobody(state, deliveryCount)),
      );
      next = lastOffset + 1;
    }
    this.#endOffset = this.isEmpty ? startOffset : next - 1;
    this.noteAvailable();
    this.advanceStart();
  }

  /** The first offset that may be handed out: of a record that came back, or behind all others. */
  nextFetchOffset(): number {
    if (this.#mayHaveAvailable) {
      for (const run of this.#allRuns()) if (isAvailable(run)) return run.first;
      this.#mayHaveAvailable = false;
    }
    return this.#isPastAll ? this.#endOffset : this.#endOffset + 1;
  }

  /** Whether a record may be handed out without more than so many being in flight. */
  hasRoom(maxInFlight: number): boolean {
    return this.nextFetchOffset() !== this.#endOffset + 1 || this.count < maxInFlight;
  }

  /** The last batch that begins at the offset or before it. */
  floor(offset: number): InFlightBatch | undefined {
    return this.#batches[this.#firstBehind(offset) - 1];
  }

  /** The batches that begin at `from` or after it, and at `to` or before it. */
  beginningIn(from: number, to: number): InFlightBatch[] {
    return this.#batches.slice(this.#firstBehind(from - 1), this.#firstBehind(to));
  }

  /** The batches with records in [from, to]. */
  meeting(from: number, to: number): InFlightBatch[] {
    const floor = this.floor(from);
    const begin = floor !== undefined && floor.last >= from ? floor.first : from;
    return this.beginningIn(begin, to);
  }

  /** Records that were read for the first time. */
  add(added: readonly InFlightBatch[]): void {
    const [head] = added;
    const last = added.at(-1);
    if (head === undefined || last === undefined) return;
    // With nothing in flight, what the log skips before them is nobody's.
    if (this.isEmpty) this.#startOffset = head.first;
    this.#batches.splice(this.#firstBehind(head.first), 0, ...added);
    this.#endOffset = Math.max(this.#endOffset, last.last);
    if (added.some((batch) => batch.isSplit)) this.noteAvailable();
  }

  /** Records that had not been read were: these batches stand for them now. */
  replace(batch: InFlightBatch, replacement: readonly InFlightBatch[]): void {
    const at = this.#batches.indexOf(batch);
    assert(at >= 0, 'only what is there is replaced');
    this.#batches.splice(at, 1, ...replacement);
  }

  /** A record that nobody has came to the fore. */
  noteAvailable(): void {
    this.#mayHaveAvailable = true;
  }

  /** Moves the start offset over what is done with; returns whether it moved. */
  advanceStart(): boolean {
    const before = this.#startOffset;
    for (const [at, batch] of this.#batches.entries()) {
      const open = batch.runs.find(({ state, change }) => !isDone(state) || change !== null);
      if (open === undefined) continue;
      this.#batches.splice(0, at);
      this.#startOffset = Math.max(before, open.first);
      return this.#startOffset > before;
    }
    const last = this.#batches.at(-1);
    if (last === undefined) return false;
    this.#batches = [];
    this.#startOffset = Math.max(before, last.last + 1);
    this.#endOffset = this.#startOffset;
    return true;
  }

  /** The log begins here now: what nobody has is gone; what a member has is gone when its lock ends. */
  moveToLogStart(logStartOffset: number): void {
    if (logStartOffset <= this.#startOffset) return;
    this.archive(this.#startOffset, logStartOffset - 1, DeliveryState.AVAILABLE);
    this.#startOffset = logStartOffset;
    this.#endOffset = Math.max(this.#endOffset, logStartOffset);
    this.noteAvailable();
    this.advanceStart();
  }

  /** Gives up the records in [from, to] that are in this state. Nobody hears of it. */
  archive(from: number, to: number, state: DeliveryState): void {
    for (const batch of this.meeting(from, to)) {
      const isWhole = batch.first >= from && batch.last <= to;
      if (batch.isUnread && !isWhole) {
        this.#archiveUnread(batch, { from, to, state });
        continue;
      }
      if (!batch.isSplit && batch.whole.state !== state) continue;
      if (!isWhole) batch.isSplit = true;
      for (const run of batch.within(from, to))
        if (run.state === state) settle(run, DeliveryState.ARCHIVED);
    }
  }

  /** The change is stored, or it is not: then a lock that still lasts goes on. */
  finish(change: StateChange, outcome: ChangeOutcome): void {
    if (change.isEmpty) return;
    for (const batch of this.meeting(change.firstOffset, change.lastOffset)) {
      for (const run of batch.runs) if (run.change === change) this.#finishRun(run, outcome);
      batch.join();
    }
    this.advanceStart();
  }

  /** Takes back what the locks that have ended let go; returns what is to be stored of it. */
  expireLocks(nowMs: number, limits: DeliveryLimits): readonly StateBatch[] {
    return this.#takeBack(limits, ({ lockedUntilMs }) => lockedUntilMs <= nowMs, null);
  }

  /** Begins to take back all that a member has. */
  release(memberId: string, limits: DeliveryLimits, change: StateChange): void {
    this.#takeBack(limits, (run) => run.memberId === memberId, change);
  }

  /** When the first lock ends that has not ended yet; NO_LOCK when there is none. */
  nextLockEnd(nowMs: number): number {
    let next = NO_LOCK;
    for (const { lockedUntilMs } of this.#allRuns()) {
      if (lockedUntilMs > nowMs && lockedUntilMs < next) next = lockedUntilMs;
    }
    return next;
  }

  checkInvariants(): void {
    let previous = Number.NEGATIVE_INFINITY;
    for (const batch of this.#batches) {
      batch.checkInvariants();
      assert(batch.first > previous, 'batches ascend');
      previous = batch.last;
    }
    assert(this.#startOffset <= this.#endOffset + 1, 'the start offset is not beyond the end');
    assert(
      !this.isEmpty || this.#startOffset === this.#endOffset,
      'where nothing is, both are one',
    );
  }

  /** Whether the log has moved on past everything that is in flight. */
  get #isPastAll(): boolean {
    const last = this.#batches.at(-1);
    return last === undefined || this.#startOffset > last.last;
  }

  *#allRuns(): Generator<Run> {
    for (const batch of this.#batches) yield* batch.runs;
  }

  /** The index of the first batch that begins behind the offset. */
  #firstBehind(offset: number): number {
    let low = 0;
    let high = this.#batches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#batches[middle] as InFlightBatch).first <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Records that were never read stay apart from those that are given up. */
  #archiveUnread(
    batch: InFlightBatch,
    {
      from,
      to,
      state,
    }: { readonly from: number; readonly to: number; readonly state: DeliveryState },
  ): void {
    if (batch.whole.state !== state) return;
    const first = Math.max(batch.first, from);
    const last = Math.min(batch.last, to);
    this.replace(batch, [
      ...(batch.first < first ? [unread(batch.first, first - 1)] : []),
      new InFlightBatch(first, last, heldByNobody(DeliveryState.ARCHIVED, 0)),
      ...(last < batch.last ? [unread(last + 1, batch.last)] : []),
    ]);
  }

  #finishRun(run: Run, { isStored, nowMs, limits }: ChangeOutcome): void {
    run.change = null;
    if (isStored) settle(run, run.state);
    else if (run.lockedUntilMs > nowMs) run.state = DeliveryState.ACQUIRED;
    else settle(run, stateAfterDelivery(run, limits));
    if (run.state === DeliveryState.AVAILABLE) this.noteAvailable();
  }

  /** Takes back records that are acquired: at once, or by a change that is yet to be stored. */
  #takeBack(
    limits: DeliveryLimits,
    isMeant: (run: Run) => boolean,
    change: StateChange | null,
  ): readonly StateBatch[] {
    const taken: StateBatch[] = [];
    for (const batch of this.#batches) {
      const isMet = batch.runs.some((run) => isHeld(run) && isMeant(run));
      if (!isMet) continue;
      for (const run of this.#cutAtStart(batch)) {
        if (!isHeld(run) || !isMeant(run)) continue;
        const isGone = run.last < this.#startOffset;
        const state = isGone ? DeliveryState.ARCHIVED : stateAfterDelivery(run, limits);
        if (change === null) {
          settle(run, state);
          taken.push(stateOf(run));
        } else {
          begin(run, state, change);
        }
        this.noteAvailable();
      }
      batch.join();
    }
    return taken;
  }

  /** The runs of a batch, cut where the start offset is. */
  #cutAtStart(batch: InFlightBatch): readonly Run[] {
    if (batch.first >= this.#startOffset || batch.last < this.#startOffset) return [...batch.runs];
    batch.isSplit = true;
    return [
      ...batch.within(batch.first, this.#startOffset - 1),
      ...batch.within(this.#startOffset, batch.last),
    ];
  }
}

/** How the attempt to store a change ended. */
export interface ChangeOutcome {
  readonly isStored: boolean;
  readonly nowMs: number;
  readonly limits: DeliveryLimits;
}

/** Nobody gets such a record any more. */
function isDone(state: DeliveryState): boolean {
  return state === DeliveryState.ACKNOWLEDGED || state === DeliveryState.ARCHIVED;
}

/** Whether a record may be handed out. */
export function isAvailable({ state, change }: Run): boolean {
  return state === DeliveryState.AVAILABLE && change === null;
}

/** Whether a member has it, and nothing is under way. */
export function isHeld({ state, change }: Run): boolean {
  return state === DeliveryState.ACQUIRED && change === null;
}

/** What a record becomes that a member did not accept: one that was handed out too often is given up. */
export function stateAfterDelivery(
  { deliveryCount }: Run,
  { maxDeliveryCount }: DeliveryLimits,
): DeliveryState {
  return deliveryCount >= maxDeliveryCount ? DeliveryState.ARCHIVED : DeliveryState.AVAILABLE;
}

/** Begins a change of a run that a member has. */
export function begin(run: Run, state: DeliveryState, change: StateChange): void {
  run.state = state;
  run.change = change;
  change.add(stateOf(run));
}

/** Nobody has the run any more. */
function settle(run: Run, state: DeliveryState): void {
  run.state = state;
  run.change = null;
  run.memberId = NOBODY;
  run.lockedUntilMs = NO_LOCK;
}

function stateOf({ first, last, state, deliveryCount }: Run): StateBatch {
  return { firstOffset: first, lastOffset: last, deliveryState: state, deliveryCount };
}

function heldByNobody(state: DeliveryState, deliveryCount: number): RunState {
  return { state, deliveryCount, memberId: NOBODY, lockedUntilMs: NO_LOCK };
}

/** Records that have to be read before anything is known of them. */
export function unread(first: number, last: number): InFlightBatch {
  return new InFlightBatch(first, last, heldByNobody(DeliveryState.AVAILABLE, 0), true);
}
