// The transactions that a clean comes past, batch by batch in the order of the log: which batches belong to an
// aborted one, and which markers may go because nothing of their transaction is left.

import { readEndTxnMarker } from '../../record/control-record.ts';
import { recordsOf } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import type { AbortedTransaction } from '../transaction-index.ts';

interface OngoingAbort {
  readonly transaction: AbortedTransaction;
  /** Whether a batch of it was seen. */
  hasData: boolean;
}

/** What is to become of a control batch. */
export interface MarkerVerdict {
  /** Whether nothing of its transaction is left, so that it may go once its delete horizon has passed. */
  readonly isObsolete: boolean;
  /** The aborted transaction whose index entry stays, because data of it does. */
  readonly retained: AbortedTransaction | null;
}

const OBSOLETE: MarkerVerdict = { isObsolete: true, retained: null };
const NEEDED: MarkerVerdict = { isObsolete: false, retained: null };

export class CleanedTransactions {
  /** By first offset; those before `#next` were begun. */
  readonly #aborted: readonly AbortedTransaction[];
  #next = 0;
  readonly #ongoingAborts = new Map<number, OngoingAbort>();
  readonly #ongoingCommits = new Set<number>();

  /** `aborted`: those with records in the part of the log that is gone through. */
  constructor(aborted: readonly AbortedTransaction[]) {
    this.#aborted = [...aborted].sort((left, right) => left.firstOffset - right.firstOffset);
  }

  /** A batch of data comes by. Returns whether its transaction was aborted. */
  passData(batch: RecordBatch): boolean {
    this.#beginUpTo(batch.lastOffset);
    if (!batch.isTransactional) return false;
    const aborted = this.#ongoingAborts.get(batch.producerId);
    if (aborted) aborted.hasData = true;
    else this.#ongoingCommits.add(batch.producerId);
    return aborted !== undefined;
  }

  /** A control batch comes by. */
  passControl(batch: RecordBatch): MarkerVerdict {
    this.#beginUpTo(batch.lastOffset);
    const [record] = recordsOf(batch);
    if (!record) return OBSOLETE;
    const marker = readEndTxnMarker(record);
    if (!marker) return NEEDED;
    return marker.type === 'ABORT'
      ? this.#passAbort(batch.producerId)
      : this.#passCommit(batch.producerId);
  }

  #passAbort(producerId: number): MarkerVerdict {
    const ongoing = this.#ongoingAborts.get(producerId);
    this.#ongoingAborts.delete(producerId);
    if (!ongoing?.hasData) return OBSOLETE;
    return { isObsolete: false, retained: ongoing.transaction };
  }

  #passCommit(producerId: number): MarkerVerdict {
    return this.#ongoingCommits.delete(producerId) ? NEEDED : OBSOLETE;
  }

  #beginUpTo(offset: number): void {
    for (;;) {
      const transaction = this.#aborted[this.#next];
      if (!transaction || transaction.firstOffset > offset) return;
      this.#next++;
      const { producerId } = transaction;
      if (this.#ongoingAborts.has(producerId)) continue;
      this.#ongoingAborts.set(producerId, { transaction, hasData: false });
    }
  }
}
