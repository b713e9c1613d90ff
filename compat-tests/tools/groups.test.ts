import { beforeAll, expect, test } from 'vitest';
import {
  linesAbout,
  runTool,
  sortedLines,
  startTool,
  succeed,
  uniqueName,
} from './side-by-side.ts';

const topic = uniqueName('grouped');
const groups = (...args: string[]) =>
  succeed('kafka-consumer-groups', args, { normalise: sortedLines });
const describe = (group: string, ...args: string[]) =>
  groups('--describe', '--group', group, ...args);

/** A group that has read the whole topic and gone. */
async function groupThatHasRead(): Promise<string> {
  const group = uniqueName('reader');
  await succeed(
    'kafka-console-consumer',
    [...['--topic', topic, '--group', group, '--from-beginning', '--max-messages', '30']],
    { normalise: sortedLines },
  );
  return group;
}

/** The columns of a table that a tool printed, line by line, without its head. */
function table(output: string): string[][] {
  const lines = output.split('\n').filter((line) => !/^$|^GROUP |^Warn:/.test(line));
  return lines.map((line) => line.trim().split(/\s+/));
}

/** Produces lines of key and value: the key decides the partition, the same one on both brokers. */
async function produce(stdin: string): Promise<void> {
  const properties = ['parse.key=true', 'key.separator=:'];
  await succeed(
    'kafka-console-producer',
    ['--topic', topic, ...properties.flatMap((each) => ['--reader-property', each])],
    { stdin },
  );
}

beforeAll(async () => {
  await succeed('kafka-topics', ['--create', '--topic', topic, '--partitions', '3']);
  await produce(Array.from({ length: 30 }, (_, index) => `k${index}:v${index}\n`).join(''));
});

test('kafka-consumer-groups lists groups, with state and type', async () => {
  const group = await groupThatHasRead();
  expect(await groups('--list')).toContain(`${group}\n`);
  // Of the other groups one may be waiting for the session of a static member to end.
  const inState = (state: string) =>
    succeed('kafka-consumer-groups', ['--list', '--state', state], {
      normalise: linesAbout('GROUP', group),
    });
  const states = await inState('Empty');
  expect(
    table(states)
      .find(([name]) => name === group)
      ?.at(-1),
  ).toBe('Empty');
  const types = await groups('--list', '--type', 'classic');
  expect(
    table(types)
      .find(([name]) => name === group)
      ?.at(-1),
  ).toBe('Classic');
  expect(await inState('Stable')).not.toContain(group);
});

test('kafka-consumer-groups describes offsets and lag', async () => {
  const group = await groupThatHasRead();
  await produce('k0:more\n');
  const rows = table(await describe(group, '--offsets'));
  expect(rows.map(([, name, partition]) => [name, partition])).toEqual([
    [topic, '0'],
    [topic, '1'],
    [topic, '2'],
  ]);
  const lag = rows.reduce((sum, row) => sum + Number(row[5]), 0);
  expect(lag).toBeGreaterThanOrEqual(1);
});

test('kafka-consumer-groups describes a live group: members, assignment and state', async () => {
  const group = uniqueName('live');
  const consumer = await startTool('kafka-console-consumer', [
    ...['--topic', topic, '--group', group, '--from-beginning'],
  ]);
  await consumer.until((run) => run.stdout.split('\n').length > 30);
  const members = await describe(group, '--members', '--verbose');
  expect(table(members)[0]).toEqual(
    expect.arrayContaining([group, 'console-consumer-UUID', '/127.0.0.1', 'console-consumer', '3']),
  );
  const state = await describe(group, '--state');
  expect(table(state)[0]).toEqual(expect.arrayContaining([group, 'range', 'Stable', '1']));
  expect(await describe(group)).toContain('console-consumer-UUID');
  const refused = await runTool('kafka-consumer-groups', ['--delete', '--group', group]);
  expect(refused.stdout + refused.stderr).toMatch(/not empty|GroupNotEmptyException/);
  const reset = await runTool('kafka-consumer-groups', [
    ...['--reset-offsets', '--to-earliest', '--execute', '--topic', topic, '--group', group],
  ]);
  expect(reset.stdout + reset.stderr).toMatch(/inactive|Stable/);
  await consumer.interrupt();
  expect(table(await describe(group, '--state'))[0]).toEqual(
    expect.arrayContaining([group, 'Empty', '0']),
  );
});

test('two members of a group share the partitions', async () => {
  const group = uniqueName('shared');
  const start = () =>
    startTool('kafka-console-consumer', ['--topic', topic, '--group', group, '--from-beginning']);
  const first = await start();
  await first.until((run) => run.stdout.split('\n').length > 30);
  const second = await start();
  const assigned = async () => {
    const { stdout } = await runTool(
      'kafka-consumer-groups',
      [...['--describe', '--group', group, '--members']],
      { differsBecause: 'a rebalance is under way until both have joined' },
    );
    return table(stdout)
      .map((row) => row.at(-1))
      .sort();
  };
  await expect.poll(assigned, { timeout: 20_000, interval: 200 }).toEqual(['1', '2']);
  await second.interrupt();
  await expect.poll(assigned, { timeout: 20_000, interval: 200 }).toEqual(['3']);
  await first.interrupt();
});

const resets: [how: string, args: string[]][] = [
  ['to the earliest', ['--to-earliest']],
  ['to the latest', ['--to-latest']],
  ['to the current', ['--to-current']],
  ['to an offset', ['--to-offset', '2']],
  ['to an offset out of range', ['--to-offset', '1000000']],
  ['by a shift back', ['--shift-by', '-3']],
  ['by a shift forward beyond the end', ['--shift-by', '1000']],
  ['to a datetime long ago', ['--to-datetime', '2020-01-01T00:00:00.000']],
  ['to a datetime to come', ['--to-datetime', '2100-01-01T00:00:00.000']],
  ['by a duration', ['--by-duration', 'P1D']],
];

test.for(resets)('kafka-consumer-groups resets offsets %s', async ([, how]) => {
  const group = await groupThatHasRead();
  const args = ['--reset-offsets', '--group', group, '--topic', topic, ...how];
  const planned = table(await groups(...args, '--dry-run'));
  expect(planned).toHaveLength(3);
  expect(table(await groups(...args, '--execute'))).toEqual(planned);
  const after = table(await describe(group)).map((row) => row[3]);
  expect(after).toEqual(planned.map((row) => row[3]));
});

test('kafka-consumer-groups resets single partitions, and exports its plan', async () => {
  const group = await groupThatHasRead();
  const args = ['--reset-offsets', '--group', group, '--topic', `${topic}:1`, '--to-earliest'];
  expect(await groups(...args, '--export', '--dry-run')).toBe(`${topic},1,0\n`);
  await groups(...args, '--execute');
  expect(table(await describe(group))[1]?.[3]).toBe('0');
});

test('kafka-consumer-groups gives offsets to a group that never lived', async () => {
  const group = uniqueName('unborn');
  await groups('--reset-offsets', '--group', group, '--topic', topic, '--to-earliest', '--execute');
  expect(table(await describe(group)).map((row) => row[3])).toEqual(['0', '0', '0']);
});

test('kafka-consumer-groups deletes offsets of a topic', async () => {
  const group = await groupThatHasRead();
  const output = await groups('--delete-offsets', '--group', group, '--topic', topic);
  expect(output).toContain('Successful');
  expect(table(await describe(group))).toEqual([]);
});

test('kafka-consumer-groups deletes a group', async () => {
  const group = await groupThatHasRead();
  expect(await groups('--delete', '--group', group)).toContain(
    `Deletion of requested consumer groups ('${group}') was successful.`,
  );
  expect(await groups('--list')).not.toContain(`${group}\n`);
});

test.for([
  ['describes', ['--describe']],
  ['describes the state of', ['--describe', '--state']],
  ['describes the members of', ['--describe', '--members']],
  ['deletes', ['--delete']],
  ['deletes the offsets of', ['--delete-offsets', '--topic', topic]],
] as [string, string[]][])(
  'kafka-consumer-groups %s a group that does not exist',
  async ([, args]) => {
    const result = await runTool('kafka-consumer-groups', [...args, '--group', 'absent']);
    expect(result.stdout + result.stderr).toMatch(/not exist|does not|not found|GroupId/);
  },
);

test('kafka-groups lists every group with its type and protocol', async () => {
  const group = await groupThatHasRead();
  const rows = table(await succeed('kafka-groups', ['--list'], { normalise: sortedLines }));
  expect(rows.find(([name]) => name === group)).toEqual([group, 'Classic', 'consumer']);
});
