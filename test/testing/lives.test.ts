// A broker that ends and goes on, goes back to what it was, or becomes two.

import { readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { StartBrokerOptions, TestBroker } from '../../src/testing.ts';
import { loadSnapshot, startBroker } from '../../src/testing.ts';
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

const PLACES = [
  ['memory', () => ({})],
  ['a directory', () => ({ directory: `${temporaryDirectory()}/data` })],
] as const;

describe.each(PLACES)('a broker in %s', (_place, options) => {
  it.each(['restart', 'kill'] as const)('goes on at the same address after a %s', async (end) => {
    const broker = await newBroker(options());
    await produce(broker, 'a');
    await broker[end]();
    await produce(broker, 'b');
    expect(valuesOf(broker)).toEqual(['a', 'b']);
  });

  it('goes back to a snapshot, as often as wanted', async () => {
    const broker = await newBroker(options());
    await produce(broker, 'a');
    await using before = await broker.snapshot();
    for (const value of ['b', 'c']) {
      await produce(broker, value);
      expect(valuesOf(broker)).toEqual(['a', value]);
      await broker.restore(before);
      expect(valuesOf(broker)).toEqual(['a']);
    }
  });

  it('becomes two that go their own ways, finished segments and all', async () => {
    const broker = await newBroker(options());
    const large = 'x'.repeat(300_000);
    for (const value of [large, large, 'a']) await produce(broker, value);
    await using other = await broker.fork();
    await produce(broker, 'here');
    await produce(other, 'there');
    await other.kill();
    const isLarge = [true, true];
    const shown = (each: TestBroker) => valuesOf(each).map((value) => value === large || value);
    expect(shown(broker)).toEqual([...isLarge, 'a', 'here']);
    expect(shown(other)).toEqual([...isLarge, 'a', 'there']);
  });

  it('starts from a snapshot of another, with its options', async () => {
    const broker = await newBroker({ ...options(), properties: { 'num.partitions': 3 } });
    await produce(broker, 'a');
    await using from = await broker.snapshot();
    await broker.close();
    const later = await newBroker({ from });
    expect(valuesOf(later)).toEqual(['a']);
    await later.createTopic('more');
    expect(later.topic('more').partitions).toBe(3);
  });

  it('is written into a directory, and is read from there in memory and in another one', async () => {
    const broker = await newBroker(options());
    await produce(broker, 'a', 'b');
    await using taken = await broker.snapshot();
    const saved = `${temporaryDirectory()}/saved`;
    await taken.save(saved);
    const from = await loadSnapshot(saved);
    for (const own of [{}, { directory: `${temporaryDirectory()}/data` }]) {
      const later = await newBroker({ ...own, from });
      expect(valuesOf(later)).toEqual(['a', 'b']);
      await produce(later, 'c');
      await later.restart();
      expect(valuesOf(later)).toEqual(['a', 'b', 'c']);
    }
    const opened = await newBroker({ directory: saved });
    expect(valuesOf(opened)).toEqual(['a', 'b']);
    await expect(loadSnapshot(saved)).rejects.toThrow('in use by a broker');
  });

  it('keeps what was acknowledged before a kill, and nothing that came after', async () => {
    const broker = await newBroker(options());
    await produce(broker, 'a');
    const killed = broker.kill();
    await expect(produce(broker, 'b')).rejects.toThrow();
    await killed;
    await produce(broker, 'c');
    expect(valuesOf(broker)).toEqual(['a', 'c']);
  });
});

describe('ends and beginnings', () => {
  it('come one after the other, however they are asked for', async () => {
    const broker = await newBroker();
    await produce(broker, 'a');
    await Promise.all([broker.restart(), broker.kill(), broker.restart()]);
    expect(valuesOf(broker)).toEqual(['a']);
    await Promise.all([broker.restart(), broker.close(), broker.close(), broker.restart()]);
  });

  it('leave no file of a fork or a removed snapshot', async () => {
    const root = temporaryDirectory();
    const broker = await newBroker({ directory: `${root}/data` });
    await produce(broker, 'a');
    const snapshot = await broker.snapshot();
    const fork = await broker.fork();
    expect(readdirSync(root)).toHaveLength(3);
    await fork.close();
    await snapshot.remove();
    expect(readdirSync(root)).toEqual(['data']);
  });

  it('refuse to write into a directory that holds something, and to read where nothing is', async () => {
    const broker = await newBroker();
    const from = await broker.snapshot();
    const full = temporaryDirectory();
    writeFileSync(`${full}/mine`, '');
    await expect(from.save(full)).rejects.toThrow('ENOTEMPTY');
    await expect(startBroker({ from, directory: full })).rejects.toThrow('ENOTEMPTY');
    await expect(loadSnapshot(full)).rejects.toThrow('no data directory');
    await expect(loadSnapshot(`${full}/none`)).rejects.toThrow('no data directory');
  });
});
