// A hundred producers at once, each on a connection of its own, one request at a time.

import type { Scenario, Stage } from '../scenario.ts';
import { ALL_SUBJECTS, cpuPerGigabyte, megabytesPerSecond } from '../scenario.ts';
import { createTopics } from '../topics.ts';
import { LoadConnection } from '../wire-load.ts';

const CONNECTIONS = 100;
const PARTITIONS = 10;
/** 16 KB batches, as Java's producer makes them of such records. */
const BATCH = { records: 15, recordBytes: 1024 } as const;
const REQUESTS = 300;

let topics = 0;

export const connectionScenarios: readonly Scenario[] = [
  {
    name: 'connections-100',
    title: 'one hundred producers, 16 KB batches, acks=1',
    figures: [megabytesPerSecond(1.1), cpuPerGigabyte()],
    subjects: ALL_SUBJECTS,
    prepare: async (stage) => void (await load(stage, 0.5)),
    measure: (stage) => load(stage, 1),
  },
];

async function load(stage: Stage, share: number) {
  const subject = stage.running();
  const topic = `connections-${topics++}`;
  await createTopics(subject, [{ name: topic, partitions: PARTITIONS }]);
  const connections = await Promise.all(
    Array.from({ length: CONNECTIONS }, (_, index) =>
      LoadConnection.open(subject, { topic, partition: index % PARTITIONS }, BATCH),
    ),
  );
  const requests = stage.amount(REQUESTS * share, 2);
  const cpuBefore = subject.cpuSeconds();
  const startedAt = performance.now();
  await Promise.all(connections.map((connection) => connection.sendMany(requests)));
  const seconds = (performance.now() - startedAt) / 1000;
  const cpu = subject.cpuSeconds() - cpuBefore;
  for (const connection of connections) connection.close();
  const bytes = requests * CONNECTIONS * BATCH.records * BATCH.recordBytes;
  return { throughput: bytes / 1e6 / seconds, cpu: cpu / (bytes / 1e9) };
}
