// @platformatic/kafka: a client that speaks the newest versions of the protocol, topic ids included.

import type { Message } from '@platformatic/kafka';
import {
  Admin,
  Consumer,
  Producer,
  stringDeserializers,
  stringSerializers,
} from '@platformatic/kafka';
import { expect, onTestFinished, test } from 'vitest';
import { brokerOfThisFile, uniqueName } from '../support.ts';

const broker = brokerOfThisFile();

function connection() {
  return { clientId: 'test', bootstrapBrokers: [broker.address] };
}

function newAdmin(): Admin {
  const admin = new Admin(connection());
  onTestFinished(() => admin.close());
  return admin;
}

function newProducer(options: { idempotent?: boolean } = {}) {
  const producer = new Producer({
    ...connection(),
    ...options,
    serializers: stringSerializers,
  });
  onTestFinished(() => producer.close());
  return producer;
}

function newConsumer(groupId: string) {
  const consumer = new Consumer({
    ...connection(),
    groupId,
    deserializers: stringDeserializers,
    maxWaitTime: 100,
  });
  onTestFinished(() => consumer.close(true));
  return consumer;
}

async function newTopic(partitions = 1): Promise<string> {
  const topic = uniqueName('topic');
  await newAdmin().createTopics({ topics: [topic], partitions, replicas: 1 });
  return topic;
}

type StringMessage = Message<string, string, string, string>;

/** The first `count` records, in the order in which they came. */
async function consumed(topic: string, count: number, groupId = uniqueName('g')) {
  const consumer = newConsumer(groupId);
  const stream = await consumer.consume({
    topics: [topic],
    mode: 'committed',
    fallbackMode: 'earliest',
    autocommit: false,
  });
  const messages: StringMessage[] = [];
  for await (const message of stream) {
    messages.push(message);
    await message.commit();
    if (messages.length === count) break;
  }
  await consumer.close(true);
  return messages;
}

test('topics are created, listed, grown and deleted', async () => {
  const admin = newAdmin();
  const topic = uniqueName('life');
  const [created] = await admin.createTopics({ topics: [topic], partitions: 2, replicas: 1 });
  expect(created).toMatchObject({ name: topic, partitions: 2, replicas: 1 });
  expect(created?.configuration['cleanup.policy']).toBe('delete');
  expect(await admin.listTopics()).toContain(topic);
  await admin.createPartitions({
    topics: [{ name: topic, count: 3, assignments: [{ brokerIds: [0] }] }],
  });
  const partitions = async () => {
    const metadata = await admin.metadata({ topics: [topic], forceUpdate: true });
    return metadata.topics.get(topic)?.partitionsCount;
  };
  await expect.poll(partitions, { timeout: 10_000 }).toBe(3);
  await admin.deleteTopics({ topics: [topic] });
  expect(await admin.listTopics()).not.toContain(topic);
});

test('key, value and headers come back', async () => {
  const topic = await newTopic();
  const { offsets } = await newProducer().send({
    messages: [{ topic, key: 'key', value: 'välue', headers: { one: '1' } }],
  });
  expect(offsets).toEqual([{ topic, partition: 0, offset: 0n }]);
  const [message] = await consumed(topic, 1);
  expect(message).toMatchObject({ key: 'key', value: 'välue', offset: 0n, partition: 0 });
  expect(message?.headers.get('one')).toBe('1');
});

test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const)(
  'records compressed with %s come back',
  async (compression) => {
    const topic = await newTopic();
    const values = Array.from({ length: 200 }, (_, index) => `${index} ${'x'.repeat(100)}`);
    await newProducer().send({
      compression,
      messages: values.map((value) => ({ topic, key: 'k', value })),
    });
    const messages = await consumed(topic, 200);
    expect(messages.map(({ value }) => value)).toEqual(values);
  },
);

test('an idempotent producer gets its id and keeps the order', async () => {
  const topic = await newTopic();
  const producer = newProducer({ idempotent: true });
  for (let index = 0; index < 20; index += 1) {
    await producer.send({ messages: [{ topic, key: 'k', value: String(index) }] });
  }
  const messages = await consumed(topic, 20);
  expect(messages.map(({ value }) => Number(value))).toEqual([...Array(20).keys()]);
});

test('a group goes on where it committed', async () => {
  const topic = await newTopic();
  const producer = newProducer();
  const send = (values: string[]) =>
    producer.send({ messages: values.map((value) => ({ topic, key: 'k', value })) });
  await send(['0', '1', '2']);
  const groupId = uniqueName('g');
  expect((await consumed(topic, 3, groupId)).map(({ value }) => value)).toEqual(['0', '1', '2']);
  await send(['3']);
  expect((await consumed(topic, 1, groupId)).map(({ value }) => value)).toEqual(['3']);
  const [group] = await newAdmin().listConsumerGroupOffsets({ groups: [groupId] });
  expect(group?.topics[0]?.partitions[0]).toMatchObject({ committedOffset: 4n });
});

test('groups are listed and described with their members', async () => {
  const topic = await newTopic(2);
  const groupId = uniqueName('g');
  const consumer = newConsumer(groupId);
  await consumer.topics.trackAll(topic);
  await consumer.joinGroup();
  const admin = newAdmin();
  expect((await admin.listGroups()).get(groupId)).toMatchObject({
    state: 'Stable',
    protocolType: 'consumer',
  });
  const group = (await admin.describeGroups({ groups: [groupId] })).get(groupId);
  expect(group?.members.size).toBe(1);
  await consumer.leaveGroup(true);
  await admin.deleteGroups({ groups: [groupId] });
  expect((await admin.listGroups()).has(groupId)).toBe(false);
});

test('configs, offsets and log directories are told', async () => {
  const topic = await newTopic();
  const admin = newAdmin();
  await newProducer().send({ messages: [{ topic, key: 'k', value: 'v' }] });
  await admin.incrementalAlterConfigs({
    resources: [
      {
        resourceType: 2,
        resourceName: topic,
        configs: [{ name: 'retention.ms', configOperation: 0, value: '7777' }],
      },
    ],
  });
  const [described] = await admin.describeConfigs({
    resources: [{ resourceType: 2, resourceName: topic, configurationKeys: ['retention.ms'] }],
  });
  expect(described?.configs[0]).toMatchObject({ name: 'retention.ms', value: '7777' });
  const [listed] = await admin.listOffsets({
    topics: [{ name: topic, partitions: [{ partitionIndex: 0, timestamp: -1n }] }],
  });
  expect(listed?.partitions[0]).toMatchObject({ offset: 1n });
  const [logs] = await admin.describeLogDirs({ topics: [{ name: topic, partitions: [0] }] });
  expect(logs?.results[0]?.topics[0]?.partitions[0]?.partitionSize).toBeGreaterThan(0n);
  const deleted = await admin.deleteRecords({
    topics: [{ name: topic, partitions: [{ partition: 0, offset: 1n }] }],
  });
  expect(deleted[0]?.partitions[0]).toMatchObject({ lowWatermark: 1n });
});
