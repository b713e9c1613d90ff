// Apache Kafka's producer perf tool, as fast as it goes, into one partition.

import type { Scenario, Stage } from '../scenario.ts';
import { ALL_SUBJECTS, cpuPerGigabyte, megabytesPerSecond } from '../scenario.ts';
import { createTopics } from '../topics.ts';

interface ProduceCase {
  readonly name: string;
  readonly title: string;
  readonly recordBytes: number;
  readonly records: number;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly throughputBar: number;
  readonly cpuBar?: number;
}

const KILOBYTE = 1024;
const TENTH = 100;

function plain(batchKilobytes: number, acks: '1' | 'all', cpuBar: number): ProduceCase {
  return {
    name: `produce-${batchKilobytes}k-acks-${acks}`,
    title: `produce 1 KB records, ${batchKilobytes} KB batches, acks=${acks}`,
    recordBytes: KILOBYTE,
    records: 500_000,
    properties: { acks, 'batch.size': batchKilobytes * KILOBYTE },
    throughputBar: 1.15,
    cpuBar,
  };
}

/** The producer's default settings (idempotent, acks=all, 16 KB batches), with a codec. */
function compressed(codec: 'lz4' | 'zstd'): ProduceCase {
  return {
    name: `produce-${codec}`,
    title: `produce 100 B records with ${codec}, idempotent`,
    recordBytes: TENTH,
    records: 2_500_000,
    properties: { acks: 'all', 'compression.type': codec },
    throughputBar: 1.1,
  };
}

export const produceScenarios: readonly Scenario[] = [
  plain(16, '1', 0.6),
  plain(16, 'all', 0.6),
  plain(128, '1', 0.8),
  plain(128, 'all', 0.8),
  compressed('lz4'),
  compressed('zstd'),
].map((one) => ({
  name: one.name,
  title: one.title,
  figures: [megabytesPerSecond(one.throughputBar), cpuPerGigabyte(one.cpuBar)],
  subjects: ALL_SUBJECTS,
  prepare: async (stage) => void (await produce(stage, one, 0.4)),
  measure: (stage) => produce(stage, one, 1),
}));

let topics = 0;

async function produce(stage: Stage, one: ProduceCase, share: number) {
  const subject = stage.running();
  const topic = `${one.name}-${topics++}`;
  await createTopics(subject, [{ name: topic, partitions: 1 }]);
  const { recordBytes, properties } = one;
  const records = stage.amount(one.records * share, 2_000);
  const cpuBefore = subject.cpuSeconds();
  const perSecond = await stage.tools.produce(subject, { topic, records, recordBytes, properties });
  const cpu = subject.cpuSeconds() - cpuBefore;
  return {
    throughput: (perSecond * recordBytes) / 1e6,
    cpu: cpu / ((records * recordBytes) / 1e9),
  };
}
