// kafka-consumer-groups and kafka-groups in the options that are asked for less often: several groups at once,
// plans in files, what is refused.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { createFilledTopics } from './filled-topics.ts';
import {
  linesAbout,
  runTool,
  sortedLines,
  startTool,
  succeed,
  uniqueName,
} from './side-by-side.ts';

const first = uniqueName('optional');
const second = uniqueName('optional');
const idle = uniqueName('idle');
const idler = uniqueName('idle');
const directory = temporaryDirectory();

const run = (...args: string[]) =>
  runTool('kafka-consumer-groups', args, { normalise: sortedLines });
const groups = (...args: string[]) =>
  succeed('kafka-consumer-groups', args, { normalise: sortedLines });
const reset = (...args: string[]) => groups('--reset-offsets', ...args);

/** Gives a group offsets of a topic. */
async function commit(group: string, topic: string, offset: string): Promise<void> {
  await reset('--group', group, '--topic', topic, '--to-offset', offset, '--execute');
}

beforeAll(async () => {
  await createFilledTopics([first, second], 2);
  await commit(idle, first, '3');
  await commit(idle, second, '4');
  await commit(idler, first, '5');
});

const lists: [what: string, args: string[]][] = [
  ['with state', ['--state']],
  ['with type', ['--type']],
  ['with state and type', ['--state', '--type']],
  ['in one of two states', ['--state', 'Empty,Stable']],
  ['in a state that is written otherwise', ['--state', 'empty']],
  ['of one of two types', ['--type', 'classic,consumer']],
  ['of a type that is written otherwise', ['--type', 'CLASSIC']],
  ['in a state and of a type', ['--state', 'Empty', '--type', 'classic']],
];

/** What is listed of the groups here: others may be waiting for the session of a static member to end. */
const listed = (...args: string[]) =>
  succeed('kafka-consumer-groups', ['--list', ...args], {
    normalise: linesAbout('GROUP', idle, idler),
  });

test.for(lists)('kafka-consumer-groups lists groups %s', async ([, args]) => {
  expect(await listed(...args)).toContain(idle);
});

test.for([
  ['of a type that has none', ['--type', 'consumer', '--state', 'Assigning']],
  ['in a state that has none', ['--state', 'PreparingRebalance,CompletingRebalance,Dead']],
] as [string, string[]][])('kafka-consumer-groups lists no groups %s', async ([, args]) => {
  expect(await listed(...args)).not.toContain(idle);
});

test.for([
  ['an unknown state', ['--list', '--state', 'Sleepy']],
  ['an unknown type', ['--list', '--type', 'modern']],
  ['a type of another kind', ['--list', '--type', 'share']],
  ['two ways to describe', ['--describe', '--group', idle, '--members', '--state']],
  ['no group', ['--describe']],
  ['two actions', ['--describe', '--list', '--group', idle]],
  ['a reset without a scope', ['--reset-offsets', '--group', idle, '--to-earliest', '--dry-run']],
  ['a reset to two places', ['--reset-offsets', '--group', idle, '--to-earliest', '--to-latest']],
  ['a reset to nowhere', ['--reset-offsets', '--group', idle, '--all-topics', '--dry-run']],
] as [string, string[]][])('kafka-consumer-groups refuses %s', async ([, args]) => {
  // The tools list what would be valid in the order of a hash table.
  const normalise = (text: string) =>
    text.replace(/(Valid \w+ are|scenarios|these options): .*/g, '$1');
  expect((await runTool('kafka-consumer-groups', args, { normalise })).code).not.toBe(0);
});

const descriptions: [what: string, args: string[]][] = [
  ['offsets', ['--offsets']],
  ['offsets with leader epochs', ['--offsets', '--verbose']],
  ['members', ['--members']],
  ['states with epochs', ['--state', '--verbose']],
];

test.for(descriptions)('kafka-consumer-groups describes %s of two groups', async ([, args]) => {
  const both = ['--describe', '--group', idle, '--group', idler];
  const { stdout, stderr } = await run(...both, ...args);
  expect(stdout + stderr).toContain(idler);
});

test.for(descriptions)('kafka-consumer-groups describes %s of all groups', async ([, args]) => {
  const { stdout, stderr } = await runTool(
    'kafka-consumer-groups',
    ['--describe', '--all-groups', ...args],
    {
      normalise: linesAbout(idle, idler),
    },
  );
  expect(stdout + stderr).toContain(idler);
});

test('kafka-consumer-groups describes static members of a live group, and offsets with epochs', async () => {
  const group = uniqueName('static');
  const consumer = await startTool('kafka-console-consumer', [
    ...['--topic', first, '--group', group, '--from-beginning'],
    ...['--command-property', 'group.instance.id=instance-1'],
    ...['--command-property', 'client.id=client-1'],
  ]);
  await consumer.until((each) => each.stdout.split('\n').length > 20);
  const normalise = (text: string) => sortedLines(text).replace(/instance-1-\S+/g, 'MEMBER');
  const described = (...args: string[]) =>
    succeed('kafka-consumer-groups', ['--describe', '--group', group, ...args], { normalise });
  expect(await described('--members', '--verbose')).toContain('instance-1');
  expect(await described('--state', '--verbose')).toContain('Stable');
  expect(await described('--offsets', '--verbose')).toContain('client-1');
  const refusals: string[][] = [
    ['--delete-offsets', '--group', group, '--topic', first],
    ['--delete', '--group', group, '--group', idle, '--group', 'absent'],
    ['--reset-offsets', '--group', group, '--group', idler, '--topic', first, '--to-latest'],
  ];
  for (const args of refusals) {
    const refused = await runTool('kafka-consumer-groups', args, { normalise });
    expect(refused.stdout + refused.stderr).toContain('Error');
  }
  const unread = ['--delete-offsets', '--group', group, '--topic', second];
  expect(await succeed('kafka-consumer-groups', unread)).toContain('Successful');
  await consumer.interrupt();
  await commit(idle, first, '3');
  await commit(idle, second, '4');
});

const scopes: [scope: string, args: string[]][] = [
  ['one partition', ['--topic', `${first}:1`]],
  ['two partitions', ['--topic', `${first}:1,0`]],
  ['two topics', ['--topic', first, '--topic', `${second}:0`]],
  ['all topics', ['--all-topics']],
];

test.for(scopes)('kafka-consumer-groups plans a reset of %s', async ([, args]) => {
  const both = ['--group', idle, '--group', idler];
  expect(await reset(...both, ...args, '--to-latest', '--dry-run')).toContain(first);
  const plan = await reset('--group', idle, ...args, '--shift-by', '2', '--dry-run', '--export');
  expect(plan).toContain(`${first},1,5\n`);
});

test('kafka-consumer-groups resets all groups', async () => {
  const args = ['--all-groups', '--topic', `${second}:1`, '--to-offset', '1'];
  const planned = ['--reset-offsets', ...args, '--dry-run'];
  const normalise = linesAbout(idle, idler);
  expect(await succeed('kafka-consumer-groups', planned, { normalise })).toContain(idler);
});

test('kafka-consumer-groups plans without being told to execute', async () => {
  const { stdout, stderr } = await run(
    ...['--reset-offsets', '--group', idle, '--topic', first, '--to-current'],
  );
  expect(stdout).toContain('3');
  expect(stderr).toContain('--execute');
});

test('kafka-consumer-groups resets by plans from files', async () => {
  const group = uniqueName('planned');
  const plan = path.join(directory, 'plan.csv');
  writeFileSync(plan, `${first},0,2\n${first},1,1000000\n${second},1,0\n`);
  const planned = await reset('--group', group, '--from-file', plan, '--dry-run');
  expect(await reset('--group', group, '--from-file', plan, '--execute')).toBe(planned);
  expect(await groups('--describe', '--group', group)).toContain(second);
  const other = uniqueName('planned');
  const plans = path.join(directory, 'plans.csv');
  writeFileSync(plans, `${group},${first},0,1\n${other},${second},0,2\n`);
  const both = ['--group', group, '--group', other];
  await reset(...both, '--from-file', plans, '--execute');
  const exported = await reset(...both, '--all-topics', '--to-current', '--export', '--dry-run');
  expect(exported).toContain(`${other},${second},0,2\n`);
});

test.for([
  ['a topic that does not exist', ['--topic', 'absent', '--to-earliest']],
  ['a partition that does not exist', ['--topic', `${first}:7`, '--to-earliest']],
  ['all topics where nothing is committed', ['--all-topics', '--to-earliest']],
  ['a shift where nothing is committed', ['--topic', first, '--shift-by', '1']],
  ['what is current where nothing is', ['--topic', first, '--to-current']],
] as [string, string[]][])('kafka-consumer-groups resets %s', async ([, args]) => {
  const group = uniqueName('unborn');
  await run('--reset-offsets', '--group', group, ...args, '--execute');
  await run('--describe', '--group', group);
});

test.for([
  ['one partition', ['--topic', `${first}:1`]],
  ['two topics', ['--topic', first, '--topic', second]],
  ['a topic without offsets', ['--topic', second]],
  ['a partition that does not exist', ['--topic', `${first}:9`]],
  ['a topic that does not exist', ['--topic', 'absent']],
  ['a topic that exists and one that does not', ['--topic', first, '--topic', 'absent']],
] as [string, string[]][])('kafka-consumer-groups deletes offsets of %s', async ([, args]) => {
  const group = uniqueName('forgetful');
  await commit(group, first, '2');
  const result = await run('--delete-offsets', '--group', group, ...args);
  expect(result.stdout).toContain('STATUS');
  await run('--describe', '--group', group);
});

test('kafka-consumer-groups validates a regular expression', async () => {
  expect(await groups('--validate-regex', 'a.*b')).toContain('is valid');
  expect(await groups('--validate-regex', 'a(b')).toContain('is invalid');
});

test.for([
  ['of a type', ['--group-type', 'classic'], true],
  ['of a type that has none', ['--group-type', 'streams'], false],
  ['of a protocol', ['--protocol', 'consumer'], false],
  ['of no protocol', ['--protocol', ''], true],
  ['of consumers', ['--consumer'], true],
  ['of share consumers', ['--share'], false],
  ['of streams', ['--streams'], false],
] as [string, string[], boolean][])('kafka-groups lists groups %s', async ([, args, hasIdle]) => {
  const listed = await succeed('kafka-groups', ['--list', ...args], { normalise: sortedLines });
  expect(listed.includes(idle)).toBe(hasIdle);
});

test.for([
  ['an unknown type', ['--list', '--group-type', 'modern']],
  ['two filters', ['--list', '--consumer', '--share']],
  ['no action', ['--consumer']],
] as [string, string[]][])('kafka-groups refuses %s', async ([, args]) => {
  expect((await runTool('kafka-groups', args)).code).not.toBe(0);
});

test('kafka-consumer-groups deletes several groups, and then all', async () => {
  const doomed = [uniqueName('doomed'), uniqueName('doomed'), uniqueName('doomed')];
  for (const group of doomed) await commit(group, first, '1');
  const [one = '', two = ''] = doomed;
  await run('--delete', '--group', one, '--group', two, '--group', 'absent');
  await runTool('kafka-consumer-groups', ['--delete', '--all-groups'], { normalise: quoted });
  const left = await groups('--list');
  for (const group of [idle, idler, ...doomed]) expect(left).not.toContain(`${group}\n`);
});

/** The quoted names in the output, in order, without those of groups that tools made for themselves. */
function quoted(text: string): string {
  const names = text.match(/'[^']+'/g) ?? [];
  return names
    .filter((name) => !name.startsWith("'console-consumer-"))
    .sort()
    .join();
}
