// From the start of the process to the first acknowledged record, on a data directory that is ready to use and
// empty. The topic is created on the way, as a client's first Metadata request does it.

import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '../../../src/protocol/generated/metadata.ts';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { WireClient } from '../../../test/support/wire-client.ts';
import type { Scenario } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { batchOf } from '../wire-load.ts';

const TIMEOUT_MS = 120_000;
const POLL_MS = 1;
const METADATA_VERSION = 8;
const PRODUCE_VERSION = 8;

export const startScenarios: readonly Scenario[] = [
  {
    name: 'start',
    title: 'from exec to the first acknowledged record',
    figures: [{ key: 'ms', label: 'ms', better: 'lower', bar: { ratio: 1 / 15 } }],
    subjects: BROKERS,
    isIsolated: true,
    measure: async (stage) => {
      await using subject = await stage.startOwn({ isStopped: true });
      return { ms: await launchAndProduce(subject, { topic: 'first', partition: 0 }) };
    },
  },
];

/** Starts the process; resolves with the milliseconds to the first acknowledged record. */
export async function launchAndProduce(
  subject: Subject,
  { topic, partition }: { readonly topic: string; readonly partition: number },
): Promise<number> {
  const records = batchOf({ records: 1, recordBytes: 100 });
  const startedAt = performance.now();
  subject.launch();
  const attempt = async (): Promise<boolean> => {
    const client = await WireClient.connect({ port: subject.port, clientId: 'bench' });
    try {
      await client.send(Metadata, METADATA_VERSION, {
        topics: [{ name: topic }],
        allowAutoTopicCreation: true,
      });
      while (!(await isAcknowledged(client, topic, partition, records))) await sleep(POLL_MS);
      return true;
    } finally {
      await client.close();
    }
  };
  while (!(await attempt().catch(() => false))) {
    subject.requireAlive();
    if (performance.now() - startedAt > TIMEOUT_MS) throw new Error(`${subject.title} is not up`);
    await sleep(POLL_MS);
  }
  return performance.now() - startedAt;
}

async function isAcknowledged(
  client: WireClient,
  topic: string,
  index: number,
  records: Buffer,
): Promise<boolean> {
  const { responses } = await client.send(Produce, PRODUCE_VERSION, {
    transactionalId: null,
    acks: -1,
    timeoutMs: TIMEOUT_MS,
    topicData: [{ name: topic, partitionData: [{ index, records }] }],
  });
  return responses[0]?.partitionResponses[0]?.errorCode === 0;
}
