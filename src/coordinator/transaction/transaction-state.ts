// Everything that a shard knows: its transactional ids, and what operations need of the world. The ids
// change through `replay` only. Beside them stand the producers' last epochs, which no record holds: they
// recognise a retried request, and a restart forgets them, as it does in Apache Kafka.

import { assert } from '../../base/assert.ts';
import { ErrorCode } from '../../base/error-code.ts';
import { KafkaError } from '../../base/kafka-error.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Effects } from '../runtime/coordinator-shard.ts';
import type { StoredRecord } from '../runtime/partition-writer.ts';
import type { Transaction } from './transaction.ts';
import { isPrepared, mayFollow, NO_PRODUCER_EPOCH } from './transaction.ts';
import type { TransactionCoordinatorConfig } from './transaction-coordinator-config.ts';
import { readTransactionRecord, transactionRecord } from './transaction-records.ts';

export interface TransactionStateOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The config as it is now. */
  readonly config: () => TransactionCoordinatorConfig;
  /** The finalized `transaction.version`. */
  readonly transactionVersion: () => number;
  /** A producer id that nobody has; throws COORDINATOR_LOAD_IN_PROGRESS while there is none at hand. */
  readonly newProducerId: () => number;
  /** The end of this id's transaction is decided and committed: its markers may be written. */
  readonly onDecided: (transactionalId: string) => void;
}

export class TransactionState {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly transactions = new Map<string, Transaction>();
  isLoaded = false;
  private readonly options: TransactionStateOptions;
  private readonly lastEpochs = new Map<string, number>();

  constructor(options: TransactionStateOptions) {
    this.clock = options.clock;
    this.logger = options.logger;
    this.options = options;
  }

  get config(): TransactionCoordinatorConfig {
    return this.options.config();
  }

  get transactionVersion(): number {
    return this.options.transactionVersion();
  }

  newProducerId(): number {
    return this.options.newProducerId();
  }

  /** The transaction of an id that a producer says it has. Throws INVALID_PRODUCER_ID_MAPPING. */
  known(transactionalId: string): Transaction {
    const transaction = this.transactions.get(transactionalId);
    if (transaction !== undefined) return transaction;
    throw new KafkaError(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
  }

  /** The epoch before the one that the id's producer has; NO_PRODUCER_EPOCH when it is not known. */
  lastEpochOf(transactionalId: string): number {
    return this.lastEpochs.get(transactionalId) ?? NO_PRODUCER_EPOCH;
  }

  /** Stores the next steps of these ids; what is decided by them is carried out once that is committed. */
  store(...steps: readonly Step[]): Effects {
    const decided = steps.filter(({ next }) => isPrepared(next));
    return {
      records: steps.map(({ next }) => transactionRecord(next, this.transactionVersion)),
      settle: (error) => {
        if (error !== null) throw error;
        for (const { next, lastEpoch } of steps) this.noteLastEpoch(next, lastEpoch);
      },
      committed: () => {
        for (const { next } of decided) this.options.onDecided(next.transactionalId);
      },
    };
  }

  /** Applies a record. Types that later versions write are kept in the log, unread. */
  replay({ key, value }: StoredRecord): void {
    if (key === null) return;
    const record = readTransactionRecord(key, value);
    if (record.kind === 'unknown') {
      this.logger.warn({ type: record.type }, 'a record of an unknown type is left as it is');
    } else if (record.value === null) {
      this.transactions.delete(record.id);
      this.lastEpochs.delete(record.id);
    } else {
      this.replayTransaction(record.value);
    }
  }

  checkInvariants(): void {
    for (const {
      transactionalId,
      status,
      partitions,
      producerEpoch,
    } of this.transactions.values()) {
      const isOver =
        status !== 'Ongoing' && status !== 'PrepareCommit' && status !== 'PrepareAbort';
      assert(!isOver || partitions.size === 0, `${transactionalId} is over and has partitions`);
      assert(producerEpoch >= 0, `${transactionalId} has an epoch`);
    }
  }

  /** Compaction leaves the last record of an id, so that only what is live follows from what was. */
  private replayTransaction(next: Transaction): void {
    const { transactionalId, status } = next;
    const previous = this.transactions.get(transactionalId);
    if (this.isLoaded && previous !== undefined) {
      assert(mayFollow(previous.status, status), `${previous.status} is not followed by ${status}`);
    }
    this.transactions.set(transactionalId, next);
  }

  private noteLastEpoch({ transactionalId }: Transaction, lastEpoch: number): void {
    if (lastEpoch === NO_PRODUCER_EPOCH) this.lastEpochs.delete(transactionalId);
    else this.lastEpochs.set(transactionalId, lastEpoch);
  }
}

/** What an id becomes. */
export interface Step {
  readonly next: Transaction;
  /** The epoch before the one that its producer has then; NO_PRODUCER_EPOCH: nobody may say it had one. */
  readonly lastEpoch: number;
}
