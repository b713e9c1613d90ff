// Puts runs of record states over one another. Where two runs speak of the same offset the later stage of
// the record's life counts: more deliveries, then the higher delivery state, whichever was told last, so
// that writes that overtake each other end alike.
// Invariant: a list is sorted, does not overlap, and neighbours that touch differ.

import { assert } from '../../base/assert.ts';
import type { StateBatch } from '../../base/share-state.ts';
import { UNINITIALIZED_START_OFFSET } from '../../base/share-state.ts';

/** The runs of `current` (a sorted list) with `added` (in any order) over them, from the start offset on. */
export function combineStateBatches(
  current: readonly StateBatch[],
  added: readonly StateBatch[],
  startOffset: number,
): StateBatch[] {
  const batches = [...current];
  for (const batch of added) overlay(batches, batch);
  return startOffset === UNINITIALIZED_START_OFFSET ? batches : from(batches, startOffset);
}

/** Asserts that this is a list as `combineStateBatches` makes them. */
export function checkStateBatches(batches: readonly StateBatch[]): void {
  batches.forEach((batch, at) => {
    const previous = batches[at - 1];
    assert(batch.firstOffset <= batch.lastOffset, 'a run has offsets');
    if (previous === undefined) return;
    assert(previous.lastOffset < batch.firstOffset, 'runs are sorted and apart');
    const touches = previous.lastOffset + 1 === batch.firstOffset;
    assert(!touches || stage(previous, batch) !== 0, 'runs that touch differ');
  });
}

/** Negative when `a` is the earlier stage of a record's life, 0 when both are the same. */
function stage(a: StateBatch, b: StateBatch): number {
  return a.deliveryCount - b.deliveryCount || a.deliveryState - b.deliveryState;
}

/** Replaces the runs that meet this one by what comes out of both. */
function overlay(batches: StateBatch[], added: StateBatch): void {
  const first = firstEndingFrom(batches, added.firstOffset - 1);
  let end = first;
  while ((batches[end]?.firstOffset ?? Number.POSITIVE_INFINITY) <= added.lastOffset + 1) end += 1;
  batches.splice(first, end - first, ...merged(batches.slice(first, end), added));
}

/** The index of the first run whose last offset is at or after the offset. */
function firstEndingFrom(batches: readonly StateBatch[], offset: number): number {
  let low = 0;
  let high = batches.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((batches[middle]?.lastOffset ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** These neighbours with the added run over them; `met` is sorted and touches or overlaps the added one. */
function merged(met: readonly StateBatch[], added: StateBatch): StateBatch[] {
  const result: StateBatch[] = [];
  let next = added.firstOffset;
  const addUpTo = (lastOffset: number) => {
    if (next > lastOffset) return;
    push(result, { ...added, firstOffset: next, lastOffset });
    next = lastOffset + 1;
  };
  for (const batch of met) {
    addUpTo(Math.min(batch.firstOffset - 1, added.lastOffset));
    const firstShared = Math.max(batch.firstOffset, added.firstOffset);
    const lastShared = Math.min(batch.lastOffset, added.lastOffset);
    if (stage(batch, added) >= 0 || firstShared > lastShared) push(result, batch);
    else {
      push(result, { ...batch, lastOffset: firstShared - 1 });
      push(result, { ...added, firstOffset: firstShared, lastOffset: lastShared });
      push(result, { ...batch, firstOffset: lastShared + 1 });
    }
    next = Math.max(next, batch.lastOffset + 1);
  }
  addUpTo(added.lastOffset);
  return result;
}

/** Adds a run behind the others, into the last one where both are alike; one without offsets is left out. */
function push(batches: StateBatch[], batch: StateBatch): void {
  if (batch.firstOffset > batch.lastOffset) return;
  const last = batches.at(-1);
  const joins = last?.lastOffset === batch.firstOffset - 1 && stage(last, batch) === 0;
  if (!joins) batches.push(batch);
  else batches[batches.length - 1] = { ...last, lastOffset: batch.lastOffset };
}

function from(batches: readonly StateBatch[], startOffset: number): StateBatch[] {
  const kept = batches.slice(firstEndingFrom(batches, startOffset));
  const [first] = kept;
  if (first !== undefined && first.firstOffset < startOffset)
    kept[0] = { ...first, firstOffset: startOffset };
  return kept;
}
