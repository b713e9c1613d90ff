// kafka-streams-groups in all its options, and Streams groups in kafka-groups.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createFilledTopics } from './filled-topics.ts';
import { joinStreamsGroup } from './group-member.ts';
import { linesAbout, runTool, sortedLines, succeed, uniqueName } from './side-by-side.ts';

const topic = uniqueName('streamed');
const other = uniqueName('streamed');
const idle = uniqueName('streams-idle');
const idler = uniqueName('streams-idle');

const twoRead = path.join(temporaryDirectory(), 'two-read.csv');
writeFileSync(twoRead, `${topic},0,2\n${topic},1,2\n`);

const run = (...args: string[]) =>
  runTool('kafka-streams-groups', args, { normalise: sortedLines });
const streams = (...args: string[]) =>
  succeed('kafka-streams-groups', args, { normalise: sortedLines });

/** A group that a member has been in and left, with offsets of its topic. */
async function groupThatWas(name: string): Promise<void> {
  const member = await joinStreamsGroup(name, `member-of-${name}`, topic);
  await member.leave();
  // By a file: with --input-topic the tool leaves topics alone of which nothing is committed.
  await streams('--reset-offsets', '--group', name, '--from-file', twoRead, '--execute');
}

/** What a group has committed: nothing is described of a group without members. */
function offsetsOf(group: string): Promise<string> {
  const args = ['--all-input-topics', '--to-current', '--dry-run', '--export'];
  return streams('--reset-offsets', '--group', group, ...args);
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
] as [string, string[]][])('kafka-streams-groups lists groups %s', async ([, args]) => {
  expect(await streams('--list', ...args)).toContain(idle);
});

test('kafka-streams-groups lists no group in a state that none is in', async () => {
  const listed = await streams('--list', '--state', 'Dead,NotReady,Assigning,Reconciling');
  expect(listed).not.toContain(idle);
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

test.for(descriptions)('kafka-streams-groups describes %s of two groups', async ([, args]) => {
  await streams('--describe', '--group', idle, '--group', idler, ...args);
});

test.for(descriptions)('kafka-streams-groups describes %s of all groups', async ([, args]) => {
  await succeed('kafka-streams-groups', ['--describe', '--all-groups', ...args], {
    normalise: linesAbout(idle, idler),
  });
});

test('kafka-streams-groups describes a group with a member', async () => {
  const group = uniqueName('streams-live');
  const member = await joinStreamsGroup(group, 'member-1', topic);
  for (const [, args] of descriptions) {
    expect((await run('--describe', '--group', group, ...args)).stdout).toContain(group);
  }
  await member.leave();
});

test('kafka-streams-groups changes nothing of a group with a member', async () => {
  const group = uniqueName('streams-live');
  const member = await joinStreamsGroup(group, 'member-1', topic);
  for (const args of [
    ['--delete', '--group', group],
    ['--delete', '--group', group, '--group', 'absent'],
    ['--delete-offsets', '--group', group, '--input-topic', topic],
    ['--reset-offsets', '--group', group, '--input-topic', topic, '--to-latest', '--execute'],
  ]) {
    const { stdout, stderr } = await run(...args);
    expect(stdout + stderr).toContain('Error');
  }
  await member.leave();
});

test.for([
  ['the earliest', ['--to-earliest']],
  ['the latest', ['--to-latest']],
  ['the current', ['--to-current']],
  ['an offset', ['--to-offset', '3']],
  ['an offset out of range', ['--to-offset', '1000']],
  ['a shift', ['--shift-by', '-1']],
  ['a datetime to come', ['--to-datetime', '2100-01-01T00:00:00.000']],
  ['a duration', ['--by-duration', 'P1D']],
] as [string, string[]][])('kafka-streams-groups resets offsets to %s', async ([, how]) => {
  for (const scope of [
    ['--input-topic', topic],
    ['--input-topic', `${topic}:1`],
    ['--all-input-topics'],
  ]) {
    const args = ['--reset-offsets', '--group', idle, ...scope, ...how];
    const planned = await streams(...args, '--dry-run');
    await streams(...args, '--dry-run', '--export');
    const done = await streams(...args, '--execute');
    if (!how.includes('--shift-by')) expect(done).toBe(planned);
    expect(await offsetsOf(idle)).toContain(`${topic},0,`);
  }
});

test('kafka-streams-groups resets all groups, and by a plan from a file', async () => {
  const scope = ['--all-groups', '--input-topic', topic];
  const planned = ['--reset-offsets', ...scope, '--to-earliest', '--dry-run'];
  const normalise = linesAbout(idle, idler);
  expect(await succeed('kafka-streams-groups', planned, { normalise })).toContain(idler);
  const plan = path.join(temporaryDirectory(), 'plan.csv');
  writeFileSync(plan, `${topic},0,1\n${topic},1,1000000\n`);
  await streams('--reset-offsets', '--group', idler, '--from-file', plan, '--execute');
  expect(await offsetsOf(idler)).toContain(`${topic},0,1\n`);
});

test.for([
  ['a topic that the group has not read', idle, ['--input-topic', other]],
  ['a topic that does not exist', idle, ['--input-topic', 'absent']],
  ['a partition that does not exist', idle, ['--input-topic', `${topic}:9`]],
  ['a group that never lived', 'streams-absent', ['--input-topic', topic]],
  ['all topics of a group that never lived', 'streams-absent', ['--all-input-topics']],
] as [string, string, string[]][])('kafka-streams-groups resets %s', async ([, group, scope]) => {
  await run('--reset-offsets', '--group', group, ...scope, '--to-earliest', '--execute');
});

test.for([
  ['a topic', ['--input-topic', topic]],
  ['a partition', ['--input-topic', `${topic}:1`]],
  ['all topics', ['--all-input-topics']],
  ['a topic that it has not read', ['--input-topic', other]],
  ['a topic that does not exist', ['--input-topic', 'absent']],
] as [string, string[]][])('kafka-streams-groups deletes offsets of %s', async ([, scope]) => {
  const group = uniqueName('streams-forgetful');
  await groupThatWas(group);
  const { stdout } = await run('--delete-offsets', '--group', group, ...scope);
  expect(stdout).toContain('STATUS');
  await offsetsOf(group);
});

test('kafka-streams-groups deletes internal topics with a reset', async () => {
  const group = uniqueName('streams-internal');
  await groupThatWas(group);
  const args = ['--reset-offsets', '--group', group, '--all-input-topics', '--to-earliest'];
  await run(...args, '--execute', '--delete-internal-topic', `${group}-store-changelog`);
  const topics = await succeed('kafka-topics', ['--list'], { normalise: sortedLines });
  expect(topics).not.toContain(`${group}-store-changelog`);
});

test.for([
  ['describes', ['--describe']],
  ['describes the state of', ['--describe', '--state']],
  ['describes the members of', ['--describe', '--members']],
  ['deletes', ['--delete']],
  ['deletes the offsets of', ['--delete-offsets', '--input-topic', topic]],
] as [string, string[]][])('kafka-streams-groups %s what is no Streams group', async ([, args]) => {
  const classic = uniqueName('classic');
  await succeed('kafka-consumer-groups', [
    ...['--reset-offsets', '--group', classic, '--topic', topic, '--to-earliest', '--execute'],
  ]);
  for (const group of ['streams-absent', classic]) {
    await run(...args, '--group', group);
  }
});

test.for([
  ['describes', ['--describe']],
  ['resets the offsets of', ['--reset-offsets', '--topic', topic, '--to-latest', '--execute']],
  ['deletes the offsets of', ['--delete-offsets', '--topic', topic]],
  ['deletes', ['--delete']],
] as [string, string[]][])('kafka-consumer-groups %s a Streams group', async ([, args]) => {
  const group = uniqueName('streams-other');
  await groupThatWas(group);
  await runTool('kafka-consumer-groups', [...args, '--group', group], {
    normalise: sortedLines,
  });
});

test.for([
  ['by type', ['--group-type', 'streams']],
  ['by protocol', ['--protocol', 'streams']],
  ['as such', ['--streams']],
] as [string, string[]][])('kafka-groups lists Streams groups %s', async ([, args]) => {
  const listed = await succeed('kafka-groups', ['--list', ...args], { normalise: sortedLines });
  expect(listed).toContain(idle);
});

test('kafka-streams-groups deletes groups with their internal topics, and then all', async () => {
  const doomed = [1, 2, 3].map(() => uniqueName('streams-doomed'));
  for (const group of doomed) await groupThatWas(group);
  const [one = '', two = ''] = doomed;
  expect(await streams('--delete', '--group', one)).toContain('successful');
  await run('--delete', '--group', two, '--delete-all-internal-topics');
  const topics = await succeed('kafka-topics', ['--list'], { normalise: sortedLines });
  expect(topics).toContain(`${one}-store-changelog`);
  expect(topics).not.toContain(`${two}-store-changelog`);
  const names = (text: string) => (text.match(/'[^']+'/g) ?? []).sort().join();
  await runTool('kafka-streams-groups', ['--delete', '--all-groups'], { normalise: names });
  expect(await streams('--list')).toBe('');
});
