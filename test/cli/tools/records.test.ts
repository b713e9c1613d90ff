// `klamm produce` and `klamm consume`, against a broker.

import { expect, it, onTestFinished } from 'vitest';
import type { TestBroker } from '../../../src/testing.ts';
import { startBroker } from '../../../src/testing.ts';
import { KlammProcess } from '../../support/klamm-process.ts';

async function newBroker(): Promise<TestBroker> {
  const broker = await startBroker({ topics: { orders: 3 } });
  onTestFinished(() => broker.close());
  return broker;
}

async function run(broker: TestBroker, input: string, ...words: string[]): Promise<KlammProcess> {
  const command = new KlammProcess([...words, '-b', broker.bootstrapServers], { input });
  expect(await command.ended, command.stderr).toEqual({ code: 0, signal: null });
  return command;
}

it('lines become records, with keys, headers and a codec', async () => {
  const broker = await newBroker();
  const words = ['produce', 'orders', '-k', ':', '-z', 'gzip', '-H', 'from=shell'];
  await run(broker, 'a:one\nb:two\na:three', ...words);
  const records = broker.topic('orders').records();
  expect(records.map(({ key, value }) => `${key}=${value}`).sort()).toEqual([
    'a=one',
    'a=three',
    'b=two',
  ]);
  expect(records[0]?.headers).toEqual({ from: 'shell' });
  const ofA = records.filter(({ key }) => key === 'a');
  expect(new Set(ofA.map(({ partition }) => partition)).size).toBe(1);
});

it('lines of JSON say everything of a record, and come back as they went', async () => {
  const broker = await newBroker();
  const sent = { partition: 1, timestamp: 5, key: 'k', value: 'v', headers: { h: 'x' } };
  await run(
    broker,
    `${JSON.stringify(sent)}\n{"partition":1,"value":{"a":1}}\n`,
    'produce',
    'orders',
    '--json',
  );
  const words = ['consume', 'orders', '--from', 'earliest', '--until-end', '--json'];
  const { stdout } = await run(broker, '', ...words);
  const [first, second] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(first).toEqual({ ...sent, offset: 0 });
  expect(second).toMatchObject({ partition: 1, offset: 1, key: null, value: '{"a":1}' });
});

it('consume reads the last ones, one partition, or so many', async () => {
  const broker = await newBroker();
  await run(broker, 'a\nb\nc\nd\n', 'produce', 'orders', '-p', '2');
  const read = async (...words: string[]) =>
    (await run(broker, '', 'consume', 'orders', ...words)).stdout;
  expect(await read('--from', '-2', '--until-end')).toBe('c\nd\n');
  expect(await read('--from', '1', '-n', '2')).toBe('b\nc\n');
  expect(await read('--from', 'earliest', '-p', '0', '--until-end')).toBe('');
  expect(await read('--from', 'earliest', '--until-end', '--keys')).toBe('\ta\n\tb\n\tc\n\td\n');
});

it('consume waits for what is still to come', async () => {
  const broker = await newBroker();
  const words = [
    'consume',
    'orders',
    '--from',
    'earliest',
    '-n',
    '1',
    '-b',
    broker.bootstrapServers,
  ];
  const consumer = new KlammProcess(words);
  await run(broker, 'late\n', 'produce', 'orders');
  expect(await consumer.ended).toEqual({ code: 0, signal: null });
  expect(consumer.stdout).toBe('late\n');
});

it('a topic that does not exist, and a line that is no JSON, are said in a sentence', async () => {
  const broker = await newBroker();
  const at = ['-b', broker.bootstrapServers];
  const unknown = new KlammProcess(['produce', 'none', ...at], { input: 'x\n' });
  expect(await unknown.ended).toMatchObject({ code: 1 });
  expect(unknown.stderr).toBe('klamm: topic none: UNKNOWN_TOPIC_OR_PARTITION\n');
  const broken = new KlammProcess(['produce', 'orders', '--json', ...at], { input: '{"key"\n' });
  expect(await broken.ended).toMatchObject({ code: 1 });
  expect(broken.stderr).toBe('klamm: a line is no JSON object: {"key"\n');
});
