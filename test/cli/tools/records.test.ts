// `klamm produce` and `klamm consume`, against a broker.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { TestBroker } from '../../../src/testing.ts';
import { startBroker } from '../../../src/testing.ts';
import { KlammProcess } from '../../support/klamm-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

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
  expect(unknown.stderr).toBe('klamm: there is no topic none\n');
  const broken = new KlammProcess(['produce', 'orders', '--json', ...at], { input: '{"key"\n' });
  expect(await broken.ended).toMatchObject({ code: 1 });
  expect(broken.stderr).toBe('klamm: line 1 of stdin: not a JSON object: {"key"\n');
});

it('files are read by line or whole; a marker stands for null', async () => {
  const broker = await newBroker();
  const lines = path.join(temporaryDirectory(), 'lines.txt');
  writeFileSync(lines, 'a:1\n\na:NONE\n');
  const marked = ['-k', ':', '--null', 'NONE', '-p', '0'];
  await run(broker, '', 'produce', 'orders', '--file', lines, ...marked);
  const whole = ['--whole', '--key', 'all', '-p', '0'];
  await run(broker, '', 'produce', 'orders', '-f', lines, '-f', lines, ...whole);
  const records = broker.topic('orders').records();
  expect(records.map(({ key, value }) => [key, value])).toEqual([
    ['a', '1'],
    ['a', null],
    ['all', 'a:1\n\na:NONE\n'],
    ['all', 'a:1\n\na:NONE\n'],
  ]);
  const at = ['-b', broker.bootstrapServers];
  const missing = new KlammProcess(['produce', 'orders', '-f', 'none.txt', ...at]);
  expect(await missing.ended).toMatchObject({ code: 1 });
  expect(missing.stderr).toBe('klamm: cannot read none.txt: there is no such file\n');
});

it('bytes that are no text go there and back as base64, or as they are', async () => {
  const broker = await newBroker();
  const sent = {
    partition: 0,
    timestamp: 7,
    key: '/wA=',
    value: 'gIGC',
    headers: { h: ['/w==', null] },
  };
  const json = ['--json', '--encoding', 'base64'];
  await run(broker, `${JSON.stringify(sent)}\n`, 'produce', 'orders', ...json);
  const words = ['consume', 'orders', '--from', 'earliest', '--until-end'];
  expect(JSON.parse((await run(broker, '', ...words, ...json)).stdout)).toEqual({
    ...sent,
    offset: 0,
  });
  expect((await run(broker, '', ...words, '-e', 'hex', '--keys')).stdout).toBe('ff00\t808182\n');
});

it('a format says what is printed of a record', async () => {
  const broker = await newBroker();
  await run(
    broker,
    '{"partition":2,"timestamp":0,"key":"k","headers":{"a":"b"}}',
    'produce',
    'orders',
    '--json',
  );
  const format = ['--format', '%t-%p@%o %T %D %k(%K) [%v](%V) %h 100%%\\n'];
  const words = ['consume', 'orders', '--from', 'earliest', '--until-end', ...format];
  expect((await run(broker, '', ...words)).stdout).toBe(
    'orders-2@0 0 1970-01-01T00:00:00.000Z k(1) [](-1) a=b 100%\n',
  );
});

it('records are found by their time', async () => {
  const broker = await newBroker();
  const at = ['2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'];
  const lines = at.map((time) =>
    JSON.stringify({ partition: 0, timestamp: Date.parse(time), value: time }),
  );
  await run(broker, lines.join('\n'), 'produce', 'orders', '--json');
  const read = async (from: string) =>
    (await run(broker, '', 'consume', 'orders', '--from', from, '--until-end')).stdout;
  expect(await read('2026-01-15T00:00:00Z')).toBe(`${at[1]}\n${at[2]}\n`);
  expect(await read(`@${Date.parse('2026-02-01T00:00:00.001Z')}`)).toBe(`${at[2]}\n`);
  expect(await read('-1ms')).toBe('');
});

it('members of a group share the partitions, and another one goes on where they have got to', async () => {
  const broker = await newBroker();
  const words = ['consume', 'orders', '--group', 'billing', '--from', 'earliest'];
  const at = ['-b', broker.bootstrapServers];
  const members = [new KlammProcess([...words, ...at]), new KlammProcess([...words, ...at])];
  await broker.group('billing').stable({ members: 2 });
  await run(broker, 'a\nb\nc\nd\ne\nf\n', 'produce', 'orders');
  for (const member of members) await member.until(() => member.stdout !== '');
  await broker.group('billing').lagZero();
  for (const member of members) member.signal('SIGTERM');
  for (const member of members) expect(await member.ended).toEqual({ code: 143, signal: null });
  const printed = members.flatMap(({ stdout }) => stdout.trim().split('\n'));
  expect(printed.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  await run(broker, 'g\n', 'produce', 'orders');
  expect((await run(broker, '', ...words, '--until-end')).stdout).toBe('g\n');
});
