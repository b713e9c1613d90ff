// Transactions that are left open, on both brokers, for the tools to find: no tool leaves one.

import { setTimeout as sleep } from 'node:timers/promises';
import { AddPartitionsToTxn } from '../../src/protocol/generated/add-partitions-to-txn.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import { theWorld } from './side-by-side.ts';

/** What a broker answers until its coordinator or leader is there, or an earlier request is done with. */
const NOT_YET: readonly number[] = [3, 6, 14, 15, 16, 51];
const ACKS_ALL = -1;
const RETRY_MS = 20;

/** Begins a transaction with a record in the topic's first partition, on both brokers. */
export async function openTransaction(transactionalId: string, topic: string): Promise<void> {
  const { subject, reference } = await theWorld();
  const brokers = [subject, reference].flatMap((side) => (side ? [side.broker] : []));
  await Promise.all(brokers.map((broker) => openOn(broker, transactionalId, topic)));
}

async function openOn(broker: Broker, transactionalId: string, topic: string): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  try {
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
    const records = buildBatch({
      records: [{ value: Buffer.from('open') }],
      ...{ timestamp: Date.now(), producerId, producerEpoch, baseSequence: 0 },
      isTransactional: true,
    });
    const topicData = [{ name: topic, partitionData: [{ index: 0, records }] }];
    const request = { transactionalId, acks: ACKS_ALL, timeoutMs: 5_000, topicData };
    const { errorCode } = await patiently(async () => {
      const { responses } = await client.send(Produce, 11, request);
      return { errorCode: responses[0]?.partitionResponses[0]?.errorCode ?? -1 };
    });
    if (errorCode !== 0) throw new Error(`${broker.kind} refused the record: ${errorCode}`);
  } finally {
    await client.close();
  }
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
