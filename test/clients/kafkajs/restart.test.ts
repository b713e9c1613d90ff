import { expect, onTestFinished, test, vi } from 'vitest';
import { Broker } from '../../../compat-tests/support/broker.ts';
import { Collected, uniqueName } from '../support.ts';
import { connectedProducer, createTopic, kafkaClient, subscribedConsumer } from './support.ts';

// Apache Kafka takes ten seconds to come back after a kill: the controller waits for the old session.
const PATIENT = { retries: 50, maxRetryTime: 1_000 };

test.for(['stop', 'kill'] as const)(
  'producer and consumer live through a %s of the broker, and no record is lost',
  async (ending) => {
    const broker = await Broker.start();
    onTestFinished(() => broker[Symbol.asyncDispose]());
    const topic = await createTopic(broker.address, uniqueName('restart'), 2);
    const groupId = uniqueName('g');
    const consumer = await subscribedConsumer(broker.address, topic, { groupId, retry: PATIENT });
    const seen = new Collected<string>();
    await consumer.run({
      eachMessage: async ({ message }) => seen.add(String(message.value)),
    });
    const producer = await connectedProducer(broker.address, { retry: PATIENT });
    const send = (value: string) => producer.send({ topic, messages: [{ value }] });
    for (let index = 0; index < 20; index += 1) await send(`before ${index}`);
    await seen.until(20);
    await broker[ending]();
    const early = send('sent while the broker was down');
    await broker.startAgain();
    await early;
    for (let index = 0; index < 20; index += 1) await send(`after ${index}`);
    const values = new Set(await seen.until((all) => new Set(all).size === 41));
    expect(values.has('after 19')).toBe(true);
  },
);

test('topics, records and offsets of groups are there after a restart', async () => {
  const broker = await Broker.start();
  onTestFinished(() => broker[Symbol.asyncDispose]());
  const topic = await createTopic(broker.address, uniqueName('kept'), 1);
  const producer = await connectedProducer(broker.address);
  const messages = Array.from({ length: 100 }, (_, index) => ({ value: String(index) }));
  await producer.send({ topic, messages });
  const groupId = uniqueName('g');
  const first = await subscribedConsumer(broker.address, topic, { groupId });
  const early = new Collected<string>();
  await first.run({ eachMessage: async ({ message }) => early.add(String(message.value)) });
  await early.until(100);
  await first.disconnect();
  await producer.disconnect();
  await broker.stop();
  await broker.startAgain();
  const admin = kafkaClient(broker.address).admin();
  await admin.connect();
  onTestFinished(() => admin.disconnect());
  await vi.waitFor(
    async () => {
      expect(await admin.fetchTopicOffsets(topic)).toEqual([
        { partition: 0, offset: '100', high: '100', low: '0' },
      ]);
      expect(await admin.fetchOffsets({ groupId, topics: [topic] })).toEqual([
        { topic, partitions: [{ partition: 0, offset: '100', metadata: null }] },
      ]);
    },
    { timeout: 15_000 },
  );
});
