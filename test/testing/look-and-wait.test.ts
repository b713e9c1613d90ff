// What a test sees of topics and groups, and waiting for it.

import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker, WaitTimeoutError } from '../../src/testing.ts';

async function newBroker(): Promise<{ broker: TestBroker; kafka: Kafka }> {
  const broker = await startBroker({ topics: { orders: 2 } });
  onTestFinished(() => broker.close());
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  return { broker, kafka };
}

it('a test waits for records, by their fields or a function', async () => {
  const { broker, kafka } = await newBroker();
  const producer = kafka.producer();
  await producer.connect();
  const waiting = broker.topic('orders').received(2, { match: { key: 'a' } });
  const messages = ['a', 'b', 'a'].map((key, at) => ({ key, value: `v${at}` }));
  await producer.send({ topic: 'orders', messages });
  expect((await waiting).map(({ value }) => value)).toEqual(['v0', 'v2']);
  const byFunction = broker.topic('orders').received(1, { match: ({ value }) => value === 'v1' });
  expect(await byFunction).toHaveLength(1);
  await producer.disconnect();
});

it('a wait that fails tells what was there instead', async () => {
  const { broker } = await newBroker();
  const wait = { timeout: '20 ms' };
  await expect(broker.topic('orders').received(1, wait)).rejects.toThrow(
    'topic orders did not receive 1 such records, but 0 of 0: none (waited 20 ms)',
  );
  const unknown = broker.group('billing').stable(wait);
  await expect(unknown).rejects.toThrow(WaitTimeoutError);
  await expect(broker.group('billing').stable(wait)).rejects.toThrow(
    'group billing did not become stable: it is Dead without members; nothing committed',
  );
});

it('a test waits for a group: stable, without lag, empty', async () => {
  const { broker, kafka } = await newBroker();
  const consumer = kafka.consumer({ groupId: 'billing' });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  const { members } = await broker.group('billing').stable({ members: 1 });
  expect(members[0]).toMatchObject({ clientId: 'kafkajs', assignment: { orders: [0, 1] } });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'x', partition: 1 }] });
  const { offsets } = await broker.group('billing').lagZero();
  expect(offsets).toEqual([{ topic: 'orders', partition: 1, committed: 1, end: 1, lag: 0 }]);
  await producer.disconnect();
  await consumer.disconnect();
  expect(await broker.group('billing').empty()).toMatchObject({ state: 'Empty', members: [] });
  const reasons = broker
    .group('billing')
    .history()
    .map(({ event, details }) => [event, details.reason]);
  expect(reasons).toContainEqual([
    'group prepares to rebalance',
    expect.stringContaining('member'),
  ]);
  expect(reasons.map(([event]) => event)).toContain('member leaves');
});
