// The cleaner as a part of a broker: what it finds by itself, what it follows, and what is there after a restart.

import { expect, it } from 'vitest';
import {
  alter,
  commitOffset,
  committedOffset,
  createTopic,
  deleteTopic,
  produceTo,
  valuesOf,
} from './support/requests.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

const PROPERTIES: Readonly<Record<string, string>> = {
  'log.cleaner.backoff.ms': '1000',
  'log.cleaner.min.cleanable.ratio': '0',
};
/** Every record begins a segment. */
const TABLE = { 'cleanup.policy': 'compact', 'segment.ms': '1' };

type Client = ReturnType<TestBroker['connect']>;

/** Produces the same key again and again: key and value are the same text here. */
async function produceAgain(broker: TestBroker, client: Client, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await produceTo(client, 'table', ['key'], { timestamp: broker.clock.wallMs() });
    await broker.clock.advance(2);
  }
}

async function withTable(properties = PROPERTIES): Promise<{ broker: TestBroker; client: Client }> {
  const broker = await TestBroker.started({ properties });
  const client = broker.connect();
  expect(await createTopic(client, 'table', TABLE)).toBe(0);
  return { broker, client };
}

it('a compacted topic keeps one record of each key, and the newest segment', async () => {
  const { broker, client } = await withTable();
  await produceAgain(broker, client, 5);
  await broker.clock.advance(5000);
  expect(await valuesOf(client, 'table')).toEqual(['3:key']);
  expect(await valuesOf(client, 'table', 4)).toEqual(['4:key']);
});

it('what is clean is noted on the disk, and not cleaned again after a restart', async () => {
  const { broker, client } = await withTable();
  await produceAgain(broker, client, 5);
  await broker.clock.advance(5000);
  const checkpoint = broker.disk.readFile(`${DATA}/cleaner-offset-checkpoint`).toString();
  expect(checkpoint).toBe('0\n1\ntable 0 4\n');
  const again = await broker.restarted();
  await again.clock.advance(5000);
  expect(again.logger.messages('info')).not.toContain('cleaned');
});

it('a log that nobody has used since the start is cleaned as well', async () => {
  const { broker, client } = await withTable({ ...PROPERTIES, 'log.cleaner.backoff.ms': '900000' });
  await produceAgain(broker, client, 5);
  const again = await broker.restarted({ properties: PROPERTIES });
  await again.clock.advance(5000);
  expect(again.logger.messages('info')).toContain('cleaned');
});

it('log.cleaner.enable=false leaves everything as it is', async () => {
  const { broker, client } = await withTable({ ...PROPERTIES, 'log.cleaner.enable': 'false' });
  await produceAgain(broker, client, 3);
  await broker.clock.advance(60_000);
  expect(await valuesOf(client, 'table')).toEqual(['0:key']);
});

it('a topic becomes compacted when its config says so, and a changed backoff counts at once', async () => {
  const { broker, client } = await withTable({ ...PROPERTIES, 'log.cleaner.backoff.ms': '900000' });
  await alter(client, { topic: 'table' }, ['cleanup.policy', 'delete']);
  await produceAgain(broker, client, 5);
  await alter(client, 'brokers', ['log.cleaner.backoff.ms', '1000']);
  await broker.clock.advance(5000);
  expect(await valuesOf(client, 'table')).toEqual(['0:key']);
  await alter(client, { topic: 'table' }, ['cleanup.policy', 'compact']);
  await broker.clock.advance(5000);
  expect(await valuesOf(client, 'table')).toEqual(['3:key']);
});

it('a topic that is deleted while it is cleaned is gone, and its name is free', async () => {
  const { broker, client } = await withTable({
    ...PROPERTIES,
    'log.cleaner.io.max.bytes.per.second': '10',
    'log.cleaner.io.buffer.size': '200',
  });
  await produceAgain(broker, client, 5);
  await broker.clock.advance(3000);
  await deleteTopic(client, 'table');
  await broker.clock.advance(5000);
  expect(await createTopic(client, 'table', TABLE)).toBe(0);
  await produceAgain(broker, client, 2);
  expect(await valuesOf(client, 'table')).toEqual(['0:key']);
  expect(broker.logger.messages('error')).toEqual([]);
});

it('committed offsets are compacted, and are all there after a crash', async () => {
  const properties = { ...PROPERTIES, 'offsets.topic.num.partitions': '1', 'log.roll.ms': '1' };
  const broker = await TestBroker.started({ properties, topics: 'orders' });
  const client = broker.connect();
  for (let offset = 0; offset < 30; offset++) {
    for (const group of ['a', 'b']) expect(await commitOffset(client, group, offset)).toBe(0);
    await broker.clock.advance(2);
  }
  const directory = `${DATA}/__consumer_offsets-0`;
  const sizeOf = (): number =>
    broker.disk
      .list(directory)
      .filter((name) => name.endsWith('.log'))
      .reduce((sum, name) => sum + broker.disk.stat(`${directory}/${name}`).size, 0);
  const before = sizeOf();
  await broker.clock.advance(5000);
  expect(sizeOf()).toBeLessThan(before / 4);
  const again = await broker.killed();
  const later = again.connect();
  await commitOffset(later, 'c', 1);
  expect([await committedOffset(later, 'a'), await committedOffset(later, 'b')]).toEqual([29, 29]);
});
