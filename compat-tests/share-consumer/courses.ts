// What members of share groups go through, course by course, and what is held against what they said.

import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DescribeShareGroupOffsets } from '../../src/protocol/generated/describe-share-group-offsets.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { buildBatch } from '../../src/record/record-batch-builder.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import type { Broker } from '../support/broker.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { until } from '../support/until.ts';
import type { Delivery, WorkerTask } from './worker.ts';
import { ShareWorker } from './worker.ts';

const RECORDS = Number(process.env.KLAMM_SHARE_RECORDS ?? 1_000);
const PARTITIONS = 2;
const BATCH = 25;
const GROUP_RESOURCE = 32;
const POISON = 49;
const LIMIT_MS = 120_000;
const DELIVERY_LIMIT = 5;

/** What speaks against a course; nothing when all is well. */
export type Faults = readonly string[];

export interface Course {
  readonly name: string;
  run(broker: Broker): Promise<Faults>;
}

export const COURSES: readonly Course[] = [
  { name: 'implicit', run: implicit },
  { name: 'explicit', run: explicit },
  { name: 'record limit', run: recordLimit },
  { name: 'under fire', run: underFire },
];

async function implicit(broker: Broker): Promise<Faults> {
  const task = await prepared(broker, 'implicit', { mode: 'implicit', members: 2 });
  const workers = [new ShareWorker(task), new ShareWorker(task)];
  try {
    await until('all records are confirmed', () => confirmed(workers).size >= RECORDS, LIMIT_MS);
    await untilDone(broker, task.group, task.topic);
    return [...processedOnce(workers), ...atFirstDelivery(workers)];
  } finally {
    for (const worker of workers) await worker.stop();
  }
}

async function explicit(broker: Broker): Promise<Faults> {
  const task = await prepared(broker, 'explicit', { mode: 'explicit', members: 2 });
  const workers = [new ShareWorker(task), new ShareWorker(task)];
  try {
    await untilDone(broker, task.group, task.topic);
    return byRecord(workers).flatMap(([place, deliveries]) => explicitFaults(place, deliveries));
  } finally {
    for (const worker of workers) await worker.stop();
  }
}

async function recordLimit(broker: Broker): Promise<Faults> {
  const settings = { 'share.acquire.mode': 'record_limit', 'max.poll.records': '3' };
  const task = await prepared(broker, 'record-limit', { mode: 'implicit', members: 1, settings });
  const worker = new ShareWorker(task);
  try {
    await untilDone(broker, task.group, task.topic);
    return processedOnce([worker]);
  } finally {
    await worker.stop();
  }
}

/** Members are killed, and so is the broker, while others go on. */
async function underFire(broker: Broker): Promise<Faults> {
  const task = await prepared(broker, 'under-fire', { mode: 'explicit', members: 2 });
  await configure(broker, task.group, {
    'share.delivery.count.limit': '10',
    'share.record.lock.duration.ms': '5000',
  });
  const all = [new ShareWorker(task), new ShareWorker(task)];
  const living = [...all];
  try {
    for (const part of [0.1, 0.25, 0.4, 0.55, 0.7]) {
      await until(`${part} of all`, () => processed(all).size >= part * RECORDS, LIMIT_MS);
      if (part === 0.25) await broker.kill();
      else if (part === 0.55) await broker.stop();
      else await living.shift()?.kill();
      if (part === 0.25 || part === 0.55) await broker.startAgain();
      else {
        const next = new ShareWorker(task);
        all.push(next);
        living.push(next);
      }
    }
    await untilDone(broker, task.group, task.topic);
    const places = expectedPlaces().filter((place) => !isPoison(place));
    const seen = processed(all);
    const lost = places.filter((place) => !seen.has(place)).map((place) => `${place} was lost`);
    const often = all.flatMap(({ deliveries }) =>
      deliveries.filter((each) => each.deliveries > 10),
    );
    return [...lost, ...often.map(({ place, deliveries }) => `${place} came ${deliveries} times`)];
  } finally {
    for (const worker of living) await worker.kill();
  }
}

/** A topic with records, and a group that begins with the first of them. */
async function prepared(
  broker: Broker,
  name: string,
  rest: Pick<WorkerTask, 'mode' | 'members' | 'settings'>,
): Promise<WorkerTask> {
  const topic = `share-${name}`;
  const group = `workers-${name}`;
  const client = await WireClient.connect({ port: broker.port });
  const shape = { numPartitions: PARTITIONS, replicationFactor: 1, assignments: [], configs: [] };
  await client.send(CreateTopics, 7, { timeoutMs: 10_000, topics: [{ name: topic, ...shape }] });
  for (let index = 0; index < PARTITIONS; index++) await fill(client, topic, index);
  await client.close();
  await configure(broker, group, { 'share.auto.offset.reset': 'earliest' });
  return { broker, topic, group, directory: temporaryDirectory(), ...rest };
}

async function fill(client: WireClient, name: string, index: number): Promise<void> {
  const count = RECORDS / PARTITIONS;
  for (let from = 0; from < count; ) {
    const size = Math.min(BATCH, count - from);
    const values = Array.from({ length: size }, (_, at) => Buffer.from(`${index}/${from + at}`));
    const records = buildBatch({
      timestamp: Date.now(),
      records: values.map((value) => ({ value })),
    });
    const topicData = [{ name, partitionData: [{ index, records }] }];
    const request = { transactionalId: null, acks: -1, timeoutMs: 5_000, topicData };
    const { responses } = await client.send(Produce, 11, request);
    if (responses[0]?.partitionResponses[0]?.errorCode === 0) from += size;
    else await sleep(50);
  }
}

async function configure(
  { port }: Broker,
  group: string,
  configs: Readonly<Record<string, string>>,
): Promise<void> {
  const client = await WireClient.connect({ port });
  const changes = Object.entries(configs).map(([name, value]) => {
    return { name, configOperation: 0, value };
  });
  const resources = [{ resourceType: GROUP_RESOURCE, resourceName: group, configs: changes }];
  const { responses } = await client.send(IncrementalAlterConfigs, 1, {
    resources,
    validateOnly: false,
  });
  await client.close();
  if (responses[0]?.errorCode !== 0) throw new Error(`${responses[0]?.errorMessage}`);
}

/** Resolves once nothing is left for the group to do. */
async function untilDone(broker: Broker, group: string, topic: string): Promise<void> {
  await until('nothing is left to do', () => isDone(broker, group, topic), LIMIT_MS);
}

async function isDone({ port }: Broker, groupId: string, topicName: string): Promise<boolean> {
  const client = await WireClient.connect({ port });
  try {
    await client.send(FindCoordinator, 6, { keyType: 0, coordinatorKeys: [groupId] });
    const partitions = Array.from({ length: PARTITIONS }, (_, index) => index);
    const groups = [{ groupId, topics: [{ topicName, partitions }] }];
    const answer = await client.send(DescribeShareGroupOffsets, 1, { groups });
    const places = answer.groups[0]?.topics[0]?.partitions ?? [];
    return (
      places.length === PARTITIONS &&
      places.every(({ errorCode, lag }) => errorCode === 0 && lag === 0)
    );
  } finally {
    await client.close();
  }
}

function expectedPlaces(): string[] {
  return Array.from({ length: PARTITIONS }, (_, partition) =>
    Array.from({ length: RECORDS / PARTITIONS }, (_, offset) => `${partition}/${offset}`),
  ).flat();
}

function isPoison(place: string): boolean {
  return Number(place.split('/')[1]) % 50 === POISON;
}

function confirmed(workers: readonly ShareWorker[]): Set<string> {
  return new Set(workers.flatMap((worker) => worker.confirmed));
}

/** The records that somebody has accepted or rejected. */
function processed(workers: readonly ShareWorker[]): Set<string> {
  const final = workers
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ action }) => action === 'ACCEPT' || action === 'REJECT');
  return new Set(final.map(({ place }) => place));
}

/** Every record with what became of it, in the order of its deliveries. */
function byRecord(workers: readonly ShareWorker[]): [string, Delivery[]][] {
  const all = workers.flatMap(({ deliveries }) => deliveries);
  const records = new Map<string, Delivery[]>(expectedPlaces().map((place) => [place, []]));
  for (const delivery of all) records.get(delivery.place)?.push(delivery);
  for (const deliveries of records.values()) deliveries.sort((a, b) => a.deliveries - b.deliveries);
  return [...records];
}

function processedOnce(workers: readonly ShareWorker[]): Faults {
  return byRecord(workers)
    .filter(([, deliveries]) => deliveries.length !== 1)
    .map(([place, deliveries]) => `${place} came ${deliveries.length} times`);
}

function atFirstDelivery(workers: readonly ShareWorker[]): Faults {
  return workers
    .flatMap(({ deliveries }) => deliveries)
    .filter(({ deliveries }) => deliveries !== 1)
    .map(({ place, deliveries }) => `${place} was at its delivery ${deliveries}`);
}

/** What each kind of record goes through, by its offset. */
function explicitFaults(place: string, deliveries: readonly Delivery[]): Faults {
  const course = deliveries.map((each) => `${each.deliveries} ${each.action}`).join(', ');
  const expected = expectedCourse(Number(place.split('/')[1]));
  return course === expected ? [] : [`${place}: ${course}, not ${expected}`];
}

function expectedCourse(offset: number): string {
  if (offset % 50 === POISON) {
    return Array.from({ length: DELIVERY_LIMIT }, (_, at) => `${at + 1} RELEASE`).join(', ');
  }
  switch (offset % 10) {
    case 3:
      return '1 RELEASE, 2 ACCEPT';
    case 5:
      return '1 REJECT';
    case 7:
      return '1 RENEW, 1 ACCEPT';
    default:
      return '1 ACCEPT';
  }
}
