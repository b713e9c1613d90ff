import { jest } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { recordMatchers, startBroker } from 'klamm/testing';
import { Outbox } from '../src/outbox.js';
import { Relay } from '../src/relay.js';

expect.extend(recordMatchers);
jest.setTimeout(30_000);

let broker;
let outbox;
let relay;

beforeEach(async () => {
  broker = await startBroker({ topics: { 'shop.events': 1 } });
  outbox = new Outbox();
  const brokers = [broker.bootstrapServers];
  const retry = { initialRetryTime: 50 };
  relay = new Relay(outbox, new Kafka({ brokers, retry, logLevel: logLevel.NOTHING }));
  await relay.start();
});

afterEach(async () => {
  await relay.stop();
  await broker.close();
});

test('events leave in the order in which they were written', async () => {
  outbox.add('OrderPlaced', { id: 'a' });
  outbox.add('OrderPaid', { id: 'a' });

  await relay.publish();

  expect(broker.topic('shop.events').records()).toHaveRecords([
    { key: 'a', headers: { type: 'OrderPlaced', 'event-id': '1' } },
    { key: 'a', headers: { type: 'OrderPaid', 'event-id': '2' } },
  ]);
  expect(outbox.waiting).toBe(0);
});

test('an event whose answer is lost is there once', async () => {
  broker.faults.drop('Produce', { topic: 'shop.events', times: 1, when: 'after' });
  outbox.add('OrderPlaced', { id: 'b' });

  await relay.publish();

  expect(broker.topic('shop.events').records()).toHaveRecords([{ key: 'b' }]);
});

test('an event that nobody takes waits for the next turn', async () => {
  const fault = broker.faults.fail('Produce', { topic: 'shop.events', error: 'INVALID_RECORD' });
  outbox.add('OrderPlaced', { id: 'c' });

  await expect(relay.publish()).rejects.toThrow();
  expect(outbox.waiting).toBe(1);

  fault.remove();
  await relay.publish();
  expect(broker.topic('shop.events').records()).toHaveRecords([{ key: 'c' }]);
});
