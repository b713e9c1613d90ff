// What a log says of its producers and their transactions, worked out from the batches alone and apart from
// the code that the broker itself derives it with: two that agree are more than one. It believes nothing,
// for the batches may be damaged.

import { KafkaError } from '../../base/kafka-error.ts';
import type { EndTxnMarker } from '../../record/control-record.ts';
import { readEndTxnMarker } from '../../record/control-record.ts';
import { recordsOf } from '../../record/record.ts';
import type { RecordBatch } from '../../record/record-batch.ts';
import type { AbortedTransaction } from '../transaction-index.ts';

/** What is known of a producer after some batch: the fields of a snapshot's entry. */
export interface ProducerFacts {
  readonly producerEpoch: number;
  readonly lastSequence: number;
  readonly lastOffset: number;
  readonly offsetDelta: number;
  readonly lastTimestamp: number;
  readonly coordinatorEpoch: number;
  /** -1: none is open. */
  readonly transactionStart: number;
}

const NOTHING: ProducerFacts = {
  producerEpoch: -1,
  lastSequence: -1,
  lastOffset: -1,
  offsetDelta: 0,
  lastTimestamp: -1,
  coordinatorEpoch: -1,
  transactionStart: -1,
};

export class DerivedProducers {
  readonly #facts = new Map<number, ProducerFacts>();
  /** Producers with an open transaction, and its first offset. */
  readonly #open = new Map<number, number>();

  get all(): ReadonlyMap<number, ProducerFacts> {
    return this.#facts;
  }

  /** Takes over what is known from elsewhere. */
  set(producerId: number, facts: ProducerFacts): void {
    this.#open.delete(producerId);
    this.#facts.set(producerId, facts);
    if (facts.transactionStart >= 0) this.#open.set(producerId, facts.transactionStart);
  }

  delete(producerId: number): void {
    this.#open.delete(producerId);
    this.#facts.delete(producerId);
  }

  /** The next batch of the log. Returns the transaction that it aborted, if it aborted one. */
  apply(batch: RecordBatch): AbortedTransaction | null {
    if (!batch.hasProducerId) return null;
    if (batch.isControl) return this.#end(batch);
    const known = this.#facts.get(batch.producerId) ?? NOTHING;
    const begins = batch.isTransactional && known.transactionStart < 0;
    this.set(batch.producerId, {
      producerEpoch: batch.producerEpoch,
      lastSequence: batch.lastSequence,
      lastOffset: batch.lastOffset,
      offsetDelta: batch.lastOffsetDelta,
      lastTimestamp: batch.maxTimestamp,
      coordinatorEpoch: known.coordinatorEpoch,
      transactionStart: begins ? batch.baseOffset : known.transactionStart,
    });
    return null;
  }

  #end(batch: RecordBatch): AbortedTransaction | null {
    const marker = markerOf(batch);
    if (!marker) return null;
    const { producerId, producerEpoch, baseOffset } = batch;
    const known = this.#facts.get(producerId) ?? NOTHING;
    // The batches of another epoch say nothing about what may come next.
    const base = known.producerEpoch === producerEpoch ? known : NOTHING;
    const { coordinatorEpoch } = marker;
    this.set(producerId, {
      ...base,
      producerEpoch,
      coordinatorEpoch,
      lastTimestamp: batch.maxTimestamp,
      transactionStart: -1,
    });
    if (known.transactionStart < 0 || marker.type !== 'ABORT') return null;
    return {
      producerId,
      firstOffset: known.transactionStart,
      lastOffset: baseOffset,
      lastStableOffset: this.#firstOpen() ?? baseOffset + 1,
    };
  }

  #firstOpen(): number | null {
    let first: number | null = null;
    for (const start of this.#open.values()) if (first === null || start < first) first = start;
    return first;
  }
}

/** The marker in a control batch; null when it is none, or not legible. */
function markerOf(batch: RecordBatch): EndTxnMarker | null {
  try {
    for (const record of recordsOf(batch)) return readEndTxnMarker(record);
    return null;
  } catch (error) {
    if (error instanceof KafkaError) return null;
    throw error;
  }
}
