// Transactions that are left open, or hang, on both brokers, for the tools to find: no tool leaves one.

import { setTimeout as sleep } from 'node:timers/promises';
import { AddPartitionsToTxn } from '../../src/protocol/generated/add-partitions-to-txn.ts';
import { DescribeTransactions } from '../../src/protocol/generated/describe-transactions.ts';
import { EndTxn } from '../../src/protocol/generated/end-txn.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { theWorld } from './side-by-side.ts';

/** What a broker answers until its coordinator or leader is there, or an earlier request is done with. */
const NOT_YET: readonly number[] = [3, 6, 14, 15, 16, 51];
const ACKS_ALL = -1;
const RETRY_MS = 20;

/** A producer by its id and epoch. */
interface Producer {
  readonly producerId: number;
  readonly producerEpoch: number;
}

interface OpenRecord extends Producer {
  readonly transactionalId: string;
  readonly topic: string;
  readonly value: string;
  readonly timestamp?: number;
}

/** Begins a transaction with a record in the topic's first partition, on both brokers. */
export function openTransaction(
  transactionalId: string,
  topic: string,
  timestamp = Date.now(),
): Promise<void> {
  return onBoth(async (client) => {
    const producer = await beginWith(client, transactionalId, topic);
    await append(client, { ...producer, transactionalId, topic, value: 'open', timestamp });
  });
}

/**
 * Appends a record to the topic's first partition after the producer's transaction, which had that partition, was
 * committed: nobody is going to end what it begins. Both brokers must not verify (KIP-890).
 */
export function appendTooLate(
  transactionalId: string,
  topic: string,
  timestamp: number,
): Promise<void> {
  return onBoth(async (client) => {
    const producer = await beginWith(client, transactionalId, topic);
    await patiently(() =>
      client.send(EndTxn, 3, { transactionalId, ...producer, committed: true }),
    );
    await untilComplete(client, transactionalId);
    await append(client, { ...producer, transactionalId, topic, value: 'late', timestamp });
  });
}

/** Appends a transactional record of a producer that no coordinator knows. Both brokers must not verify. */
export function appendUnknown(producer: Producer, topic: string, timestamp: number): Promise<void> {
  const record = { ...producer, transactionalId: 'nobody', topic, value: 'unknown', timestamp };
  return onBoth((client) => append(client, record));
}

async function onBoth(work: (client: WireClient) => Promise<void>): Promise<void> {
  const { subject, reference } = await theWorld();
  const brokers = [subject, reference].flatMap((side) => (side ? [side.broker] : []));
  await Promise.all(
    brokers.map(async (broker) => {
      const client = await WireClient.connect({ port: broker.port });
      try {
        await work(client);
      } catch (error) {
        throw new Error(`${broker.kind}: ${error}`);
      } finally {
        await client.close();
      }
    }),
  );
}

/** A producer whose coordinator knows that it writes to the topic's first partition. */
async function beginWith(
  client: WireClient,
  transactionalId: string,
  topic: string,
): Promise<Producer> {
  await client.send(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [transactionalId] });
  const { producerId, producerEpoch } = await patiently(() =>
    client.send(InitProducerId, 5, { transactionalId, transactionTimeoutMs: 600_000 }),
  );
  await client.send(AddPartitionsToTxn, 3, {
    v3AndBelowTransactionalId: transactionalId,
    v3AndBelowProducerId: producerId,
    v3AndBelowProducerEpoch: producerEpoch,
    v3AndBelowTopics: [{ name: topic, partitions: [0] }],
  } as never);
  return { producerId, producerEpoch };
}

/** Apache Kafka answers EndTxn before its markers are written. */
async function untilComplete(client: WireClient, transactionalId: string): Promise<void> {
  const request = { transactionalIds: [transactionalId] };
  for (;;) {
    const { transactionStates } = await client.send(DescribeTransactions, 0, request);
    if (transactionStates[0]?.transactionState === 'CompleteCommit') return;
    await sleep(RETRY_MS);
  }
}

async function append(client: WireClient, record: OpenRecord): Promise<void> {
  const { transactionalId, topic, producerId, producerEpoch } = record;
  const records = buildBatch({
    records: [{ value: Buffer.from(record.value) }],
    ...{ timestamp: record.timestamp ?? Date.now(), producerId, producerEpoch, baseSequence: 0 },
    isTransactional: true,
  });
  const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
  const request = { transactionalId, acks: ACKS_ALL, timeoutMs: 5_000, topicData };
  const { errorCode } = await patiently(async () => {
    const { responses } = await client.send(Produce, 11, request);
    return { errorCode: responses[0]?.partitionResponses[0]?.errorCode ?? -1 };
  });
  if (errorCode !== 0) throw new Error(`the record is refused: ${errorCode}`);
}

async function patiently<R extends { readonly errorCode: number }>(
  ask: () => Promise<R>,
): Promise<R> {
  for (;;) {
    const answer = await ask();
    if (!NOT_YET.includes(answer.errorCode)) return answer;
    await sleep(RETRY_MS);
  }
}
