// A broker that ends and goes on, goes back to what it was, or becomes two.

import { describe, expect, it, onTestFinished } from 'vitest';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { startBroker } from '../../src/testing.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WireClient } from '../support/wire-client.ts';

async function newBroker(options: StartBrokerOptions = {}): Promise<TestBroker> {
  const broker = await startBroker({ topics: { orders: 1 }, ...options });
  onTestFinished(() => broker.close());
  return broker;
}

async function produce(broker: TestBroker, ...values: string[]): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const partitionData = [{ index: 0, records: batchOf(values) }];
  const topicData = [{ name: 'orders', partitionData }];
  await client.send(Produce, 11, { acks: -1, timeoutMs: 1000, topicData });
  await client.close();
}

const valuesOf = (broker: TestBroker) =>
  broker
    .topic('orders')
    .records()
    .map(({ value }) => value);

describe('a broker', () => {
  it.each(['restart', 'kill'] as const)('goes on at the same address after a %s', async (end) => {
    const broker = await newBroker();
    await produce(broker, 'a');
    await broker[end]();
    await produce(broker, 'b');
    expect(valuesOf(broker)).toEqual(['a', 'b']);
  });

  it('goes back to a snapshot, as often as wanted', async () => {
    const broker = await newBroker();
    await produce(broker, 'a');
    const before = await broker.snapshot();
    for (const value of ['b', 'c']) {
      await produce(broker, value);
      expect(valuesOf(broker)).toEqual(['a', value]);
      await broker.restore(before);
      expect(valuesOf(broker)).toEqual(['a']);
    }
  });

  it('becomes two that go their own ways', async () => {
    const broker = await newBroker();
    await produce(broker, 'a');
    await using other = await broker.fork();
    await produce(broker, 'here');
    await produce(other, 'there');
    expect(valuesOf(broker)).toEqual(['a', 'here']);
    expect(valuesOf(other)).toEqual(['a', 'there']);
  });

  it('starts from a snapshot of another', async () => {
    const broker = await newBroker({ properties: { 'num.partitions': 3 } });
    await produce(broker, 'a');
    const from = await broker.snapshot();
    await broker.close();
    const later = await newBroker({ from });
    expect(valuesOf(later)).toEqual(['a']);
    await later.createTopic('more');
    expect(later.topic('more').partitions).toBe(3);
  });

  it('keeps its records in a directory, which cannot be copied', async () => {
    const directory = temporaryDirectory();
    const broker = await newBroker({ directory });
    await produce(broker, 'a');
    await broker.restart();
    expect(valuesOf(broker)).toEqual(['a']);
    await expect(broker.snapshot()).rejects.toThrow('leave out `directory`');
  });
});
