// Consumer groups of Java consumers under load (KIP-848): members join, leave and vanish, the broker is killed; and
// a group that moves from the classic to the consumer protocol and back, member by member. Nothing may be skipped,
// and nothing read again that was committed. KLAMM_GROUP_RECORDS sets how many records, KLAMM_GROUP_SEED repeats a
// run's choices. Needs a JDK and Maven; without them the suite is skipped.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { Broker } from '../support/broker.ts';
import { Child } from '../support/child-process.ts';
import { javaArguments, whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const RECORDS = Number(process.env.KLAMM_GROUP_RECORDS ?? 40_000);
const SEED = Number(process.env.KLAMM_GROUP_SEED ?? Date.now() % 100_000);
const PARTITIONS = 12;
const TOPIC = 'load';
const BETWEEN_CRASHES_MS = 7_000;

/** A member that vanishes is noticed soon. */
const PROPERTIES = {
  'group.consumer.min.session.timeout.ms': '1000',
  'group.consumer.session.timeout.ms': '3000',
  'group.consumer.min.heartbeat.interval.ms': '100',
  'group.consumer.heartbeat.interval.ms': '300',
  'group.consumer.assignment.interval.ms': '0',
};

interface Outcome {
  readonly read: number;
  readonly skipped: number;
  readonly again: number;
  readonly refusedCommits: number;
  readonly joined: number;
  readonly left: number;
  readonly vanished: number;
  readonly types: string;
}

const SCENARIOS = [
  { name: 'churn', crashes: 0, types: '' },
  { name: 'churn', crashes: 2, types: '' },
  { name: 'migrate', crashes: 0, types: 'Classic Consumer Classic' },
] as const;

async function createTopic(broker: Broker): Promise<void> {
  const client = await WireClient.connect({ port: broker.port });
  const topic = { name: TOPIC, numPartitions: PARTITIONS, replicationFactor: 1 };
  const topics = [{ ...topic, assignments: [], configs: [] }];
  await client.send(CreateTopics, 7, { timeoutMs: 10_000, topics });
  await client.close();
}

async function run(scenario: string, crashes: number): Promise<Outcome> {
  await using broker = await Broker.start({ properties: PROPERTIES });
  await createTopic(broker);
  const logFile = path.join(temporaryDirectory(), 'churn.txt');
  const told = [scenario, broker.address, TOPIC, PARTITIONS, RECORDS, SEED].map(String);
  const args = [...javaArguments('tools', '512m'), 'GroupChurn', ...told];
  const child = new Child({ command: 'java', args, logFile });
  for (let crash = 0; crash < crashes; crash += 1) {
    await sleep(BETWEEN_CRASHES_MS);
    await broker.kill();
    await broker.startAgain();
  }
  const code = await child.exit();
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  if (code !== 0) throw new Error(`${scenario} failed:\n${lines.slice(-30).join('\n')}`);
  return JSON.parse(lines.at(-1) ?? '') as Outcome;
}

async function main(): Promise<void> {
  const reason = whyNoJava();
  if (reason !== undefined) return finishSkipped(reason);
  const summary = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, crashes, types } of SCENARIOS) {
    const outcome = await run(name, crashes);
    const isWell = outcome.skipped === 0 && outcome.again === 0 && outcome.types === types;
    if (isWell) summary.passed += 1;
    else summary.failed += 1;
    process.stdout.write(
      `${isWell ? 'ok' : 'FAILED'} ${name}, ${crashes} crashes (seed ${SEED}) ${JSON.stringify(outcome)}\n`,
    );
  }
  finish(summary);
}

await main();
