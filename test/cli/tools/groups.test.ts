// `klamm groups`, against a broker with a group on it.

import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import { klamm } from '../../support/klamm-process.ts';

it('klamm groups lists groups, shows their lag, moves and deletes them', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic: 'orders', messages: ['a', 'b', 'c'].map((value) => ({ value })) });
  await producer.disconnect();
  const admin = kafka.admin();
  await admin.connect();
  const partitions = [{ partition: 0, offset: '1' }];
  await admin.setOffsets({ groupId: 'billing', topic: 'orders', partitions });
  await admin.disconnect();

  const run = async (...words: string[]): Promise<string> => {
    const command = klamm('groups', ...words, '-b', broker.bootstrapServers);
    expect(await command.ended, command.stderr).toEqual({ code: 0, signal: null });
    return command.stdout;
  };
  expect(JSON.parse(await run('list', '--json'))).toMatchObject([
    { group: 'billing', type: 'classic', state: 'Empty' },
  ]);
  const lag = () => run('lag', 'billing', '--json').then((text) => JSON.parse(text));
  const row = { topic: 'orders', partition: 0, committed: 1, end: 3, lag: 2 };
  expect(await lag()).toEqual([row]);
  await run('reset', 'billing', '--topic', 'orders', '--to', 'latest', '--dry-run');
  expect(await lag()).toEqual([row]);
  expect(await run('reset', 'billing', '--topic', 'orders', '--to', 'latest')).toBe(
    'TOPIC   PARTITION  OFFSET\norders          0       3\n',
  );
  expect(await lag()).toEqual([{ ...row, committed: 3, lag: 0 }]);
  expect(await run('delete', 'billing')).toBe('deleted billing\n');
  expect(JSON.parse(await run('list', '--json'))).toEqual([]);
});
