// kafka-share-groups in the options that are asked for less often, of groups with and without members, and what is refused.

import { beforeAll, expect, test } from 'vitest';
import { createFilledTopics } from './filled-topics.ts';
import { joinShareGroup } from './group-member.ts';
import { linesAbout, runTool, sortedLines, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('shared');
const other = uniqueName('shared');
const idle = uniqueName('share-idle');
const idler = uniqueName('share-idle');

const run = (...args: string[]) => runTool('kafka-share-groups', args, { normalise: sortedLines });
const shares = (...args: string[]) =>
  succeed('kafka-share-groups', args, { normalise: sortedLines });

/** A group that a member has read two topics in, and left. */
async function groupThatWas(name: string): Promise<void> {
  const member = await joinShareGroup(name, `member-of-${name}`, [topic, other]);
  await member.leave();
}

beforeAll(async () => {
  await createFilledTopics([topic, other], 2);
  await groupThatWas(idle);
  await groupThatWas(idler);
});

test.for([
  ['', []],
  ['with their states', ['--state']],
  ['in one of two states', ['--state', 'Empty,Stable']],
] as [string, string[]][])('kafka-share-groups lists groups %s', async ([, args]) => {
  expect(await shares('--list', ...args)).toContain(idle);
});

test('kafka-share-groups lists no group in a state that none is in', async () => {
  expect(await shares('--list', '--state', 'Dead')).not.toContain(idle);
});

const descriptions: [what: string, args: string[]][] = [
  ['', []],
  ['offsets', ['--offsets']],
  ['offsets with leader epochs', ['--offsets', '--verbose']],
  ['members', ['--members']],
  ['members with epochs', ['--members', '--verbose']],
  ['the state', ['--state']],
  ['the state with epochs', ['--state', '--verbose']],
];

test.for(descriptions)('kafka-share-groups describes %s of two groups', async ([, args]) => {
  const { stdout, stderr } = await run('--describe', '--group', idle, '--group', idler, ...args);
  expect(stdout + stderr).toContain(idler);
});

test.for(descriptions)('kafka-share-groups describes %s of all groups', async ([, args]) => {
  const { stdout, stderr } = await runTool(
    'kafka-share-groups',
    ['--describe', '--all-groups', ...args],
    {
      normalise: linesAbout(idle, idler),
    },
  );
  expect(stdout + stderr).toContain(idler);
});

test.for(descriptions)(
  'kafka-share-groups describes %s of a group with members',
  async ([, args]) => {
    const group = uniqueName('share-live');
    const first = await joinShareGroup(group, 'member-1', [topic]);
    const second = await joinShareGroup(group, 'member-2', [topic, other]);
    const { stdout } = await run('--describe', '--group', group, ...args);
    expect(stdout).toContain(group);
    await first.leave();
    await second.leave();
  },
);

test('kafka-share-groups changes nothing of a group with members', async () => {
  const group = uniqueName('share-live');
  const member = await joinShareGroup(group, 'member-1', [topic]);
  for (const args of [
    ['--delete', '--group', group],
    ['--delete', '--group', group, '--group', 'absent'],
    ['--delete-offsets', '--group', group, '--topic', topic],
    ['--reset-offsets', '--group', group, '--topic', topic, '--to-latest', '--execute'],
  ]) {
    const { stdout, stderr } = await run(...args);
    expect(stdout + stderr).toMatch(/not empty|not EMPTY|Error/);
  }
  await member.leave();
});

test.for([
  ['the earliest', ['--to-earliest']],
  ['the latest', ['--to-latest']],
  ['a datetime long ago', ['--to-datetime', '2020-01-01T00:00:00.000']],
  ['a datetime to come', ['--to-datetime', '2100-01-01T00:00:00.000']],
] as [string, string[]][])('kafka-share-groups resets offsets to %s', async ([, how]) => {
  for (const scope of [['--topic', topic], ['--topic', `${other}:1`], ['--all-topics']]) {
    const args = ['--reset-offsets', '--group', idle, ...scope, ...how];
    const planned = await shares(...args, '--dry-run');
    expect(await shares(...args, '--execute')).toBe(planned);
    expect(await shares('--describe', '--group', idle)).toContain(topic);
  }
});

test.for([
  ['a group that never lived', uniqueName('share-unborn'), ['--topic', topic]],
  ['a topic that the group has not read', idle, ['--topic', uniqueName('share-absent')]],
  ['a partition that does not exist', idle, ['--topic', `${topic}:9`]],
  ['all topics of a group that never lived', uniqueName('share-unborn'), ['--all-topics']],
] as [string, string, string[]][])('kafka-share-groups resets %s', async ([, group, scope]) => {
  await run('--reset-offsets', '--group', group, ...scope, '--to-earliest', '--execute');
  await run('--describe', '--group', group);
});

test.for([
  ['one topic', [topic]],
  ['two topics', [topic, other]],
  ['a topic that does not exist', ['absent']],
  ['a topic and one that does not exist', [topic, 'absent']],
] as [string, string[]][])('kafka-share-groups deletes offsets of %s', async ([, topics]) => {
  const group = uniqueName('share-forgetful');
  await groupThatWas(group);
  const scope = topics.flatMap((each) => ['--topic', each]);
  // Why a topic cannot be deleted is said in each broker's own words.
  const normalise = (text: string) => sortedLines(text).replace(/Error: .*/g, 'Error');
  const args = ['--delete-offsets', '--group', group, ...scope];
  const { stdout } = await runTool('kafka-share-groups', args, { normalise });
  expect(stdout).toContain('STATUS');
  await run('--describe', '--group', group);
});

test.for([
  ['describes', ['--describe']],
  ['describes the state of', ['--describe', '--state']],
  ['describes the members of', ['--describe', '--members']],
  ['deletes', ['--delete']],
  ['deletes the offsets of', ['--delete-offsets', '--topic', topic]],
] as [string, string[]][])('kafka-share-groups %s what is no share group', async ([, args]) => {
  const classic = uniqueName('classic');
  await succeed('kafka-consumer-groups', [
    ...['--reset-offsets', '--group', classic, '--topic', topic, '--to-earliest', '--execute'],
  ]);
  for (const group of ['share-absent', classic]) {
    const { stdout, stderr } = await run(...args, '--group', group);
    expect(stdout + stderr).toMatch(/[Ee]rror/);
  }
});

test.for([
  ['describes', ['--describe']],
  ['resets the offsets of', ['--reset-offsets', '--topic', topic, '--to-latest', '--execute']],
  ['deletes', ['--delete']],
  ['deletes the offsets of', ['--delete-offsets', '--topic', topic]],
] as [string, string[]][])('kafka-consumer-groups %s a share group', async ([, args]) => {
  const group = uniqueName('share-other');
  await groupThatWas(group);
  await runTool('kafka-consumer-groups', [...args, '--group', group], {
    normalise: sortedLines,
  });
});

test.for([
  ['by type', ['--group-type', 'share']],
  ['by protocol', ['--protocol', 'share']],
  ['as such', ['--share']],
] as [string, string[]][])('kafka-groups lists share groups %s', async ([, args]) => {
  const listed = await succeed('kafka-groups', ['--list', ...args], { normalise: sortedLines });
  expect(listed).toContain(idle);
});

test('kafka-share-groups deletes groups, several, and then all', async () => {
  const doomed = [
    uniqueName('share-doomed'),
    uniqueName('share-doomed'),
    uniqueName('share-doomed'),
  ];
  for (const group of doomed) await groupThatWas(group);
  const [one = '', two = ''] = doomed;
  expect(await shares('--delete', '--group', one)).toContain('successful');
  await run('--delete', '--group', two, '--group', 'absent');
  const names = (text: string) => (text.match(/'[^']+'/g) ?? []).sort().join();
  await runTool('kafka-share-groups', ['--delete', '--all-groups'], { normalise: names });
  expect(await shares('--list')).toBe('');
});
