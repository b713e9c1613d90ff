// kafka-share-groups and kafka-console-share-consumer (KIP-932), beside Apache Kafka.

import { beforeAll, expect, test } from 'vitest';
import type { Background } from './side-by-side.ts';
import { runTool, sortedLines, startTool, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('tasks');
const other = uniqueName('errands');
const RECORDS = 12;

const shares = (...args: string[]) =>
  succeed('kafka-share-groups', args, { normalise: withoutMemberIds });
const refused = (...args: string[]) =>
  runTool('kafka-share-groups', args, { normalise: withoutSentences });
const describe = (group: string, ...args: string[]) =>
  shares('--describe', '--group', group, ...args);
const reset = (group: string, ...args: string[]) =>
  shares('--reset-offsets', '--group', group, '--topic', topic, ...args);

/** Members of share groups make up ids of 22 characters. */
function withoutMemberIds(text: string): string {
  return sortedLines(text.replace(/ [\w-]{22} /g, ' MEMBER-ID '));
}

/** What a broker says of an error is its own. */
function withoutSentences(text: string): string {
  return text.replace(/(Error: |Exception: ).+/g, '$1SENTENCE').replace(/^(Error: ).+/gm, '$1');
}

/** The columns of a table that a tool printed, line by line, without its head. */
function table(output: string): string[][] {
  const lines = output.split('\n').filter((line) => !/^$|^GROUP |^TOPIC |^Warn:/.test(line));
  return lines.map((line) => line.trim().split(/\s+/)).sort();
}

/** A consumer that works through the topic, from its beginning. */
async function consumer(group: string): Promise<Background> {
  await succeed('kafka-configs', [
    ...['--alter', '--entity-type', 'groups', '--entity-name', group],
    ...['--add-config', 'share.auto.offset.reset=earliest'],
  ]);
  return startTool('kafka-console-share-consumer', ['--topic', topic, '--group', group]);
}

beforeAll(async () => {
  for (const name of [topic, other]) {
    await succeed('kafka-topics', ['--create', '--topic', name, '--partitions', '2']);
  }
  const stdin = Array.from({ length: RECORDS }, (_, index) => `k${index}:v${index}\n`).join('');
  const properties = ['parse.key=true', 'key.separator=:'];
  await succeed(
    'kafka-console-producer',
    ['--topic', topic, ...properties.flatMap((each) => ['--reader-property', each])],
    { stdin },
  );
});

test('a new group is placed, listed and described', async () => {
  const group = uniqueName('placed');
  const planned = await reset(group, '--to-earliest', '--dry-run');
  expect(table(planned)).toEqual([
    [group, topic, '0', '0'],
    [group, topic, '1', '0'],
  ]);
  expect(await shares('--list')).not.toContain(`${group}\n`);
  await reset(group, '--to-earliest', '--execute');
  expect(await shares('--list')).toContain(`${group}\n`);
  expect(table(await shares('--list', '--state', 'Empty'))).toContainEqual([group, 'Empty']);
  expect(await shares('--list', '--state', 'Stable')).not.toContain(group);
  const rows = table(await describe(group));
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    [group, topic, '0', '0'],
    [group, topic, '1', '0'],
  ]);
  expect(rows.reduce((sum, row) => sum + Number(row[4]), 0)).toBe(RECORDS);
  await describe(group, '--offsets', '--verbose');
  await describe(group, '--members');
  await describe(group, '--members', '--verbose');
  expect(table(await describe(group, '--state'))[0]).toEqual(
    expect.arrayContaining([group, 'Empty', '0']),
  );
  await describe(group, '--state', '--verbose');
});

test('offsets are reset to the end, and to a time', async () => {
  const group = uniqueName('moved');
  await reset(group, '--to-latest', '--execute');
  expect(table(await describe(group)).map((row) => row.at(-1))).toEqual(['0', '0']);
  await reset(group, '--to-datetime', '2020-01-01T00:00:00.000', '--execute');
  const lag = table(await describe(group)).reduce((sum, row) => sum + Number(row.at(-1)), 0);
  expect(lag).toBe(RECORDS);
  await shares('--reset-offsets', '--group', group, '--all-topics', '--to-latest', '--execute');
});

test('offsets are deleted, and what has none is said', async () => {
  const group = uniqueName('forgot');
  await reset(group, '--to-earliest', '--execute');
  const deleted = await shares('--delete-offsets', '--group', group, '--topic', topic);
  expect(deleted).toMatch(new RegExp(`${topic} +Successful`));
  expect(await describe(group)).not.toContain(topic);
  const named = ['--topic', topic, '--topic', other, '--topic', 'nope'];
  const nothing = await refused('--delete-offsets', '--group', group, ...named);
  expect(nothing.stdout.match(/SENTENCE/g)).toHaveLength(3);
  await refused('--delete-offsets', '--group', uniqueName('nobodys'), '--topic', topic);
});

test('a live group shows its member, who reads everything', async () => {
  const group = uniqueName('live');
  const running = await consumer(group);
  await running.until(({ stdout }) => stdout.split('\n').length > RECORDS);
  const members = table(await describe(group, '--members'));
  expect(members[0]?.[0]).toBe(group);
  expect(members[0]?.at(-1)).toContain(topic);
  expect(table(await describe(group, '--state'))[0]).toEqual(
    expect.arrayContaining([group, 'Stable', '1']),
  );
  const notEmpty = ['--group', group, '--topic', topic];
  await refused('--reset-offsets', ...notEmpty, '--to-earliest', '--execute');
  await refused('--delete-offsets', ...notEmpty);
  await refused('--delete', '--group', group);
  const { stdout } = await running.interrupt();
  const values = Array.from({ length: RECORDS }, (_, index) => `v${index}`);
  expect(stdout.match(/^v\d+$/gm)?.sort()).toEqual(values.sort());
  expect(table(await describe(group, '--state'))[0]).toEqual(
    expect.arrayContaining([group, 'Empty', '0']),
  );
  expect(table(await describe(group)).map((row) => row.at(-1))).toEqual(['0', '0']);
});

test('groups are deleted', async () => {
  const group = uniqueName('gone');
  await reset(group, '--to-earliest', '--execute');
  expect(await shares('--delete', '--group', group)).toMatch(/successful/);
  expect(await shares('--list')).not.toContain(group);
  await refused('--delete', '--group', group);
  await refused('--describe', '--group', group);
});

test('kafka-groups lists share groups beside the others', async () => {
  const group = uniqueName('listed');
  await reset(group, '--to-earliest', '--execute');
  const listed = await succeed('kafka-groups', ['--list', '--share'], { normalise: sortedLines });
  expect(table(listed)).toContainEqual([group, 'Share', 'share']);
  const described = await refused('--describe', '--all-groups', '--state');
  expect(described.stdout).toContain(group);
});
