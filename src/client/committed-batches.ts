// Tells the batches of a fetch that are of an aborted transaction from the others, as readers of committed records
// have to (KIP-98): the answer names each aborted transaction with its first offset, its end is a marker.

import type { RecordBatch } from '../record/record-batch.ts';

interface AbortedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
}

export class CommittedBatches {
  readonly #aborted: AbortedTransaction[];
  /** Producers whose transaction at this point is an aborted one. */
  readonly #open = new Set<number>();

  constructor(aborted: readonly AbortedTransaction[]) {
    this.#aborted = [...aborted].sort((a, b) => a.firstOffset - b.firstOffset);
  }

  /** Whether the batch holds records to be shown; asked in the order of the log. */
  includes(batch: RecordBatch): boolean {
    for (let next = this.#aborted[0]; next && next.firstOffset <= batch.lastOffset; ) {
      this.#open.add(next.producerId);
      this.#aborted.shift();
      next = this.#aborted[0];
    }
    if (batch.isControl) {
      this.#open.delete(batch.producerId);
      return false;
    }
    return !(batch.isTransactional && this.#open.has(batch.producerId));
  }
}
