// Traffic in a file: written while it happens, of use however the process ends.

import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { nodeFileSystem } from '../../src/platform/node-file-system.ts';
import { readTraffic } from '../../src/testing/traffic/traffic-lines.ts';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker, timeline } from '../../src/testing.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const newFile = () => path.join(temporaryDirectory(), 'traffic.jsonl');
const read = (file: string) => readTraffic(nodeFileSystem, file);

async function produceAndConsume(broker: TestBroker): Promise<void> {
  const brokers = [broker.bootstrapServers];
  const kafka = new Kafka({ brokers, clientId: 'billing', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: 'g', maxWaitTimeInMs: 20 });
  await consumer.connect();
  await consumer.subscribe({ topic: 'orders', fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'secret word' }] });
  await broker.group('g').lagZero();
  await Promise.all([consumer.disconnect(), producer.disconnect()]);
}

it('a file holds requests and answers in their order, and what happened to groups', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const file = newFile();
  broker.traffic.recordTo(file);
  await produceAndConsume(broker);
  // It is there before anybody has ended the recording.
  expect(readFileSync(file, 'utf8')).toContain('"api":"Produce"');
  broker.traffic.stop();
  expect(broker.traffic.exchanges).toEqual([]);

  const { entries } = read(file);
  const exchanges = entries.filter((entry) => entry.type === 'exchange');
  const numbers = exchanges.map(({ number }) => number);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  const produced = exchanges.find(({ api }) => api === 'Produce');
  expect(produced).toMatchObject({ clientId: 'billing', topics: ['orders'], version: 7 });
  const { base64 = '' } =
    /"base64":"(?<base64>[^"]*)"/.exec(JSON.stringify(produced))?.groups ?? {};
  expect(Buffer.from(base64, 'base64').toString('latin1')).toContain('secret word');
  expect(exchanges.filter(({ groups }) => groups.includes('g')).map(({ api }) => api)).toEqual(
    expect.arrayContaining([
      'FindCoordinator',
      'JoinGroup',
      'SyncGroup',
      'OffsetCommit',
      'LeaveGroup',
    ]),
  );
  const events = entries.filter((entry) => entry.type === 'event');
  expect(events.map(({ event }) => event)).toContain('group prepares to rebalance');
  expect(timeline(entries)).toContain('group g: member leaves (member billing-');
});

it('a file that ends in the middle of a line is read up to there', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const file = newFile();
  broker.traffic.recordTo(file);
  await produceAndConsume(broker);
  await broker.close();
  const { length } = read(file).entries;
  appendFileSync(file, '{"type":"exch');
  expect(read(file).entries).toHaveLength(length);
});

it('what is under way at the end is there without an answer', async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const file = newFile();
  broker.traffic.recordTo(file);
  broker.faults.delay('Metadata', { by: '1 hour', times: 1 });
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const listing = admin.listTopics().catch(() => []);
  await expect.poll(() => broker.faults.history.length).toBe(1);
  broker.traffic.stop();
  expect(read(file).entries.at(-1)).toMatchObject({
    api: 'Metadata',
    response: null,
    tookMs: null,
  });
  await broker.clock.advance('1 hour');
  await listing;
  await admin.disconnect();
});

it.each([
  ['no traffic', 'hello\n', 'line 1 is no line of recorded traffic'],
  [
    'something else',
    '{"type":"event"}\n',
    'is no recorded traffic: klamm start --record makes one',
  ],
  ['of another time', '{"type":"traffic","format":9}\n', 'is traffic in format 9, not 1'],
])('a file that is %s is refused in a sentence', (_, content, sentence) => {
  const file = newFile();
  writeFileSync(file, content);
  expect(() => read(file)).toThrow(sentence);
});
