// A batch of records that members of a share group have, had or may have. As long as all its records stand
// alike it is one run; once members treat them differently it is split, and stays so: a split batch is handed
// out run by run, a whole one as it is.
// Invariant: the runs cover the batch from its first offset to its last, in order, without a gap.

import { assert } from '../../base/assert.ts';
import { DeliveryState } from '../../base/share-state.ts';
import type { StateChange } from './state-change.ts';

/** Nobody has the records of this run. */
export const NOBODY = '';

/** When a lock ends that there is not. */
export const NO_LOCK = Number.POSITIVE_INFINITY;

/** Consecutive records that stand alike. */
export interface Run {
  first: number;
  last: number;
  state: DeliveryState;
  /** How often it was handed out. */
  deliveryCount: number;
  /** The member that has it, or that the change under way would take it from; NOBODY else. */
  memberId: string;
  /** When the lock ends (monotonic, milliseconds); NO_LOCK. */
  lockedUntilMs: number;
  /** The change that has led to this state and is not stored yet; null: none is under way. */
  change: StateChange | null;
}

/** What all runs of one batch begin with. */
export type RunState = Omit<Run, 'first' | 'last' | 'change'>;

export class InFlightBatch {
  readonly first: number;
  readonly last: number;
  /** Records between others, of which it is not known whether anybody has seen them: not read yet. */
  readonly isUnread: boolean;
  /** Whether its records are treated one by one. */
  isSplit = false;
  #runs: Run[];

  constructor(first: number, last: number, state: RunState, isUnread = false) {
    assert(first <= last, 'a batch has records');
    this.first = first;
    this.last = last;
    this.isUnread = isUnread;
    this.#runs = [{ ...state, first, last, change: null }];
  }

  get runs(): readonly Run[] {
    return this.#runs;
  }

  get size(): number {
    return this.last - this.first + 1;
  }

  /** The one run of a batch that is not split. */
  get whole(): Run {
    const [run] = this.#runs;
    assert(run !== undefined && !this.isSplit, 'only a batch that is not split stands as one');
    return run;
  }

  /**
   * The runs of the records from one offset to another, cut off at both: whatever is done to them is done to
   * these records alone.
   */
  within(from: number, to: number): Run[] {
    this.#cutAt(from);
    this.#cutAt(to + 1);
    return this.#runs.filter(({ first, last }) => first >= from && last <= to);
  }

  /** Cuts one of its runs off behind so many records; returns the run of those. */
  head(run: Run, count: number): Run {
    this.#cutAt(run.first + count);
    return run;
  }

  /** Joins neighbours that stand alike, so that the runs stay few. */
  join(): void {
    const joined: Run[] = [];
    for (const run of this.#runs) {
      const previous = joined.at(-1);
      if (previous !== undefined && standAlike(previous, run)) previous.last = run.last;
      else joined.push(run);
    }
    this.#runs = joined;
  }

  checkInvariants(): void {
    let next = this.first;
    for (const { first, last, state, memberId, lockedUntilMs, change } of this.#runs) {
      assert(first === next && last >= first, 'runs follow one another');
      const isHeld = state === DeliveryState.ACQUIRED || change !== null;
      assert(isHeld === (memberId !== NOBODY), 'who has records is known');
      assert(isHeld === (lockedUntilMs !== NO_LOCK), 'who has records has a lock on them');
      next = last + 1;
    }
    assert(next === this.last + 1, 'runs reach to the end of their batch');
    assert(this.isSplit || this.#runs.length === 1, 'a batch that is not split is one run');
  }

  #cutAt(offset: number): void {
    const at = this.#runs.findIndex(({ first, last }) => first < offset && offset <= last);
    const run = this.#runs[at];
    if (run === undefined) return;
    this.#runs.splice(at + 1, 0, { ...run, first: offset });
    run.last = offset - 1;
  }
}

function standAlike(a: Run, b: Run): boolean {
  return (
    a.state === b.state &&
    a.deliveryCount === b.deliveryCount &&
    a.memberId === b.memberId &&
    a.lockedUntilMs === b.lockedUntilMs &&
    a.change === b.change
  );
}
