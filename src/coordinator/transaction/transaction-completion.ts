// Carries out what was decided: writes the markers of a transaction into its partitions, as often as it
// takes, then has the transaction completed. Begun when the decision is committed, and again for every
// transaction that a restart finds decided (markers that are written twice do no harm).
// Invariant: what is under way is decided and not completed.

import { ErrorCode, errorName } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock, Timer } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { TransactionMarker } from '../runtime/partition-writer.ts';
import type { MarkerWriter } from './marker-writer.ts';
import type { Transaction } from './transaction.ts';

/** How long a partition that would not take its marker is left alone. */
const RETRY_MS = 100;

/** A partition has heard of a later epoch of the producer or the coordinator: the decision is not ours any more. */
const FENCED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ErrorCode.INVALID_PRODUCER_EPOCH,
  ErrorCode.TRANSACTION_COORDINATOR_FENCED,
]);

export interface TransactionCompletionOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly markers: MarkerWriter;
  /** The epoch in which this broker leads the partition of `__transaction_state`. */
  readonly coordinatorEpoch: () => number;
  /** Has the transaction completed, now that its markers are written. Throws KafkaError when it cannot be stored. */
  readonly complete: (transaction: Transaction) => void;
}

interface UnderWay {
  readonly transaction: Transaction;
  readonly marker: TransactionMarker;
  /** The partitions that have no marker yet. */
  remaining: readonly (readonly [topic: string, partition: number])[];
  timer: Timer | null;
}

export class TransactionCompletion {
  private readonly options: TransactionCompletionOptions;
  private readonly underWay = new Map<string, UnderWay>();

  constructor(options: TransactionCompletionOptions) {
    this.options = options;
  }

  /** Begins to carry out the end of this transaction. */
  begin(transaction: Transaction): void {
    const { transactionalId, producerId, producerEpoch, status, clientVersion } = transaction;
    const work: UnderWay = {
      transaction,
      marker: {
        producerId,
        producerEpoch,
        coordinatorEpoch: this.options.coordinatorEpoch(),
        isCommit: status === 'PrepareCommit',
        transactionVersion: clientVersion,
      },
      remaining: [...partitionsOf(transaction)],
      timer: null,
    };
    this.underWay.set(transactionalId, work);
    this.proceed(work);
  }

  /** Forgets all; what was decided is carried out by whoever loads the partition next. */
  stop(): void {
    for (const { timer } of this.underWay.values()) timer?.cancel();
    this.underWay.clear();
  }

  private proceed(work: UnderWay): void {
    const { markers } = this.options;
    const answers = work.remaining.map(([topic, partition]) =>
      markers.write(topic, partition, work.marker),
    );
    if (answers.every((answer) => !(answer instanceof Promise))) {
      this.take(work, answers as ErrorCode[]);
      return;
    }
    Promise.all(answers).then(
      (codes) => this.take(work, codes),
      (error: unknown) => this.report(work, error),
    );
  }

  /** Goes on after an attempt, unless the partition was given up meanwhile. */
  private take(work: UnderWay, codes: readonly ErrorCode[]): void {
    const { transactionalId } = work.transaction;
    if (this.underWay.get(transactionalId) !== work) return;
    const fencing = codes.find((code) => FENCED.has(code));
    if (fencing !== undefined) {
      this.underWay.delete(transactionalId);
      this.report(work, new KafkaError(fencing, `fenced: ${errorName(fencing)}`));
      return;
    }
    work.remaining = work.remaining.filter((_, at) => !isDone(codes[at] as ErrorCode));
    if (work.remaining.length > 0 || !this.complete(work)) this.retryLater(work);
  }

  /** Whether it is stored; otherwise it is tried again, though not by who is not the coordinator any more. */
  private complete(work: UnderWay): boolean {
    const { transaction } = work;
    try {
      this.options.complete(transaction);
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      if (error.code !== ErrorCode.NOT_COORDINATOR) return false;
      this.report(work, error);
    }
    this.underWay.delete(transaction.transactionalId);
    return true;
  }

  private retryLater(work: UnderWay): void {
    work.timer = this.options.clock.setTimer(RETRY_MS, () => this.proceed(work));
  }

  private report({ transaction: { transactionalId } }: UnderWay, error: unknown): void {
    this.options.logger.error({ transactionalId, err: error }, 'a transaction stays incomplete');
  }
}

/** A partition that is gone needs no marker. */
function isDone(code: ErrorCode): boolean {
  return code === ErrorCode.NONE || code === ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
}

function* partitionsOf({ partitions }: Transaction): Generator<readonly [string, number]> {
  for (const [topic, indexes] of partitions) {
    for (const index of indexes) yield [topic, index];
  }
}
