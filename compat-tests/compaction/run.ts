// The same histories compacted by Apache Kafka and by Klamm, several times in a row, and what is left compared
// batch by batch. KLAMM_COMPACTION_SCENARIOS sets how many histories of each kind there are.

import { whyNoJava } from '../support/jvm.ts';
import { finish, finishSkipped } from '../support/summary.ts';
import { describePartition, segmentBases, writeHistory } from './partition-files.ts';
import { scenarios } from './scenarios.ts';
import type { Goal } from './side.ts';
import { Side } from './side.ts';

const ROUNDS = 3;

async function main(): Promise<void> {
  const all = scenarios(Number(process.env.KLAMM_COMPACTION_SCENARIOS ?? 5), Date.now());
  await using apache = await Side.create('apache', all);
  await using klamm = await Side.create('klamm', all);
  let passed = 0;
  let failed = 0;
  for (let round = 1; round <= ROUNDS; round++) {
    const goals = new Map<string, Goal>();
    for (const { topic, next, losesItsStart = false } of all) {
      const steps = next();
      const startsAfter = losesItsStart ? 0 : -1;
      for (const side of [apache, klamm]) {
        goals.set(topic, { ...writeHistory(side.directoryOf(topic), steps), startsAfter });
      }
    }
    for (const side of [apache, klamm]) await side.clean(goals);
    for (const { topic } of all) {
      const difference = compare(
        klamm.directoryOf(topic).directory,
        apache.directoryOf(topic).directory,
      );
      if (difference === null) passed++;
      else failed++;
      if (difference) process.stdout.write(`FAIL ${topic}, round ${round}: ${difference}\n`);
    }
    process.stdout.write(`round ${round} of ${ROUNDS}: ${all.length} topics compared\n`);
  }
  finish({ passed, failed, skipped: 0 });
}

/** The first difference; null when there is none. */
function compare(klamm: string, apache: string): string | null {
  const found = [segmentBases(klamm), ...describePartition(klamm)];
  const expected = [segmentBases(apache), ...describePartition(apache)];
  for (let index = 0; index < Math.max(found.length, expected.length); index++) {
    if (found[index] === expected[index]) continue;
    return `\n  Klamm:  ${found[index] ?? 'nothing'}\n  Apache: ${expected[index] ?? 'nothing'}`;
  }
  return null;
}

const noJava = whyNoJava();
if (noJava) finishSkipped(noJava);
else await main();
