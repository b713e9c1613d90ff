// A transactional producer that speaks the protocol request by request, in either of its versions, and a
// reader of committed records.

import { ErrorCode } from '../../../src/base/error-code.ts';
import { ZERO_UUID } from '../../../src/base/uuid.ts';
import { AddOffsetsToTxn } from '../../../src/protocol/generated/add-offsets-to-txn.ts';
import { AddPartitionsToTxn } from '../../../src/protocol/generated/add-partitions-to-txn.ts';
import { EndTxn } from '../../../src/protocol/generated/end-txn.ts';
import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../../src/protocol/generated/init-producer-id.ts';
import { OffsetFetch } from '../../../src/protocol/generated/offset-fetch.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { TxnOffsetCommit } from '../../../src/protocol/generated/txn-offset-commit.ts';
import { batchesIn } from '../../../src/record/batch-iterator.ts';
import { readEndTxnMarker } from '../../../src/record/control-record.ts';
import { recordsOf } from '../../../src/record/record.ts';
import type { MemoryWireClient } from '../../broker/support/memory-wire-client.ts';
import { batchOf } from './data-path.ts';

/** The request versions of the two protocols. */
const V1 = { produce: 11, endTxn: 4, txnOffsetCommit: 4 };
const V2 = { produce: 12, endTxn: 5, txnOffsetCommit: 5 };

const GROUP = 'g';
const ALL_ACKS = -1;

/** Who answers requests: handlers without sockets (DataPath), or a whole broker. */
type Server = Pick<MemoryWireClient, 'send'>;

export class TransactionalClient {
  private readonly path: Server;
  readonly transactionalId: string;
  readonly versions: typeof V1;
  producerId = -1;
  producerEpoch = -1;
  /** The next sequence of each topic. */
  private readonly sequences = new Map<string, number>();

  constructor(path: Server, transactionVersion: 1 | 2, transactionalId = 'tx') {
    this.path = path;
    this.transactionalId = transactionalId;
    this.versions = transactionVersion === 2 ? V2 : V1;
  }

  get isV2(): boolean {
    return this.versions === V2;
  }

  /** Finds the coordinator and takes the transactional id. */
  async init(transactionTimeoutMs = 60_000): Promise<ErrorCode> {
    const { path, transactionalId } = this;
    await path.send(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [transactionalId] });
    await path.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [GROUP] });
    const request = { transactionalId, transactionTimeoutMs };
    const answer = await path.send(InitProducerId, 5, request);
    this.take(answer);
    return answer.errorCode as ErrorCode;
  }

  /** Adds a partition as clients of version 1 do; of no use in version 2. */
  async add(topic: string): Promise<ErrorCode> {
    const { results } = await this.addPartitions([topic]);
    return results[0] ?? ErrorCode.UNKNOWN_SERVER_ERROR;
  }

  async addPartitions(topics: readonly string[]): Promise<{ results: ErrorCode[] }> {
    const answer = await this.path.send(AddPartitionsToTxn, 3, {
      v3AndBelowTransactionalId: this.transactionalId,
      v3AndBelowProducerId: this.producerId,
      v3AndBelowProducerEpoch: this.producerEpoch,
      v3AndBelowTopics: topics.map((name) => ({ name, partitions: [0] })),
    } as never);
    const results = answer.resultsByTopicV3AndBelow.flatMap(({ resultsByPartition }) =>
      resultsByPartition.map(({ partitionErrorCode }) => partitionErrorCode as ErrorCode),
    );
    return { results };
  }

  /** Adds the partition where the version needs it, and appends a record to it. */
  async write(topic: string, text: string): Promise<ErrorCode> {
    if (!this.isV2) {
      const code = await this.add(topic);
      if (code !== ErrorCode.NONE) return code;
    }
    return this.produce(topic, text);
  }

  /** Appends a record, and nothing else. */
  async produce(topic: string, text: string): Promise<ErrorCode> {
    const baseSequence = this.sequences.get(topic) ?? 0;
    const { producerId, producerEpoch } = this;
    const fields = { isTransactional: true, producerId, producerEpoch, baseSequence };
    const records = batchOf([text], fields);
    const topicData = [{ name: topic, topicId: ZERO_UUID, partitionData: [{ index: 0, records }] }];
    const { transactionalId } = this;
    const request = { transactionalId, acks: ALL_ACKS, timeoutMs: 1000, topicData };
    const { responses } = await this.path.send(Produce, this.versions.produce, request);
    const code = responses[0]?.partitionResponses[0]?.errorCode ?? ErrorCode.UNKNOWN_SERVER_ERROR;
    if (code === ErrorCode.NONE) this.sequences.set(topic, baseSequence + 1);
    return code as ErrorCode;
  }

  /** Commits an offset of a topic's first partition as part of the transaction. */
  async commitOffset(topic: string, committedOffset: number): Promise<ErrorCode> {
    const { transactionalId, producerId, producerEpoch } = this;
    const producer = { transactionalId, producerId, producerEpoch, groupId: GROUP };
    if (!this.isV2) {
      const { errorCode } = await this.path.send(AddOffsetsToTxn, 3, producer);
      if (errorCode !== ErrorCode.NONE) return errorCode as ErrorCode;
    }
    const partition = { partitionIndex: 0, committedOffset, committedMetadata: null };
    const answer = await this.path.send(TxnOffsetCommit, this.versions.txnOffsetCommit, {
      ...producer,
      topics: [{ name: topic, partitions: [partition] }],
    });
    const code = answer.topics[0]?.partitions[0]?.errorCode;
    return (code ?? ErrorCode.UNKNOWN_SERVER_ERROR) as ErrorCode;
  }

  async end(committed: boolean): Promise<ErrorCode> {
    const { transactionalId, producerId, producerEpoch } = this;
    const request = { transactionalId, producerId, producerEpoch, committed };
    const answer = await this.path.send(EndTxn, this.versions.endTxn, request);
    if (answer.errorCode === ErrorCode.NONE && this.isV2) this.take(answer);
    return answer.errorCode as ErrorCode;
  }

  /** The same producer, before another server: after a restart. */
  before(server: Server): TransactionalClient {
    const client = new TransactionalClient(server, this.isV2 ? 2 : 1, this.transactionalId);
    client.take(this);
    for (const [topic, sequence] of this.sequences) client.sequences.set(topic, sequence);
    return client;
  }

  private take(producer: { readonly producerId: number; readonly producerEpoch: number }): void {
    const isNew =
      producer.producerId !== this.producerId || producer.producerEpoch !== this.producerEpoch;
    if (isNew) this.sequences.clear();
    this.producerId = producer.producerId;
    this.producerEpoch = producer.producerEpoch;
  }
}

/** What a consumer with `isolation.level=read_committed` gives its application. */
export async function committedValues(path: Server, topic: string): Promise<string[]> {
  const partition = { partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000 };
  const { responses } = await path.send(Fetch, 12, {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1_000_000,
    isolationLevel: 1,
    topics: [{ topic, topicId: ZERO_UUID, partitions: [partition] }],
  });
  const [answer] = responses[0]?.partitions ?? [];
  const open = new Set<number>();
  const values: string[] = [];
  const aborted = [...(answer?.abortedTransactions ?? [])];
  for (const batch of batchesIn(answer?.records ?? Buffer.alloc(0))) {
    while (aborted[0] && aborted[0].firstOffset <= batch.lastOffset) {
      open.add(aborted.shift()?.producerId ?? -1);
    }
    for (const record of recordsOf(batch)) {
      if (batch.isControl) {
        if (readEndTxnMarker(record)?.type === 'ABORT') open.delete(batch.producerId);
      } else if (!batch.isTransactional || !open.has(batch.producerId)) {
        values.push(String(record.value));
      }
    }
  }
  return values;
}

/** The offset that the group has committed for a topic's first partition, or why it is not told. */
export async function committedOffset(
  path: Server,
  topic: string,
  requireStable = false,
): Promise<{ readonly offset: number; readonly code: number }> {
  const request = { groupId: GROUP, topics: [{ name: topic, partitionIndexes: [0] }] };
  const answer = await path.send(OffsetFetch, 7, { ...request, requireStable });
  const [partition] = answer.topics[0]?.partitions ?? [];
  return { offset: partition?.committedOffset ?? Number.NaN, code: partition?.errorCode ?? -1 };
}
