// Internal topics are asked for once, those that fail only after a while, and what failed is not remembered
// without bound.

import { expect, it } from 'vitest';
import { InternalTopicCreation } from '../../../../src/coordinator/group/streams/internal-topic-creation.ts';
import { silentLogger } from '../../../../src/platform/logger.ts';
import { VirtualClock } from '../../../../src/platform/virtual-clock.ts';

const RETRY_MS = 1_000;

function topic(name: string) {
  return { name, partitions: 1, replicationFactor: 0, configs: [] };
}

function creation(create: (names: string[]) => Promise<ReadonlyMap<string, string>>) {
  const clock = new VirtualClock();
  const asked: string[][] = [];
  const creator = {
    create(topics: readonly { readonly name: string }[]) {
      const names = topics.map(({ name }) => name);
      asked.push(names);
      return create(names);
    },
  };
  return { clock, asked, topics: new InternalTopicCreation(creator, clock, silentLogger) };
}

it('a creator that gives up fails all that it was asked for', async () => {
  const { clock, asked, topics } = creation(() => Promise.reject(new Error('no controller')));
  const both = [topic('a'), topic('b')];
  topics.start(both, RETRY_MS);
  await clock.advance(0);
  expect([...topics.failuresOf(both)]).toEqual([
    ['a', 'no controller'],
    ['b', 'no controller'],
  ]);
  topics.start([...both, topic('c')], RETRY_MS);
  await clock.advance(RETRY_MS);
  expect(topics.failuresOf(both).size).toBe(0);
  topics.start(both, RETRY_MS);
  expect(asked).toEqual([['a', 'b'], ['c'], ['a', 'b']]);
});

it('what is under way is not asked for again', () => {
  const { asked, topics } = creation(() => new Promise(() => {}));
  topics.start([topic('a')], RETRY_MS);
  topics.start([topic('a'), topic('b')], RETRY_MS);
  expect(asked).toEqual([['a'], ['b']]);
});

it('the last thousand failures are remembered', async () => {
  const { clock, topics } = creation(async (names) => new Map(names.map((name) => [name, 'no'])));
  const many = Array.from({ length: 1_500 }, (_, at) => topic(`t${at}`));
  topics.start(many, RETRY_MS);
  await clock.advance(0);
  expect(topics.failuresOf(many).size).toBe(1_000);
});
