// What a broker does by itself when time passes, with time that stands still until the test moves it.

import { describe, expect, it, onTestFinished } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { ConsumerGroupHeartbeat } from '../../src/protocol/generated/consumer-group-heartbeat.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { OffsetCommit } from '../../src/protocol/generated/offset-commit.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { TransactionalClient } from '../handlers/support/transactional-client.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WireClient } from '../support/wire-client.ts';

type Configs = Readonly<Record<string, string | number>>;

const START = new Date('2026-01-01T00:00:00Z');

async function newBroker(configs: Configs = {}, options: StartBrokerOptions = {}) {
  const topics = { logs: { partitions: 1, configs } };
  const broker = await startBroker({ clock: 'virtual', startTime: START, topics, ...options });
  onTestFinished(() => broker.close());
  const client = await WireClient.connect({ port: broker.port });
  onTestFinished(() => client.close());
  return { broker, client };
}

async function produce(broker: TestBroker, client: WireClient, key: string, value: string) {
  const records = [{ key: Buffer.from(key), value: Buffer.from(value) }];
  const batch = buildBatch({ timestamp: broker.clock.now().getTime(), records });
  const topicData = [{ name: 'logs', partitionData: [{ index: 0, records: batch }] }];
  const { responses } = await client.send(Produce, 11, { acks: -1, timeoutMs: 1000, topicData });
  expect(responses[0]?.partitionResponses[0]?.errorCode).toBe(ErrorCode.NONE);
}

const valuesOf = (broker: TestBroker) =>
  broker
    .topic('logs')
    .records()
    .map(({ value }) => value);

const segmentsOf = (broker: TestBroker) =>
  broker.running.services.replicas.leaderPartition('logs', 0).log.segments.length;

/** A heartbeat of a member of the consumer protocol; in the epoch 0 it joins. */
function heartbeatOf(client: WireClient, memberId: string) {
  let memberEpoch = 0;
  return async () => {
    const owned = memberEpoch === 0 ? [] : null;
    const answer = await client.send(ConsumerGroupHeartbeat, 1, {
      ...{ groupId: 'billing', memberId, memberEpoch, topicPartitions: owned },
      ...{ rebalanceTimeoutMs: 10_000, subscribedTopicNames: ['logs'] },
    });
    memberEpoch = answer.memberEpoch;
    return answer;
  };
}

async function findCoordinator(client: WireClient) {
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: ['billing'] });
}

describe('time that passes', () => {
  it('rolls segments, and retention removes them', async () => {
    const { broker, client } = await newBroker({ 'segment.ms': 60_000, 'retention.ms': 600_000 });
    await produce(broker, client, 'a', 'old');
    await broker.clock.advance('50 s');
    await produce(broker, client, 'a', 'same segment');
    expect(segmentsOf(broker)).toBe(1);
    await broker.clock.advance('20 s');
    await produce(broker, client, 'a', 'next segment');
    expect(segmentsOf(broker)).toBe(2);
    await broker.clock.advance('9 minutes');
    expect(valuesOf(broker)).toHaveLength(3);
    await broker.clock.advance('6 minutes');
    expect(valuesOf(broker)).toEqual([]);
  });

  const compacted = {
    ...{ 'cleanup.policy': 'compact', 'segment.ms': 1000, 'min.cleanable.dirty.ratio': 0 },
    ...{ 'min.compaction.lag.ms': 3_600_000 },
  };
  it.each([
    ['memory', () => ({})],
    ['a directory', () => ({ directory: temporaryDirectory() })],
  ] as const)('compacts once the lag is over, in %s', async (_place, options) => {
    const { broker, client } = await newBroker(compacted, options());
    for (const value of ['1', '2', '3']) {
      await produce(broker, client, 'key', value);
      await broker.clock.advance('2 s');
    }
    await broker.clock.advance('30 minutes');
    expect(valuesOf(broker)).toEqual(['1', '2', '3']);
    await broker.clock.advance('31 minutes');
    expect(valuesOf(broker)).toEqual(['2', '3']);
  });

  it('ends sessions', async () => {
    const { broker, client } = await newBroker();
    await findCoordinator(client);
    await heartbeatOf(client, 'm1')();
    await broker.clock.advance('44 s');
    expect((await broker.group('billing').view()).members).toHaveLength(1);
    await broker.clock.advance('2 s');
    expect((await broker.group('billing').view()).members).toEqual([]);
  });

  it('takes out who does not give up partitions within the rebalance timeout', async () => {
    const { broker, client } = await newBroker({}, { topics: { logs: 2 } });
    await findCoordinator(client);
    const [first, second] = [heartbeatOf(client, 'm1'), heartbeatOf(client, 'm2')];
    await first();
    await second();
    // Until then the broker waits for more members before it assigns anew.
    await broker.clock.advance('2 s');
    const [told] = (await first()).assignment?.topicPartitions ?? [];
    expect(told?.partitions).toHaveLength(1);
    await broker.clock.advance('9 s');
    expect((await broker.group('billing').view()).members).toHaveLength(2);
    await broker.clock.advance('2 s');
    expect((await broker.group('billing').view()).members).toMatchObject([{ memberId: 'm2' }]);
  });

  it('aborts transactions that take too long', async () => {
    const { broker, client } = await newBroker();
    const producer = new TransactionalClient(client, 2);
    await producer.init(60_000);
    expect(await producer.write('logs', 'a')).toBe(ErrorCode.NONE);
    const stateOf = async () => {
      const { transactions } = broker.running.services;
      const [described] = await transactions.describeTransactions(['tx']);
      return described?.transactionState;
    };
    await broker.clock.advance('50 s');
    expect(await stateOf()).toBe('Ongoing');
    await broker.clock.advance('30 s');
    expect(await stateOf()).toBe('CompleteAbort');
  });

  it('lets offsets of groups without members expire', async () => {
    const { broker, client } = await newBroker();
    await findCoordinator(client);
    const partitions = [{ partitionIndex: 0, committedOffset: 5, committedMetadata: '' }];
    const topics = [{ name: 'logs', partitions }];
    const commit = { groupId: 'billing', generationIdOrMemberEpoch: -1, memberId: '', topics };
    await client.send(OffsetCommit, 8, commit);
    await broker.clock.advance('6 days');
    expect((await broker.group('billing').view()).offsets).toMatchObject([{ committed: 5 }]);
    await broker.clock.advance('2 days');
    expect((await broker.group('billing').view()).offsets).toEqual([]);
  });

  it('ends long polls', async () => {
    const { broker, client } = await newBroker();
    const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }];
    const topics = [{ topic: 'logs', partitions }];
    let isAnswered = false;
    const answer = client
      .send(Fetch, 12, { maxWaitMs: 3_600_000, minBytes: 1, topics, forgottenTopicsData: [] })
      .finally(() => {
        isAnswered = true;
      });
    const other = await WireClient.connect({ port: broker.port });
    onTestFinished(() => other.close());
    await findCoordinator(other);
    await broker.clock.advance('59 minutes');
    expect(isAnswered).toBe(false);
    await broker.clock.advance('1 minute');
    expect((await answer).responses[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);
  });

  it('answers a client that polls once on the way, and serves what it asks next when time stands', async () => {
    const { broker, client } = await newBroker();
    const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }];
    const topics = [{ topic: 'logs', partitions }];
    let answers = 0;
    const poll = async (): Promise<void> => {
      const asked = { maxWaitMs: 500, minBytes: 1, topics, forgottenTopicsData: [] };
      await client.send(Fetch, 12, asked);
      answers += 1;
      return poll();
    };
    const polling = poll().catch(() => {});
    const other = await WireClient.connect({ port: broker.port });
    await findCoordinator(other);
    await broker.clock.advance('7 days');
    await findCoordinator(other);
    await other.close();
    expect(answers).toBe(1);

    await client.close();
    await polling;
  });

  it('is the same each time, whatever happens in it', async () => {
    const run = async () => {
      const { broker, client } = await newBroker({ 'segment.ms': 60_000, 'retention.ms': 600_000 });
      const lines: string[] = [];
      for (let turn = 0; turn < 5; turn++) {
        await produce(broker, client, 'a', `${turn}`);
        await broker.clock.advance('3 minutes');
        lines.push(`${broker.clock.now().toISOString()} ${valuesOf(broker).join()}`);
      }
      return lines;
    };
    expect(await run()).toEqual(await run());
  });
});
