// A transactional producer and nothing more: Produce and EndTxn in turns over one connection, in the versions
// with which the newest clients do without AddPartitionsToTxn (KIP-890). The batch is encoded anew for each
// transaction, since each has an epoch of its own; that is all it costs.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../../src/record/record-batch-builder.ts';
import type { WireClient } from '../../../test/support/wire-client.ts';
import type { Subject } from '../subject.ts';
import { COORDINATOR_COMES, findCoordinator } from './coordinator.ts';

const INIT_VERSION = 5;
const END_VERSION = 5;
/** The newest version that names topics instead of their ids. */
const PRODUCE_VERSION = 12;
const TIMEOUT_MS = 60_000;

export interface TransactionalTarget {
  readonly transactionalId: string;
  readonly topic: string;
  readonly partition: number;
}

export class TransactionalProducer {
  readonly #client: WireClient;
  readonly #target: TransactionalTarget;
  #producerId = -1;
  #producerEpoch = -1;

  private constructor(client: WireClient, target: TransactionalTarget) {
    this.#client = client;
    this.#target = target;
  }

  /** Connects, and has a producer id when this resolves. */
  static async open(subject: Subject, target: TransactionalTarget): Promise<TransactionalProducer> {
    const client = await subject.connect();
    await findCoordinator(client, 'transaction', target.transactionalId);
    const producer = new TransactionalProducer(client, target);
    await insist(() => producer.#init());
    return producer;
  }

  /** One transaction with these values in one batch; resolves once it is committed. */
  async transaction(values: readonly Buffer[]): Promise<void> {
    await insist(() => this.#produce(values));
    await insist(() => this.#commit());
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #init(): Promise<number> {
    const answer = await this.#client.send(InitProducerId, INIT_VERSION, {
      transactionalId: this.#target.transactionalId,
      transactionTimeoutMs: TIMEOUT_MS,
    });
    this.#producerId = answer.producerId;
    this.#producerEpoch = answer.producerEpoch;
    return answer.errorCode;
  }

  async #produce(values: readonly Buffer[]): Promise<number> {
    const { transactionalId, topic, partition } = this.#target;
    const records = buildBatch({
      timestamp: Date.now(),
      producerId: this.#producerId,
      producerEpoch: this.#producerEpoch,
      baseSequence: 0,
      isTransactional: true,
      records: values.map((value) => ({ key: null, value })),
    });
    const { responses } = await this.#client.send(Produce, PRODUCE_VERSION, {
      transactionalId,
      acks: -1,
      timeoutMs: TIMEOUT_MS,
      topicData: [{ name: topic, partitionData: [{ index: partition, records }] }],
    });
    return responses[0]?.partitionResponses[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  async #commit(): Promise<number> {
    const answer = await this.#client.send(EndTxn, END_VERSION, {
      transactionalId: this.#target.transactionalId,
      producerId: this.#producerId,
      producerEpoch: this.#producerEpoch,
      committed: true,
    });
    this.#producerId = answer.producerId;
    this.#producerEpoch = answer.producerEpoch;
    return answer.errorCode;
  }
}

/** What goes away by itself: a coordinator that loads, a transaction whose markers are not all written. */
const TRANSIENT: ReadonlySet<number> = new Set([
  ...COORDINATOR_COMES,
  ErrorCode.CONCURRENT_TRANSACTIONS,
]);

/** Asks again at once, where a client would wait: the wait is no work of the broker's. */
async function insist(ask: () => Promise<number>): Promise<void> {
  for (;;) {
    const errorCode = await ask();
    if (errorCode === 0) return;
    if (!TRANSIENT.has(errorCode)) throw new Error(`a transaction met error ${errorCode}`);
  }
}
