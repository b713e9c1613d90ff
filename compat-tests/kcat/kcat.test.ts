// Each test is a command line that people type.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Broker } from '../support/broker.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { complaint, Kcat, kcat, records } from './kcat.ts';

let broker: Broker;
beforeAll(async () => {
  broker = await Broker.start({ properties: { 'num.partitions': '3' } });
});
afterAll(() => broker[Symbol.asyncDispose]());

let names = 0;
const uniqueName = (prefix: string) => {
  names += 1;
  return `kcat-${prefix}-${names}`;
};

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `${from + index}\n`).join('');

/** Sends the lines to a topic, which its first record makes. */
const produce = (topic: string, text: string, ...args: string[]) =>
  kcat(broker.address, ['-P', '-t', topic, ...args], text);

/** Everything in a topic, or what `-o` asks for. */
const consume = (topic: string, ...args: string[]) =>
  kcat(broker.address, ['-C', '-e', '-q', '-t', topic, ...args]);

const MEMBER = ['-X', 'auto.offset.reset=earliest', '-X', 'session.timeout.ms=6000', '-u'];

/** A member of a group that leaves when it has read everything. */
const readInGroup = (group: string, topic: string) =>
  kcat(broker.address, ['-G', group, topic, '-e', '-q', ...MEMBER]);

test('-L tells the broker, the topics and their partitions', async () => {
  const topic = uniqueName('listed');
  await produce(topic, 'x\n');
  const all = JSON.parse(await kcat(broker.address, ['-L', '-J']));
  expect(all.brokers).toEqual([{ id: 0, name: broker.address }]);
  expect(all.controllerid).toBe(0);
  const listed = all.topics.find((each: { topic: string }) => each.topic === topic);
  const replicas = { leader: 0, replicas: [{ id: 0 }], isrs: [{ id: 0 }] };
  expect(listed.partitions).toEqual([0, 1, 2].map((partition) => ({ partition, ...replicas })));
  expect(await kcat(broker.address, ['-L', '-t', topic])).toContain(
    `topic "${topic}" with 3 partitions`,
  );
});

test('-C of a topic that does not exist says so, and makes none', async () => {
  const topic = uniqueName('absent');
  expect(await complaint(broker.address, ['-C', '-e', '-t', topic])).toContain(
    'Unknown topic or partition',
  );
  expect(await kcat(broker.address, ['-L'])).not.toContain(topic);
});

test('keys, values, headers and the partition come back', async () => {
  const topic = uniqueName('whole');
  const headers = ['-H', 'colour=red', '-H', 'colour=blue', '-H', 'empty'];
  await produce(topic, 'k:välue\n', '-K', ':', '-p', '1', ...headers);
  expect(await records(broker.address, topic)).toMatchObject([
    {
      ...{ topic, partition: 1, offset: 0, tstype: 'create', key: 'k', payload: 'välue' },
      headers: ['colour', 'red', 'colour', 'blue', 'empty', null],
    },
  ]);
});

test('-Z sends empty keys and values as null', async () => {
  const topic = uniqueName('nulls');
  await produce(topic, 'gone:\n:keyless\n', '-Z', '-K', ':', '-p', '0');
  expect(await records(broker.address, topic)).toMatchObject([
    { key: 'gone', payload: null },
    { key: null, payload: 'keyless' },
  ]);
  expect(await consume(topic, '-f', '%K %S\n')).toBe('4 -1\n-1 7\n');
});

test.for(['none', 'gzip', 'snappy', 'lz4', 'zstd'])('records compressed with %s', async (codec) => {
  const topic = uniqueName(codec);
  await produce(topic, lines(5_000), '-z', codec, '-p', '0', '-X', 'linger.ms=20');
  expect(await consume(topic)).toBe(lines(5_000));
});

test.for(['gzip', 'snappy', 'lz4', 'zstd'])(
  'records that the broker compresses with %s, because it was told to',
  async (codec) => {
    await using compressing = await Broker.start({ properties: { 'compression.type': codec } });
    const send = ['-P', '-t', 'compressed', '-z', codec === 'gzip' ? 'lz4' : 'gzip'];
    await kcat(compressing.address, send, lines(2_000));
    const output = await kcat(compressing.address, ['-C', '-e', '-q', '-t', 'compressed']);
    expect(output).toBe(lines(2_000));
  },
);

test.for(['0', '1', 'all'])('acks=%s', async (acks) => {
  const topic = uniqueName('acks');
  await produce(topic, 'made\n', '-p', '0');
  await produce(topic, lines(500), '-p', '2', '-X', `acks=${acks}`);
  const read = () => consume(topic, '-p', '2');
  await expect.poll(read, { timeout: 20_000 }).toBe(lines(500));
});

test('an idempotent producer of many batches keeps every record once and in order', async () => {
  const topic = uniqueName('idempotent');
  const options = ['-X', 'enable.idempotence=true', '-X', 'batch.num.messages=50'];
  await produce(topic, lines(10_000), '-p', '0', ...options);
  expect(await consume(topic)).toBe(lines(10_000));
});

test('a file is one record, unless it is larger than the topic allows', async () => {
  const topic = uniqueName('large');
  const file = path.join(temporaryDirectory(), 'large');
  writeFileSync(file, 'x'.repeat(999_000));
  await kcat(broker.address, ['-P', '-t', topic, '-p', '0', file]);
  const [only] = await records(broker.address, topic);
  expect(only?.payload).toHaveLength(999_000);
  writeFileSync(file, 'x'.repeat(1_100_000));
  const allowed = ['-X', 'message.max.bytes=2000000'];
  const refused = await complaint(broker.address, ['-P', '-t', topic, '-p', '0', ...allowed, file]);
  expect(refused).toContain('Message size too large');
});

test('-o starts anywhere, -c stops anywhere', async () => {
  const topic = uniqueName('offsets');
  await produce(topic, lines(10), '-p', '0');
  const read = (...args: string[]) => consume(topic, '-p', '0', ...args);
  expect(await read('-o', 'beginning')).toBe(lines(10));
  expect(await read('-o', '7')).toBe(lines(3, 7));
  expect(await read('-o', '-2')).toBe(lines(2, 8));
  expect(await read('-o', 'end')).toBe('');
  expect(await read('-o', '3', '-c', '4')).toBe(lines(4, 3));
  expect(await read('-o', 'beginning', '-X', 'fetch.message.max.bytes=100')).toBe(lines(10));
});

test('an offset that is not there goes by auto.offset.reset', async () => {
  const topic = uniqueName('range');
  await produce(topic, lines(3), '-p', '0');
  const options = (reset: string) => [
    ...['-p', '0', '-o', '1000', '-X', `topic.auto.offset.reset=${reset}`],
  ];
  expect(await consume(topic, ...options('earliest'))).toBe(lines(3));
  expect(await consume(topic, ...options('latest'))).toBe('');
  const read = ['-C', '-e', '-q', '-t', topic, ...options('error')];
  expect(await complaint(broker.address, read)).toContain('out of range');
});

test('-Q, -o s@ and -o e@ find records by their time', async () => {
  const topic = uniqueName('times');
  await produce(topic, lines(2), '-p', '0');
  const early = await records(broker.address, topic);
  const split = (early.at(-1)?.ts ?? 0) + 1;
  await expect.poll(() => Date.now()).toBeGreaterThan(split);
  await produce(topic, lines(2, 2), '-p', '0');
  const query = (time: number) => kcat(broker.address, ['-Q', '-t', `${topic}:0:${time}`]);
  expect(await query(0)).toBe(`${topic} [0] offset 0\n`);
  expect(await query(split)).toBe(`${topic} [0] offset 2\n`);
  expect(await query(Date.now() + 1e6)).toBe(`${topic} [0] offset -1\n`);
  expect(await query(-1)).toBe(`${topic} [0] offset 4\n`);
  expect(await query(-2)).toBe(`${topic} [0] offset 0\n`);
  expect(await consume(topic, '-p', '0', '-o', `s@${split}`)).toBe(lines(2, 2));
  expect(await consume(topic, '-p', '0', '-o', `e@${split}`)).toBe(lines(2));
});

test('a consumer that waits at the end gets what comes', async () => {
  const topic = uniqueName('follow');
  await produce(topic, 'first\n', '-p', '0');
  const reader = new Kcat(broker.address, ['-C', '-u', '-t', topic, '-p', '0', '-o', 'beginning']);
  await reader.until(({ stdout }) => stdout === 'first\n');
  await produce(topic, 'second\n', '-p', '0');
  await reader.until(({ stdout }) => stdout === 'first\nsecond\n');
  await reader.interrupt();
});

test('-G reads everything once, and goes on where the group stopped', async () => {
  const topic = uniqueName('group');
  await produce(topic, lines(300));
  const group = uniqueName('g');
  const first = await readInGroup(group, topic);
  expect(first.split('\n').sort()).toEqual(lines(300).split('\n').sort());
  expect(await readInGroup(group, topic)).toBe('');
  await produce(topic, 'more\n');
  expect(await readInGroup(group, topic)).toBe('more\n');
});

test('-G by a pattern reads every topic that fits', async () => {
  const prefix = uniqueName('fits');
  for (const letter of ['a', 'b']) await produce(`${prefix}.${letter}`, `${letter}\n`);
  const output = await readInGroup(uniqueName('g'), `^${prefix}\\..*`);
  expect(output.split('\n').sort()).toEqual(['', 'a', 'b']);
});

test.for(['range', 'roundrobin', 'cooperative-sticky'])(
  'members come and go under the assignor %s, and no record is missed',
  async (assignor) => {
    const topic = uniqueName('shared');
    const group = uniqueName('g');
    await produce(topic, lines(30));
    const options = [...MEMBER, '-X', `partition.assignment.strategy=${assignor}`];
    const join = () => new Kcat(broker.address, ['-G', group, topic, ...options, '-f', '%s\n']);
    const first = join();
    await first.until(({ stdout }) => stdout.split('\n').length > 30);
    const second = join();
    await second.until(({ stderr }) => /assign.*: \S+ \[\d\]/.test(stderr));
    for (const partition of [0, 1, 2]) {
      await produce(topic, lines(100, 30 + 100 * partition), '-p', String(partition));
    }
    const seen = () => new Set(`${first.stdout}${second.stdout}`.split('\n'));
    await expect.poll(() => seen().size, { timeout: 30_000 }).toBe(331);
    expect(second.stdout).not.toBe('');
    await second.interrupt();
    await produce(topic, lines(100, 330));
    await expect.poll(() => seen().size, { timeout: 30_000 }).toBe(431);
    await first.interrupt();
  },
);

test('a static member that comes back within its session takes its partitions again', async () => {
  const topic = uniqueName('static');
  const group = uniqueName('g');
  await produce(topic, lines(3));
  const join = (id: string) =>
    new Kcat(broker.address, ['-G', group, topic, ...MEMBER, '-X', `group.instance.id=${id}`]);
  const assignment = ({ stderr }: Kcat) => /assigned: (.+)\n/.exec(stderr)?.[1];
  const first = join('one');
  await first.until((each) => assignment(each) !== undefined);
  const partitions = assignment(first);
  await first.interrupt();
  const again = join('one');
  await again.until((each) => assignment(each) !== undefined);
  expect(assignment(again)).toBe(partitions);
  await again.interrupt();
});

test.for(['stop', 'kill'] as const)(
  'records, groups and a waiting consumer live through a %s of the broker',
  async (ending) => {
    await using other = await Broker.start();
    const topic = uniqueName('restart');
    await kcat(other.address, ['-P', '-t', topic, '-z', 'lz4'], lines(1_000));
    const group = ['-G', 'g', topic, '-e', '-q', ...MEMBER];
    expect(await kcat(other.address, group)).toBe(lines(1_000));
    const follow = ['-C', '-E', '-u', '-q', '-t', topic, '-o', 'beginning'];
    const reader = new Kcat(other.address, follow);
    await reader.until(({ stdout }) => stdout === lines(1_000));
    await other[ending]();
    await other.startAgain();
    expect(await kcat(other.address, ['-C', '-e', '-q', '-t', topic])).toBe(lines(1_000));
    await kcat(other.address, ['-P', '-t', topic], 'after\n');
    expect(await kcat(other.address, group)).toBe('after\n');
    await reader.until(({ stdout }) => stdout === `${lines(1_000)}after\n`);
  },
);
