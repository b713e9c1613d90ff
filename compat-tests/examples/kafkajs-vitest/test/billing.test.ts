import { Kafka, logLevel } from 'kafkajs';
import type { TestBroker } from 'klamm/testing';
import { recordMatchers, startBroker } from 'klamm/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Billing } from '../src/billing.ts';

expect.extend(recordMatchers);

let broker: TestBroker;
let kafka: Kafka;
let billing: Billing;

beforeEach(async () => {
  broker = await startBroker({ topics: { orders: 3, invoices: 1, 'orders.rejected': 1 } });
  kafka = new Kafka({
    brokers: [broker.bootstrapServers],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 50 },
  });
  billing = new Billing(kafka);
  await billing.start();
});

afterEach(async () => {
  await billing.stop();
  await broker.close();
});

async function order(...values: unknown[]): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  const messages = values.map((value) => ({ value: JSON.stringify(value) }));
  await producer.send({ topic: 'orders', messages });
  await producer.disconnect();
}

it('writes an invoice for an order', async () => {
  await order({ id: 'a', cents: 1000 });

  const [invoice] = await broker.topic('invoices').received(1);
  expect(invoice?.key).toBe('a');
  expect(JSON.parse(invoice?.value ?? '')).toEqual({ order: 'a', cents: 1200 });
});

it('puts aside what is no order, and goes on', async () => {
  await order('nonsense', { id: 'b', cents: 500 });

  await broker.topic('orders.rejected').received(1);
  await broker.topic('invoices').received(1, { match: { key: 'b' } });
  await broker.group('billing').lagZero();
});

it('tries again while the broker refuses its invoices', async () => {
  broker.faults.fail('Produce', { topic: 'invoices', times: 2, error: 'NOT_LEADER_OR_FOLLOWER' });

  await order({ id: 'c', cents: 100 });

  await broker.topic('invoices').received(1);
  expect(broker.faults.history).toHaveLength(2);
  expect(broker.topic('invoices').records()).toHaveRecords([{ key: 'c' }]);
});

it('begins where it stopped', async () => {
  await order({ id: 'd', cents: 100 });
  await broker.topic('invoices').received(1);
  await billing.stop();
  await order({ id: 'e', cents: 100 });

  billing = new Billing(kafka);
  await billing.start();

  await broker.topic('invoices').received(2);
  expect(broker.topic('invoices').records()).toHaveRecords([{ key: 'd' }, { key: 'e' }]);
});

it('outlives the broker', async () => {
  await order({ id: 'f', cents: 100 });
  await broker.group('billing').lagZero();

  await broker.kill();
  await order({ id: 'g', cents: 100 });

  await broker.topic('invoices').received(1, { match: { key: 'g' }, timeout: '20 s' });
}, 30_000);
