import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { Kafka, logLevel } from 'kafkajs';
import { startBroker } from 'klamm/testing';
import { Balances } from '../src/balances.js';

let broker;
let kafka;
let balances;

beforeEach(async () => {
  broker = await startBroker({ topics: { payments: 1, balances: 1 } });
  const retry = { initialRetryTime: 50, retries: 2 };
  kafka = new Kafka({ brokers: [broker.bootstrapServers], retry, logLevel: logLevel.NOTHING });
  balances = new Balances(kafka);
});

afterEach(async () => {
  await balances.stop();
  await broker.close();
});

async function pay(...payments) {
  const producer = kafka.producer();
  await producer.connect();
  const messages = payments.map(([key, amount]) => ({ key, value: String(amount) }));
  await producer.send({ topic: 'payments', messages });
  await producer.disconnect();
}

/** What a reader of committed records sees. */
function committed() {
  return broker
    .topic('balances')
    .records()
    .map(({ key, value }) => `${key} ${value}`);
}

test('the balance follows the payments', async () => {
  await balances.start();
  await pay(['ann', 5], ['bob', 7], ['ann', -2]);

  await broker.topic('balances').received(3);
  assert.deepEqual(committed(), ['ann 5', 'bob 7', 'ann 3']);
});

test('a payment whose transaction fails is counted once', async () => {
  broker.faults.drop('TxnOffsetCommit', { times: 1, when: 'before' });
  await balances.start();
  await pay(['ann', 5]);

  await broker.group('balances').lagZero();
  assert.deepEqual(committed(), ['ann 5']);
  assert.equal(broker.faults.history.length, 1);
});

test('payments are kept for a week', async () => {
  await balances.start();
  await pay(['ann', 5]);
  await broker.group('balances').lagZero();
  await balances.stop();

  await broker.clock.advance('6 days');
  assert.equal(broker.topic('payments').records().length, 1);
  await broker.clock.advance('2 days');
  assert.equal(broker.topic('payments').records().length, 0);
});
