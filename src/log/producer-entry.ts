// What a partition remembers of one producer: its epoch, its last five batches (so that a retried one is
// recognised, KIP-98), and the transaction it has open here. One batch at a time: `check` decides without
// changing anything, `apply` is called once the batch is in the log.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import { NO_PRODUCER_EPOCH, NO_SEQUENCE, NO_TIMESTAMP } from '../record/record-batch.ts';

/** How many of a producer's batches are remembered. */
export const REMEMBERED_BATCHES = 5;
const MAX_INT32 = 0x7fffffff;

/** A batch that a producer appended. */
export interface AppendedBatch {
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly firstOffset: number;
  readonly lastOffset: number;
  /** Its greatest timestamp. */
  readonly timestamp: number;
}

/** The fields of a producer's state that outlive the process (see producer-snapshot.ts). */
export interface ProducerFields {
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly coordinatorEpoch: number;
  readonly lastTimestamp: number;
  /** First offset of the open transaction; -1: none. */
  readonly transactionStart: number;
}

export class ProducerEntry implements ProducerFields {
  readonly producerId: number;
  producerEpoch = NO_PRODUCER_EPOCH;
  coordinatorEpoch = -1;
  lastTimestamp = NO_TIMESTAMP;
  transactionStart = -1;
  #batches: AppendedBatch[] = [];

  constructor(producerId: number) {
    this.producerId = producerId;
  }

  /** Restores what a snapshot holds. */
  static restore(fields: ProducerFields, newest: AppendedBatch | null): ProducerEntry {
    const entry = new ProducerEntry(fields.producerId);
    entry.producerEpoch = fields.producerEpoch;
    entry.coordinatorEpoch = fields.coordinatorEpoch;
    entry.lastTimestamp = fields.lastTimestamp;
    entry.transactionStart = fields.transactionStart;
    if (newest) entry.#batches.push(newest);
    return entry;
  }

  get batches(): readonly AppendedBatch[] {
    return this.#batches;
  }

  get newest(): AppendedBatch | null {
    return this.#batches.at(-1) ?? null;
  }

  get lastSequence(): number {
    return this.newest?.lastSequence ?? NO_SEQUENCE;
  }

  get hasTransaction(): boolean {
    return this.transactionStart >= 0;
  }

  /** Whether a transaction of this epoch is open. */
  isInTransaction(producerEpoch: number): boolean {
    return this.hasTransaction && this.producerEpoch === producerEpoch;
  }

  /** The remembered batch with exactly these sequence numbers: this one was sent again. */
  findDuplicate(batch: RecordBatch): AppendedBatch | null {
    if (batch.producerEpoch !== this.producerEpoch) return null;
    const { baseSequence, lastSequence } = batch;
    for (const known of this.#batches) {
      if (known.firstSequence === baseSequence && known.lastSequence === lastSequence) return known;
    }
    return null;
  }

  /** Throws INVALID_PRODUCER_EPOCH for a producer that has been replaced by one with its id. */
  checkEpoch(producerEpoch: number): void {
    if (producerEpoch >= this.producerEpoch) return;
    const message = `producer ${this.producerId} is at epoch ${this.producerEpoch}, not ${producerEpoch}`;
    throw new KafkaError(ErrorCode.INVALID_PRODUCER_EPOCH, message);
  }

  /**
   * Throws OUT_OF_ORDER_SEQUENCE_NUMBER unless the batch follows the last one. A producer of which nothing
   * is known may begin anywhere (KIP-360); a new epoch begins at 0.
   */
  checkSequence(batch: RecordBatch): void {
    if (this.producerEpoch === NO_PRODUCER_EPOCH) return;
    const first = batch.baseSequence;
    const isNewEpoch = batch.producerEpoch !== this.producerEpoch;
    const last = isNewEpoch ? NO_SEQUENCE : this.lastSequence;
    const follows = first === last + 1 || (first === 0 && last === MAX_INT32);
    if (follows) return;
    const message = `producer ${this.producerId} sent the sequence ${first} after ${last}`;
    throw new KafkaError(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, message);
  }

  /** Throws INVALID_TXN_STATE for a batch outside the transaction that is open. */
  checkTransaction(batch: RecordBatch): void {
    if (!this.hasTransaction || batch.isTransactional) return;
    const message = `producer ${this.producerId} has a transaction open`;
    throw new KafkaError(ErrorCode.INVALID_TXN_STATE, message);
  }

  /** A batch of this producer is in the log. Returns whether it began a transaction. */
  apply(batch: RecordBatch): boolean {
    this.#setEpoch(batch.producerEpoch);
    if (this.#batches.length === REMEMBERED_BATCHES) this.#batches.shift();
    this.#batches.push({
      firstSequence: batch.baseSequence,
      lastSequence: batch.lastSequence,
      firstOffset: batch.baseOffset,
      lastOffset: batch.lastOffset,
      timestamp: batch.maxTimestamp,
    });
    this.lastTimestamp = batch.maxTimestamp;
    if (!batch.isTransactional || this.hasTransaction) return false;
    this.transactionStart = batch.baseOffset;
    return true;
  }

  /** A marker that ends this producer's transaction is in the log. */
  applyMarker(producerEpoch: number, coordinatorEpoch: number, timestamp: number): void {
    this.#setEpoch(producerEpoch);
    this.coordinatorEpoch = coordinatorEpoch;
    this.lastTimestamp = timestamp;
    this.transactionStart = -1;
  }

  #setEpoch(producerEpoch: number): void {
    if (this.producerEpoch === producerEpoch) return;
    this.#batches = [];
    this.producerEpoch = producerEpoch;
  }
}
