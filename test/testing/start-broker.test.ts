// A broker in the test process, with a real client on it.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { startBroker } from '../../src/testing.ts';

function connect(bootstrapServers: string): Kafka {
  return new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING });
}

describe('startBroker', () => {
  it('serves a client, and shows what it has received', async () => {
    await using broker = await startBroker({ topics: { orders: 3 } });
    const producer = connect(broker.bootstrapServers).producer();
    await producer.connect();
    const headers = { trace: '7' };
    await producer.send({
      topic: 'orders',
      messages: [{ key: 'a', value: 'one', partition: 1, headers }],
    });
    await producer.disconnect();
    expect(broker.topic('orders').records()).toMatchObject([
      { partition: 1, offset: 0, key: 'a', value: 'one', headers },
    ]);
  });

  it('starts many brokers side by side, each with its own data', async () => {
    const brokers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => startBroker({ topics: { [`topic-${at}`]: 1 } })),
    );
    expect(new Set(brokers.map(({ port }) => port)).size).toBe(20);
    await Promise.all(brokers.map((broker) => broker.close()));
  });

  it('names the property that is wrong', async () => {
    await expect(startBroker({ properties: { 'num.partition': 3 } })).rejects.toThrow(
      'did you mean num.partitions?',
    );
    await expect(startBroker({ properties: { 'log.dirs': '/a,/b' } })).rejects.toThrow(
      'log.dirs is no property',
    );
  });

  it('names the option that is wrong', async () => {
    const misspelt = { seed: 1, topicks: { orders: 1 } };
    await expect(startBroker(misspelt)).rejects.toThrow(
      "a test's broker has no option topicks, did you mean topics?",
    );
    const topics = { orders: { configs: {}, partition: 3 } };
    await expect(startBroker({ topics })).rejects.toThrow(
      'the topic orders has no option partition, did you mean partitions?',
    );
  });

  it('creates topics later, with configs', async () => {
    await using broker = await startBroker();
    await broker.createTopic('compacted', { configs: { 'cleanup.policy': 'compact' } });
    const admin = connect(broker.bootstrapServers).admin();
    await admin.connect();
    expect(await admin.listTopics()).toEqual(['compacted']);
    await admin.disconnect();
    await expect(broker.createTopic('bad/name')).rejects.toThrow('bad/name');
  });
});

describe('the clock', () => {
  it('makes retention happen', async () => {
    const configs = { 'retention.ms': 60_000, 'segment.ms': 10_000 };
    await using broker = await startBroker({ topics: { logs: { partitions: 1, configs } } });
    const producer = connect(broker.bootstrapServers).producer();
    await producer.connect();
    await producer.send({ topic: 'logs', messages: [{ value: 'old' }] });
    await broker.clock.advance('20 s');
    await producer.send({ topic: 'logs', messages: [{ value: 'newer' }] });
    await producer.disconnect();
    expect(broker.topic('logs').records()).toHaveLength(2);
    await broker.clock.advance('10 minutes');
    expect(broker.topic('logs').records()).toHaveLength(0);
  });

  it('stands still when it is virtual', async () => {
    await using broker = await startBroker({ clock: 'virtual' });
    const before = broker.clock.now().getTime();
    await broker.clock.advance('7 days');
    expect(broker.clock.now().getTime() - before).toBe(7 * 86_400_000);
  });
});
