// Apache Kafka's consumer perf tool, from the page cache: one consumer, and eight at a time on one topic, each
// reading all of it.

import { closeSync, existsSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import type { Scenario, Stage } from '../scenario.ts';
import { ALL_SUBJECTS, cpuPerGigabyte, megabytesPerSecond } from '../scenario.ts';
import { createTopics } from '../topics.ts';

const RECORD_BYTES = 1024;
const TOPIC = 'consumed';
const READ_BYTES = 1024 * 1024;
const FULL_RECORDS = 1_500_000;
const QUICK_RECORDS = 2_000;

interface ConsumeCase {
  readonly name: string;
  readonly title: string;
  readonly consumers: number;
  /** Of the records in the topic, how many each consumer reads. */
  readonly share: number;
  readonly cpuBar?: number;
}

export const consumeScenarios: readonly Scenario[] = [
  { name: 'consume', title: 'consume 1 KB records', consumers: 1, share: 1, cpuBar: 1 },
  { name: 'consume-8', title: 'eight consumers on one topic', consumers: 8, share: 0.3 },
].map((one: ConsumeCase) => ({
  name: one.name,
  title: one.title,
  figures: [megabytesPerSecond(1.1), cpuPerGigabyte(one.cpuBar)],
  subjects: ALL_SUBJECTS,
  prepare: async (stage) => {
    await fill(stage);
    await consume(stage, one);
  },
  measure: (stage) => consume(stage, one),
}));

const filled = new WeakSet<object>();

async function fill(stage: Stage): Promise<void> {
  const subject = stage.running();
  if (filled.has(subject)) return;
  filled.add(subject);
  await createTopics(subject, [{ name: TOPIC, partitions: 1 }]);
  await stage.tools.produce(subject, {
    topic: TOPIC,
    records: stage.amount(FULL_RECORDS, QUICK_RECORDS),
    recordBytes: RECORD_BYTES,
    properties: { 'batch.size': 128 * 1024 },
  });
}

/** Some machines take away pages that were not used for seconds. */
function readIntoPageCache(directory: string): void {
  // The sink has no log.
  if (!existsSync(directory)) return;
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  for (const name of readdirSync(directory)) {
    const descriptor = openSync(path.join(directory, name), 'r');
    while (readSync(descriptor, buffer, 0, READ_BYTES, null) > 0);
    closeSync(descriptor);
  }
}

let groups = 0;

async function consume(stage: Stage, { consumers, share }: ConsumeCase) {
  const subject = stage.running();
  const records = Math.floor(stage.amount(FULL_RECORDS, QUICK_RECORDS) * share);
  readIntoPageCache(path.join(subject.dataDirectory, `${TOPIC}-0`));
  const cpuBefore = subject.cpuSeconds();
  const perSecond = await Promise.all(
    Array.from({ length: consumers }, () =>
      stage.tools.consume(subject, { topic: TOPIC, records, group: `bench-${groups++}` }),
    ),
  );
  const cpu = subject.cpuSeconds() - cpuBefore;
  const bytes = records * RECORD_BYTES * consumers;
  const total = perSecond.reduce((sum, one) => sum + one, 0);
  return { throughput: (total * RECORD_BYTES) / 1e6, cpu: cpu / (bytes / 1e9) };
}
