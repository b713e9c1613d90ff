// What follows from the batches of a partition, computed from scratch and as plainly as can be: the last
// words of each producer, the open and the aborted transactions. The log's own state is held against it.

import type { ModelBatch } from './partition-model.ts';

export interface ProducerWords {
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly transactionStart: number;
}

export interface DerivedState {
  readonly producers: ReadonlyMap<number, ProducerWords>;
  /** `producer: first offset - offset of the marker` */
  readonly aborted: readonly string[];
  /** First offset of the oldest open transaction; null: none is open. */
  readonly firstUnstable: number | null;
}

export function derive(batches: readonly ModelBatch[]): DerivedState {
  const producers = new Map<number, ProducerWords>();
  const aborted: string[] = [];
  for (const batch of batches) {
    const { producerId, producerEpoch } = batch;
    if (producerId < 0) continue;
    const before = producers.get(producerId);
    const sameEpoch = before?.producerEpoch === producerEpoch;
    const start = before?.transactionStart ?? -1;
    if (batch.marker) {
      if (batch.marker === 'ABORT' && start >= 0) {
        aborted.push(`${producerId}: ${start} - ${batch.baseOffset}`);
      }
      const lastSequence = sameEpoch ? (before?.lastSequence ?? -1) : -1;
      producers.set(producerId, { producerEpoch, lastSequence, transactionStart: -1 });
    } else {
      const begins = batch.isTransactional && start < 0;
      producers.set(producerId, {
        producerEpoch,
        lastSequence: batch.lastSequence,
        transactionStart: begins ? batch.baseOffset : start,
      });
    }
  }
  const open = [...producers.values()].map(({ transactionStart }) => transactionStart);
  const starts = open.filter((start) => start >= 0);
  return { producers, aborted, firstUnstable: starts.length > 0 ? Math.min(...starts) : null };
}
