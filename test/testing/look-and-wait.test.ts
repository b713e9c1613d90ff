// What a test sees of topics and groups, and waiting for it.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConsumerGroupHeartbeat } from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { ShareAcknowledge } from '../../src/protocol/generated/share-acknowledge.ts';
import { ShareFetch } from '../../src/protocol/generated/share-fetch.ts';
import { ShareGroupHeartbeat } from '../../src/protocol/generated/share-group-heartbeat.ts';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker, WaitTimeoutError } from '../../src/testing.ts';
import { WireClient } from '../support/wire-client.ts';

async function newBroker(): Promise<{ broker: TestBroker; kafka: Kafka }> {
  const broker = await startBroker({ topics: { orders: 2 } });
  onTestFinished(() => broker.close());
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  return { broker, kafka };
}

it('a test waits for records, by their fields or a function', async () => {
  const { broker, kafka } = await newBroker();
  const producer = kafka.producer();
  await producer.connect();
  const waiting = broker.topic('orders').received(2, { match: { key: 'a' } });
  const messages = ['a', 'b', 'a'].map((key, at) => ({ key, value: `v${at}` }));
  await producer.send({ topic: 'orders', messages });
  expect((await waiting).map(({ value }) => value)).toEqual(['v0', 'v2']);
  const byFunction = broker.topic('orders').received(1, { match: ({ value }) => value === 'v1' });
  expect(await byFunction).toHaveLength(1);
  await producer.disconnect();
});

it('a wait that fails tells what was there instead', async () => {
  const { broker } = await newBroker();
  const wait = { timeout: '20 ms' };
  await expect(broker.topic('orders').received(1, wait)).rejects.toThrow(
    'topic orders did not receive 1 such records, but 0 of 0: none (waited 20 ms)',
  );
  const unknown = broker.group('billing').stable(wait);
  await expect(unknown).rejects.toThrow(WaitTimeoutError);
  await expect(broker.group('billing').stable(wait)).rejects.toThrow(
    'group billing did not become stable: it is Dead without members; nothing committed',
  );
});

it('a test waits for a group: stable, without lag, empty', async () => {
  const { broker, kafka } = await newBroker();
  const consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true });
  await consumer.run({ eachMessage: async () => {} });
  const { members } = await broker.group('billing').stable({ members: 1 });
  expect(members[0]).toMatchObject({ clientId: 'kafkajs', assignment: { orders: [0, 1] } });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'x', partition: 1 }] });
  const { offsets } = await broker.group('billing').lagZero();
  expect(offsets).toEqual([{ topic: 'orders', partition: 1, committed: 1, end: 1, lag: 0 }]);
  await producer.disconnect();
  await consumer.disconnect();
  expect(await broker.group('billing').empty()).toMatchObject({ state: 'Empty', members: [] });
  const reasons = broker
    .group('billing')
    .history()
    .map(({ event, details }) => [event, details.reason]);
  expect(reasons).toContainEqual([
    'group prepares to rebalance',
    expect.stringContaining('member'),
  ]);
  expect(reasons.map(([event]) => event)).toContain('member leaves');
});

it('a group lags behind a partition of which it has committed nothing yet', async () => {
  const { broker, kafka } = await newBroker();
  const consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 50 });
  onTestFinished(() => consumer.disconnect());
  await consumer.connect();
  await consumer.subscribe({ topic: 'orders', fromBeginning: true });
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await consumer.run({
    eachMessage: ({ partition }) => (partition === 1 ? held : Promise.resolve()),
  });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'a', partition: 0 }] });
  await broker.group('billing').lagZero();

  await producer.send({ topic: 'orders', messages: [{ value: 'b', partition: 1 }] });
  await producer.disconnect();
  const unread = { topic: 'orders', partition: 1, committed: -1, end: 1, lag: 1 };
  expect((await broker.group('billing').view()).offsets).toContainEqual(unread);
  letGo();
  const { offsets } = await broker.group('billing').lagZero();
  expect(offsets.map(({ partition, lag }) => [partition, lag])).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

it('records of which nothing is committed yet are lag, unless they were skipped', async () => {
  const { broker, kafka } = await newBroker();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'x', partition: 0 }] });
  await producer.disconnect();
  const join = async (groupId: string, fromBeginning: boolean) => {
    const brokers = [broker.bootstrapServers];
    const own = new Kafka({ brokers, clientId: groupId, logLevel: logLevel.NOTHING });
    const consumer = own.consumer({ groupId, maxWaitTimeInMs: 50 });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topics: ['orders'], fromBeginning });
    await consumer.run({ autoCommit: false, eachMessage: async () => {} });
    await broker.group(groupId).stable();
  };
  await join('all', true);
  await join('new', false);
  const all = broker.group('all');
  expect((await all.view()).offsets).toEqual([
    { topic: 'orders', partition: 0, committed: -1, end: 1, lag: 1 },
  ]);
  await expect.poll(async () => (await broker.group('new').view()).offsets).toEqual([]);
});

it('a record tells which client produced it, also where nothing was answered', async () => {
  const { broker } = await newBroker();
  const send = async (clientId: string, acks: number, value: string): Promise<void> => {
    const brokers = [broker.bootstrapServers];
    const producer = new Kafka({ brokers, clientId, logLevel: logLevel.NOTHING }).producer();
    await producer.connect();
    await producer.send({ topic: 'orders', acks, messages: [{ value, partition: 0 }] });
    await broker.topic('orders').received(1, { match: { value } });
    await producer.disconnect();
  };
  await send('web', -1, 'a');
  await send('batch', 0, 'b');
  await send('web', 1, 'c');
  const senders = () =>
    broker
      .topic('orders')
      .records()
      .map(({ clientId }) => clientId);
  expect(senders()).toEqual(['web', 'batch', 'web']);
  expect(broker.topic('orders').records({ clientId: 'batch' })).toMatchObject([{ value: 'b' }]);
  const before = await broker.snapshot();
  await send('web', -1, 'd');
  await broker.restore(before);
  await send('batch', -1, 'e');
  expect(senders()).toEqual(['web', 'batch', 'web', 'batch']);
});

it('a share group has a lag too, which ends when its records are acknowledged', async () => {
  const { broker, kafka } = await newBroker();
  await broker.createTopic('jobs', 1);
  const client = await WireClient.connect({ port: broker.port });
  await client.send(FindCoordinator, 6, { keyType: 0, coordinatorKeys: ['workers'] });
  const memberId = 'AAAAAAAAAAAAAAAAAAAAAA';
  const heartbeat = { groupId: 'workers', memberId, memberEpoch: 0, rackId: null };
  const subscribedTopicNames = ['jobs'];
  await client.send(ShareGroupHeartbeat, 1, { ...heartbeat, subscribedTopicNames });
  const { topicId } = await topicOf(client, 'jobs');
  const share = { groupId: 'workers', memberId, forgottenTopicsData: [] };
  const limits = { minBytes: 1, maxBytes: 1e6, maxRecords: 100, batchSize: 100 };
  const partition = { partitionIndex: 0, partitionMaxBytes: 1e6, acknowledgementBatches: [] };
  const topics = [{ topicId, partitions: [partition] }];
  const fetch = { ...share, ...limits, topics };
  await client.send(ShareFetch, 1, { ...fetch, shareSessionEpoch: 0, maxWaitMs: 0 });
  const group = broker.group('workers');
  await group.lagZero();
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'jobs', messages: [{ value: 'a' }, { value: 'b' }] });
  await producer.disconnect();
  expect(await group.view()).toMatchObject({ type: 'share', offsets: [{ topic: 'jobs', lag: 2 }] });

  await client.send(ShareFetch, 1, { ...fetch, shareSessionEpoch: 1, maxWaitMs: 5000 });
  const acknowledged = [{ firstOffset: 0, lastOffset: 1, acknowledgeTypes: [1] }];
  const accepted = [{ partitionIndex: 0, acknowledgementBatches: acknowledged }];
  const request = { ...share, shareSessionEpoch: 2, topics: [{ topicId, partitions: accepted }] };
  await client.send(ShareAcknowledge, 1, request);
  expect(await group.lagZero()).toMatchObject({ offsets: [{ committed: 2, end: 2, lag: 0 }] });
  await client.close();
});

describe('why a group rebalanced', () => {
  it('a classic group: a member has joined, has left', async () => {
    const { broker, kafka } = await newBroker();
    const group = broker.group('billing');
    expect(group.whyRebalanced()).toBe('group billing has not rebalanced');
    const consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders' });
    await consumer.run({ eachMessage: async () => {} });
    await group.stable();
    expect(group.whyRebalanced()).toMatch(/^group billing rebalanced at \S+Z: new member kafkajs-/);
    await consumer.disconnect();
    await group.empty();
    expect(group.whyRebalanced()).toMatch(/: members left$/);
  });

  it('a consumer group: a member has joined, a member was taken out', async () => {
    const broker = await startBroker({ topics: { orders: 1 }, clock: 'virtual' });
    onTestFinished(() => broker.close());
    const client = await WireClient.connect({ port: broker.port, clientId: 'web' });
    await client.send(FindCoordinator, 6, { keyType: 0, coordinatorKeys: ['g'] });
    const memberId = 'BBBBBBBBBBBBBBBBBBBBBB';
    const joining = { groupId: 'g', memberId, memberEpoch: 0, rebalanceTimeoutMs: 1000 };
    const subscribed = { subscribedTopicNames: ['orders'], topicPartitions: [] };
    await client.send(ConsumerGroupHeartbeat, 1, { ...joining, ...subscribed });
    const group = broker.group('g');
    expect(group.whyRebalanced()).toMatch(`: member ${memberId} of client web joined`);
    await broker.clock.advance('1 minute');
    await group.empty();
    expect(group.whyRebalanced()).toMatch(
      `: member ${memberId} was taken out, since its session expired`,
    );
    await client.close();
  });
});

async function topicOf(client: WireClient, name: string) {
  const { topics } = await client.send(Metadata, 12, { topics: [{ name }] });
  const [topic] = topics;
  if (topic === undefined) throw new Error(`no topic ${name}`);
  return topic;
}
