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
    measure: async (stage) => {
      const small = await appendMicroseconds(stage, SMALL_LOG);
      const large = await appendMicroseconds(stage, LARGE_LOG);
      return { small, large, growth: large / small };
    },
  },
];

async function appendMicroseconds(stage: Stage, segments: number): Promise<number> {
  await using subject = await stage.startOwn();
  await createTopics(subject, [{ name: TOPIC, partitions: 1 }]);
  await append(subject, 1);
  await subject.stop();
  replaceSegments(path.join(subject.dataDirectory, `${TOPIC}-0`), segments);
  subject.launch();
  await subject.untilItListens();
  const appends = stage.amount(APPENDS, 100);
  await append(subject, appends / 4);
  const cpuBefore = subject.cpuSeconds();
  await append(subject, appends);
  return ((subject.cpuSeconds() - cpuBefore) / appends) * 1e6;
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
