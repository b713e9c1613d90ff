// What would be published: the built package under the machine's own Node, with kafkajs as its client.

import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildPackage } from '../../tools/build.ts';
import { KlammProcess } from '../support/klamm-process.ts';

const repository = path.resolve(import.meta.dirname, '../..');
// Below node_modules, so that the package finds its dependencies as an installed one does.
const built = path.join(repository, 'node_modules/.cache/klamm-smoke');

/** The first Node on the PATH that is not the pinned one, and not older than `engines` allow; else this one. */
function machineNode(): string {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = folders
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => path.join(folder, 'node'));
  return candidates.find(isRecentNode) ?? process.execPath;
}

function isRecentNode(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    const version = execFileSync(file, ['--version'], { encoding: 'utf8' });
    const [major = 0, minor = 0] = version.slice(1).split('.').map(Number);
    return major > 20 || (major === 20 && minor >= 19);
  } catch {
    return false;
  }
}

function start(...words: string[]): KlammProcess {
  return new KlammProcess(words, { node: machineNode(), script: path.join(built, 'cli.js') });
}

beforeAll(() => buildPackage(built));

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
  const project = path.join(built, '..', 'klamm-project');

  beforeAll(() => {
    const installed = path.join(project, 'node_modules/klamm');
    rmSync(project, { recursive: true, force: true });
    mkdirSync(installed, { recursive: true });
    cpSync(path.join(repository, 'package.json'), path.join(installed, 'package.json'));
    cpSync(built, path.join(installed, 'dist'), { recursive: true });
  });

  it('runs the example of the README under node --test, which leaves nothing open', () => {
    writeFileSync(path.join(project, 'orders.test.mjs'), readmeExample());
    const output = execFileSync(machineNode(), ['--test', 'orders.test.mjs'], {
      cwd: project,
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(output).toMatch(/pass 1/);
  });

  it('has types for all of it', () => {
    writeFileSync(path.join(project, 'orders.ts'), TYPED_USE);
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
    execFileSync(tsc, [...options, ...libraries, 'orders.ts'], { cwd: project });
  });
});

/** The example of the README, as it stands. */
function readmeExample(): string {
  const readme = readFileSync(path.join(repository, 'README.md'), 'utf8');
  const [, example = ''] = /```js\n([^`]*klamm\/testing[\s\S]*?)```/.exec(readme) ?? [];
  return example;
}

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
