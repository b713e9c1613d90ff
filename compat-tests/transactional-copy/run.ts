// Exactly once, under fire: clients copy a topic in transactions (consume, produce, send offsets) while
// they and the broker are killed and restarted at random. What a reader of committed records sees of the
// copy has to be the original: every record, once, in order. KLAMM_COPY_RECORDS sets how many records;
// KLAMM_COPY_SEED repeats a run's choices. `run.ts [client…]`.

import { setTimeout as sleep } from 'node:timers/promises';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { installedRdkafka } from '../librdkafka/install.ts';
import { Broker } from '../support/broker.ts';
import type { Child } from '../support/child-process.ts';
import { CommittedReader } from '../support/committed-reader.ts';
import { whyNoJava } from '../support/jvm.ts';
import { finish } from '../support/summary.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import type { ClientName, CopyTask } from './copiers.ts';
import { copierCount, startCopier } from './copiers.ts';

const RECORDS = Number(process.env.KLAMM_COPY_RECORDS ?? 100_000);
const SEED = Number(process.env.KLAMM_COPY_SEED ?? Date.now() % 100_000);
const PARTITIONS = 2;
const BATCH = 500;
const LIMIT_MS = 300_000;
/** On average so many records are copied between two blows: there is always some progress. */
const BETWEEN_BLOWS = Math.ceil(RECORDS / 20);
/** Groups are rid of a killed member soon, and timed-out transactions are looked for often. */
const PROPERTIES = {
  'group.min.session.timeout.ms': '500',
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': '1000',
};

/** Creates input and output, and fills the input; returns each partition's values. */
async function fill({ broker, input, output }: CopyTask): Promise<string[][]> {
  const client = await WireClient.connect({ port: broker.port });
  const topics = [input, output].map((name) => {
    return { name, numPartitions: PARTITIONS, replicationFactor: 1, assignments: [], configs: [] };
  });
  await client.send(CreateTopics, 7, { timeoutMs: 10_000, topics });
  const all: string[][] = [];
  for (let index = 0; index < PARTITIONS; index += 1) {
    const values = Array.from({ length: RECORDS / PARTITIONS }, (_, at) => `${index}/${at}`);
    all.push(values);
    for (let from = 0; from < values.length; from += BATCH) {
      const records = buildBatch({
        timestamp: Date.now(),
        records: values.slice(from, from + BATCH).map((value) => ({ value: Buffer.from(value) })),
      });
      await produced(client, { topic: input, index, records });
    }
  }
  await client.close();
  return all;
}

async function produced(
  client: WireClient,
  { topic, index, records }: { topic: string; index: number; records: Buffer },
): Promise<void> {
  for (;;) {
    const topicData = [{ name: topic, partitionData: [{ index, records }] }];
    const request = { transactionalId: null, acks: -1, timeoutMs: 5_000, topicData };
    const { responses } = await client.send(Produce, 11, request);
    if (responses[0]?.partitionResponses[0]?.errorCode === 0) return;
    await sleep(50);
  }
}

interface Toll {
  brokers: number;
  clients: number;
}

/** Copies under fire until the copy is complete; returns what was killed meanwhile. */
async function copyUnderFire(
  task: CopyTask,
  copied: () => Promise<number>,
  random: SeededRandom,
): Promise<Toll> {
  const toll = { brokers: 0, clients: 0 };
  const copiers = Array.from({ length: copierCount(task) }, (_, at) => startCopier(task, at));
  const deadline = Date.now() + LIMIT_MS;
  let nextBlow = random.below(BETWEEN_BLOWS);
  try {
    for (let count = 0; count < RECORDS; count = await copied()) {
      if (Date.now() > deadline) throw new Error(`${count} records after ${LIMIT_MS} ms`);
      await sleep(50 + random.below(300));
      if (count >= nextBlow) {
        nextBlow = count + random.below(2 * BETWEEN_BLOWS);
        await strike(task, copiers, toll, random);
      }
      for (const [index, copier] of copiers.entries()) {
        if (!copier.isRunning) copiers[index] = startCopier(task, index);
      }
    }
  } finally {
    for (const copier of copiers) await copier.end('SIGKILL');
  }
  return toll;
}

/** Ends the broker, cleanly or not, or kills a client. */
async function strike(
  { broker }: CopyTask,
  copiers: readonly Child[],
  toll: Toll,
  random: SeededRandom,
): Promise<void> {
  const which = random.below(4);
  if (which >= 2) {
    await copiers[random.below(copiers.length)]?.end('SIGKILL');
    toll.clients += 1;
    return;
  }
  await (which === 0 ? broker.kill() : broker.stop());
  toll.brokers += 1;
  await broker.startAgain();
}

function requireEqual(actual: readonly string[], expected: readonly string[], what: string): void {
  const at = expected.findIndex((value, index) => actual[index] !== value);
  if (at < 0 && actual.length === expected.length) return;
  const where = at < 0 ? expected.length : at;
  throw new Error(
    `${what}: ${actual.length} of ${expected.length} records, ` +
      `${JSON.stringify(actual.slice(where, where + 3))} at ${where}, not ${expected[where]}`,
  );
}

async function run(client: ClientName, broker: Broker): Promise<void> {
  const names = { input: `input-${client}`, output: `output-${client}` };
  const place = { partitions: PARTITIONS, logDirectory: temporaryDirectory() };
  const task: CopyTask = { client, broker, ...names, ...place };
  const expected = await fill(task);
  const readers = expected.map((_, index) => new CommittedReader(task.output, index));
  const copied = async () => {
    for (const reader of readers) await reader.readOn(broker.port).catch(() => {});
    return readers.reduce((sum, { values }) => sum + values.length, 0);
  };
  const startedAt = performance.now();
  const toll = await copyUnderFire(task, copied, new SeededRandom(SEED));
  for (const [index, { values }] of readers.entries()) {
    requireEqual(values, expected[index] ?? [], `${task.output}-${index}`);
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  process.stdout.write(
    `${client}: ${RECORDS} records copied exactly once in ${seconds} s, ` +
      `${toll.brokers} ends of the broker, ${toll.clients} clients killed\n`,
  );
}

/** Why a client cannot run on this machine; undefined when it can. */
function whyNot(client: ClientName): string | undefined {
  if (client === 'java') return whyNoJava();
  const installed = client === 'librdkafka' ? installedRdkafka() : undefined;
  return typeof installed === 'string' ? installed : undefined;
}

const ALL: readonly ClientName[] = ['kafkajs', 'java', 'librdkafka'];
const wanted = ALL.filter((name) => process.argv.length < 3 || process.argv.includes(name));
const clients = wanted.filter((client) => {
  const reason = whyNot(client);
  if (reason !== undefined) process.stdout.write(`SKIPPED ${client}: ${reason}\n`);
  return reason === undefined;
});
process.stdout.write(`seed ${SEED}\n`);
await using broker = await Broker.start({ properties: PROPERTIES });
let passed = 0;
for (const client of clients) {
  try {
    await run(client, broker);
    passed += 1;
  } catch (error) {
    process.stdout.write(`FAIL ${client}: ${error}\n${broker.log(10)}\n`);
  }
}
finish({ passed, failed: clients.length - passed, skipped: wanted.length - clients.length });
