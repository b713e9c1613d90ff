// Transactional appends that are being asked about at the transaction coordinator (KIP-890): is the
// partition part of the producer's transaction? Whoever asks holds a guard until the append; a marker or
// an append that comes in between takes it away, so that an answer of yesterday lets nothing in today.
// Invariant: at most one guard for a producer, and none once its transaction is open.

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { RecordBatch } from '../record/record-batch.ts';

/** Who asks to append to a partition in a transaction. */
export interface TransactionalClaim {
  readonly producerId: number;
  readonly producerEpoch: number;
  /** Of the first record; -1 when the records are numbered by nobody (a group's offsets). */
  readonly sequence: number;
  /** Whether the claim itself adds the partition to the transaction (transactions v2). */
  readonly addsPartition: boolean;
}

/** The right to one append; only its identity counts. */
export interface VerificationGuard {
  readonly producerId: number;
}

interface PendingVerification extends VerificationGuard {
  readonly startedMs: number;
  readonly addsPartition: boolean;
  producerEpoch: number;
  /** The lowest sequence that is waiting: nothing after it may be appended before it. */
  lowestSequence: number;
}

export class ProducerVerifications {
  readonly #pending = new Map<number, PendingVerification>();

  /** The guard of this producer, new or the one that is waited with already. */
  start(claim: TransactionalClaim, nowMs: number): VerificationGuard {
    const { producerId, producerEpoch, sequence, addsPartition } = claim;
    const known = this.#pending.get(producerId);
    if (known) return followed(known, claim);
    const pending = {
      producerId,
      producerEpoch,
      addsPartition,
      lowestSequence: sequence,
      startedMs: nowMs,
    };
    this.#pending.set(producerId, pending);
    return pending;
  }

  /** Whether this guard still counts. */
  holds(producerId: number, guard: VerificationGuard | null): boolean {
    return guard !== null && this.#pending.get(producerId) === guard;
  }

  /** Throws OUT_OF_ORDER_SEQUENCE_NUMBER for a batch that overtook one which still waits. */
  checkSequence({ producerId, baseSequence }: RecordBatch, isUnknownProducer: boolean): void {
    const pending = this.#pending.get(producerId);
    if (!pending) return;
    const beginsLate = pending.addsPartition && isUnknownProducer && baseSequence !== 0;
    if (!beginsLate && baseSequence <= pending.lowestSequence) return;
    const expected = beginsLate ? 0 : pending.lowestSequence;
    const message = `producer ${producerId} sent the sequence ${baseSequence} before ${expected}`;
    throw new KafkaError(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER, message);
  }

  /** A transactional batch of this producer is in the log, or the marker that ended its transaction. */
  end(producerId: number): void {
    this.#pending.delete(producerId);
  }

  /** Forgets those that nobody came back to. */
  expire(nowMs: number, expiryMs: number): void {
    for (const { producerId, startedMs } of this.#pending.values()) {
      if (nowMs - startedMs >= expiryMs) this.#pending.delete(producerId);
    }
  }

  clear(): void {
    this.#pending.clear();
  }
}

function followed(
  pending: PendingVerification,
  { producerEpoch, sequence }: TransactionalClaim,
): VerificationGuard {
  if (producerEpoch > pending.producerEpoch) {
    pending.producerEpoch = producerEpoch;
    pending.lowestSequence = sequence;
  } else if (producerEpoch === pending.producerEpoch) {
    pending.lowestSequence = Math.min(pending.lowestSequence, sequence);
  }
  return pending;
}
