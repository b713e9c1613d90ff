// What a broker does by itself while time passes.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DescribeProducers } from '../../src/protocol/generated/describe-producers.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { alter, createTopic, produceTo } from './support/requests.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

async function earliest(client: MemoryWireClient): Promise<number | undefined> {
  const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0, timestamp: -2 }] }];
  const answer = await client.send(ListOffsets, 5, { replicaId: -1, topics });
  return answer.topics[0]?.partitions[0]?.offset;
}

/** Time passes for a client that says something now and then. */
async function wait(broker: TestBroker, client: MemoryWireClient, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5 * MINUTE) {
    await broker.clock.advance(Math.min(5 * MINUTE, ms - passed));
    await earliest(client);
  }
}

describe('retention', () => {
  it('deletes what is older than retention.ms, when it is looked for', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': `${HOUR}` });
    await produceTo(client, 'orders', ['a', 'b']);
    await wait(broker, client, HOUR - 5 * MINUTE);
    expect(await earliest(client)).toBe(0);
    await wait(broker, client, 10 * MINUTE);
    expect(await earliest(client)).toBe(2);
    expect((await produceTo(client, 'orders', ['c'])).baseOffset).toBe(2);
  });

  it('is looked for at the interval of log.retention.check.interval.ms', async () => {
    const properties = { 'log.retention.check.interval.ms': '1000' };
    const broker = await TestBroker.started({ properties });
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': '1500' });
    await produceTo(client, 'orders', ['a']);
    await broker.clock.advance(1000);
    expect(await earliest(client)).toBe(0);
    await broker.clock.advance(1000);
    expect(await earliest(client)).toBe(1);
  });

  it('follows a config that changes', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    await wait(broker, client, HOUR);
    expect(await earliest(client)).toBe(0);
    await alter(client, { topic: 'orders' }, ['retention.ms', '1000']);
    await wait(broker, client, 5 * MINUTE);
    expect(await earliest(client)).toBe(1);
  });

  it('finds the logs that nobody has used since the start', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await alter(client, { topic: 'orders' }, ['retention.ms', '1000']);
    await produceTo(client, 'orders', ['a']);
    const again = await broker.restarted();
    await again.clock.advance(5 * MINUTE);
    expect(await earliest(again.connect())).toBe(1);
  });

  it('of one partition that fails does not keep the others from their turn', async () => {
    const broker = await TestBroker.started({ topics: 'damaged' });
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': '1000' });
    await produceTo(client, 'orders', ['a']);
    broker.disk.faults = (_, path) => (path.includes('damaged') ? 'EMFILE' : null);
    await broker.clock.advance(5 * MINUTE);
    expect(await earliest(client)).toBe(1);
  });
});

describe('checkpoints', () => {
  it('note how far the logs are, so that a start after a kill knows', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    await produceTo(broker.connect(), 'orders', ['a']);
    const file = `${DATA}/recovery-point-offset-checkpoint`;
    expect(broker.disk.exists(file)).toBe(false);
    await broker.clock.advance(MINUTE);
    expect(broker.disk.readFile(file).toString()).toContain('orders 0 ');
  });
});

describe('silent producers', () => {
  it('are forgotten after producer.id.expiration.ms', async () => {
    const properties = { 'producer.id.expiration.ms': `${HOUR}` };
    const broker = await TestBroker.started({ topics: 'orders', properties });
    const client = broker.connect();
    const fields = { producerId: 5, producerEpoch: 0, baseSequence: 0 };
    await produceTo(client, 'orders', ['a'], fields);
    const producers = async () => {
      const topics = [{ name: 'orders', partitionIndexes: [0] }];
      const answer = await client.send(DescribeProducers, 0, { topics });
      return answer.topics[0]?.partitions[0]?.activeProducers.length;
    };
    await wait(broker, client, HOUR - 5 * MINUTE);
    expect(await producers()).toBe(1);
    await wait(broker, client, 15 * MINUTE);
    expect(await producers()).toBe(0);
  });
});

describe('a flush', () => {
  it('brings records to the device once flush.ms has passed', async () => {
    const properties = { 'log.flush.scheduler.interval.ms': '100' };
    const broker = await TestBroker.started({ properties });
    const client = broker.connect();
    await createTopic(client, 'orders', { 'flush.ms': '1000' });
    let syncs = 0;
    broker.disk.faults = (action, path) => {
      if (action === 'sync' && path.endsWith('orders-0/00000000000000000000.log')) syncs += 1;
      return null;
    };
    expect((await produceTo(client, 'orders', ['a'])).errorCode).toBe(ErrorCode.NONE);
    await broker.clock.advance(900);
    expect(syncs).toBe(0);
    await broker.clock.advance(200);
    expect(syncs).toBe(1);
    await broker.clock.advance(5000);
    expect(syncs).toBe(1);
  });
});
