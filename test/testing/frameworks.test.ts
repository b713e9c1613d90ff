// Test runners whose workers share one broker: a project of each, run as its author would.

import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { connectBroker, startBroker, WaitTimeoutError } from '../../src/testing.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const run = promisify(execFile);
const repository = path.resolve(import.meta.dirname, '../..');
const vitest = path.join(repository, 'node_modules/vitest/vitest.mjs');

it('Vitest: files in several workers share a broker, each with its own names', async () => {
  const project = path.join(import.meta.dirname, 'fixtures/vitest-project');
  const environment = { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined };
  const report = path.join(temporaryDirectory(), 'report.json');
  const reporter = ['--reporter', 'json', '--outputFile', report];
  const words = [vitest, 'run', '--root', project, ...reporter];
  await run(process.execPath, words, { env: environment });
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  expect({ numPassedTests, numFailedTests }).toEqual({ numPassedTests: 2, numFailedTests: 0 });
}, 60_000);

it('what bears the prefix is removed at the end, and nothing else', async () => {
  const broker = await startBroker({ topics: { kept: 1 } });
  onTestFinished(() => broker.close());
  const { bootstrapServers } = broker;
  const shared = connectBroker({ bootstrapServers });
  const other = connectBroker({ bootstrapServers });
  expect(shared.prefix).not.toBe(other.prefix);
  const mine = await shared.createTopic('orders', { partitions: 3 });
  const theirs = await other.createTopic('orders');
  await shared.close();
  expect(broker.topic(mine.name).partitions).toBe(0);
  expect(broker.topic(theirs.name).partitions).toBe(1);
  expect(broker.topic('kept').partitions).toBe(1);
  await other.close();
});

it('a wait over the wire tells what was there instead', async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const shared = connectBroker({ bootstrapServers: broker.bootstrapServers, prefix: 'p-' });
  onTestFinished(() => shared.close());
  const wait = { timeout: '20 ms' };
  await expect(shared.topic('orders').received(1, wait)).rejects.toThrow(
    'topic p-orders did not receive 1 such records, but 0 of 0: none (waited 20 ms)',
  );
  await expect(shared.group('g').stable(wait)).rejects.toThrow(WaitTimeoutError);
});

it('without an address there is a sentence', () => {
  expect(() => connectBroker({ bootstrapServers: 'a b' })).toThrow("'a b' is no address");
});
