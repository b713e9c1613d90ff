// kafka-console-share-consumer with all that it can be told (KIP-932), beside Apache Kafka.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { runTool, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('console-shared');
const RECORDS = 6;
const STRINGS = 'org.apache.kafka.common.serialization.StringDeserializer';
const LONGS = 'org.apache.kafka.common.serialization.LongDeserializer';
const directory = temporaryDirectory();

beforeAll(async () => {
  await succeed('kafka-topics', ['--create', '--topic', topic, '--partitions', '1']);
  const stdin = Array.from({ length: RECORDS }, (_, index) => `k${index}:v${index}\n`).join('');
  const properties = ['parse.key=true', 'key.separator=:'];
  await succeed(
    'kafka-console-producer',
    ['--topic', topic, ...properties.flatMap((each) => ['--reader-property', each])],
    { stdin },
  );
});

/** A group that begins with the first record. */
async function newGroup(name: string): Promise<string> {
  const group = uniqueName(name);
  await succeed('kafka-configs', [
    ...['--alter', '--entity-type', 'groups', '--entity-name', group],
    ...['--add-config', 'share.auto.offset.reset=earliest'],
  ]);
  return group;
}

/** What the consumer prints of each record. */
async function consume(group: string, ...args: string[]): Promise<string[]> {
  const given = ['--topic', topic, '--group', group, ...args];
  const { stdout } = await runTool('kafka-console-share-consumer', given, {
    // When a record was produced is each side's own time.
    normalise: (text) => text.replace(/CreateTime:\d+/g, 'CreateTime'),
  });
  return stdout.split('\n').filter((line) => line !== '');
}

const DELIVERIES = ['--formatter-property', 'print.delivery=true'];
const ALL = Array.from({ length: RECORDS }, (_, index) => `v${index}`);

test('accepts what it prints, and no more than it was told to', async () => {
  const group = await newGroup('accepts');
  expect(await consume(group, '--max-messages', '4')).toEqual(ALL.slice(0, 4));
  const left = await consume(group, '--timeout-ms', '10000', ...DELIVERIES);
  expect(left).toEqual(['Delivery:2\tv4', 'Delivery:2\tv5']);
});

test('releases what it prints: it comes again', async () => {
  const group = await newGroup('releases');
  const twice = ['--max-messages', String(RECORDS), '--release', ...DELIVERIES];
  expect(await consume(group, ...twice)).toEqual(ALL.map((value) => `Delivery:1\t${value}`));
  expect(await consume(group, ...twice)).toEqual(ALL.map((value) => `Delivery:2\t${value}`));
});

test('rejects what it prints: it is gone', async () => {
  const group = await newGroup('rejects');
  expect(await consume(group, '--max-messages', String(RECORDS), '--reject')).toEqual(ALL);
  expect(await consume(group, '--timeout-ms', '3000')).toEqual([]);
});

test('rejects what it cannot print', async () => {
  const group = await newGroup('cannot-print');
  const longs = ['--value-deserializer', LONGS, '--reject-message-on-error'];
  expect(await consume(group, '--max-messages', String(RECORDS), ...longs)).toEqual([]);
  expect(await consume(group, '--timeout-ms', '3000')).toEqual([]);
});

test('prints as it is told, on the command line and in files', async () => {
  const group = await newGroup('prints');
  const details = [
    'timestamp',
    'partition',
    'offset',
    'delivery',
    'epoch',
    'headers',
    'key',
    'value',
  ];
  const properties = details.map((each) => `print.${each}=true`);
  const formatter = path.join(directory, 'formatter.properties');
  writeFileSync(formatter, [...properties, 'key.separator=#'].join('\n'));
  const command = path.join(directory, 'command.properties');
  writeFileSync(command, 'max.poll.records=2\n');
  const once = ['--max-messages', String(RECORDS), '--release'];
  const inFiles = ['--formatter-config', formatter, '--command-config', command];
  const lines = await consume(group, ...once, ...inFiles);
  expect(lines).toHaveLength(RECORDS);
  expect(lines[0]).toContain('k0#v0');
  const onLine = [...properties, 'null.literal=none'].flatMap((each) => [
    '--formatter-property',
    each,
  ]);
  const deserializers = ['--key-deserializer', STRINGS, '--value-deserializer', STRINGS];
  const polls = ['--command-property', 'share.acquire.mode=record_limit'];
  expect(await consume(group, ...once, ...onLine, ...deserializers, ...polls)).toHaveLength(
    RECORDS,
  );
});

test('refuses what makes no sense', async () => {
  for (const args of [
    ['--group', 'g'],
    ['--topic', topic, '--group', 'g', '--reject', '--release'],
    ['--topic', topic, '--group', 'g', '--max-messages', 'many'],
  ]) {
    const { code } = await runTool('kafka-console-share-consumer', args);
    expect(code).toBe(1);
  }
});
