// Resident memory: at rest after the start, and after four gigabytes went in.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import { createTopics } from '../topics.ts';

const RECORD_BYTES = 1024;
const FOUR_GIGABYTES = 4e9;
const REST_MS = 10_000;
const QUICK_REST_MS = 200;
const TOPIC = 'memory';

export const memoryScenarios: readonly Scenario[] = [
  {
    name: 'memory',
    title: 'resident memory, at rest and after 4 GB went in',
    figures: [
      { key: 'atRest', label: 'MB at rest', better: 'lower', bar: { ratio: 1 / 5 } },
      { key: 'after', label: 'MB after 4 GB', better: 'lower', bar: { ratio: 1 / 5 } },
      { key: 'peak', label: 'MB at most', better: 'lower' },
    ],
    subjects: BROKERS,
    isIsolated: true,
    maxRounds: 1,
    measure,
  },
];

async function measure(stage: Stage) {
  await using subject = await stage.startOwn();
  await sleep(stage.amount(REST_MS, QUICK_REST_MS));
  const atRest = subject.memory().resident / 1e6;
  await createTopics(subject, [{ name: TOPIC, partitions: 1 }]);
  const records = stage.amount(FOUR_GIGABYTES / RECORD_BYTES, 1_000);
  await stage.tools.produce(subject, { topic: TOPIC, records, recordBytes: RECORD_BYTES });
  await sleep(stage.amount(REST_MS / 5, QUICK_REST_MS));
  const { resident, peak } = subject.memory();
  return { atRest, after: resident / 1e6, peak: peak / 1e6 };
}
