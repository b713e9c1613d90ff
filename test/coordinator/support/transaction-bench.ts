// A transaction coordinator on virtual time, a log in memory and partitions that remember their markers,
// and short ways to speak to it.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { ProducerIds } from '../../../src/coordinator/producer-ids.ts';
import type { TransactionMarker } from '../../../src/coordinator/runtime/partition-writer.ts';
import type { ProducerIdentity } from '../../../src/coordinator/transaction/transaction.ts';
import type { TransactionCoordinatorConfig } from '../../../src/coordinator/transaction/transaction-coordinator-config.ts';
import { DEFAULT_TRANSACTION_COORDINATOR_CONFIG } from '../../../src/coordinator/transaction/transaction-coordinator-config.ts';
import { TransactionState } from '../../../src/coordinator/transaction/transaction-state.ts';
import { TransactionCoordinator } from '../../../src/coordinator/transaction-coordinator.ts';
import { silentLogger } from '../../../src/platform/logger.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { MemoryPartitionWriter } from './memory-partition-writer.ts';

export const ID = 'tx';
export const TIMEOUT_MS = 60_000;

export interface WrittenMarker extends TransactionMarker {
  readonly topic: string;
  readonly partition: number;
}

/** What `init` takes beside the id. */
export interface InitOptions {
  readonly id?: string;
  readonly timeoutMs?: number;
  readonly current?: ProducerIdentity;
  readonly enable2Pc?: boolean;
  readonly keepPreparedTxn?: boolean;
}

export class TransactionBench {
  readonly clock = new VirtualClock();
  readonly writer: MemoryPartitionWriter;
  readonly config: TransactionCoordinatorConfig;
  /** The markers that partitions have taken. */
  readonly markers: WrittenMarker[] = [];
  /** What partitions answer to markers. */
  markerAnswer: ErrorCode = ErrorCode.NONE;
  /** The finalized `transaction.version`. */
  version: number;
  coordinator: TransactionCoordinator;
  private nextBlock = 0;

  constructor(config: Partial<TransactionCoordinatorConfig> = {}, version = 2) {
    this.config = { ...DEFAULT_TRANSACTION_COORDINATOR_CONFIG, ...config };
    this.writer = new MemoryPartitionWriter();
    this.version = version;
    this.coordinator = this.newCoordinator();
  }

  /** The process dies and comes back, and has loaded what it coordinates. */
  async restart(): Promise<void> {
    this.coordinator.stop();
    this.coordinator = this.newCoordinator();
    this.coordinator.load();
    await this.advance(100);
  }

  advance(ms: number): Promise<void> {
    return this.clock.advance(ms);
  }

  init(options: InitOptions = {}): Promise<ProducerIdentity | ErrorCode> {
    const { id = ID, timeoutMs = TIMEOUT_MS, current = null, ...flags } = options;
    const request = { transactionalId: id, timeoutMs, current };
    const off = { enable2Pc: false, keepPreparedTxn: false };
    return this.coordinator.initProducerId({ ...request, ...off, ...flags });
  }

  /** The producer that `init` gives; throws when it gives none. */
  async producer(options: InitOptions = {}): Promise<ProducerIdentity> {
    const answer = await this.init(options);
    if (typeof answer === 'number') throw new Error(`no producer: ${answer}`);
    return answer;
  }

  async add(producer: ProducerIdentity, partition = 0, id = ID): Promise<ErrorCode> {
    const partitions = new Map([['t', new Set([partition])]]);
    const { producerId, producerEpoch } = producer;
    const request = { transactionalId: id, producerId, producerEpoch, partitions };
    return this.coordinator.addPartitions(request, this.version >= 2 ? 2 : 0);
  }

  /** Ends the transaction; `version` is the transaction version that the client speaks. */
  async end(
    { producerId, producerEpoch }: ProducerIdentity,
    isCommit: boolean,
    version: number = this.version,
    id: string = ID,
  ): Promise<ProducerIdentity | ErrorCode> {
    const request = { transactionalId: id, producerId, producerEpoch, isCommit };
    return this.coordinator.endTransaction(request, version);
  }

  /** What the log brings back, in a state of its own. */
  replayed(): TransactionState {
    const state = new TransactionState({
      clock: this.clock,
      logger: silentLogger,
      config: () => this.config,
      transactionVersion: () => this.version,
      newProducerId: () => 0,
      onDecided: () => {},
    });
    for (const record of this.writer.log(0)) state.replay(record);
    return state;
  }

  /** The state that DescribeTransactions tells. */
  async state(id = ID): Promise<string> {
    const [described] = await this.coordinator.describeTransactions([id]);
    return described?.transactionState ?? '';
  }

  private newCoordinator(): TransactionCoordinator {
    const claimBlock = async () => ({ first: this.nextBlock++ * 1000, length: 1000 });
    return new TransactionCoordinator({
      clock: this.clock,
      logger: silentLogger,
      writer: this.writer,
      markers: { write: (topic, partition, marker) => this.take(topic, partition, marker) },
      producerIds: new ProducerIds(claimBlock),
      config: this.config,
      transactionVersion: () => this.version,
    });
  }

  private take(topic: string, partition: number, marker: TransactionMarker): ErrorCode {
    if (this.markerAnswer === ErrorCode.NONE) this.markers.push({ ...marker, topic, partition });
    return this.markerAnswer;
  }
}
