// Groups of the consumer protocol (KIP-848) as the tools show and change them.

import { beforeAll, expect, test } from 'vitest';
import { createFilledTopics, RECORDS } from './filled-topics.ts';
import type { Background } from './side-by-side.ts';
import { runTool, sortedLines, startTool, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('modern');
const other = uniqueName('modern');

/** Member ids are random: two consumers are told apart by their client ids. */
const normalise = (text: string) =>
  sortedLines(text.replace(/(?<=\s)[\w-]{22}(?=\s)/g, 'MEMBER-ID'));
const groups = (...args: string[]) => succeed('kafka-consumer-groups', args, { normalise });
const run = (...args: string[]) => runTool('kafka-consumer-groups', args, { normalise });

interface Consumer {
  readonly protocol?: 'consumer' | 'classic';
  readonly clientId?: string;
  readonly instanceId?: string;
  readonly assignor?: string;
}

/** A consumer that reads topics, or those that a regular expression matches, until it is interrupted. */
function consume(
  group: string,
  what: readonly string[],
  options: Consumer = {},
): Promise<Background> {
  const { protocol = 'consumer', clientId = 'client-1', instanceId, assignor } = options;
  const properties = [
    ...[`group.protocol=${protocol}`, `client.id=${clientId}`, 'auto.offset.reset=earliest'],
    ...(instanceId ? [`group.instance.id=${instanceId}`] : []),
    ...(assignor ? [`group.remote.assignor=${assignor}`] : []),
  ];
  return startTool('kafka-console-consumer', [
    ...['--group', group, ...what],
    ...properties.flatMap((each) => ['--command-property', each]),
  ]);
}

const hasRead = (lines: number) => (run: { stdout: string }) =>
  run.stdout.split('\n').length > lines;

/** A group that has read a topic, and is empty since. */
async function groupThatHasRead(): Promise<string> {
  const group = uniqueName('modern-reader');
  const consumer = await consume(group, ['--topic', topic]);
  await consumer.until(hasRead(RECORDS));
  await consumer.interrupt();
  return group;
}

beforeAll(async () => {
  await createFilledTopics([topic, other], 4);
});

const descriptions: [what: string, args: string[]][] = [
  ['offsets', ['--offsets']],
  ['offsets with leader epochs', ['--offsets', '--verbose']],
  ['members', ['--members']],
  ['members with epochs and assignments', ['--members', '--verbose']],
  ['the state', ['--state']],
  ['the state with epochs', ['--state', '--verbose']],
];

const live: [who: string, what: readonly string[], options: Consumer][] = [
  ['a dynamic member', ['--topic', topic], {}],
  ['a static member', ['--topic', topic], { instanceId: 'instance-1' }],
  ['a member with an assignor of its choice', ['--topic', topic], { assignor: 'range' }],
  ['a member with a regular expression', ['--include', `${topic}|${other}`], {}],
];

test.for(live)('a group with %s is described', async ([, what, options]) => {
  const group = uniqueName('modern-live');
  const consumer = await consume(group, what, options);
  await consumer.until(hasRead(what[0] === '--include' ? 2 * RECORDS : RECORDS));
  for (const [, args] of descriptions) {
    expect(await groups('--describe', '--group', group, ...args)).toContain(group);
  }
  expect(await groups('--list', '--type', 'consumer', '--state', 'Stable')).toContain(group);
  await consumer.interrupt();
});

test('a live group is not changed', async () => {
  const group = uniqueName('modern-live');
  const consumer = await consume(group, ['--topic', topic]);
  await consumer.until(hasRead(RECORDS));
  for (const args of [
    ['--delete', '--group', group],
    ['--delete-offsets', '--group', group, '--topic', topic],
    ['--reset-offsets', '--group', group, '--topic', topic, '--to-latest', '--execute'],
  ]) {
    const { stdout, stderr } = await run(...args);
    expect(stdout + stderr).toContain('Error');
  }
  await groups('--delete-offsets', '--group', group, '--topic', other);
  await consumer.interrupt();
});

/** Polls what a group's members are until the subject's answer satisfies. */
async function untilMembers(group: string, isSo: (output: string) => boolean): Promise<void> {
  const output = async () => {
    const { stdout } = await runTool(
      'kafka-consumer-groups',
      ['--describe', '--group', group, '--members', '--verbose'],
      { differsBecause: 'members get their partitions when they next ask' },
    );
    return isSo(stdout);
  };
  await expect.poll(output, { timeout: 30_000, interval: 200 }).toBe(true);
}

const holdsTwo = (output: string) => (output.match(/ 2 {10,}/g) ?? []).length >= 2;

test('two members share the partitions', async () => {
  const group = uniqueName('modern-shared');
  const first = await consume(group, ['--topic', topic], { clientId: 'client-1' });
  await first.until(hasRead(RECORDS));
  const second = await consume(group, ['--topic', topic], { clientId: 'client-2' });
  await untilMembers(group, holdsTwo);
  await first.interrupt();
  await second.interrupt();
});

test('a group of both protocols says who has moved', async () => {
  const group = uniqueName('modern-mixed');
  const old = await consume(group, ['--topic', topic], { protocol: 'classic', clientId: 'old' });
  await old.until(hasRead(RECORDS));
  const modern = await consume(group, ['--topic', topic], { clientId: 'modern' });
  await untilMembers(group, (output) => output.includes('UPGRADED') && holdsTwo(output));
  expect(await groups('--list', '--type')).toMatch(new RegExp(`${group} +Consumer`));
  await modern.interrupt();
  await old.interrupt();
});

test.for(descriptions)('%s of a group that is empty are described', async ([, args]) => {
  await run('--describe', '--group', await groupThatHasRead(), ...args);
});

test('a group that is empty stays of its type', async () => {
  const group = await groupThatHasRead();
  expect(await groups('--list', '--state', '--type')).toMatch(
    new RegExp(`${group} +Consumer +Empty`),
  );
  expect(await groups('--list', '--type', 'classic')).not.toContain(group);
  for (const args of [['--group-type', 'consumer'], ['--protocol', 'consumer'], ['--consumer']]) {
    const listed = await succeed('kafka-groups', ['--list', ...args], { normalise });
    expect(listed).toContain(group);
  }
});

test.for([
  ['to the earliest', ['--to-earliest']],
  ['to the latest', ['--to-latest']],
  ['to the current', ['--to-current']],
  ['to an offset', ['--to-offset', '2']],
  ['by a shift', ['--shift-by', '-1']],
  ['by a duration', ['--by-duration', 'P1D']],
] as [string, string[]][])('offsets are reset %s', async ([, how]) => {
  const group = await groupThatHasRead();
  const args = ['--reset-offsets', '--group', group, '--topic', topic, ...how];
  const planned = await groups(...args, '--dry-run');
  expect(await groups(...args, '--execute')).toBe(planned);
  expect(await groups('--describe', '--group', group, '--offsets')).toContain(topic);
});

test('offsets are deleted, and then the group', async () => {
  const group = await groupThatHasRead();
  await groups('--delete-offsets', '--group', group, '--topic', `${topic}:0,1`);
  await run('--describe', '--group', group);
  expect(await groups('--delete', '--group', group)).toContain('successful');
  expect(await groups('--list')).not.toContain(group);
});

test.for([
  ['kafka-share-groups', ['--describe']],
  ['kafka-share-groups', ['--delete']],
  ['kafka-streams-groups', ['--describe']],
  ['kafka-streams-groups', ['--delete']],
] as ['kafka-share-groups' | 'kafka-streams-groups', string[]][])(
  '%s has no %s for it',
  async ([tool, args]) => {
    await runTool(tool, [...args, '--group', await groupThatHasRead()], { normalise });
  },
);
