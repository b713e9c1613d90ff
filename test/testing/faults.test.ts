// What a test can make go wrong, seen by a client.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { WireClient } from '../support/wire-client.ts';

async function newBroker(): Promise<TestBroker> {
  const broker = await startBroker({ topics: { orders: 2, bills: 1 }, seed: 1 });
  onTestFinished(() => broker.close());
  return broker;
}

async function connectTo(broker: TestBroker): Promise<WireClient> {
  const client = await WireClient.connect({ port: broker.port });
  onTestFinished(() => client.close());
  return client;
}

function produceTo(...targets: [topic: string, partition: number][]) {
  const topicData = targets.map(([name, index]) => ({
    name,
    partitionData: [{ index, records: batchOf(['v']) }],
  }));
  return { acks: -1, timeoutMs: 1000, topicData };
}

function fetchOf(topic: string, partitions: number[]) {
  return {
    maxWaitMs: 0,
    minBytes: 1,
    topics: [
      {
        topic,
        partitions: partitions.map((partition) => ({
          partition,
          fetchOffset: 0,
          partitionMaxBytes: 1_000_000,
        })),
      },
    ],
    forgottenTopicsData: [],
  };
}

describe('fail', () => {
  it('answers so many times with an error, and a client that tries again succeeds', async () => {
    const broker = await newBroker();
    const match = { topic: 'orders', times: 2, error: 'NOT_LEADER_OR_FOLLOWER' } as const;
    broker.faults.fail('Produce', match);
    const kafka = new Kafka({
      brokers: [broker.bootstrapServers],
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 1 },
    });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic: 'orders', messages: [{ value: 'once' }] });
    await producer.disconnect();
    expect(broker.topic('orders').records()).toHaveLength(1);
    expect(broker.faults.list()).toEqual([]);
    expect(broker.faults.history.map(({ api, effect }) => [api, effect])).toEqual([
      ['Produce', 'NOT_LEADER_OR_FOLLOWER for orders'],
      ['Produce', 'NOT_LEADER_OR_FOLLOWER for orders'],
    ]);
  });

  it('strikes the partition that it is for, and the others of the request are served', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    const error = 'NOT_ENOUGH_REPLICAS';
    broker.faults.fail('Produce', { topic: 'orders', partition: 1, error });
    const request = produceTo(['orders', 0], ['orders', 1], ['bills', 0]);
    const { responses } = await client.send(Produce, 11, request);
    const codes = responses.flatMap(({ name, partitionResponses }) =>
      partitionResponses.map(({ index, errorCode }) => [name, index, errorCode]),
    );
    expect(codes).toHaveLength(3);
    expect(codes).toContainEqual(['orders', 1, ErrorCode.NOT_ENOUGH_REPLICAS]);
    expect(codes).toContainEqual(['orders', 0, ErrorCode.NONE]);
    expect(codes).toContainEqual(['bills', 0, ErrorCode.NONE]);
    expect(broker.topic('orders').records()).toMatchObject([{ partition: 0 }]);
  });

  it.each([4, 7, 12])('fails a partition of a fetch in version %i', async (version) => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    await client.send(Produce, 11, produceTo(['orders', 0], ['orders', 1]));
    broker.faults.fail('Fetch', { topic: 'orders', partition: 1, error: 'OFFSET_OUT_OF_RANGE' });
    const { responses, sessionId } = await client.send(Fetch, version, fetchOf('orders', [0, 1]));
    const codes = responses.flatMap(({ partitions }) =>
      partitions.map(({ partitionIndex, errorCode }) => [partitionIndex, errorCode]),
    );
    expect(codes).toEqual([
      [0, ErrorCode.NONE],
      [1, ErrorCode.OFFSET_OUT_OF_RANGE],
    ]);
    expect(sessionId).toBe(0);
  });

  it('finds the topic of an incremental fetch by making the client fetch in full', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    const whole = { ...fetchOf('orders', [0]), sessionId: 0, sessionEpoch: 0 };
    const { sessionId } = await client.send(Fetch, 12, whole);
    const fault = broker.faults.fail('Fetch', { topic: 'orders', error: 'OFFSET_OUT_OF_RANGE' });
    const next = { ...whole, topics: [], sessionId, sessionEpoch: 1 };
    const { errorCode } = await client.send(Fetch, 12, next);
    expect(errorCode).toBe(ErrorCode.FETCH_SESSION_ID_NOT_FOUND);
    expect(fault.strikes).toBe(0);
  });

  it('fails a topic of Metadata and still names the brokers', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.fail('Metadata', { topic: 'orders', error: 'LEADER_NOT_AVAILABLE' });
    const request = { topics: [{ name: 'orders' }], allowAutoTopicCreation: false };
    const { brokers, topics } = await client.send(Metadata, 8, request);
    expect(brokers).toHaveLength(1);
    expect(topics).toMatchObject([{ name: 'orders', errorCode: ErrorCode.LEADER_NOT_AVAILABLE }]);
  });

  it('names the nearest of what does not exist', async () => {
    const { faults } = await newBroker();
    expect(() => faults.fail('Produec', { error: 'NONE' })).toThrow('did you mean Produce?');
    expect(() => faults.fail('Produce', { error: 'NOT_LEADER' as never })).toThrow('NOT_LEADER');
    expect(() => faults.drop('Produce', { partition: 1 })).toThrow('needs its topic');
  });
});

describe('other faults', () => {
  it('delay holds a request back until the broker’s clock says so', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.delay('Produce', { by: '1 hour' });
    const answer = client.send(Produce, 11, produceTo(['orders', 0]));
    const other = await connectTo(broker);
    await other.send(Metadata, 8, { topics: [], allowAutoTopicCreation: false });
    expect(broker.topic('orders').records()).toHaveLength(0);
    await broker.clock.advance('1 hour');
    expect((await answer).responses[0]?.partitionResponses[0]?.errorCode).toBe(ErrorCode.NONE);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('drop closes the connection %s acting', async (when, kept) => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.drop('Produce', { when });
    await expect(client.send(Produce, 11, produceTo(['orders', 0]))).rejects.toThrow();
    expect(broker.topic('orders').records()).toHaveLength(kept);
  });

  it('cut sends the first bytes of an answer and closes', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.cut('Produce', { afterBytes: 6 });
    await expect(client.send(Produce, 11, produceTo(['orders', 0]))).rejects.toThrow();
    expect(broker.topic('orders').records()).toHaveLength(1);
  });

  it('throttle tells the client how long to be quiet', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.throttle('*', { by: '3 s', times: 1 });
    const { throttleTimeMs } = await client.send(Produce, 11, produceTo(['orders', 0]));
    expect(throttleTimeMs).toBe(3_000);
  });

  it('strike as often as the seed draws', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    const error = 'NOT_ENOUGH_REPLICAS';
    const fault = broker.faults.fail('Produce', { probability: 0.5, error });
    for (let sent = 0; sent < 40; sent++) await client.send(Produce, 11, produceTo(['orders', 0]));
    expect(fault.strikes).toBeGreaterThan(10);
    expect(fault.strikes).toBeLessThan(30);
    expect(broker.topic('orders').records()).toHaveLength(40 - fault.strikes);
  });

  it('strike who they are for, until they are removed', async () => {
    const broker = await newBroker();
    const client = await connectTo(broker);
    broker.faults.drop('Produce', { clientId: 'somebody else' });
    const fault = broker.faults.fail('Produce', { error: 'NOT_ENOUGH_REPLICAS' });
    fault.remove();
    await client.send(Produce, 11, produceTo(['orders', 0]));
    expect(broker.topic('orders').records()).toHaveLength(1);
  });
});
