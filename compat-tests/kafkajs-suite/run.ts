// kafkajs' own test suite against one plaintext broker: the tests of expected.txt must pass.
// `--update` writes the tests that pass into passed.txt in the cache instead of judging them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Broker } from '../support/broker.ts';
import { cacheDirectory, pinnedNode } from '../support/paths.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { kafkajsCheckout } from './checkout.ts';
import type { TestName } from './test-list.ts';
import { formatTestName, readTestList } from './test-list.ts';

interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: 'passed' | 'failed' | 'pending';
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const report = path.join(cacheDirectory, 'kafkajs-report.json');

async function runJest(checkout: string, tests: readonly TestName[]): Promise<JestReport> {
  await using broker = await Broker.start();
  mkdirSync(cacheDirectory, { recursive: true });
  rmSync(report, { force: true });
  const files = [...new Set(tests.map(({ file }) => file))];
  const names = tests.map(({ fullName }) => fullName.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const jest = spawn(
    pinnedNode,
    [
      ...['node_modules/jest/bin/jest.js', '--ci', '--maxWorkers=2', '--forceExit', '--silent'],
      ...['--testRunner=jest-circus/runner', '--testEnvironment=node', '--rootDir=.'],
      ...['--setupFilesAfterEnv=<rootDir>/testHelpers/setup.js'],
      `--moduleNameMapper=${JSON.stringify({ testHelpers: '<rootDir>/testHelpers/index.js' })}`,
      ...['--json', `--outputFile=${report}`, `--testNamePattern=^(${names.join('|')})$`],
      ...files.map((file) => `src/${file}`),
    ],
    {
      cwd: checkout,
      stdio: ['ignore', 'ignore', 'ignore'],
      env: {
        ...process.env,
        KLAMM_PORT: String(broker.port),
        KAFKA_VERSION: '2.4',
        KAFKAJS_DEBUG_PROTOCOL_BUFFERS: '1',
        // Some of its tests hang on timers of 50 ms; a busy machine gets them a second and third try.
        TEST_RETRIES: '2',
        NODE_ENV: 'test',
        NODE_NO_WARNINGS: '1',
      },
    },
  );
  await once(jest, 'exit');
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** What became of each test, by its line in the lists. */
function outcomes(jest: JestReport): Map<string, { passed: boolean; message: string }> {
  const found = new Map<string, { passed: boolean; message: string }>();
  for (const { name, assertionResults } of jest.testResults) {
    const file = name.slice(name.indexOf('/kafkajs/src/') + '/kafkajs/src/'.length);
    for (const { fullName, status, failureMessages } of assertionResults) {
      if (status === 'pending') continue;
      const line = formatTestName({ file, fullName });
      const passed = status === 'passed' && found.get(line)?.passed !== false;
      found.set(line, { passed, message: failureMessages[0] ?? '' });
    }
  }
  return found;
}

function judge(found: ReturnType<typeof outcomes>, expected: readonly TestName[]): void {
  let passed = 0;
  for (const name of expected) {
    const line = formatTestName(name);
    const outcome = found.get(line);
    if (outcome?.passed) passed += 1;
    else process.stdout.write(`FAIL ${line}\n${indent(outcome?.message ?? 'did not run')}\n`);
  }
  finish({ passed, failed: expected.length - passed, skipped: 0 });
}

function indent(text: string): string {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `     ${line}`)
    .join('\n');
}

const checkout = kafkajsCheckout();
const waiting = process.argv.includes('--waiting');
const expected = readTestList(waiting ? 'waiting.txt' : 'expected.txt');
if (checkout === undefined) {
  finishSkipped("kafkajs' own suite: KLAMM_KAFKAJS_CHECKOUT names no checkout", {
    allowedInCi: true,
  });
} else if (expected.length === 0) {
  finish({ passed: 0, failed: 0, skipped: 0 });
} else {
  const found = outcomes(await runJest(checkout, expected));
  if (process.argv.includes('--update')) {
    const lines = [...found].filter(([, { passed }]) => passed).map(([line]) => `${line}\n`);
    writeFileSync(path.join(cacheDirectory, 'kafkajs-passed.txt'), lines.sort().join(''));
  }
  judge(found, expected);
}
