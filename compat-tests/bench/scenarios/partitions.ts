// Ten thousand partitions: created, each written once (the first touch) and once more, and the broker stopped
// and started again with all of them.

import { setTimeout as sleep } from 'node:timers/promises';
import { Produce } from '../../../src/protocol/generated/produce.ts';
import { WireClient } from '../../../test/support/wire-client.ts';
import type { Scenario, Stage } from '../scenario.ts';
import { BROKERS } from '../scenario.ts';
import type { Subject } from '../subject.ts';
import { announceTopics } from '../topics.ts';
import { batchOf } from '../wire-load.ts';
import { launchAndProduce } from './start.ts';

const TOPICS = 10;
const PARTITIONS = 1_000;
/** Partitions in a request: as many as a producer would gather. */
const IN_A_REQUEST = 50;
const RECORD_BYTES = 200;
const PRODUCE_VERSION = 8;
const RECORDS = batchOf({ records: 1, recordBytes: RECORD_BYTES });
/** NOT_LEADER_OR_FOLLOWER. */
const NOT_LEADER = 6;
const RETRY_MS = 20;
/** Partitions of a topic that are tried before the clock runs. */
const SAMPLED = 10;

export const partitionScenarios: readonly Scenario[] = [
  {
    name: 'partitions-10k',
    title: '10,000 partitions',
    figures: [
      { key: 'create', label: 's to create', better: 'lower' },
      { key: 'firstTouch', label: 'records/s, first touch', better: 'higher', bar: { ratio: 4 } },
      { key: 'secondTouch', label: 'records/s, second touch', better: 'higher' },
      { key: 'memory', label: 'MB resident', better: 'lower', bar: { ratio: 1 / 4 } },
      { key: 'stop', label: 's to stop', better: 'lower', bar: { ratio: 1 / 5 } },
      { key: 'start', label: 's to start', better: 'lower', bar: { ratio: 1 / 5 } },
    ],
    subjects: BROKERS,
    isIsolated: true,
    maxRounds: 1,
    measure,
  },
];

const topicName = (topic: number): string => `many-${topic}`;

async function measure(stage: Stage) {
  await using subject = await stage.startOwn({ keepsFiles: true });
  const partitions = stage.amount(PARTITIONS, 10);
  const create = await secondsOf(async () => {
    for (let topic = 0; topic < TOPICS; topic++) {
      await announceTopics(subject, [{ name: topicName(topic), partitions }]);
    }
  });
  await untilLed(subject, partitions);
  const total = TOPICS * partitions;
  const firstTouch = total / (await secondsOf(() => touchAll(subject, partitions)));
  const secondTouch = total / (await secondsOf(() => touchAll(subject, partitions)));
  const memory = subject.memory().resident / 1e6;
  const stop = await secondsOf(() => subject.stop());
  const last = { topic: topicName(TOPICS - 1), partition: partitions - 1 };
  const start = (await launchAndProduce(subject, last)) / 1000;
  return { create, firstTouch, secondTouch, memory, stop, start };
}

/** One record into every partition, one request at a time. */
async function touchAll(subject: Subject, partitions: number): Promise<void> {
  const client = await WireClient.connect({ port: subject.port, clientId: 'bench' });
  for (let topic = 0; topic < TOPICS; topic++) {
    for (let first = 0; first < partitions; first += IN_A_REQUEST) {
      const count = Math.min(IN_A_REQUEST, partitions - first);
      await touch(
        client,
        topic,
        range(count, (at) => first + at),
      );
    }
  }
  await client.close();
}

/** Resolves once some partitions of every topic take records: a new leader may be announced before it leads. */
async function untilLed(subject: Subject, partitions: number): Promise<void> {
  const client = await WireClient.connect({ port: subject.port, clientId: 'bench' });
  const some = range(SAMPLED, (at) => Math.floor((at * partitions) / SAMPLED));
  for (let topic = 0; topic < TOPICS; topic++) await touch(client, topic, some);
  await client.close();
}

/** One record into each of these partitions of a topic, again where the leader is not ready. */
async function touch(client: WireClient, topic: number, indexes: readonly number[]): Promise<void> {
  const { responses } = await client.send(Produce, PRODUCE_VERSION, {
    transactionalId: null,
    acks: 1,
    timeoutMs: 60_000,
    topicData: [
      {
        name: topicName(topic),
        partitionData: indexes.map((index) => ({ index, records: RECORDS })),
      },
    ],
  });
  const failed = (responses[0]?.partitionResponses ?? []).filter(
    ({ errorCode }) => errorCode !== 0,
  );
  const other = failed.find(({ errorCode }) => errorCode !== NOT_LEADER);
  if (other) throw new Error(`a partition answered ${other.errorCode}`);
  if (failed.length === 0) return;
  await sleep(RETRY_MS);
  await touch(
    client,
    topic,
    failed.map(({ index }) => index),
  );
}

function range(count: number, value: (at: number) => number): number[] {
  return Array.from({ length: count }, (_, at) => value(at));
}

async function secondsOf(action: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return (performance.now() - startedAt) / 1000;
}
