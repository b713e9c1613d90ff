// The same with other people's clients, whole processes and defaults included: kcat over librdkafka, and kafkajs.
// Both are slower than a broker; what is left is what their users see.

import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Kafka as KafkaType } from 'kafkajs';
import kafkajs from 'kafkajs';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { ALL_SUBJECTS, cpuPerGigabyte, megabytesPerSecond } from '../scenario.ts';
import { createTopics } from '../topics.ts';

const run = promisify(execFile);

const RECORD_BYTES = 1_000;
const KCAT_RECORDS = 300_000;
const KAFKAJS_RECORDS = 60_000;
const QUICK_RECORDS = 500;
/** Messages in a `send`, and how many of those are under way at a time. */
const MESSAGES = 100;
const SENDS = 4;

interface ClientCase {
  readonly name: string;
  readonly title: string;
  readonly records: number;
  produce(stage: Stage, topic: string, records: number): Promise<void>;
  consume(stage: Stage, topic: string, records: number): Promise<number>;
}

const cases: readonly ClientCase[] = [
  {
    name: 'kcat',
    title: 'kcat (librdkafka): 1 KB records',
    records: KCAT_RECORDS,
    produce: produceWithKcat,
    consume: consumeWithKcat,
  },
  {
    name: 'kafkajs',
    title: 'kafkajs: 1 KB records',
    records: KAFKAJS_RECORDS,
    produce: produceWithKafkajs,
    consume: consumeWithKafkajs,
  },
];

export const otherClientScenarios: readonly Scenario[] = cases.map((one) => ({
  name: one.name,
  title: one.title,
  figures: [
    { ...megabytesPerSecond(), key: 'in', label: 'MB/s in' },
    { ...megabytesPerSecond(), key: 'out', label: 'MB/s out' },
    cpuPerGigabyte(),
  ],
  subjects: ALL_SUBJECTS,
  prepare: async (stage) => void (await measure(stage, one, 0.2)),
  measure: (stage) => measure(stage, one, 1),
}));

let topics = 0;

async function measure(stage: Stage, one: ClientCase, share: number) {
  const subject = stage.running();
  const topic = `${one.name}-${topics++}`;
  await createTopics(subject, [{ name: topic, partitions: 1 }]);
  const records = stage.amount(one.records * share, QUICK_RECORDS);
  const megabytes = (records * RECORD_BYTES) / 1e6;
  const cpuBefore = subject.cpuSeconds();
  const startedAt = performance.now();
  await one.produce(stage, topic, records);
  const secondsIn = (performance.now() - startedAt) / 1000;
  const secondsOut = await one.consume(stage, topic, records);
  const cpu = subject.cpuSeconds() - cpuBefore;
  return {
    in: megabytes / secondsIn,
    out: megabytes / secondsOut,
    cpu: cpu / ((2 * megabytes) / 1e3),
  };
}

async function produceWithKcat(stage: Stage, topic: string, records: number): Promise<void> {
  const broker = stage.running().address;
  await run('kcat', ['-P', '-b', broker, '-t', topic, '-p', '0', '-l', linesFile(records)]);
}

async function consumeWithKcat(stage: Stage, topic: string, records: number): Promise<number> {
  const broker = stage.running().address;
  const startedAt = performance.now();
  const kcat = 'kcat -C -q -e -o beginning -b "$0" -t "$1" -p 0 -c "$2" > /dev/null';
  await run('/bin/sh', ['-c', kcat, broker, topic, String(records)]);
  return (performance.now() - startedAt) / 1000;
}

let directory: string | undefined;

/** A file with this many lines of a record each. */
function linesFile(records: number): string {
  directory ??= temporaryDirectory();
  const file = path.join(directory, `${records}.txt`);
  if (!existsSync(file)) writeFileSync(file, `${'r'.repeat(RECORD_BYTES)}\n`.repeat(records));
  return file;
}

function kafkaOf(stage: Stage): KafkaType {
  const brokers = [stage.running().address];
  return new kafkajs.Kafka({ brokers, clientId: 'bench', logLevel: kafkajs.logLevel.ERROR });
}

async function produceWithKafkajs(stage: Stage, topic: string, records: number): Promise<void> {
  const producer = kafkaOf(stage).producer();
  await producer.connect();
  const messages = Array.from({ length: MESSAGES }, () => ({ value: 'r'.repeat(RECORD_BYTES) }));
  let left = records / MESSAGES;
  const line = async () => {
    while (left > 0) {
      left -= 1;
      await producer.send({ topic, acks: -1, messages });
    }
  };
  await Promise.all(Array.from({ length: SENDS }, line));
  await producer.disconnect();
}

/** Seconds from the first batch to the last: how long a group takes to form is another matter. */
async function consumeWithKafkajs(stage: Stage, topic: string, records: number): Promise<number> {
  const consumer = kafkaOf(stage).consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let startedAt = 0;
  let read = 0;
  await new Promise<void>((resolve, reject) => {
    const eachBatch = async ({ batch }: { batch: { messages: readonly unknown[] } }) => {
      startedAt ||= performance.now();
      read += batch.messages.length;
      if (read >= records) resolve();
    };
    consumer.run({ eachBatch }).catch(reject);
  });
  const seconds = (performance.now() - startedAt) / 1000;
  await consumer.disconnect();
  return seconds;
}
