// What went over the wire, recorded and told.

import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { startBroker, timeline } from '../../src/testing.ts';

it('recorded traffic tells requests, answers and faults', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  broker.traffic.record();
  const match = { topic: 'orders', times: 1, error: 'NOT_LEADER_OR_FOLLOWER' } as const;
  broker.faults.fail('Produce', match);
  const kafka = new Kafka({
    brokers: [broker.bootstrapServers],
    clientId: 'billing',
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 1 },
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'v' }] });
  await producer.disconnect();
  broker.traffic.stop();
  const before = broker.traffic.exchanges.length;
  const admin = kafka.admin();
  await admin.connect();
  await admin.disconnect();

  const { exchanges } = broker.traffic;
  expect(exchanges).toHaveLength(before);
  const produced = exchanges.filter(({ api }) => api === 'Produce');
  expect(produced).toHaveLength(2);
  expect(produced[0]).toMatchObject({
    version: 7,
    clientId: 'billing',
    request: {
      topicData: [{ name: 'orders', partitionData: [{ records: { bytes: expect.any(Number) } }] }],
    },
    response: { responses: [{ partitionResponses: [{ errorCode: 6 }] }] },
  });
  expect(JSON.parse(JSON.stringify(exchanges))).toEqual(exchanges);
  const lines = timeline(produced).split('\n');
  expect(lines[0]).toMatch(
    /\+0 ms {2}billing {2}Produce v7 orders {2}→ NOT_LEADER_OR_FOLLOWER in \d+ ms$/,
  );
  expect(lines[1]).toMatch(/→ ok in \d+ ms$/);
  broker.traffic.clear();
  expect(broker.traffic.exchanges).toEqual([]);
});

it('a request whose connection was closed has no answer', async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  broker.traffic.record();
  broker.faults.drop('ApiVersions', { times: 1 });
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.disconnect();
  const [first] = broker.traffic.exchanges;
  expect(first).toMatchObject({ api: 'ApiVersions', response: null, tookMs: null });
  expect(timeline([...broker.traffic.exchanges])).toContain('→ no answer\n');
});
