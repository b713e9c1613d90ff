// A change of record states that is on its way to the share coordinator: what it says, and which offsets it
// touches. Until it is stored the records belong to nobody else; if it cannot be stored they go back.

import type { StateBatch } from '../../base/share-state.ts';

export class StateChange {
  /** What is to be stored, in the order in which it was decided. */
  readonly batches: StateBatch[] = [];
  firstOffset = Number.POSITIVE_INFINITY;
  lastOffset = Number.NEGATIVE_INFINITY;

  get isEmpty(): boolean {
    return this.batches.length === 0;
  }

  add(batch: StateBatch): void {
    this.firstOffset = Math.min(this.firstOffset, batch.firstOffset);
    this.lastOffset = Math.max(this.lastOffset, batch.lastOffset);
    const previous = this.batches.at(-1);
    const continues =
      previous?.lastOffset === batch.firstOffset - 1 &&
      previous.deliveryState === batch.deliveryState &&
      previous.deliveryCount === batch.deliveryCount;
    if (!continues) this.batches.push(batch);
    else this.batches[this.batches.length - 1] = { ...previous, lastOffset: batch.lastOffset };
  }
}
