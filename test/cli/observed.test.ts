// `klamm start --record` and `--strict`, and `klamm traffic` on what was recorded.

import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, it } from 'vitest';
import { klamm } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const BROKER = ['start', '--memory', '--port', '0', '--log-level', 'silent', '--topics', 'orders'];

const KAFKAJS = JSON.stringify(createRequire(import.meta.url).resolve('kafkajs'));

/** Joins a group, produces and leaves. */
const application = (acks: number) => `
  const { Kafka, logLevel } = require(${KAFKAJS});
  const kafka = new Kafka({ clientId: 'web', brokers: [process.env.KAFKA_BROKERS], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: 'billing', maxWaitTimeInMs: 20 });
  const producer = kafka.producer();
  (async () => {
    await Promise.all([consumer.connect(), producer.connect()]);
    await consumer.subscribe({ topic: 'orders' });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({ eachMessage: async () => {} });
    await joined;
    await producer.send({ topic: 'orders', acks: ${acks}, messages: [{ value: 'a' }] });
    await Promise.all([consumer.disconnect(), producer.disconnect()]);
  })();
`;

const run = (words: readonly string[], acks: number) =>
  klamm(
    ...BROKER,
    ...words,
    '--exec',
    '--',
    process.execPath,
    '--no-warnings',
    '-e',
    application(acks),
  );

it('a recording tells what happened, and why a group rebalanced', async () => {
  const file = path.join(temporaryDirectory(), 'traffic.jsonl');
  expect(await run(['--record', file], -1).ended).toEqual({ code: 0, signal: null });

  const whole = klamm('traffic', file);
  await whole.ended;
  expect(whole.stdout).toMatch(/ms {2}web {2}Produce v7 orders {2}→ ok in \d+ ms\n/);
  const group = klamm('traffic', file, '--group', 'billing');
  await group.ended;
  expect(group.stdout).toMatch(/web {2}JoinGroup v5 billing .*→ ok/);
  expect(group.stdout).not.toContain('Produce');
  expect(group.stdout).toMatch(/\ngroup billing rebalanced at \S+: members left\n$/);
  const json = klamm('traffic', file, '--topic', 'orders', '--client', 'web', '--json');
  await json.ended;
  const apis = JSON.parse(json.stdout).map(({ api }: { api: string }) => api);
  expect(apis).toContain('Produce');
  expect(apis).not.toContain('JoinGroup');
});

it('what is no recording is refused in a sentence', async () => {
  const missing = klamm('traffic', '/nowhere/at-all');
  expect(await missing.ended).toMatchObject({ code: 1 });
  expect(missing.stderr).toBe('klamm: cannot read /nowhere/at-all (ENOENT)\n');
  const unwritable = klamm(...BROKER, '--record', '/nowhere/at-all');
  expect(await unwritable.ended).toMatchObject({ code: 1 });
  expect(unwritable.stderr).toBe('klamm: --record: cannot write /nowhere/at-all (ENOENT)\n');
});

it('--strict fails a run whose tests have passed, and says why', async () => {
  const command = run(['--strict'], 0);
  expect(await command.ended).toEqual({ code: 1, signal: null });
  expect(command.stderr).toBe(
    'klamm: strict: client web has sent records to orders with acks=0: nobody knows whether they were kept [unawaited-records]\n',
  );
});

it('--strict has nothing against what is as it should be', async () => {
  const command = run(['--strict'], -1);
  expect(await command.ended).toEqual({ code: 0, signal: null });
  expect(command.stderr).toBe('');
});

it('a recording is sent to another broker, which does as the first did', async () => {
  const file = path.join(temporaryDirectory(), 'traffic.jsonl');
  expect(await run(['--record', file], -1).ended).toEqual({ code: 0, signal: null });
  const other = klamm(...BROKER);
  const address = await other.ready();
  const replay = klamm('replay', file, '-b', address);
  expect(await replay.ended).toEqual({ code: 0, signal: null });
  expect(replay.stdout).toMatch(/^\d\d+ requests, 0 answered otherwise\n$/);
  const consumed = klamm('consume', 'orders', '-b', address, '--from', 'earliest', '--until-end');
  await consumed.ended;
  expect(consumed.stdout).toBe('a\n');

  // A broker that lacks the topic, and makes none, answers otherwise.
  const without = BROKER.slice(0, -2);
  const bare = klamm(...without, '--set', 'auto.create.topics.enable=false');
  const differing = klamm('replay', file, '-b', await bare.ready());
  expect(await differing.ended).toMatchObject({ code: 1 });
  expect(differing.stdout).toMatch(/ Produce: UNKNOWN_TOPIC_OR_PARTITION, recorded was ok\n/);
}, 60_000);
