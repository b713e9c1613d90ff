// One partition of `__transaction_state` as a state machine: replay, what begins with loading (the end of
// transactions that were decided, the search for those that take too long), and what ends with it.

import { KafkaError } from '../../base/kafka-error.ts';
import type { Timer } from '../../platform/clock.ts';
import { IDLE, QUIET } from '../../platform/clock.ts';
import type { CoordinatorShard, ShardScheduler } from '../runtime/coordinator-shard.ts';
import type { StoredRecord } from '../runtime/partition-writer.ts';
import { complete } from './end-transaction.ts';
import { isPrepared } from './transaction.ts';
import type { TransactionCompletionOptions } from './transaction-completion.ts';
import { TransactionCompletion } from './transaction-completion.ts';
import {
  abortTimedOut,
  mayTimeOut,
  removeExpiredIds,
  timedOutTransactions,
} from './transaction-expiry.ts';
import type { TransactionStateOptions } from './transaction-state.ts';
import { TransactionState } from './transaction-state.ts';

export type TransactionShardOptions = Omit<TransactionStateOptions, 'onDecided'> &
  Pick<TransactionCompletionOptions, 'markers' | 'coordinatorEpoch'> & {
    readonly scheduler: ShardScheduler;
  };

export class TransactionShard implements CoordinatorShard {
  readonly state: TransactionState;
  private readonly scheduler: ShardScheduler;
  private readonly completion: TransactionCompletion;
  private readonly timers = new Map<'abort' | 'expire', Timer>();

  constructor(options: TransactionShardOptions) {
    const { clock, logger, markers, coordinatorEpoch, scheduler } = options;
    this.scheduler = scheduler;
    this.state = new TransactionState({
      ...options,
      onDecided: (transactionalId) => this.carryOut(transactionalId),
    });
    this.completion = new TransactionCompletion({
      clock,
      logger,
      markers,
      coordinatorEpoch,
      complete: (transaction) => scheduler.execute(() => complete(this.state, transaction)),
    });
  }

  replay(record: StoredRecord): void {
    this.state.replay(record);
  }

  /** What a predecessor decided is carried out now: nobody else will. */
  onLoaded(): void {
    this.state.isLoaded = true;
    const decided = [...this.state.transactions.values()].filter(isPrepared);
    for (const transaction of decided) this.completion.begin(transaction);
    this.scheduleAborts();
    this.scheduleExpiry();
  }

  onUnloaded(): void {
    for (const timer of this.timers.values()) timer.cancel();
    this.completion.stop();
  }

  private carryOut(transactionalId: string): void {
    this.completion.begin(this.state.known(transactionalId));
  }

  private scheduleAborts(): void {
    const { clock } = this.state;
    const intervalMs = () => this.state.config.abortTimedOutIntervalMs;
    const timer = clock.repeat(intervalMs, () => {
      const timedOut = timedOutTransactions(this.state);
      for (const transactionalId of timedOut) this.abort(transactionalId);
      if (timedOut.length > 0) return undefined;
      return mayTimeOut(this.state) ? QUIET : IDLE;
    });
    this.timers.set('abort', timer);
  }

  private abort(transactionalId: string): void {
    try {
      this.scheduler.execute(() => abortTimedOut(this.state, transactionalId));
    } catch (error) {
      if (!(error instanceof KafkaError)) throw error;
      this.state.logger.warn({ transactionalId, err: error }, 'aborting after a timeout failed');
    }
  }

  private scheduleExpiry(): void {
    const timer = this.scheduler.schedule(this.state.config.removeExpiredIntervalMs, () => {
      this.scheduleExpiry();
      return removeExpiredIds(this.state);
    });
    this.timers.set('expire', timer);
  }
}
