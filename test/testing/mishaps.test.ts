// What a test makes happen to connections, the disk, groups, producers and leaders, seen by clients.

import { Producer, stringSerializers } from '@platformatic/kafka';
import { Kafka, logLevel, Partitioners } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WireClient } from '../support/wire-client.ts';

async function newBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const broker = await startBroker({ topics: { orders: 2, bills: 1 }, seed: 1, ...options });
  onTestFinished(() => broker.close());
  return broker;
}

async function connectTo({ port }: TestBroker): Promise<WireClient> {
  const client = await WireClient.connect({ port });
  onTestFinished(() => client.close());
  return client;
}

function kafkaOf({ bootstrapServers }: TestBroker, clientId = 'client'): Kafka {
  const retry = { initialRetryTime: 5, maxRetryTime: 50, retries: 20 };
  return new Kafka({ brokers: [bootstrapServers], clientId, logLevel: logLevel.NOTHING, retry });
}

async function produce(client: WireClient, topic: string, value: string, partition = 0) {
  const partitionData = [{ index: partition, records: batchOf([value]) }];
  const request = { acks: -1, timeoutMs: 1000, topicData: [{ name: topic, partitionData }] };
  const { responses } = await client.send(Produce, 11, request);
  return responses[0]?.partitionResponses[0]?.errorCode;
}

const valuesOf = (broker: TestBroker, topic = 'orders') =>
  broker
    .topic(topic)
    .records()
    .map(({ value }) => value);

describe('connections', () => {
  it('are refused until the fault is removed, while those that are there stay', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    await client.send(Metadata, 8, { topics: [], allowAutoTopicCreation: false });
    const fault = broker.faults.refuseConnections();
    const refused = await connectTo(broker);
    await refused.closed;
    expect(await produce(client, 'orders', 'a')).toBe(ErrorCode.NONE);
    fault.remove();
    const welcome = await connectTo(broker);
    expect(await produce(welcome, 'orders', 'b')).toBe(ErrorCode.NONE);
    expect(broker.faults.history).toMatchObject([
      { api: 'connection', version: null, effect: 'connection refused' },
    ]);
  });

  it('are struck one by one, by the name that traffic tells', async () => {
    const broker = await newBroker();
    broker.traffic.record();
    const [one, other] = [await connectTo(broker), await connectTo(broker)];
    await produce(one, 'orders', 'a');
    const connection = broker.traffic.exchanges[0]?.connection ?? '';
    broker.faults.fail('*', { connection, error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(await produce(one, 'orders', 'b')).toBe(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    expect(await produce(other, 'orders', 'c')).toBe(ErrorCode.NONE);
  });
});

describe('a restart as a fault', () => {
  it.each(['clean', 'kill'] as const)('(%s) comes at the request that it is for', async (how) => {
    const broker = await newBroker();
    broker.faults.restart('Produce', { how, skip: 2, topic: 'orders', when: 'after' });
    const producer = kafkaOf(broker).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
      idempotent: true,
    });
    await producer.connect();
    for (const value of ['a', 'b', 'c', 'd']) {
      await producer.send({ topic: 'orders', messages: [{ value, partition: 0 }] });
    }
    await producer.disconnect();
    expect(valuesOf(broker)).toEqual(['a', 'b', 'c', 'd']);
    const effect = how === 'kill' ? 'broker killed' : 'broker restarted';
    expect(broker.faults.history).toMatchObject([{ effect: `${effect} after acting` }]);
    expect(broker.faults.list()).toEqual([]);
  });
});

describe('a disk', () => {
  it('without room refuses records, serves those that it has, and gets over it', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    await produce(client, 'orders', 'a');
    const fault = broker.faults.fillDisk();
    expect(await produce(client, 'orders', 'b')).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    expect(valuesOf(broker)).toEqual(['a']);
    fault.remove();
    expect(await produce(client, 'orders', 'c')).toBe(ErrorCode.NONE);
    expect(valuesOf(broker)).toEqual(['a', 'c']);
    expect(broker.faults.history[0]?.effect).toMatch(/^ENOSPC for write of .*orders-0/);
  });

  it('may have no room for one partition alone', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.fillDisk({ topic: 'orders', partition: 1 });
    expect(await produce(client, 'orders', 'a', 1)).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    expect(await produce(client, 'orders', 'b', 0)).toBe(ErrorCode.NONE);
  });

  it('that fails takes its only log directory offline, and the broker with it', async () => {
    const directory = `${temporaryDirectory()}/data`;
    const broker = await newBroker({ directory });
    const client = await connectTo(broker);
    await produce(client, 'orders', 'a');
    const fault = broker.faults.failDisk({ on: ['write'], times: 1 });
    await produce(client, 'orders', 'b').catch(() => {});
    await client.closed;
    fault.remove();
    await broker.restart();
    expect(valuesOf(broker)).toEqual(['a']);
  });

  it('that is slow holds back who waits for it, in the broker’s time', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.slowDisk({ by: '1 hour', on: ['write'], topic: 'orders' });
    const slow = produce(client, 'orders', 'a');
    const other = await connectTo(broker);
    expect(await produce(other, 'bills', 'b')).toBe(ErrorCode.NONE);
    await broker.clock.advance('1 day');
    expect(await slow).toBe(ErrorCode.NONE);
  });

  it('that is slow, like any delay, does not hold up a close', async () => {
    const broker = await newBroker({ clock: 'virtual' });
    const client = await connectTo(broker);
    broker.faults.delay('Produce', { by: '1 hour' });
    const late = produce(client, 'orders', 'a').catch(() => {});
    const fault = broker.faults.list()[0];
    while (fault?.strikes === 0) await new Promise((resolve) => setImmediate(resolve));
    await broker.close();
    await late;
  });
});

describe('a coordinator', () => {
  it('that is lost answers NOT_COORDINATOR and knows the group again from its log', async () => {
    const broker = await newBroker();
    const kafka = kafkaOf(broker);
    const consumer = kafka.consumer({
      groupId: 'billing',
      heartbeatInterval: 20,
      maxWaitTimeInMs: 50,
    });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    const seen: (string | undefined)[] = [];
    await consumer.run({
      eachMessage: async ({ message }) => void seen.push(message.value?.toString()),
    });
    const before = await broker.group('billing').stable({ members: 1 });
    broker.faults.loseCoordinator('billing');
    expect((await broker.group('billing').view()).members).toEqual(before.members);
    const client = await connectTo(broker);
    await produce(client, 'orders', 'a');
    await broker.group('billing').lagZero();
    expect(seen).toEqual(['a']);
    expect(broker.faults.history.map(({ effect }) => effect)).toEqual([
      'coordinator of billing lost',
      'NOT_COORDINATOR',
    ]);
  });

  it('can be denied to those who look for it', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.fail('FindCoordinator', { group: 'a', error: 'COORDINATOR_NOT_AVAILABLE' });
    const ask = async (key: string) => {
      const found = await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [key] });
      return found.coordinators[0]?.errorCode;
    };
    expect(await ask('a')).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    expect(await ask('b')).toBe(ErrorCode.NONE);
  });
});

describe('a producer', () => {
  it('that is fenced is told so, and its transaction is aborted', async () => {
    const broker = await newBroker();
    const kafka = kafkaOf(broker);
    const producer = kafka.producer({
      transactionalId: 'tx',
      maxInFlightRequests: 1,
      idempotent: true,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    onTestFinished(() => producer.disconnect());
    const transaction = await producer.transaction();
    await transaction.send({ topic: 'orders', messages: [{ value: 'a', partition: 0 }] });
    await broker.faults.fenceProducer('tx');
    const send = transaction.send({ topic: 'orders', messages: [{ value: 'b', partition: 0 }] });
    await expect(send).rejects.toMatchObject({ type: 'INVALID_PRODUCER_EPOCH' });
    expect(valuesOf(broker)).toEqual([]);
    await expect(broker.faults.fenceProducer('nobody')).rejects.toThrow('nobody');
  });

  it.each([
    [3, ErrorCode.INVALID_PRODUCER_EPOCH],
    [4, ErrorCode.PRODUCER_FENCED],
  ])('that begins anew in version %i after it was fenced is refused', async (version, code) => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    await client.send(FindCoordinator, 4, { keyType: 1, coordinatorKeys: ['tx'] });
    const begin = { transactionalId: 'tx', transactionTimeoutMs: 60_000 };
    const { producerId, producerEpoch } = await client.send(InitProducerId, version, begin);
    await broker.faults.fenceProducer('tx');
    const again = await client.send(InitProducerId, version, {
      ...begin,
      producerId,
      producerEpoch,
    });
    expect(again.errorCode).toBe(code);
  });
});

describe('a member', () => {
  it('whose session is ended leaves, and the others take over', async () => {
    const broker = await newBroker();
    const join = async (clientId: string) => {
      const groupId = 'billing';
      const pace = { heartbeatInterval: 20, maxWaitTimeInMs: 50 };
      const consumer = kafkaOf(broker, clientId).consumer({ groupId, ...pace });
      onTestFinished(() => consumer.disconnect());
      await consumer.connect();
      await consumer.subscribe({ topic: 'orders' });
      await consumer.run({ eachMessage: async () => {} });
    };
    await join('one');
    await join('other');
    const { members } = await broker.group('billing').stable({ members: 2 });
    const one = members.find(({ clientId }) => clientId === 'one')?.memberId ?? '';
    expect(await broker.faults.expireMember('billing', one)).toEqual([one]);
    const taken = { member: one, reason: 'its session expired' };
    const history = broker.group('billing').history();
    expect(history).toContainEqual(expect.objectContaining({ details: taken }));
    const after = await broker.group('billing').view();
    expect(after.members.map(({ memberId }) => memberId)).not.toContain(one);
    await expect(broker.faults.expireMember('billing', 'nobody')).rejects.toThrow('nobody');
  });
});

describe('a leader', () => {
  it('that is elected anew fences the epoch before, also after a restart', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    await produce(client, 'orders', 'a');
    await broker.faults.electLeader('orders', 0);
    await produce(client, 'orders', 'b');
    await broker.restart();
    const next = await connectTo(broker);
    const fetch = async (currentLeaderEpoch: number) => {
      const partition = { partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 };
      const partitions = [{ ...partition, currentLeaderEpoch }];
      const topics = [{ topic: 'orders', partitions }];
      const request = { maxWaitMs: 0, minBytes: 1, topics, forgottenTopicsData: [] };
      const { responses } = await next.send(Fetch, 12, request);
      return responses[0]?.partitions[0]?.errorCode;
    };
    expect(await fetch(0)).toBe(ErrorCode.FENCED_LEADER_EPOCH);
    expect(await fetch(1)).toBe(ErrorCode.NONE);
    expect(await fetch(2)).toBe(ErrorCode.UNKNOWN_LEADER_EPOCH);
    const { topics } = await next.send(Metadata, 8, {
      topics: [{ name: 'orders' }],
      allowAutoTopicCreation: false,
    });
    expect(topics[0]?.partitions[0]?.leaderEpoch).toBe(1);
    await expect(broker.faults.electLeader('none', 0)).rejects.toThrow();
  });
});

describe('a client of the newest versions (@platformatic/kafka)', () => {
  async function newProducer({ bootstrapServers }: TestBroker) {
    const producer = new Producer({
      ...{ clientId: 'newest', bootstrapBrokers: [bootstrapServers] },
      ...{ serializers: stringSerializers, idempotent: true, retries: 20, retryDelay: 10 },
    });
    onTestFinished(() => producer.close());
    return (value: string) =>
      producer.send({ messages: [{ topic: 'orders', partition: 0, key: value, value }] });
  }

  it.each([
    ['a kill', ({ faults }: TestBroker) => faults.restart('Produce', { how: 'kill', skip: 1 })],
    ['a closed connection', ({ faults }: TestBroker) => faults.drop('Produce', { times: 1 })],
    ['a new leader', ({ faults }: TestBroker) => faults.electLeader('orders', 0)],
    [
      'a full disk',
      ({ faults }: TestBroker) => faults.fillDisk({ topic: 'orders', skip: 1, times: 2 }),
    ],
  ])('gets over %s', async (_what, happens) => {
    const broker = await newBroker();
    const send = await newProducer(broker);
    await happens(broker);
    for (const value of ['a', 'b', 'c']) await send(value);
    expect(valuesOf(broker)).toEqual(['a', 'b', 'c']);
  });
});
