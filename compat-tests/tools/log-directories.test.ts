// The tools that look at log directories and move partitions between them, against brokers that have two.
// Which partition is in which of the two at first is the broker's choice, and not compared.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrokerKind } from '../support/broker.ts';
import { Broker, defaultBrokerKind } from '../support/broker.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { ToolName, ToolResult } from '../support/tool-host.ts';
import { ToolHost } from '../support/tool-host.ts';

const TOPIC = 'moving';
const PARTITIONS = 4;

interface Side {
  readonly broker: Broker;
  readonly tools: ToolHost;
}

const sides: Side[] = [];

async function startSide(kind: BrokerKind): Promise<Side> {
  const logDirectories = ['data', 'data-2'];
  return { broker: await Broker.start({ kind, logDirectories }), tools: new ToolHost() };
}

beforeAll(async () => {
  const kind = defaultBrokerKind();
  sides.push(await startSide(kind));
  if (kind === 'klamm') sides.push(await startSide('apache'));
  await compared('kafka-topics', ['--create', '--topic', TOPIC, '--partitions', `${PARTITIONS}`]);
  const lines = Array.from({ length: 200 }, (_, index) => `k${index}:${'v'.repeat(1000)}\n`);
  const keyed = ['parse.key=true', 'key.separator=:'].flatMap((text) => [
    '--reader-property',
    text,
  ]);
  await compared('kafka-console-producer', ['--topic', TOPIC, ...keyed], lines.join(''));
});

afterAll(async () => {
  for (const { broker } of sides.splice(0)) {
    await broker[Symbol.asyncDispose]();
  }
});

/** FIRST and SECOND in the arguments are the broker's log directories. */
async function runOn(
  { broker, tools }: Side,
  tool: ToolName,
  args: readonly string[],
  stdin?: string,
): Promise<ToolResult> {
  const [first = '', second = ''] = broker.logDirectories;
  const real = args.map((arg) => arg.replaceAll('FIRST', first).replaceAll('SECOND', second));
  const result = await tools.run(tool, ['--bootstrap-server', broker.address, ...real], stdin);
  const clean = (text: string) =>
    text
      .replaceAll(broker.address, 'HOST:PORT')
      .replaceAll(second, 'SECOND')
      .replaceAll(first, 'FIRST');
  return { code: result.code, stdout: clean(result.stdout), stderr: clean(result.stderr) };
}

/** Runs the command on all sides; they must print the same, which is returned. */
async function compared(
  tool: ToolName,
  args: readonly string[],
  stdin?: string,
): Promise<ToolResult> {
  const results = await Promise.all(sides.map((side) => runOn(side, tool, args, stdin)));
  const [ours, theirs] = results;
  if (!ours) throw new Error('no broker');
  if (theirs) expect(ours).toEqual(theirs);
  return ours;
}

/** The file with which partitions are sent to a directory, written for each side. */
async function reassign(directory: string, action: readonly string[]): Promise<ToolResult[]> {
  return Promise.all(
    sides.map((side) => {
      const [first = '', second = ''] = side.broker.logDirectories;
      const target = directory.replace('FIRST', first).replace('SECOND', second);
      const partitions = Array.from({ length: PARTITIONS }, (_, partition) => {
        return { topic: TOPIC, partition, replicas: [0], log_dirs: [target] };
      });
      const file = path.join(temporaryDirectory(), 'plan.json');
      writeFileSync(file, JSON.stringify({ version: 1, partitions }));
      return runOn(side, 'kafka-reassign-partitions', [
        ...['--reassignment-json-file', file],
        ...action,
      ]);
    }),
  );
}

function requireSame([ours, theirs]: readonly ToolResult[]): ToolResult {
  if (!ours) throw new Error('no broker');
  if (theirs) expect(ours).toEqual(theirs);
  return ours;
}

/** How many partitions of the topic each directory has, and how many are on their way. */
async function places(side: Side): Promise<unknown> {
  const args = ['--describe', '--topic-list', TOPIC];
  const { stdout } = await runOn(side, 'kafka-log-dirs', args);
  const json = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  const rows: { logDir: string; error: null; partitions: { isFuture: boolean; size: number }[] }[] =
    json.brokers[0].logDirs;
  return Object.fromEntries(
    rows.map(({ logDir, error, partitions }) => [
      logDir,
      { error, count: partitions.length, future: partitions.filter((p) => p.isFuture).length },
    ]),
  );
}

async function untilMoved(directory: string): Promise<ToolResult> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const results = await reassign(directory, ['--verify', '--preserve-throttles']);
    if (results.every(({ stdout }) => !stdout.includes('in progress'))) return requireSame(results);
    await sleep(200);
  }
  throw new Error('the partitions do not arrive');
}

test('kafka-log-dirs shows partitions spread evenly', async () => {
  for (const side of sides) {
    expect(await places(side)).toEqual({
      FIRST: { error: null, count: 2, future: 0 },
      SECOND: { error: null, count: 2, future: 0 },
    });
  }
});

test('kafka-reassign-partitions moves them all to one directory, with their records', async () => {
  const executed = requireSame(await reassign('SECOND', ['--execute']));
  expect(executed.stdout).toContain('Successfully started');
  const verified = await untilMoved('SECOND');
  expect(verified.stdout.match(/completed/g)?.length).toBeGreaterThanOrEqual(PARTITIONS);
  for (const side of sides) {
    expect(await places(side)).toEqual({
      FIRST: { error: null, count: 0, future: 0 },
      SECOND: { error: null, count: 4, future: 0 },
    });
  }
  const consumed = await compared('kafka-console-consumer', [
    ...['--topic', TOPIC, '--from-beginning', '--max-messages', '200'],
    ...['--property', 'print.value=false'],
  ]);
  expect(consumed.code).toBe(0);
});

test('kafka-reassign-partitions moves them back after a restart', async () => {
  for (const { broker } of sides) {
    await broker.stop();
    await broker.startAgain();
  }
  requireSame(await reassign('FIRST', ['--execute']));
  await untilMoved('FIRST');
  const offsets = await compared('kafka-get-offsets', ['--topic', TOPIC]);
  const ends = offsets.stdout.trim().split('\n');
  expect(ends.reduce((sum, line) => sum + Number(line.split(':')[2]), 0)).toBe(200);
});

test('kafka-reassign-partitions says that a directory is not one of the broker', async () => {
  const [ours] = await reassign('/nowhere', ['--execute']);
  expect(ours?.stdout).toContain('LogDirNotFoundException');
});

test('kafka-reassign-partitions has nothing in progress to list or to cancel', async () => {
  expect((await compared('kafka-reassign-partitions', ['--list'])).stdout).toBe(
    'No partition reassignments found.\n',
  );
  requireSame(await reassign('any', ['--cancel', '--preserve-throttles']));
});
