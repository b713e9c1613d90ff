// What an append costs in processor time when the log is one gigabyte, and when it is fifty: the large logs are
// segments that are holes but for the last batch and its index entries.

import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario, Stage } from '../scenario.ts';
import { segmentFile, writeSparseSegment } from '../sparse-segment.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';
import { LoadConnection } from '../wire-load.ts';

const TOPIC = 'large';
const BATCH = { records: 15, recordBytes: 1024 } as const;
const APPENDS = 60_000;
const IN_FLIGHT = 5;
const TURNS = 6;
const SMALL_LOG = 1;
const LARGE_LOG = 50;

export const appendCostScenarios: readonly Scenario[] = [
  {
    name: 'append-cost',
    title: 'processor time of an append to a log of 1 GB and of 50 GB',
    figures: [
      { key: 'small', label: 'CPU µs at 1 GB', better: 'lower' },
      { key: 'large', label: 'CPU µs at 50 GB', better: 'lower' },
      { key: 'growth', label: '50 GB : 1 GB', better: 'lower', bar: { value: 1.1 } },
    ],
    subjects: ['klamm'],
    isIsolated: true,
    measure,
  },
];

/** Both logs at the same time, in turns: what an append costs here changes with the state of the memory. */
async function measure(stage: Stage) {
  await using small = await startWithLog(stage, SMALL_LOG);
  await using large = await startWithLog(stage, LARGE_LOG);
  const appends = stage.amount(APPENDS / TURNS, 20);
  const cpuBefore = [small.cpuSeconds(), large.cpuSeconds()] as const;
  for (let turn = 0; turn < TURNS; turn++) {
    await append(small, appends);
    await append(large, appends);
  }
  const microseconds = (cpu: number) => (cpu / (appends * TURNS)) * 1e6;
  const cost = {
    small: microseconds(small.cpuSeconds() - cpuBefore[0]),
    large: microseconds(large.cpuSeconds() - cpuBefore[1]),
  };
  return { ...cost, growth: cost.large / cost.small };
}

/** A broker whose log has this many finished segments, warmed. */
async function startWithLog(stage: Stage, segments: number): Promise<Subject> {
  const subject = await stage.startOwn();
  await createTopics(subject, [{ name: TOPIC, partitions: 1 }]);
  await append(subject, 1);
  await subject.stop();
  replaceSegments(path.join(subject.dataDirectory, `${TOPIC}-0`), segments);
  subject.launch();
  await subject.untilItListens();
  await append(subject, stage.amount(APPENDS / 4, 20));
  return subject;
}

/** The log as it would be after this many segments, cleanly stopped; the active one is empty. */
function replaceSegments(directory: string, count: number): void {
  const isOfSegment = (name: string) => /^\d{20}\./.test(name);
  for (const name of readdirSync(directory).filter(isOfSegment)) rmSync(path.join(directory, name));
  for (let segment = 0; segment < count; segment++) writeSparseSegment(directory, segment);
  writeFileSync(segmentFile(directory, count, '.log'), '');
}

async function append(subject: Subject, count: number): Promise<void> {
  const connection = await LoadConnection.open(subject, { topic: TOPIC, partition: 0 }, BATCH);
  await connection.sendMany(count, IN_FLIGHT);
  connection.close();
}
