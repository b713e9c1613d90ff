// What would be published: the built package under the machine's own Node, with kafkajs as its client.

import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { BuiltPackage } from '../support/built-package.ts';
import { buildProject, machineNode } from '../support/built-package.ts';
import { KlammProcess } from '../support/klamm-process.ts';

const repository = path.resolve(import.meta.dirname, '../..');
let built: BuiltPackage;

function start(...words: string[]): KlammProcess {
  return new KlammProcess(words, { node: machineNode(), script: path.join(built.dist, 'cli.js') });
}

beforeAll(async () => {
  built = await buildProject('klamm-smoke');
});

describe('the built package', () => {
  it('tells its version', async () => {
    const command = start('--version');
    await command.ended;
    expect(command.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lets kafkajs produce and consume', async () => {
    const broker = start('start', '--port', '0', '--topics', 'smoke:2');
    const address = await broker.ready();
    const kafka = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING });

    const producer = kafka.producer({ idempotent: true });
    await producer.connect();
    const messages = Array.from({ length: 100 }, (_, index) => ({
      key: String(index),
      value: `value ${index}`,
    }));
    await producer.send({ topic: 'smoke', messages });
    await producer.disconnect();

    const consumer = kafka.consumer({ groupId: 'smoke' });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'smoke', fromBeginning: true });
    const values = new Set<string>();
    await new Promise<void>((resolve, reject) => {
      consumer
        .run({
          eachMessage: async ({ message }) => {
            values.add(String(message.value));
            if (values.size === messages.length) resolve();
          },
        })
        .catch(reject);
    });
    expect(values).toEqual(new Set(messages.map(({ value }) => value)));
  });

  it('compacts a topic on a thread of its own', async () => {
    const broker = start('start', '--port', '0', '--set', 'log.cleaner.backoff.ms=50');
    const kafka = new Kafka({ brokers: [await broker.ready()], logLevel: logLevel.NOTHING });
    const admin = kafka.admin();
    const producer = kafka.producer();
    await Promise.all([admin.connect(), producer.connect()]);
    onTestFinished(async () => {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    });
    const configEntries = [
      { name: 'cleanup.policy', value: 'compact' },
      { name: 'segment.ms', value: '1' },
      { name: 'min.cleanable.dirty.ratio', value: '0' },
    ];
    await admin.createTopics({ topics: [{ topic: 'table', configEntries }] });
    const startMs = Date.now() - 60_000;
    for (let index = 0; index < 4; index++) {
      const timestamp = String(startMs + index * 1000);
      await producer.send({
        topic: 'table',
        messages: [{ key: 'key', value: `${index}`, timestamp }],
      });
    }
    await broker.until(() => /"cleanedTo":3\b/.test(broker.stderr));
    const consumer = kafka.consumer({ groupId: 'table' });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'table', fromBeginning: true });
    const offsets: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const eachMessage = async ({ message }: { message: { offset: string } }) => {
        offsets.push(message.offset);
        if (message.offset === '3') resolve();
      };
      consumer.run({ eachMessage }).catch(reject);
    });
    expect(offsets).toEqual(['2', '3']);
  });
});

describe('klamm/testing, as a project that depends on it sees it', () => {
  it('is where whoever looks for it in klamm itself is sent to', () => {
    const program = "import { startBroker } from 'klamm'; startBroker();";
    writeFileSync(path.join(built.project, 'main-door.mjs'), program);
    const run = spawnSync(machineNode(), ['main-door.mjs'], {
      cwd: built.project,
      encoding: 'utf8',
    });
    expect(run.status).toBe(1);
    expect(run.stderr).toContain("startBroker is in 'klamm/testing'");
  });

  it('has types for all of it', () => {
    writeFileSync(path.join(built.project, 'orders.ts'), TYPED_USE);
    const tsc = path.join(repository, 'node_modules/.bin/tsc');
    const options = ['--ignoreConfig', '--strict', '--noEmit', '--module', 'nodenext'];
    const libraries = [
      '--target',
      'es2023',
      '--lib',
      'es2023,esnext.disposable',
      '--types',
      'node',
    ];
    execFileSync(tsc, [...options, ...libraries, 'orders.ts'], { cwd: built.project });
  });

  it('leaves nothing behind when its brokers are closed: the process ends by itself', async () => {
    const script = path.join(built.project, 'closes.mjs');
    writeFileSync(script, CLOSES);
    const process = new KlammProcess([], { node: machineNode(), script, cwd: built.project });
    expect(await process.ended).toEqual({ code: 0, signal: null });
    expect(JSON.parse(process.stdout)).toEqual({ left: [], files: ['data'] });
  });
});

/** Prints what of the process is in use after all was closed; that of stdio aside. */
const CLOSES = `
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { startBroker } from 'klamm/testing';

const before = process.getActiveResourcesInfo();
const root = mkdtempSync(join(tmpdir(), 'klamm-closes-'));
for (const place of [{}, { directory: join(root, 'data') }, { clock: 'virtual' }]) {
  const broker = await startBroker({ ...place, topics: { orders: 2 } });
  const kafka = new Kafka({ brokers: [broker.bootstrapServers], logLevel: logLevel.NOTHING });
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic: 'orders', messages: [{ value: 'a' }] });
  await producer.disconnect();
  broker.faults.delay('Produce', { by: '1 hour' });
  const snapshot = await broker.snapshot();
  const fork = await broker.fork();
  await fork.clock.advance('8 days');
  for (const end of ['kill', 'restart']) await broker[end]();
  await broker.restore(snapshot);
  await Promise.all([broker.close(), fork.close(), snapshot.remove()]);
}
const left = process.getActiveResourcesInfo();
for (const kind of before) left.splice(left.indexOf(kind), left.includes(kind) ? 1 : 0);
console.log(JSON.stringify({ left, files: readdirSync(root) }));
rmSync(root, { recursive: true });
`;

const TYPED_USE = `
import type { ReceivedRecord, StartBrokerOptions } from 'klamm/testing';
import { startBroker } from 'klamm/testing';

const options: StartBrokerOptions = { topics: { orders: { partitions: 3 } }, clock: 'virtual' };
await using broker = await startBroker(options);
await broker.clock.advance('7 days');
broker.faults.fail('Produce', { topic: 'orders', times: 2, error: 'NOT_LEADER_OR_FOLLOWER' });
const records: ReceivedRecord[] = await broker.topic('orders').received(0);
const { state, offsets } = await broker.group('billing').empty();
await broker.restore(await broker.snapshot());
// @ts-expect-error: not a name of an error
broker.faults.fail('Produce', { error: 'NO_SUCH_ERROR' });
console.log(records.length, state, offsets);
`;
