// The transaction coordinator as handlers see it: one method per request. It validates what needs no state,
// finds the partition of `__transaction_state` that owns the transactional id, and turns what the runtime
// refuses into an error code.

import type { Answer } from '../base/answer.ts';
import { whenAnswered } from '../base/answer.ts';
import { ErrorCode } from '../base/error-code.ts';
import { TRANSACTION_STATE_TOPIC } from '../base/internal-topics.ts';
import { KafkaError } from '../base/kafka-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import type { TransactionStateInput as DescribedTransaction } from '../protocol/generated/describe-transactions.ts';
import type { TransactionStateInput as ListedTransaction } from '../protocol/generated/list-transactions.ts';
import type { ProducerIds } from './producer-ids.ts';
import { CoordinatorRuntime } from './runtime/coordinator-runtime.ts';
import { partitionFor } from './runtime/partition-for.ts';
import type { PartitionWriter } from './runtime/partition-writer.ts';
import type { PartitionsRequest } from './transaction/add-partitions.ts';
import { addPartitions, verifiedPartitions } from './transaction/add-partitions.ts';
import type { AppendClaim, AppendClaims, ClaimVerdict } from './transaction/append-claim.ts';
import type { EndRequest } from './transaction/end-transaction.ts';
import { endTransaction } from './transaction/end-transaction.ts';
import type { InitRequest } from './transaction/init-producer-id.ts';
import { initProducerId } from './transaction/init-producer-id.ts';
import type { MarkerWriter } from './transaction/marker-writer.ts';
import type { ProducerIdentity, TransactionPartitions } from './transaction/transaction.ts';
import { EPOCH_PER_TRANSACTION, NO_TIMEOUT_MS } from './transaction/transaction.ts';
import type { TransactionCoordinatorConfig } from './transaction/transaction-coordinator-config.ts';
import type { TransactionFilter } from './transaction/transaction-queries.ts';
import {
  describeTransaction,
  listTransactions,
  undescribed,
} from './transaction/transaction-queries.ts';
import { TransactionShard } from './transaction/transaction-shard.ts';

export interface TransactionCoordinatorOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** The partitions of `__transaction_state`. */
  readonly writer: PartitionWriter;
  readonly markers: MarkerWriter;
  readonly producerIds: ProducerIds;
  readonly config: TransactionCoordinatorConfig;
  /** The finalized `transaction.version`. */
  readonly transactionVersion: () => number;
}

/** InitProducerId as the coordinator takes it. */
export interface InitProducerRequest extends InitRequest {
  readonly enable2Pc: boolean;
  readonly keepPreparedTxn: boolean;
}

export class TransactionCoordinator implements AppendClaims {
  private readonly options: TransactionCoordinatorOptions;
  private readonly runtime: CoordinatorRuntime<TransactionShard>;
  private config: TransactionCoordinatorConfig;

  constructor(options: TransactionCoordinatorOptions) {
    const { clock, logger, writer, markers, producerIds, transactionVersion } = options;
    this.options = options;
    this.config = options.config;
    this.runtime = new CoordinatorRuntime({
      topic: TRANSACTION_STATE_TOPIC,
      clock,
      logger,
      writer,
      commitTimeoutMs: () => this.config.commitTimeoutMs,
      createShard: (partition, scheduler) =>
        new TransactionShard({
          clock,
          logger,
          scheduler,
          markers,
          transactionVersion,
          config: () => this.config,
          newProducerId: () => producerIds.take(),
          coordinatorEpoch: () => writer.leaderEpoch(partition),
        }),
    });
  }

  /** Follows changed properties from now on. */
  updateConfig(config: TransactionCoordinatorConfig): void {
    this.config = config;
  }

  /** Whether transactional appends are to be verified (`transaction.partition.verification.enable`). */
  get isVerificationEnabled(): boolean {
    return this.config.isVerificationEnabled;
  }

  /** The partition of `__transaction_state` that owns the transactional id. */
  partitionFor(transactionalId: string): number {
    return partitionFor(transactionalId, this.options.writer.partitionCount());
  }

  /** Begins to load what this broker coordinates: what was decided before a restart is to be carried out. */
  load(): void {
    this.runtime.loadAll();
  }

  /** Gives a partition up: what is under way there is another coordinator's. */
  unload(partition: number): void {
    this.runtime.unload(partition);
  }

  /** Gives every partition up; the topic is gone. */
  unloadAll(): void {
    this.runtime.unloadAll();
  }

  /** Stops all timers and answers everyone who waits. */
  stop(): void {
    this.runtime.stop();
  }

  /** The producer's id and epoch, or an error code. */
  async initProducerId(request: InitProducerRequest): Promise<ProducerIdentity | ErrorCode> {
    const refusal = this.refusalOf(request);
    if (refusal !== ErrorCode.NONE) return refusal;
    const timeoutMs = request.enable2Pc ? NO_TIMEOUT_MS : request.timeoutMs;
    const { transactionalId, current } = request;
    try {
      await this.options.producerIds.ready();
      return await this.runtime.write(this.partitionFor(transactionalId), ({ state }) =>
        initProducerId(state, { transactionalId, timeoutMs, current }),
      );
    } catch (error) {
      return codeOf(error);
    }
  }

  /** The error code of the answer; `clientVersion` is the transaction version that the request speaks. */
  addPartitions(request: PartitionsRequest, clientVersion: number): Answer<ErrorCode> {
    return this.answer(request.transactionalId, () => {
      const added = this.runtime.write(this.partitionFor(request.transactionalId), ({ state }) =>
        addPartitions(state, request, clientVersion),
      );
      return whenAnswered(added, () => ErrorCode.NONE as ErrorCode);
    });
  }

  /** The partitions that the id's transaction has, or an error code. */
  verifyPartitions(request: PartitionsRequest): Answer<TransactionPartitions | ErrorCode> {
    return this.answer<TransactionPartitions>(request.transactionalId, () =>
      this.runtime.read(this.partitionFor(request.transactionalId), ({ state }) =>
        verifiedPartitions(state, request),
      ),
    );
  }

  /** Asks on behalf of an append whether, or sees to it that, its partitions are in the transaction. */
  claim(claim: AppendClaim): Answer<ClaimVerdict> {
    const deadlineMs = this.options.clock.monotonicMs() + this.config.addPartitionsMaxWaitMs;
    return this.tryClaim(claim, deadlineMs);
  }

  /** The producer that goes on after the transaction, or an error code. */
  endTransaction(request: EndRequest, clientVersion: number): Answer<ProducerIdentity | ErrorCode> {
    return this.answer<ProducerIdentity>(request.transactionalId, () =>
      this.runtime.write(this.partitionFor(request.transactionalId), ({ state }) =>
        endTransaction(state, request, clientVersion),
      ),
    );
  }

  async describeTransactions(ids: readonly string[]): Promise<DescribedTransaction[]> {
    const described = ids.map(async (id): Promise<DescribedTransaction> => {
      const answer = await this.answer<DescribedTransaction>(id, () =>
        this.runtime.read(this.partitionFor(id), ({ state }) => describeTransaction(state, id)),
      );
      return typeof answer === 'number' ? undescribed(id, answer) : answer;
    });
    return Promise.all(described);
  }

  /** The transactions of all partitions that this broker coordinates. Rejects with KafkaError. */
  async listTransactions(filter: TransactionFilter): Promise<ListedTransaction[]> {
    const lists = await this.runtime.readAll(({ state }) => listTransactions(state, filter));
    return lists.flat();
  }

  private refusalOf(request: InitProducerRequest): ErrorCode {
    const { isTwoPhaseCommitEnabled, maxTimeoutMs } = this.config;
    const { enable2Pc, keepPreparedTxn, timeoutMs } = request;
    if (request.transactionalId === '') return ErrorCode.INVALID_REQUEST;
    if (enable2Pc && !isTwoPhaseCommitEnabled) {
      return ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    }
    if (keepPreparedTxn) return ErrorCode.UNSUPPORTED_VERSION;
    const isInRange = timeoutMs > 0 && timeoutMs <= maxTimeoutMs;
    return enable2Pc || isInRange ? ErrorCode.NONE : ErrorCode.INVALID_TRANSACTION_TIMEOUT;
  }

  private tryClaim(claim: AppendClaim, deadlineMs: number): Answer<ClaimVerdict> {
    const { clock } = this.options;
    const asked = claim.addsPartitions
      ? this.addPartitions(claim, EPOCH_PER_TRANSACTION)
      : this.verifyPartitions(claim);
    return whenAnswered<TransactionPartitions | ErrorCode, ClaimVerdict>(asked, (answer) => {
      const isBusy = answer === ErrorCode.CONCURRENT_TRANSACTIONS;
      if (!isBusy || !claim.waits || clock.monotonicMs() >= deadlineMs) {
        return verdictOf(answer, claim);
      }
      const pause = new Promise<void>((resolve) => {
        clock.setTimer(this.config.addPartitionsBackoffMs, resolve);
      });
      return pause.then(() => this.tryClaim(claim, deadlineMs));
    });
  }

  /** Runs what may throw or reject with KafkaError, and turns that into its code. */
  private answer<R>(transactionalId: string, run: () => Answer<R>): Answer<R | ErrorCode> {
    if (transactionalId === '') return ErrorCode.INVALID_REQUEST;
    try {
      const answer = run();
      return answer instanceof Promise ? answer.catch(codeOf) : answer;
    } catch (error) {
      return codeOf(error);
    }
  }
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof KafkaError) return error.code;
  throw error;
}

function verdictOf(
  answer: TransactionPartitions | ErrorCode,
  { knowsAbortable }: AppendClaim,
): ClaimVerdict {
  if (typeof answer === 'number') {
    const isFenced = answer === ErrorCode.PRODUCER_FENCED;
    const code = isFenced ? ErrorCode.INVALID_PRODUCER_EPOCH : answer;
    return () => code;
  }
  const missing = knowsAbortable ? ErrorCode.TRANSACTION_ABORTABLE : ErrorCode.INVALID_TXN_STATE;
  return (topic, partition) => (answer.get(topic)?.has(partition) ? ErrorCode.NONE : missing);
}
