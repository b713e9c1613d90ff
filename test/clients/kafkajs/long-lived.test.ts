// Consumers over their life: paused and resumed, sought in the middle, stopped and run again, thrown out.

import type { Consumer } from 'kafkajs';
import { expect, test } from 'vitest';
import { brokerOfThisFile, Collected, uniqueName } from '../support.ts';
import {
  CompressionTypes,
  connectedAdmin,
  connectedProducer,
  createTopic,
  subscribedConsumer,
} from './support.ts';

const broker = brokerOfThisFile();

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

async function send(topic: string, values: readonly string[], compression = CompressionTypes.None) {
  const producer = await connectedProducer(broker.address);
  const messages = values.map((value) => ({ value, partition: 0 }));
  await producer.send({ topic, messages, compression });
}

async function topicOf(values: readonly string[]): Promise<string> {
  const topic = await createTopic(broker.address, uniqueName('long'));
  await send(topic, values);
  return topic;
}

/** Runs a consumer that only collects. */
async function collect(consumer: Consumer): Promise<Collected<string>> {
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async ({ message }) => seen.add(String(message.value)) });
  return seen;
}

const newMember = (topic: string, groupId: string) =>
  subscribedConsumer(broker.address, topic, { groupId, heartbeatInterval: 100 });

/** Resolves when the consumer has joined once more. */
const joins = (consumer: Consumer) =>
  new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));

test('a partition that was paused gives what came meanwhile once it is resumed', async () => {
  const topic = await topicOf(numbers(0, 3));
  const other = await topicOf(numbers(100, 103));
  const consumer = await subscribedConsumer(broker.address, [topic, other], {
    groupId: uniqueName('g'),
  });
  const seen = await collect(consumer);
  await seen.until(6);
  consumer.pause([{ topic }]);
  expect(consumer.paused()).toEqual([{ topic, partitions: [0] }]);
  await send(topic, numbers(3, 6));
  await send(other, ['103']);
  await seen.until((values) => values.includes('103'));
  await send(other, ['104']);
  await seen.until((values) => values.includes('104'));
  expect(seen.values.filter((value) => Number(value) < 100)).toEqual(numbers(0, 3));
  consumer.resume([{ topic }]);
  await seen.until(11);
  expect(seen.values.filter((value) => Number(value) < 100)).toEqual(numbers(0, 6));
});

test('a seek before the first record, and one beyond the last, go by the reset', async () => {
  const topic = await topicOf(numbers(0, 10));
  const admin = await connectedAdmin(broker.address);
  // kafkajs deletes records only of topics that it has heard of.
  await admin.fetchTopicOffsets(topic);
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '4' }] });
  const consumer = await newMember(topic, uniqueName('g'));
  const seen = await collect(consumer);
  expect(await seen.until(6)).toEqual(numbers(4, 10));
  consumer.seek({ topic, partition: 0, offset: '0' });
  expect((await seen.until(12)).slice(6)).toEqual(numbers(4, 10));
  consumer.seek({ topic, partition: 0, offset: '5000' });
  expect((await seen.until(18)).slice(12)).toEqual(numbers(4, 10));
});

test('a consumer that was stopped goes on where it was when it runs again', async () => {
  const topic = await topicOf(numbers(0, 5));
  const consumer = await newMember(topic, uniqueName('g'));
  const early = await collect(consumer);
  await early.until(5);
  await consumer.stop();
  await send(topic, numbers(5, 8));
  const late = await collect(consumer);
  expect(await late.until(3)).toEqual(numbers(5, 8));
});

test('batches of every codec follow each other in one partition', async () => {
  const { None, GZIP, Snappy, LZ4, ZSTD } = CompressionTypes;
  const topic = await createTopic(broker.address, uniqueName('mixed'));
  let sent = 0;
  for (const codec of [None, GZIP, Snappy, LZ4, ZSTD, None]) {
    await send(topic, numbers(sent, sent + 50), codec);
    sent += 50;
  }
  const seen = await collect(await newMember(topic, uniqueName('g')));
  expect(await seen.until(sent)).toEqual(numbers(0, sent));
});

test('a group takes offsets that are set while it is away', async () => {
  const topic = await topicOf(numbers(0, 10));
  const groupId = uniqueName('g');
  const first = await newMember(topic, groupId);
  await (await collect(first)).until(10);
  const admin = await connectedAdmin(broker.address);
  const partitions = [{ partition: 0, offset: '7' }];
  await expect(admin.setOffsets({ groupId, topic, partitions })).rejects.toThrow(
    /no running instances/,
  );
  await first.disconnect();
  await admin.setOffsets({ groupId, topic, partitions });
  const second = await collect(await newMember(topic, groupId));
  expect(await second.until(3)).toEqual(numbers(7, 10));
});

test('eachBatch that stops in the middle of a batch gets the rest again', async () => {
  const topic = await topicOf(numbers(0, 10));
  const consumer = await newMember(topic, uniqueName('g'));
  const seen = new Collected<string>();
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset }) => {
      for (const message of batch.messages.slice(0, 4)) {
        seen.add(String(message.value));
        resolveOffset(message.offset);
      }
    },
  });
  expect(await seen.until(10)).toEqual(numbers(0, 10));
});

test('members that leave one after the other hand everything on to the last', async () => {
  const topic = await createTopic(broker.address, uniqueName('chain'), 4);
  const groupId = uniqueName('g');
  const members: { readonly consumer: Consumer; readonly seen: Collected<string> }[] = [];
  for (let index = 0; index < 3; index += 1) {
    const consumer = await newMember(topic, groupId);
    const hasJoined = joins(consumer);
    members.push({ consumer, seen: await collect(consumer) });
    await hasJoined;
  }
  const all = () => members.flatMap(({ seen }) => seen.values);
  const producer = await connectedProducer(broker.address);
  for (let round = 0; round < 3; round += 1) {
    const messages = [0, 1, 2, 3].map((partition) => ({
      partition,
      value: `${round}/${partition}`,
    }));
    await producer.send({ topic, messages });
    await expect.poll(() => new Set(all()).size, { timeout: 15_000 }).toBe(4 * (round + 1));
    if (round < 2) await members[round]?.consumer.disconnect();
  }
});
