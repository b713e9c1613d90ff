import type { KafkaMessage } from 'kafkajs';
import { expect, test } from 'vitest';
import { brokerOfThisFile, Collected, uniqueName } from '../support.ts';
import {
  CompressionTypes,
  connectedAdmin,
  connectedProducer,
  createTopic,
  Partitioners,
  subscribedConsumer,
} from './support.ts';

const broker = brokerOfThisFile();

interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** The first `count` records of the topics. */
async function consumed(topics: string | string[], count: number): Promise<readonly Seen[]> {
  const consumer = await subscribedConsumer(broker.address, topics, {
    groupId: uniqueName('reader'),
  });
  const seen = new Collected<Seen>();
  await consumer.run({ eachMessage: async (payload) => seen.add(payload) });
  return seen.until(count);
}

test('key, value, headers and timestamp come back as they were sent', async () => {
  const topic = await createTopic(broker.address, uniqueName('whole'));
  const producer = await connectedProducer(broker.address);
  const [metadata] = await producer.send({
    topic,
    messages: [
      {
        key: 'key',
        value: 'välue',
        headers: { one: '1', bytes: Buffer.from([0, 255]), twice: ['a', 'b'] },
        timestamp: '1700000000000',
      },
      { key: null, value: null },
      { value: '' },
    ],
  });
  expect(metadata).toMatchObject({ topicName: topic, partition: 0, errorCode: 0, baseOffset: '0' });
  const [first, second, third] = (await consumed(topic, 3)).map(({ message }) => message);
  expect(first?.key?.toString()).toBe('key');
  expect(first?.value?.toString()).toBe('välue');
  expect(first?.timestamp).toBe('1700000000000');
  expect(first?.headers?.one?.toString()).toBe('1');
  expect(first?.headers?.bytes).toEqual(Buffer.from([0, 255]));
  expect(first?.headers?.twice).toEqual([Buffer.from('a'), Buffer.from('b')]);
  expect(second).toMatchObject({ key: null, value: null, offset: '1' });
  expect(third?.value).toEqual(Buffer.alloc(0));
});

test.for([
  ['none', CompressionTypes.None],
  ['gzip', CompressionTypes.GZIP],
  ['snappy', CompressionTypes.Snappy],
  ['lz4', CompressionTypes.LZ4],
  ['zstd', CompressionTypes.ZSTD],
] as const)('records compressed with %s come back', async ([name, compression]) => {
  const topic = await createTopic(broker.address, uniqueName(name));
  const producer = await connectedProducer(broker.address);
  const values = Array.from({ length: 500 }, (_, index) => `${name} ${index} ${'x'.repeat(200)}`);
  await producer.send({ topic, compression, messages: values.map((value) => ({ value })) });
  const seen = await consumed(topic, 500);
  expect(seen.map(({ message }) => message.value?.toString())).toEqual(values);
});

test('one batch reaches several topics', async () => {
  const topics = [uniqueName('multi'), uniqueName('multi')];
  for (const topic of topics) await createTopic(broker.address, topic, 2);
  const producer = await connectedProducer(broker.address);
  const topicMessages = topics.map((topic) => ({
    topic,
    messages: [0, 1].map((partition) => ({ partition, value: `${topic}/${partition}` })),
  }));
  const acknowledged = await producer.sendBatch({ topicMessages });
  expect(acknowledged).toHaveLength(4);
  const seen = await consumed(topics, 4);
  expect(seen.map(({ message }) => message.value?.toString()).sort()).toEqual(
    topics.flatMap((topic) => [`${topic}/0`, `${topic}/1`]).sort(),
  );
  for (const { topic, partition, message } of seen) {
    expect(message.value?.toString()).toBe(`${topic}/${partition}`);
  }
});

test('keys decide the partition as in other clients', async () => {
  const topic = await createTopic(broker.address, uniqueName('keyed'), 5);
  const producer = await connectedProducer(broker.address);
  const keys = Array.from({ length: 50 }, (_, index) => `key-${index % 10}`);
  await producer.send({ topic, messages: keys.map((key) => ({ key, value: key })) });
  const partitionOf = new Map<string, Set<number>>();
  for (const { message, partition } of await consumed(topic, 50)) {
    const key = String(message.key);
    partitionOf.set(key, (partitionOf.get(key) ?? new Set()).add(partition));
  }
  expect(partitionOf.size).toBe(10);
  for (const partitions of partitionOf.values()) expect(partitions.size).toBe(1);
});

test('a partitioner of one’s own decides', async () => {
  const topic = await createTopic(broker.address, uniqueName('custom'), 3);
  const producer = await connectedProducer(broker.address, { createPartitioner: () => () => 2 });
  await producer.send({ topic, messages: [{ value: 'a' }, { key: 'k', value: 'b' }] });
  const seen = await consumed(topic, 2);
  expect(seen.map(({ partition }) => partition)).toEqual([2, 2]);
});

test('the legacy partitioner is served too', async () => {
  const topic = await createTopic(broker.address, uniqueName('legacy'), 3);
  const producer = await connectedProducer(broker.address, {
    createPartitioner: Partitioners.LegacyPartitioner,
  });
  await producer.send({ topic, messages: [{ key: 'k', value: 'v' }] });
  expect(await consumed(topic, 1)).toHaveLength(1);
});

test('an idempotent producer sends each record once and in order', async () => {
  const topic = await createTopic(broker.address, uniqueName('idempotent'), 2);
  const producer = await connectedProducer(broker.address, {
    idempotent: true,
    maxInFlightRequests: 1,
  });
  for (let round = 0; round < 10; round += 1) {
    await producer.send({
      topic,
      acks: -1,
      messages: Array.from({ length: 20 }, (_, index) => ({
        partition: index % 2,
        value: String(round * 20 + index),
      })),
    });
  }
  const seen = await consumed(topic, 200);
  for (const partition of [0, 1]) {
    const values = seen.filter((each) => each.partition === partition);
    expect(values.map(({ message }) => Number(message.value))).toEqual(
      Array.from({ length: 100 }, (_, index) => index * 2 + partition),
    );
  }
});

test.for([0, 1, -1])('records sent with acks=%s arrive', async (acks) => {
  const topic = await createTopic(broker.address, uniqueName('acks'));
  const producer = await connectedProducer(broker.address);
  const answer = await producer.send({ topic, acks, messages: [{ value: 'a' }, { value: 'b' }] });
  expect(answer).toHaveLength(acks === 0 ? 0 : 1);
  expect(await consumed(topic, 2)).toHaveLength(2);
});

test('a topic that does not exist is created by producing to it', async () => {
  const topic = uniqueName('automatic');
  const producer = await connectedProducer(broker.address);
  await producer.send({ topic, messages: [{ value: 'first' }] });
  const admin = await connectedAdmin(broker.address);
  expect(await admin.listTopics()).toContain(topic);
  expect(await consumed(topic, 1)).toHaveLength(1);
});

test('a record that is too large is refused, the next one is not', async () => {
  const topic = uniqueName('small');
  const admin = await connectedAdmin(broker.address);
  await admin.createTopics({
    topics: [{ topic, configEntries: [{ name: 'max.message.bytes', value: '1000' }] }],
  });
  const producer = await connectedProducer(broker.address, { retry: { retries: 0 } });
  await expect(
    producer.send({ topic, messages: [{ value: 'x'.repeat(2000) }] }),
  ).rejects.toMatchObject({ type: 'MESSAGE_TOO_LARGE' });
  await producer.send({ topic, messages: [{ value: 'fits' }] });
  expect(await consumed(topic, 1)).toHaveLength(1);
});

test('many producers at once keep their own order', async () => {
  const topic = await createTopic(broker.address, uniqueName('crowd'));
  const producers = await Promise.all(
    Array.from({ length: 8 }, () => connectedProducer(broker.address)),
  );
  await Promise.all(
    producers.map(async (producer, who) => {
      for (let turn = 0; turn < 20; turn += 1) {
        await producer.send({ topic, messages: [{ key: String(who), value: String(turn) }] });
      }
    }),
  );
  const seen = await consumed(topic, 160);
  for (const who of producers.keys()) {
    const mine = seen.filter(({ message }) => String(message.key) === String(who));
    expect(mine.map(({ message }) => Number(message.value))).toEqual(
      Array.from({ length: 20 }, (_, turn) => turn),
    );
  }
});
