// One record at a time from a producer to a consumer that waits for it, acks=all: with Apache Kafka's own tool,
// which prints whole milliseconds for percentiles, and with two bare connections, whose p99 is exact.

import { Fetch } from '../../../src/protocol/generated/fetch.ts';
import { WireClient } from '../../../test/support/wire-client.ts';
import { percentile } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { ALL_SUBJECTS } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';
import { LoadConnection } from '../wire-load.ts';

const RECORD_BYTES = 100;
const FETCH_VERSION = 11;

let topics = 0;

export const latencyScenarios: readonly Scenario[] = [
  {
    name: 'latency',
    title: 'end to end latency of single records, acks=all',
    figures: [
      { key: 'average', label: 'ms, average', better: 'lower', bar: { ratio: 0.6 } },
      { key: 'p99', label: 'ms, p99 of bare connections', better: 'lower', bar: { ratio: 0.8 } },
      { key: 'bare', label: 'ms, average of bare connections', better: 'lower' },
    ],
    subjects: ALL_SUBJECTS,
    prepare: async (stage) => void (await measure(stage, 2_000)),
    measure: (stage) => measure(stage, 5_000),
  },
];

async function measure(stage: Stage, full: number) {
  const subject = stage.running();
  const topic = `latency-${topics++}`;
  const bareTopic = `${topic}-bare`;
  await createTopics(
    subject,
    [topic, bareTopic].map((name) => ({ name, partitions: 1 })),
  );
  const records = stage.amount(full, 20);
  const average = await stage.tools.endToEnd(subject, {
    topic,
    records,
    recordBytes: RECORD_BYTES,
  });
  const times = await bareTimes(subject, bareTopic, records);
  const bare = times.reduce((sum, time) => sum + time, 0) / times.length;
  return { average, p99: percentile(times, 0.99), bare };
}

/** Milliseconds from the sending of each record to its arrival in an answer to a waiting Fetch. */
async function bareTimes(subject: Subject, topic: string, records: number): Promise<number[]> {
  const batch = { records: 1, recordBytes: RECORD_BYTES, acks: -1 } as const;
  const producer = await LoadConnection.open(subject, { topic, partition: 0 }, batch);
  const consumer = await WireClient.connect({ port: subject.port, clientId: 'bench' });
  const times: number[] = [];
  for (let offset = 0; offset < records; offset++) {
    const arrival = fetchOne(consumer, topic, offset);
    const startedAt = performance.now();
    await Promise.all([producer.send(), arrival]);
    times.push(performance.now() - startedAt);
  }
  producer.close();
  await consumer.close();
  return times;
}

async function fetchOne(client: WireClient, topic: string, fetchOffset: number): Promise<void> {
  const partitionMaxBytes = 1_000;
  const answer = await client.send(Fetch, FETCH_VERSION, {
    maxWaitMs: 30_000,
    minBytes: 1,
    maxBytes: partitionMaxBytes,
    sessionEpoch: -1,
    topics: [{ topic, partitions: [{ partition: 0, fetchOffset, partitionMaxBytes }] }],
  });
  const partition = answer.responses[0]?.partitions[0];
  if (partition?.errorCode !== 0) throw new Error(`fetching ended with ${partition?.errorCode}`);
}
