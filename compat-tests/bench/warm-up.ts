// Gives a subject that will run through many scenarios what it needs to be at its best: a JVM compiles its hot
// path for the first gigabytes, on the processors that its clients need. All subjects get the same.

import type { PerfTools } from './perf-tools.ts';
import type { Subject } from './subject.ts';
import { createTopics } from './topics.ts';

const TOPIC = 'warm-up';
const RECORD_BYTES = 1024;
const RECORDS = 3_000_000;
const KILOBYTE = 1024;

/** Three gigabytes in, in small and in large batches, and out again. */
export async function warmUp(subject: Subject, tools: PerfTools): Promise<void> {
  await createTopics(subject, [{ name: TOPIC, partitions: 1 }]);
  for (const [batchKilobytes, share] of [
    [16, 2 / 3],
    [128, 1 / 3],
  ] as const) {
    await tools.produce(subject, {
      topic: TOPIC,
      records: RECORDS * share,
      recordBytes: RECORD_BYTES,
      properties: { 'batch.size': batchKilobytes * KILOBYTE },
    });
  }
  await tools.consume(subject, { topic: TOPIC, records: RECORDS, group: TOPIC });
}
