// A schema registry whose only storage is a compacted topic. The tests are one story: each begins where the
// one before it ends.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { WireClient } from '../../test/support/wire-client.ts';
import { Broker } from '../support/broker.ts';
import { CommittedReader } from '../support/committed-reader.ts';
import { until } from '../support/until.ts';
import { Registry } from './registry.ts';
import type { RestAnswer } from './rest.ts';

const TOPIC = '_schemas';
const TOPIC_RESOURCE = 2;
const SET = 0;

// Restarts of processes that a busy machine starts slowly.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let broker: Broker;
let karapace: Registry;

beforeAll(async () => {
  broker = await Broker.start({
    returnsSoon: true,
    properties: {
      'group.min.session.timeout.ms': '500',
      'log.cleaner.backoff.ms': '200',
      // A log that compacts is rolled as soon as somebody appends to it.
      'log.cleaner.min.cleanable.ratio': '0.01',
    },
  });
  karapace = await Registry.start(broker);
});

afterAll(async () => {
  await karapace?.kill();
  await broker?.[Symbol.asyncDispose]();
});

interface Field {
  readonly name: string;
  readonly type: string;
  readonly default?: unknown;
}

const record = (...fields: Field[]) => ({
  schema: JSON.stringify({ type: 'record', name: 'Order', fields }),
});

const ID: Field = { name: 'id', type: 'long' };
const NOTE: Field = { name: 'note', type: 'string', default: '' };
const PRICE: Field = { name: 'price', type: 'double' };

const register = (subject: string, schema: object) =>
  karapace.ask('POST', `/subjects/${subject}/versions`, schema);

/** All that a registry knows, deleted versions included. */
async function everything(): Promise<object> {
  const get = async (resource: string) => (await karapace.ask('GET', resource)).body;
  const subjects: string[] = await get('/subjects?deleted=true');
  const known = await Promise.all(
    subjects.toSorted().map(async (subject) => {
      const versions: number[] = await get(`/subjects/${subject}/versions?deleted=true`);
      const schemas = versions.map((version) => {
        return get(`/subjects/${subject}/versions/${version}?deleted=true`);
      });
      const config = await get(`/config/${subject}?defaultToGlobal=true`);
      return { subject, config, schemas: await Promise.all(schemas) };
    }),
  );
  return { known, alive: (await get('/subjects')).toSorted(), config: await get('/config') };
}

async function wire<R>(work: (client: WireClient) => Promise<R>): Promise<R> {
  const client = await WireClient.connect({ port: broker.port });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

async function valuesInTopic(): Promise<string[]> {
  const reader = new CommittedReader(TOPIC, 0);
  await reader.readOn(broker.port);
  return reader.values;
}

test('the registry keeps its schemas in one compacted partition', async () => {
  const metadata = await wire((client) =>
    client.send(Metadata, 9, { topics: [{ name: TOPIC }], allowAutoTopicCreation: false } as never),
  );
  expect(metadata.topics[0]?.partitions).toHaveLength(1);
  const resource = { resourceType: TOPIC_RESOURCE, resourceName: TOPIC };
  const { results } = await wire((client) =>
    client.send(DescribeConfigs, 4, {
      resources: [{ ...resource, configurationKeys: ['cleanup.policy'] }],
      ...{ includeSynonyms: false, includeDocumentation: false },
    }),
  );
  expect(results[0]?.configs[0]?.value).toBe('compact');
});

test('a schema is registered once, whatever the subject', async () => {
  expect((await karapace.ask('GET', '/subjects')).body).toEqual([]);
  const { status, body } = await register('orders', record(ID));
  expect(status).toBe(200);
  expect((await register('orders', record(ID))).body).toEqual(body);
  expect((await register('copies', record(ID))).body).toEqual(body);
  expect((await karapace.ask('GET', '/subjects')).body.toSorted()).toEqual(['copies', 'orders']);
});

test('a schema that readers of the last one can read is accepted', async () => {
  const latest = '/compatibility/subjects/orders/versions/latest';
  const check = await karapace.ask('POST', latest, record(ID, NOTE));
  expect(check.body).toMatchObject({ is_compatible: true });
  expect(await register('orders', record(ID, NOTE))).toMatchObject({ status: 200 });
  expect((await karapace.ask('GET', '/subjects/orders/versions')).body).toEqual([1, 2]);
});

test('a schema that they cannot read is refused', async () => {
  const latest = '/compatibility/subjects/orders/versions/latest';
  const check = await karapace.ask('POST', latest, record(ID, NOTE, PRICE));
  expect(check.body).toMatchObject({ is_compatible: false });
  expect(await register('orders', record(ID, NOTE, PRICE))).toMatchObject({ status: 409 });
  expect((await karapace.ask('GET', '/subjects/orders/versions')).body).toEqual([1, 2]);
});

test('a subject without compatibility takes it', async () => {
  const set = await karapace.ask('PUT', '/config/orders', { compatibility: 'NONE' });
  expect(set).toMatchObject({ status: 200 });
  expect(await register('orders', record(ID, NOTE, PRICE))).toMatchObject({ status: 200 });
});

test('schemas are read by their id and by their version', async () => {
  const byVersion = await karapace.ask('GET', '/subjects/orders/versions/2');
  const { id, schema } = byVersion.body;
  expect(JSON.parse(schema)).toEqual(JSON.parse(record(ID, NOTE).schema));
  const byId: RestAnswer = await karapace.ask('GET', `/schemas/ids/${id}`);
  expect(JSON.parse(byId.body.schema)).toEqual(JSON.parse(schema));
  const latest = await karapace.ask('GET', '/subjects/orders/versions/latest');
  expect(latest.body).toMatchObject({ subject: 'orders', version: 3 });
  expect(await karapace.ask('GET', '/schemas/ids/4711')).toMatchObject({ status: 404 });
});

test('a version is deleted softly first, and then for good', async () => {
  const first = '/subjects/orders/versions/1';
  expect(await karapace.ask('DELETE', first)).toMatchObject({ status: 200, body: 1 });
  expect(await karapace.ask('GET', first)).toMatchObject({ status: 404 });
  expect(await karapace.ask('GET', `${first}?deleted=true`)).toMatchObject({ status: 200 });
  expect(await karapace.ask('DELETE', `${first}?permanent=true`)).toMatchObject({ status: 200 });
  expect(await karapace.ask('GET', `${first}?deleted=true`)).toMatchObject({ status: 404 });
});

test('a subject is deleted softly first, and then for good', async () => {
  for (const subject of ['short-lived', 'half-deleted']) {
    await register(subject, record(ID));
    const deleted = await karapace.ask('DELETE', `/subjects/${subject}`);
    expect(deleted).toMatchObject({ status: 200, body: [1] });
  }
  const forGood = await karapace.ask('DELETE', '/subjects/short-lived?permanent=true');
  expect(forGood).toMatchObject({ status: 200 });
  const all = (await karapace.ask('GET', '/subjects?deleted=true')).body;
  expect(all.toSorted()).toEqual(['copies', 'half-deleted', 'orders']);
  expect((await karapace.ask('GET', '/subjects')).body.toSorted()).toEqual(['copies', 'orders']);
});

test('a killed registry reads everything back', async () => {
  const before = await everything();
  await karapace.kill();
  await karapace.startAgain();
  expect(await everything()).toEqual(before);
});

test('a registry goes on when its broker was killed', async () => {
  const before = await everything();
  await broker.kill();
  await broker.startAgain();
  expect(await everything()).toEqual(before);
  await until('a schema is taken', async () => {
    return (await register('after-the-broker', record(ID))).status === 200;
  });
});

test('broker and registry, killed together, know everything afterwards', async () => {
  const before = await everything();
  await Promise.all([broker.kill(), karapace.kill()]);
  await broker.startAgain();
  await karapace.startAgain();
  expect(await everything()).toEqual(before);
});

test('what the topic keeps when it was compacted is all that the registry needs', async () => {
  const levels = ['BACKWARD', 'FORWARD', 'FULL'];
  for (let round = 0; round < 3; round += 1) {
    for (const compatibility of levels) {
      await karapace.ask('PUT', '/config/copies', { compatibility });
    }
  }
  const before = await everything();
  const superseded = async () => {
    const values = await valuesInTopic();
    return values.filter((value) => value.includes('"FORWARD"')).length;
  };
  expect(await superseded()).toBe(3);
  await rollSoon();
  await until('configs that were superseded are gone', async () => {
    // A segment is rolled by the append that finds it too old.
    await karapace.ask('PUT', '/config/orders', { compatibility: 'NONE' });
    return (await superseded()) === 0;
  });
  expect(await everything()).toEqual(before);
  await karapace.kill();
  await broker.stop();
  await broker.startAgain();
  await karapace.startAgain();
  expect(await everything()).toEqual(before);
});

/** Segments of the topic are closed after a moment, and the cleaner takes what is closed. */
async function rollSoon(): Promise<void> {
  const configs = [{ name: 'segment.ms', configOperation: SET, value: '300' }];
  const resources = [{ resourceType: TOPIC_RESOURCE, resourceName: TOPIC, configs }];
  const request = { resources, validateOnly: false };
  const { responses } = await wire((client) => client.send(IncrementalAlterConfigs, 1, request));
  expect(responses[0]?.errorCode).toBe(0);
}

test('ids go on after the highest that was ever given', async () => {
  const ids = new Set<number>();
  for (const name of ['a', 'b', 'c']) {
    const { body } = await register('more', record({ ...NOTE, name }));
    ids.add(body.id);
  }
  expect(Math.min(...ids)).toBeGreaterThan(3);
  expect(ids.size).toBe(3);
});
