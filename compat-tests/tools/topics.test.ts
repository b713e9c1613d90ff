import { expect, test } from 'vitest';
import { runTool, succeed, uniqueName } from './side-by-side.ts';

const topics = (...args: string[]) => succeed('kafka-topics', args);

test('kafka-topics creates a topic, lists it, describes it and deletes it', async () => {
  const topic = uniqueName('life');
  expect(await topics('--create', '--topic', topic, '--partitions', '3')).toBe(
    `Created topic ${topic}.\n`,
  );
  expect(await topics('--list')).toContain(`${topic}\n`);
  expect(await topics('--describe', '--topic', topic)).toBe(
    [
      `Topic: ${topic}\tTopicId: TOPIC-ID\tPartitionCount: 3\tReplicationFactor: 1\tConfigs: `,
      ...[0, 1, 2].map(
        (partition) =>
          `\tTopic: ${topic}\tPartition: ${partition}\tLeader: 0\tReplicas: 0\tIsr: 0` +
          '\tElr: \tLastKnownElr: ',
      ),
      '',
    ].join('\n'),
  );
  expect(await topics('--delete', '--topic', topic)).toBe('');
  expect(await topics('--list')).not.toContain(topic);
});

test('kafka-topics shows the configs a topic was created with', async () => {
  const topic = uniqueName('configured');
  const configs = ['cleanup.policy=compact', 'retention.ms=1000', 'max.message.bytes=12345'];
  await topics(
    ...['--create', '--topic', topic, '--partitions', '1'],
    ...configs.flatMap((each) => ['--config', each]),
  );
  const described = await topics('--describe', '--topic', topic);
  for (const each of configs) expect(described).toContain(each);
  const overridden = ['--describe', '--topics-with-overrides'];
  expect(await succeed('kafka-topics', overridden, { normalise: inOrder })).toContain(
    `Topic: ${topic}\t`,
  );
});

/**
 * Topics' configs in order. Apache Kafka lists them as a hash table of all configs has them, and whether
 * dynamic broker configs were ever set decides which of two that collide is first.
 */
function inOrder(text: string): string {
  const sorted = (configs: string) =>
    configs
      .split(/,(?=[a-z.]+=)/)
      .sort()
      .join(',');
  return text.replace(/(?<=\tConfigs: ).+$/gm, sorted);
}

test('kafka-topics adds partitions', async () => {
  const topic = uniqueName('growing');
  await topics('--create', '--topic', topic, '--partitions', '1');
  expect(await topics('--alter', '--topic', topic, '--partitions', '4')).toBe('');
  expect(await topics('--describe', '--topic', topic)).toContain('PartitionCount: 4');
});

test('kafka-topics without a partition count takes the default of the broker', async () => {
  const topic = uniqueName('default');
  await topics('--create', '--topic', topic);
  expect(await topics('--describe', '--topic', topic)).toContain(
    'PartitionCount: 1\tReplicationFactor: 1',
  );
});

test('kafka-topics places replicas as told', async () => {
  const topic = uniqueName('assigned');
  await topics('--create', '--topic', topic, '--replica-assignment', '0,0');
  expect(await topics('--describe', '--topic', topic)).toContain('PartitionCount: 2');
});

test('kafka-topics selects topics by regular expression', async () => {
  const prefix = uniqueName('pattern');
  for (const letter of ['a', 'b']) await topics('--create', '--topic', `${prefix}-${letter}`);
  expect(await topics('--list', '--topic', `${prefix}.*`)).toBe(`${prefix}-a\n${prefix}-b\n`);
  await topics('--delete', '--topic', `${prefix}.*`);
  expect(await topics('--list', '--topic', `${prefix}.*`)).toBe('\n');
});

test('kafka-topics finds no partition without a leader or in sync replicas', async () => {
  await topics('--create', '--topic', uniqueName('healthy'));
  for (const filter of [
    '--unavailable-partitions',
    '--under-replicated-partitions',
    '--under-min-isr-partitions',
  ]) {
    expect(await topics('--describe', filter)).toBe('');
  }
});

test('kafka-topics is idempotent when told so', async () => {
  const topic = uniqueName('twice');
  await topics('--create', '--topic', topic);
  expect(await topics('--create', '--topic', topic, '--if-not-exists')).toBe('');
  await topics('--delete', '--topic', topic);
  expect(await topics('--delete', '--topic', topic, '--if-exists')).toBe('');
  expect(await topics('--describe', '--topic', topic, '--if-exists')).toBe('');
});

const taken = uniqueName('taken');
const mistakes: [what: string, args: string[], complaint: RegExp][] = [
  ['a topic that exists', ['--create', '--topic', taken], /already exists/],
  ['a name that is no topic name', ['--create', '--topic', 'a b'], /illegal|Illegal|invalid/],
  ['a name that is a dot', ['--create', '--topic', '.'], /'\.'/],
  ['a name that is too long', ['--create', '--topic', 'n'.repeat(250)], /249/],
  [
    'a name that collides with another in metrics',
    ['--create', '--topic', taken.replace('-', '.')],
    /./,
  ],
  [
    'more replicas than there are brokers',
    ['--create', '--topic', 'many', '--replication-factor', '3'],
    /replica/,
  ],
  ['no partitions', ['--create', '--topic', 'none', '--partitions', '0'], /partitions/],
  [
    'a replica on a broker that does not exist',
    ['--create', '--topic', 'lost', '--replica-assignment', '7'],
    /7/,
  ],
  [
    'a config that does not exist',
    ['--create', '--topic', 'odd', '--config', 'no.such.config=1'],
    /no\.such\.config/,
  ],
  [
    'a config value out of range',
    ['--create', '--topic', 'odd', '--config', 'segment.bytes=1'],
    /segment\.bytes/,
  ],
  [
    'a config value of the wrong type',
    ['--create', '--topic', 'odd', '--config', 'retention.ms=soon'],
    /retention\.ms/,
  ],
  [
    'a config value that is not in the list',
    ['--create', '--topic', 'odd', '--config', 'cleanup.policy=shred'],
    /cleanup\.policy/,
  ],
  ['fewer partitions', ['--alter', '--topic', taken, '--partitions', '1'], /not be an increase/],
  ['as many partitions', ['--alter', '--topic', taken, '--partitions', '2'], /already has 2/],
  ['partitions of no topic', ['--alter', '--topic', 'absent', '--partitions', '2'], /absent/],
  ['the description of no topic', ['--describe', '--topic', 'absent'], /absent/],
  ['the deletion of no topic', ['--delete', '--topic', 'absent'], /absent/],
];

test('a topic is there to be mistaken about', async () => {
  await topics('--create', '--topic', taken, '--partitions', '2');
});

test.for(mistakes)('kafka-topics refuses %s', async ([, args, complaint]) => {
  const result = await runTool('kafka-topics', args);
  expect(result.stdout + result.stderr).toMatch(complaint);
});
