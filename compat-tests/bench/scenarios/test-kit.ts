// What brokers in a test cost (klamm/testing), in one warm process: a fresh one, a hundred at once, a snapshot of
// 100 MB and the way back to it, in memory and in a directory, and seven days of time.

import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TestBroker } from '../../../src/testing.ts';
import { repositoryRoot } from '../../support/paths.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import type { Figure, Scenario, Stage } from '../scenario.ts';
import { LoadConnection } from '../wire-load.ts';

type TestKit = typeof import('../../../src/testing.ts');

/** As it would be published: what `main.ts` has built. */
const KIT = path.join(repositoryRoot, 'dist/testing.js');
const TOPIC = 'orders';
const BATCH = { records: 100, recordBytes: 1000 } as const;
const BATCHES = 1000;
const IN_FLIGHT = 5;
const BROKERS_AT_ONCE = 100;
const REPETITIONS = 15;
const MOST_MS = { start: 10, snapshot: 50, week: 100 };

const ms = (key: string, label: string, most?: number): Figure => ({
  ...{ key, label: `ms, ${label}`, better: 'lower' },
  ...(most === undefined ? {} : { bar: { value: most } }),
});

export const testKitScenarios: readonly Scenario[] = [
  {
    name: 'test-kit',
    title: 'brokers in a test (klamm/testing)',
    figures: [
      ms('start', 'a fresh broker', MOST_MS.start),
      ms('hundred', 'a hundred at once'),
      ms('snapshot', 'snapshot of 100 MB in memory', MOST_MS.snapshot),
      ms('restore', 'back to it', MOST_MS.snapshot),
      ms('directorySnapshot', 'snapshot of 100 MB in a directory', MOST_MS.snapshot),
      ms('directoryRestore', 'back to it, in a directory', MOST_MS.snapshot),
      ms('week', 'seven days', MOST_MS.week),
    ],
    subjects: ['klamm'],
    isIsolated: true,
    measure,
  },
];

async function measure(stage: Stage) {
  const kit: TestKit = await import(pathToFileURL(KIT).href);
  const repetitions = stage.amount(REPETITIONS, 1);
  const fresh = () => kit.startBroker({ topics: { [TOPIC]: 3 } });
  const [memory, directory] = [
    await stateFigures(stage, await fresh()),
    await stateFigures(
      stage,
      await kit.startBroker({
        topics: { [TOPIC]: 3 },
        directory: path.join(temporaryDirectory(), 'data'),
      }),
    ),
  ];
  const start = await medianOf(repetitions, async () => {
    const [broker, took] = await timed(fresh);
    await broker.close();
    return took;
  });
  const [brokers, hundred] = await timed(() =>
    Promise.all(Array.from({ length: stage.amount(BROKERS_AT_ONCE, 2) }, fresh)),
  );
  await Promise.all(brokers.map((broker) => broker.close()));
  const week = await medianOf(repetitions, async () => {
    const broker = await fresh();
    const [, took] = await timed(() => broker.clock.advance('7 days'));
    await broker.close();
    return took;
  });
  return {
    ...{ start, hundred, week },
    ...{ snapshot: memory.snapshot, restore: memory.restore },
    ...{ directorySnapshot: directory.snapshot, directoryRestore: directory.restore },
  };
}

/** Fills the broker, and closes it in the end. */
async function stateFigures(stage: Stage, broker: TestBroker) {
  const load = await LoadConnection.open(broker, { topic: TOPIC, partition: 0 }, BATCH);
  await load.sendMany(stage.amount(BATCHES, 5), IN_FLIGHT);
  load.close();
  const restores: number[] = [];
  const snapshot = await medianOf(stage.amount(REPETITIONS, 1), async () => {
    const [taken, took] = await timed(() => broker.snapshot());
    const [, back] = await timed(() => broker.restore(taken));
    restores.push(back);
    await taken.remove();
    return took;
  });
  await broker.close();
  return { snapshot, restore: median(restores) };
}

async function timed<T>(run: () => Promise<T>): Promise<[result: T, ms: number]> {
  const startedAt = performance.now();
  const result = await run();
  return [result, performance.now() - startedAt];
}

async function medianOf(count: number, measureOnce: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let turn = 0; turn < count; turn++) all.push(await measureOnce());
  return median(all);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
