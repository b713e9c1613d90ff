// What a strict broker finds of an application's doings, with kafkajs as the application.

import type { Consumer, EachMessagePayload } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { StrictnessError, startBroker } from '../../src/testing.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { WireClient } from '../support/wire-client.ts';

async function newBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const broker = await startBroker({ topics: { orders: 1 }, strict: true, ...options });
  onTestFinished(() => broker.close().catch(() => {}));
  return broker;
}

function kafkaOf(broker: TestBroker, clientId = 'billing'): Kafka {
  const brokers = [broker.bootstrapServers];
  return new Kafka({ brokers, clientId, logLevel: logLevel.NOTHING });
}

async function send(broker: TestBroker, acks = -1): Promise<void> {
  const producer = kafkaOf(broker, 'web').producer();
  await producer.connect();
  await producer.send({ topic: 'orders', acks, messages: [{ value: 'a' }, { value: 'b' }] });
  await broker.topic('orders').received(2);
  await producer.disconnect();
}

/** Reads both records. */
async function consume(
  broker: TestBroker,
  run: { autoCommit: boolean; fromBeginning?: boolean },
): Promise<Consumer> {
  const consumer = kafkaOf(broker).consumer({ groupId: 'billing', maxWaitTimeInMs: 20 });
  await consumer.connect();
  const { autoCommit, fromBeginning = true } = run;
  await consumer.subscribe({ topic: 'orders', fromBeginning });
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async (_: EachMessagePayload): Promise<void> => {
      count += 1;
      if (count === 2) resolve();
    };
    consumer.run({ autoCommit, eachMessage }).catch(reject);
    if (!fromBeginning) resolve();
  });
  return consumer;
}

const kindsOf = (broker: TestBroker) => broker.strict.findings.map(({ kind }) => kind);

async function findingsAtClose(broker: TestBroker): Promise<string[]> {
  try {
    await broker.close();
    return [];
  } catch (error) {
    if (!(error instanceof StrictnessError)) throw error;
    return error.findings.map(({ kind, message }) => `${kind}: ${message}`);
  }
}

describe('a strict broker', () => {
  it('finds nothing where all is as it should be', async () => {
    const broker = await newBroker();
    await send(broker);
    const consumer = await consume(broker, { autoCommit: true });
    await broker.group('billing').lagZero();
    const late = await consume(broker, { autoCommit: true, fromBeginning: false });
    await broker.group('billing').stable({ members: 2 });
    await broker.restart();
    await Promise.all([late.disconnect(), consumer.disconnect()]);
    expect(await findingsAtClose(broker)).toEqual([]);
  });

  it('finds records that were read and not committed', async () => {
    const broker = await newBroker();
    await send(broker);
    const consumer = await consume(broker, { autoCommit: false });
    // The fetch that follows says that the records before it were taken.
    broker.traffic.record();
    await expect
      .poll(() => broker.traffic.exchanges.filter(({ api }) => api === 'Fetch').length)
      .toBeGreaterThan(2);
    await consumer.disconnect();
    expect(await findingsAtClose(broker)).toEqual([
      'uncommitted-offsets: group billing has read orders-0 up to offset 2 (client billing) and committed nothing',
    ]);
  });

  it('finds records that nobody waits for', async () => {
    const broker = await newBroker();
    await send(broker, 0);
    expect(await findingsAtClose(broker)).toEqual([
      'unawaited-records: client web has sent records to orders with acks=0: nobody knows whether they were kept',
    ]);
  });

  it('finds who has gone before its records were acknowledged', async () => {
    const broker = await newBroker();
    broker.faults.delay('Produce', { by: '1 hour', times: 1 });
    // kafkajs waits for its answers before it goes, unless its process ends.
    const client = await WireClient.connect({ port: broker.port, clientId: 'web' });
    const partitionData = [{ index: 0, records: batchOf(['a']) }];
    const topicData = [{ name: 'orders', partitionData }];
    const sending = client.send(Produce, 11, { acks: -1, timeoutMs: 1000, topicData });
    sending.catch(() => {});
    await expect.poll(() => broker.faults.history.length).toBe(1);
    await client.close();
    await expect.poll(() => kindsOf(broker)).toEqual(['unawaited-records']);
  });

  it('finds a transaction without an end', async () => {
    const broker = await newBroker();
    const options = { transactionalId: 'payments', maxInFlightRequests: 1, idempotent: true };
    const producer = kafkaOf(broker).producer(options);
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: 'orders', messages: [{ value: 'a' }] });
    await producer.disconnect();
    expect(await findingsAtClose(broker)).toEqual([
      'open-transaction: the transaction of payments was neither committed nor aborted: nobody reads its records',
    ]);
  });

  it('finds a request that Apache Kafka has removed', async () => {
    const broker = await newBroker();
    const client = await WireClient.connect({ port: broker.port });
    const request = { acks: -1, timeoutMs: 1000, topicData: [] };
    await client.send(Produce, 2, request).catch(() => {});
    await client.closed;
    expect(await findingsAtClose(broker)).toEqual([
      'removed-version: a client uses Produce v2: Apache Kafka has removed what is before v3',
    ]);
  });

  it('finds a rebalance that nobody asked for', async () => {
    const broker = await newBroker();
    await send(broker);
    const consumer = await consume(broker, { autoCommit: true });
    await broker.group('billing').lagZero();
    await broker.clock.advance('5 minutes');
    await expect.poll(() => kindsOf(broker)).toEqual(['unasked-rebalance']);
    await consumer.disconnect();
    const [finding = ''] = await findingsAtClose(broker);
    expect(finding).toMatch(
      /^unasked-rebalance: group billing has taken member billing-\S+ out, since its session expired$/,
    );
  });
});

it('a broker that is not strict finds nothing', async () => {
  const broker = await newBroker({ strict: false });
  await send(broker, 0);
  expect(broker.strict.findings).toEqual([]);
  await broker.close();
});
