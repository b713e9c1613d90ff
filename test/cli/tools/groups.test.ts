// `klamm groups`, against a broker with a group on it.

import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import { KlammProcess, klamm } from '../../support/klamm-process.ts';

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
  expect(await run('reset', 'billing', '--all-topics', '--shift', '5', '--dry-run')).toBe(
    'TOPIC   PARTITION  BEFORE  AFTER\norders          0       1      3\nnothing is changed: --dry-run\n',
  );
  expect(await lag()).toEqual([row]);
  expect(await run('reset', 'billing', '--topic', 'orders', '--to', 'latest')).toBe(
    'TOPIC   PARTITION  BEFORE  AFTER\norders          0       1      3\n',
  );
  expect(await lag()).toEqual([{ ...row, committed: 3, lag: 0 }]);
  expect(await run('delete', 'billing')).toBe('deleted billing\n');
  expect(JSON.parse(await run('list', '--json'))).toEqual([]);
});

it('klamm groups describe tells members with what they read; a group that has some is not moved', async () => {
  const broker = await startBroker({ topics: { orders: 2 } });
  onTestFinished(() => broker.close());
  const at = ['-b', broker.bootstrapServers];
  const member = klamm('consume', 'orders', '--group', 'billing', '--from', 'earliest', ...at);
  await broker.group('billing').stable();

  const described = klamm('groups', 'describe', 'billing', '--json', ...at);
  await described.ended;
  expect(JSON.parse(described.stdout)).toMatchObject([
    {
      ...{ group: 'billing', type: 'classic', state: 'Stable', assignor: 'range' },
      members: [{ client: 'klamm', assigned: [{ topic: 'orders', partitions: [0, 1] }] }],
    },
  ]);
  const words = ['groups', 'reset', 'billing', '-t', 'orders', '--to', 'earliest', ...at];
  const refused = klamm(...words);
  expect(await refused.ended).toEqual({ code: 1, signal: null });
  expect(refused.stderr).toMatch(/^klamm: group billing has a member \(it is Stable\): stop/);

  member.signal('SIGINT');
  expect(await member.ended).toEqual({ code: 130, signal: null });
  expect(await klamm(...words).ended).toEqual({ code: 0, signal: null });
});

it('klamm groups watch waits until nothing is left, and says what was when it is over', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const at = ['-b', broker.bootstrapServers, '--interval', '20ms'];
  const early = klamm('groups', 'watch', 'billing', '--until-zero', '--timeout', '50ms', ...at);
  expect(await early.ended).toMatchObject({ code: 1 });
  expect(early.stderr).toBe('klamm: billing had committed nothing when the time was over\n');

  const watching = klamm('groups', 'watch', 'billing', '--until-zero', ...at);
  await watching.until(() => watching.stdout.includes('billing has committed nothing\n'));
  const words = ['consume', 'orders', '--group', 'billing', '-n', '1', '--from', 'earliest'];
  const reading = klamm(...words, '-b', broker.bootstrapServers);
  const produced = new KlammProcess(['produce', 'orders', '-b', broker.bootstrapServers], {
    input: 'one\n',
  });
  await Promise.all([produced.ended, reading.ended]);
  expect(await watching.ended, watching.stderr).toEqual({ code: 0, signal: null });
  expect(watching.stdout.endsWith('billing is 0 behind\n')).toBe(true);
});

it('a group that does not exist is named, with the one that may be meant', async () => {
  const broker = await startBroker({ topics: { orders: 1 } });
  onTestFinished(() => broker.close());
  const at = ['-b', broker.bootstrapServers];
  await klamm('groups', 'reset', 'billing', '-t', 'orders', '--to', 'latest', ...at).ended;
  const command = klamm('groups', 'lag', 'biling', ...at);
  expect(await command.ended).toMatchObject({ code: 1 });
  expect(command.stderr).toBe('klamm: there is no group biling; did you mean billing?\n');
});
