// What two thousand connections that do nothing cost the others: the p99 of a steady load with and without.

import { ApiVersions } from '../../../src/protocol/generated/api-versions.ts';
import { WireClient } from '../../../test/support/wire-client.ts';
import { percentile } from '../results.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import { steadily } from '../steady-load.ts';
import type { Subject } from '../subject.ts';
import { createTopics } from '../topics.ts';
import { LoadConnection } from '../wire-load.ts';

const IDLE = 2_000;
const PRODUCERS = 10;
const REQUESTS_PER_SECOND = 1_000;
const SECONDS = 4;
const OPENED_AT_ONCE = 50;

let topics = 0;

export const idleConnectionScenarios: readonly Scenario[] = [
  {
    name: 'idle-connections',
    title: 'p99 of 1,000 requests/s beside 2,000 idle connections',
    figures: [
      { key: 'without', label: 'ms, p99 without', better: 'lower' },
      { key: 'beside', label: 'ms, p99 beside them', better: 'lower' },
      { key: 'slowdown', label: 'beside : without', better: 'lower', bar: { value: 1.5 } },
    ],
    subjects: BROKERS,
    prepare: async (stage) => void (await p99UnderLoad(stage)),
    measure: async (stage) => {
      const without = await p99UnderLoad(stage);
      const idle = await openIdle(stage.running(), stage.amount(IDLE, 50));
      const beside = await p99UnderLoad(stage);
      await Promise.all(idle.map((client) => client.close()));
      return { without, beside, slowdown: beside / without };
    },
  },
];

async function openIdle(subject: Subject, count: number): Promise<WireClient[]> {
  const clients: WireClient[] = [];
  while (clients.length < count) {
    const some = Array.from({ length: OPENED_AT_ONCE }, async () => {
      const client = await WireClient.connect({ port: subject.port, clientId: 'idle' });
      await client.send(ApiVersions, 0, {});
      return client;
    });
    clients.push(...(await Promise.all(some)));
  }
  return clients;
}

/** Milliseconds that 99 of 100 requests of a steady stream do not exceed. */
async function p99UnderLoad(stage: Stage): Promise<number> {
  const subject = stage.running();
  const topic = `idle-${topics++}`;
  await createTopics(subject, [{ name: topic, partitions: 1 }]);
  const batch = { records: 1, recordBytes: 1024 };
  const producers = await Promise.all(
    Array.from({ length: PRODUCERS }, () =>
      LoadConnection.open(subject, { topic, partition: 0 }, batch),
    ),
  );
  const times = await steadily({
    requestsPerSecond: REQUESTS_PER_SECOND,
    requests: stage.amount(REQUESTS_PER_SECOND * SECONDS, 50),
    send: async (index) => producers[index % PRODUCERS]?.send(),
  });
  for (const producer of producers) producer.close();
  return percentile(times, 0.99);
}
