import type { Consumer, EachMessagePayload } from 'kafkajs';
import { expect, test } from 'vitest';
import { brokerOfThisFile, Collected, uniqueName } from '../support.ts';
import { connectedAdmin, connectedProducer, createTopic, subscribedConsumer } from './support.ts';

const broker = brokerOfThisFile();

const textOf = ({ message }: EachMessagePayload) => String(message.value);

/** A topic whose partitions hold the values '<partition>/0', '<partition>/1', … */
async function filledTopic(partitions: number, each: number): Promise<string> {
  const topic = await createTopic(broker.address, uniqueName('filled'), partitions);
  await fill(topic, partitions, { from: 0, to: each });
  return topic;
}

async function fill(topic: string, partitions: number, { from, to }: { from: number; to: number }) {
  const producer = await connectedProducer(broker.address);
  const messages = [];
  for (let index = from; index < to; index += 1) {
    for (let partition = 0; partition < partitions; partition += 1) {
      messages.push({ partition, value: `${partition}/${index}` });
    }
  }
  await producer.send({ topic, messages });
}

/** Resolves with the partitions that the consumer has once it has joined. */
function joined(consumer: Consumer): Promise<number[]> {
  return new Promise((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) =>
      resolve(Object.values(payload.memberAssignment).flat()),
    );
  });
}

test('eachMessage sees every record, in order within its partition', async () => {
  const topic = await filledTopic(3, 50);
  const consumer = await subscribedConsumer(broker.address, topic, { groupId: uniqueName('g') });
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async (payload) => seen.add(textOf(payload)) });
  const values = await seen.until(150);
  for (const partition of [0, 1, 2]) {
    expect(values.filter((value) => value.startsWith(`${partition}/`))).toEqual(
      Array.from({ length: 50 }, (_, index) => `${partition}/${index}`),
    );
  }
});

test('eachBatch gets whole batches with their bounds, and resolves offsets itself', async () => {
  const topic = await filledTopic(1, 30);
  const groupId = uniqueName('g');
  const consumer = await subscribedConsumer(broker.address, topic, { groupId });
  const seen = new Collected<string>();
  await consumer.run({
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, heartbeat, commitOffsetsIfNecessary }) => {
      expect(batch.highWatermark).toBe('30');
      for (const message of batch.messages) {
        seen.add(String(message.value));
        resolveOffset(message.offset);
      }
      await heartbeat();
      await commitOffsetsIfNecessary();
    },
  });
  await seen.until(30);
  await consumer.disconnect();
  const admin = await connectedAdmin(broker.address);
  const [offsets] = await admin.fetchOffsets({ groupId, topics: [topic] });
  expect(offsets?.partitions[0]?.offset).toBe('30');
});

test('a group without offsets starts at the end unless told to start at the beginning', async () => {
  const topic = await filledTopic(1, 5);
  const consumer = await subscribedConsumer(broker.address, [], { groupId: uniqueName('g') });
  await consumer.subscribe({ topics: [topic], fromBeginning: false });
  const seen = new Collected<string>();
  const hasJoined = joined(consumer);
  await consumer.run({ eachMessage: async (payload) => seen.add(textOf(payload)) });
  await hasJoined;
  await new Promise<void>((resolve) => {
    consumer.on(consumer.events.FETCH, () => resolve());
  });
  await fill(topic, 1, { from: 5, to: 7 });
  expect(await seen.until(2)).toEqual(['0/5', '0/6']);
});

test('a pattern subscribes to every topic that fits', async () => {
  const prefix = uniqueName('pattern');
  const producer = await connectedProducer(broker.address);
  for (const letter of ['a', 'b']) {
    const topic = await createTopic(broker.address, `${prefix}.${letter}`);
    await producer.send({ topic, messages: [{ value: letter }] });
  }
  const consumer = await subscribedConsumer(broker.address, [], { groupId: uniqueName('g') });
  await consumer.subscribe({ topics: [new RegExp(`^${prefix}\\..`)], fromBeginning: true });
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async (payload) => seen.add(textOf(payload)) });
  expect([...(await seen.until(2))].sort()).toEqual(['a', 'b']);
});

test('a consumer goes on where its group has committed', async () => {
  const topic = await filledTopic(1, 10);
  const groupId = uniqueName('g');
  const first = await subscribedConsumer(broker.address, topic, { groupId });
  const early = new Collected<string>();
  await first.run({ eachMessage: async (payload) => early.add(textOf(payload)) });
  await early.until(10);
  await first.disconnect();
  await fill(topic, 1, { from: 10, to: 12 });
  const second = await subscribedConsumer(broker.address, topic, { groupId });
  const late = new Collected<string>();
  await second.run({ eachMessage: async (payload) => late.add(textOf(payload)) });
  expect(await late.until(2)).toEqual(['0/10', '0/11']);
});

test('offsets are committed by hand, with metadata', async () => {
  const topic = await filledTopic(1, 10);
  const groupId = uniqueName('g');
  const consumer = await subscribedConsumer(broker.address, topic, { groupId });
  const seen = new Collected<string>();
  await consumer.run({
    autoCommit: false,
    eachMessage: async (payload) => seen.add(textOf(payload)),
  });
  await seen.until(10);
  await consumer.commitOffsets([{ topic, partition: 0, offset: '4', metadata: 'half way' }]);
  await consumer.disconnect();
  const admin = await connectedAdmin(broker.address);
  expect(await admin.fetchOffsets({ groupId, topics: [topic] })).toEqual([
    { topic, partitions: [{ partition: 0, offset: '4', metadata: 'half way' }] },
  ]);
});

test('seek goes back and forth', async () => {
  const topic = await filledTopic(1, 10);
  const consumer = await subscribedConsumer(broker.address, topic, { groupId: uniqueName('g') });
  const seen = new Collected<string>();
  await consumer.run({ eachMessage: async (payload) => seen.add(textOf(payload)) });
  await seen.until(10);
  consumer.seek({ topic, partition: 0, offset: '7' });
  expect((await seen.until(13)).slice(10)).toEqual(['0/7', '0/8', '0/9']);
});

test('a partition that is paused is not read until it is resumed', async () => {
  const topic = await filledTopic(2, 5);
  const consumer = await subscribedConsumer(broker.address, topic, { groupId: uniqueName('g') });
  const seen = new Collected<string>();
  await consumer.run({
    eachMessage: async (payload) => {
      if (payload.partition === 0 && seen.values.filter(isOfFirst).length === 2) {
        consumer.pause([{ topic, partitions: [0] }]);
        throw new Error('kafkajs gives the record again after the resume');
      }
      seen.add(textOf(payload));
    },
  });
  await seen.until((values) => values.filter((value) => !isOfFirst(value)).length === 5);
  await seen.until((values) => values.filter(isOfFirst).length === 2);
  await fill(topic, 2, { from: 5, to: 6 });
  await seen.until((values) => values.includes('1/5'));
  expect(seen.values.filter(isOfFirst)).toEqual(['0/0', '0/1']);
});

const isOfFirst = (value: string) => value.startsWith('0/');

test('members share the partitions, and the records keep flowing while the group rebalances', async () => {
  const partitions = 6;
  const topic = await createTopic(broker.address, uniqueName('shared'), partitions);
  const groupId = uniqueName('g');
  const seen = new Collected<string>();
  const byMember = [new Set<number>(), new Set<number>(), new Set<number>()];
  const start = async (member: number) => {
    const consumer = await subscribedConsumer(broker.address, topic, {
      ...{ groupId, heartbeatInterval: 100, rebalanceTimeout: 5_000 },
    });
    const hasJoined = joined(consumer);
    await consumer.run({
      eachMessage: async (payload) => {
        byMember[member]?.add(payload.partition);
        seen.add(textOf(payload));
      },
    });
    return { consumer, assigned: await hasJoined };
  };
  const first = await start(0);
  expect(first.assigned).toHaveLength(partitions);
  await fill(topic, partitions, { from: 0, to: 20 });
  await seen.until((values) => values.length > 10);
  const second = await start(1);
  await fill(topic, partitions, { from: 20, to: 40 });
  const third = await start(2);
  expect(second.assigned.length + third.assigned.length).toBeLessThanOrEqual(partitions);
  await fill(topic, partitions, { from: 40, to: 60 });
  await seen.until((values) => new Set(values).size === partitions * 60);
  await third.consumer.disconnect();
  await fill(topic, partitions, { from: 60, to: 70 });
  const values = await seen.until((all) => new Set(all).size === partitions * 70);
  for (let index = 0; index < 70; index += 1) {
    for (let partition = 0; partition < partitions; partition += 1) {
      expect(values).toContain(`${partition}/${index}`);
    }
  }
  for (const each of byMember) expect(each.size).toBeGreaterThan(0);
});

test('a member that is gone without a word is replaced when its session ends', async () => {
  const topic = await filledTopic(2, 5);
  const groupId = uniqueName('g');
  const options = { groupId, sessionTimeout: 6_000, heartbeatInterval: 500 };
  const lost = await subscribedConsumer(broker.address, topic, options);
  let never: (() => void) | undefined;
  const stuck = new Promise<void>((resolve) => {
    never = resolve;
  });
  const hasJoined = joined(lost);
  // Its handler never ends, so it sends no heartbeat either.
  await lost.run({ eachMessage: () => stuck });
  await hasJoined;
  const heir = await subscribedConsumer(broker.address, topic, options);
  const seen = new Collected<string>();
  await heir.run({ eachMessage: async (payload) => seen.add(textOf(payload)) });
  expect(await seen.until(10)).toHaveLength(10);
  never?.();
});
