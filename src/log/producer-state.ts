// All producers of one partition and their transactions, derived from the log and from nothing else: the
// same log gives the same state on every replica and after every restart. `check` decides on a batch
// before it is written, `apply` follows each batch that was written, in order.
// Invariant: transactions are open at ascending first offsets, and each belongs to a known producer.

import { assert } from '../base/assert.ts';
import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { EndTxnMarker } from '../record/control-record.ts';
import { readEndTxnMarker } from '../record/control-record.ts';
import type { AppendOrigin } from '../record/produced-batch.ts';
import { recordsOf } from '../record/record.ts';
import type { RecordBatch } from '../record/record-batch.ts';
import type { AppendedBatch } from './producer-entry.ts';
import { ProducerEntry } from './producer-entry.ts';
import type { TransactionalClaim, VerificationGuard } from './producer-verification.ts';
import { ProducerVerifications } from './producer-verification.ts';

/** Who appends, and what he has to show for it. */
export interface AppendTerms {
  readonly origin: AppendOrigin;
  /**
   * Of an append that may begin a transaction here: what the coordinator was asked with; null when it was not
   * asked, which is refused. Left out: nobody has to ask (`transaction.partition.verification.enable`).
   */
  readonly guard?: VerificationGuard | null | undefined;
  /** Of a marker: the `transaction.version` that its transaction was ended with. */
  readonly transactionVersion?: number | undefined;
}

/** The `transaction.version` from which on each transaction has an epoch of its own (KIP-890). */
const EPOCH_PER_TRANSACTION = 2;
const MAX_EPOCH = 0x7fff;

/** A transaction that a marker has ended. */
export interface CompletedTransaction {
  readonly producerId: number;
  readonly firstOffset: number;
  /** Of the marker. */
  readonly lastOffset: number;
  readonly isAborted: boolean;
  /** The first offset that is undecided once it is over, or the one after the marker. */
  readonly lastStableOffset: number;
}

export class ProducerState {
  readonly #producers = new Map<number, ProducerEntry>();
  /** First offsets of open transactions, ascending, with their producers. */
  #open = new Map<number, number>();
  /** Transactions whose marker is not below the high watermark yet, as far as is known. */
  #unreplicated: CompletedTransaction[] = [];
  readonly #verifications = new ProducerVerifications();

  get entries(): Iterable<ProducerEntry> {
    return this.#producers.values();
  }

  get count(): number {
    return this.#producers.size;
  }

  get(producerId: number): ProducerEntry | null {
    return this.#producers.get(producerId) ?? null;
  }

  /**
   * Prepares an append in a transaction: the guard to ask the coordinator with, null when the transaction is
   * open here, so that nobody need be asked. Throws INVALID_PRODUCER_EPOCH for a producer that was replaced.
   */
  startVerification(claim: TransactionalClaim, nowMs: number): VerificationGuard | null {
    const entry = this.#producers.get(claim.producerId);
    entry?.checkEpoch(claim.producerEpoch);
    if (entry?.isInTransaction(claim.producerEpoch)) return null;
    return this.#verifications.start(claim, nowMs);
  }

  /**
   * Decides on a batch that is to be appended: null when it may be, the batch that it repeats when it was
   * appended before. Throws KafkaError when it may not.
   */
  check(batch: RecordBatch, terms: AppendTerms): AppendedBatch | null {
    if (!batch.hasProducerId) return null;
    const entry = this.#producers.get(batch.producerId);
    if (batch.isControl) {
      if (entry) checkMarker(batch, entry, terms.transactionVersion ?? 0);
      return null;
    }
    const isClient = terms.origin === 'client';
    const duplicate = isClient ? entry?.findDuplicate(batch) : null;
    if (duplicate) return duplicate;
    entry?.checkEpoch(batch.producerEpoch);
    if (batch.isTransactional) this.#checkVerified(batch, entry, terms);
    if (isClient) entry?.checkSequence(batch);
    entry?.checkTransaction(batch);
    return null;
  }

  /** A batch is in the log. Returns the transaction that it ended, if it ended one. */
  apply(batch: RecordBatch): CompletedTransaction | null {
    if (!batch.hasProducerId) return null;
    if (batch.isControl) return this.#applyMarker(batch);
    const entry = this.#producerOf(batch);
    if (batch.isTransactional) this.#verifications.end(batch.producerId);
    if (entry.apply(batch)) this.#open.set(batch.baseOffset, entry.producerId);
    return null;
  }

  /** The first offset whose transaction is undecided, or decided by a marker at or above `highWatermark`. */
  firstUnstableOffset(highWatermark: number): number | null {
    if (this.#unreplicated.length > 0) {
      this.#unreplicated = this.#unreplicated.filter(
        ({ lastOffset }) => lastOffset >= highWatermark,
      );
    }
    let first = this.#firstOpen();
    for (const { firstOffset } of this.#unreplicated) {
      if (first === null || firstOffset < first) first = firstOffset;
    }
    return first;
  }

  /** Takes over the producers of a snapshot, but for those that have been silent too long. */
  restore(entries: readonly ProducerEntry[], nowMs: number, expiryMs: number): void {
    this.clear();
    const open: [number, number][] = [];
    for (const entry of entries) {
      if (isExpired(entry, nowMs, expiryMs)) continue;
      this.#producers.set(entry.producerId, entry);
      if (entry.hasTransaction) open.push([entry.transactionStart, entry.producerId]);
    }
    this.#open = new Map(open.sort(([left], [right]) => left - right));
  }

  clear(): void {
    this.#producers.clear();
    this.#open.clear();
    this.#unreplicated = [];
    this.#verifications.clear();
  }

  /** Forgets producers that have been silent for `expiryMs` and have no transaction open. */
  expire(nowMs: number, expiryMs: number): void {
    for (const entry of this.#producers.values()) {
      if (isExpired(entry, nowMs, expiryMs)) this.#producers.delete(entry.producerId);
    }
    this.#verifications.expire(nowMs, expiryMs);
  }

  checkInvariants(): void {
    let last = -1;
    for (const [firstOffset, producerId] of this.#open) {
      assert(firstOffset > last, 'open transactions ascend');
      const start = this.#producers.get(producerId)?.transactionStart;
      assert(start === firstOffset, 'an open transaction is its producer’s');
      last = firstOffset;
    }
  }

  #checkVerified(
    batch: RecordBatch,
    entry: ProducerEntry | undefined,
    { origin, guard }: AppendTerms,
  ): void {
    const { producerId, producerEpoch } = batch;
    const isBeginning = !entry?.isInTransaction(producerEpoch);
    if (isBeginning && guard !== undefined && !this.#verifications.holds(producerId, guard)) {
      const message = `nobody knows that producer ${producerId} has a transaction here`;
      throw new KafkaError(ErrorCode.INVALID_TXN_STATE, message);
    }
    if (origin === 'client') this.#verifications.checkSequence(batch, !entry?.newest);
  }

  #applyMarker(batch: RecordBatch): CompletedTransaction | null {
    const marker = markerOf(batch);
    if (!marker) return null;
    this.#verifications.end(batch.producerId);
    const entry = this.#producerOf(batch);
    const firstOffset = entry.transactionStart;
    entry.applyMarker(batch.producerEpoch, marker.coordinatorEpoch, batch.maxTimestamp);
    if (firstOffset < 0) return null;
    assert(this.#open.delete(firstOffset), 'a transaction that ends was open');
    const completed = {
      producerId: entry.producerId,
      firstOffset,
      lastOffset: batch.baseOffset,
      isAborted: marker.type === 'ABORT',
      lastStableOffset: this.#firstOpen() ?? batch.baseOffset + 1,
    };
    this.#unreplicated.push(completed);
    return completed;
  }

  #producerOf({ producerId }: RecordBatch): ProducerEntry {
    const known = this.#producers.get(producerId);
    if (known) return known;
    const entry = new ProducerEntry(producerId);
    this.#producers.set(producerId, entry);
    return entry;
  }

  #firstOpen(): number | null {
    for (const firstOffset of this.#open.keys()) return firstOffset;
    return null;
  }
}

function isExpired(entry: ProducerEntry, nowMs: number, expiryMs: number): boolean {
  return !entry.hasTransaction && nowMs - entry.lastTimestamp >= expiryMs;
}

/** Refuses the marker of a coordinator or producer epoch that is over. */
function checkMarker(batch: RecordBatch, entry: ProducerEntry, transactionVersion: number): void {
  const marker = markerOf(batch);
  if (!marker) return;
  entry.checkEpoch(batch.producerEpoch);
  const isOfThisEpoch = batch.producerEpoch === entry.producerEpoch;
  if (isOfThisEpoch && transactionVersion >= EPOCH_PER_TRANSACTION) checkRepeated(entry);
  if (marker.coordinatorEpoch >= entry.coordinatorEpoch) return;
  const message = `the coordinator is at epoch ${entry.coordinatorEpoch}, not ${marker.coordinatorEpoch}`;
  throw new KafkaError(ErrorCode.TRANSACTION_COORDINATOR_FENCED, message);
}

/**
 * A marker with the epoch that the producer has already is one that was sent again, or comes too late: it
 * must not end the transaction that is open now (KIP-890). There is no epoch after the greatest.
 */
function checkRepeated({ producerId, producerEpoch, hasTransaction }: ProducerEntry): void {
  if (!hasTransaction || producerEpoch === MAX_EPOCH) return;
  const message = `producer ${producerId} has a later transaction open at epoch ${producerEpoch}`;
  throw new KafkaError(ErrorCode.INVALID_PRODUCER_EPOCH, message);
}

/** The marker in a control batch; null when it is of another kind, or was cleaned away. */
function markerOf(batch: RecordBatch): EndTxnMarker | null {
  for (const record of recordsOf(batch)) return readEndTxnMarker(record);
  return null;
}
