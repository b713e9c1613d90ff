import { beforeAll, expect, test } from 'vitest';
import { runTool, succeed, uniqueName } from './side-by-side.ts';

const configs = (...args: string[]) => succeed('kafka-configs', args);
const topic = uniqueName('configs');
const onTopic = ['--entity-type', 'topics', '--entity-name', topic];
const onBroker = ['--entity-type', 'brokers', '--entity-name', '0'];
const onAllBrokers = ['--entity-type', 'brokers', '--entity-default'];

beforeAll(async () => {
  await succeed('kafka-topics', ['--create', '--topic', topic]);
});

test('kafka-configs alters, describes and deletes configs of a topic', async () => {
  const added = await configs(
    ...onTopic,
    '--alter',
    '--add-config',
    'retention.ms=5000,segment.ms=9000',
  );
  expect(added).toBe(`Completed updating config for topic ${topic}.\n`);
  const described = await configs(...onTopic, '--describe');
  expect(described).toContain(
    '  retention.ms=5000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5000}\n',
  );
  expect(described).toContain('segment.ms=9000');
  await configs(...onTopic, '--alter', '--delete-config', 'retention.ms');
  const afterwards = await configs(...onTopic, '--describe');
  expect(afterwards).not.toContain('retention.ms');
  expect(afterwards).toContain('segment.ms=9000');
});

test('kafka-configs shows every config of a topic with its default and synonyms', async () => {
  const described = await configs(...onTopic, '--describe', '--all');
  expect(described).toContain(
    '  max.message.bytes=1048588 sensitive=false ' +
      'synonyms={DEFAULT_CONFIG:message.max.bytes=1048588}\n',
  );
  expect(described.split('\n').length).toBeGreaterThan(30);
});

test('a list config is given as a list', async () => {
  await configs(...onTopic, '--alter', '--add-config', 'cleanup.policy=[compact,delete]');
  expect(await configs(...onTopic, '--describe')).toContain('cleanup.policy=compact,delete');
  await configs(...onTopic, '--alter', '--delete-config', 'cleanup.policy');
});

test('the configs of the broker are dynamic where Apache Kafka says so', async () => {
  await configs(...onBroker, '--alter', '--add-config', 'log.cleaner.threads=2');
  await expect
    .poll(() => configs(...onBroker, '--describe'))
    .toContain(
      '  log.cleaner.threads=2 sensitive=false synonyms={' +
        'DYNAMIC_BROKER_CONFIG:log.cleaner.threads=2, DEFAULT_CONFIG:log.cleaner.threads=1}\n',
    );
  await configs(...onBroker, '--alter', '--delete-config', 'log.cleaner.threads');
  expect(await configs(...onBroker, '--describe')).not.toContain('log.cleaner.threads');
});

test('a default for all brokers becomes the default of topics', async () => {
  await configs(...onAllBrokers, '--alter', '--add-config', 'log.retention.ms=777000');
  expect(await configs(...onAllBrokers, '--describe')).toContain('log.retention.ms=777000');
  expect(await configs(...onTopic, '--describe', '--all')).toContain(
    '  retention.ms=777000 sensitive=false synonyms={' +
      'DYNAMIC_DEFAULT_BROKER_CONFIG:log.retention.ms=777000',
  );
  await configs(...onAllBrokers, '--alter', '--delete-config', 'log.retention.ms');
  expect(await configs(...onAllBrokers, '--describe')).not.toContain('777000');
});

test('all configs of the broker are listed', async () => {
  const names = (text: string) => [...text.matchAll(/^ {2}([\w.]+)=/gm)].map((match) => match[1]);
  const described = await succeed('kafka-configs', [...onBroker, '--describe', '--all'], {
    normalise: (text) => {
      const known = text.split('\n').filter((line) => !OWN_TO_A_BROKER.test(line));
      return known.join('\n');
    },
  });
  expect(names(described).length).toBeGreaterThan(200);
});

/** Configs that say what this broker is, not how it behaves; and Klamm's own defaults. */
const OWN_TO_A_BROKER = new RegExp(
  `^  (${[
    ...['advertised\\.listeners', 'listeners', 'log\\.dirs?', 'broker\\.id', 'node\\.id'],
    ...['controller\\.[\\w.]+', 'process\\.roles', 'listener\\.security\\.protocol\\.map'],
    ...['num\\.network\\.threads', 'num\\.io\\.threads', 'early\\.start\\.listeners'],
    ...['group\\.(streams\\.)?initial\\.rebalance\\.delay\\.ms', 'metadata\\.log\\.dir'],
    ...['offsets\\.topic\\.replication\\.factor', 'transaction\\.state\\.log\\.[\\w.]+'],
    ...['share\\.coordinator\\.state\\.topic\\.[\\w.]+'],
  ].join('|')})=`,
);

test('a group has configs of its own', async () => {
  const onGroup = ['--entity-type', 'groups', '--entity-name', uniqueName('configured')];
  await configs(...onGroup, '--alter', '--add-config', 'consumer.session.timeout.ms=50000');
  expect(await configs(...onGroup, '--describe')).toContain('consumer.session.timeout.ms=50000');
  await configs(...onGroup, '--alter', '--delete-config', 'consumer.session.timeout.ms');
});

test('the deletion of a config that is not set changes nothing', async () => {
  const before = await configs(...onTopic, '--describe');
  await configs(...onTopic, '--alter', '--delete-config', 'retention.bytes');
  expect(await configs(...onTopic, '--describe')).toBe(before);
});

const refused: [what: string, args: string[]][] = [
  ['a name that is none', [...onTopic, '--add-config', 'no.such=1']],
  ['a value of the wrong type', [...onTopic, '--add-config', 'segment.bytes=many']],
  ['a value out of range', [...onTopic, '--add-config', 'min.insync.replicas=0']],
  ['a value that is not in the list', [...onTopic, '--add-config', 'compression.type=rar']],
  [
    'a topic that does not exist',
    ['--entity-type', 'topics', '--entity-name', 'absent', '--add-config', 'retention.ms=1'],
  ],
  ['a config of the broker that is read-only', [...onBroker, '--add-config', 'num.partitions=7']],
  ['a value of the broker out of range', [...onBroker, '--add-config', 'log.cleaner.threads=-1']],
];

test.for(refused)('kafka-configs refuses %s', async ([, args]) => {
  const result = await runTool('kafka-configs', ['--alter', ...args], {
    normalise: (text) => text.replace(/^\s+at .*\n/gm, ''),
  });
  expect(result.code).toBe(1);
});
