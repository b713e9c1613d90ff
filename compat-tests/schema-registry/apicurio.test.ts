// A registry whose storage is a journal in a topic. The tests are one story: each begins where the one before it ends.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Broker } from '../support/broker.ts';
import { until } from '../support/until.ts';
import { Apicurio } from './apicurio.ts';

// Restarts of processes that a busy machine starts slowly.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let broker: Broker;
let apicurio: Apicurio;

beforeAll(async () => {
  broker = await Broker.start({ returnsSoon: true });
  apicurio = await Apicurio.start(broker);
});

afterAll(async () => {
  await apicurio?.kill();
  await broker?.[Symbol.asyncDispose]();
});

const ID = { name: 'id', type: 'long' };
const NOTE = { name: 'note', type: 'string', default: '' };
const PRICE = { name: 'price', type: 'double' };

const record = (...fields: object[]) => ({
  schema: JSON.stringify({ type: 'record', name: 'Order', fields }),
});

const register = (subject: string, schema: object) =>
  apicurio.ask('POST', `/subjects/${subject}/versions`, schema);

/** All that a registry knows. */
async function everything(): Promise<object> {
  const get = async (resource: string) => (await apicurio.ask('GET', resource)).body;
  const subjects: string[] = await get('/subjects');
  return Promise.all(
    subjects.toSorted().map(async (subject) => {
      const versions: number[] = await get(`/subjects/${subject}/versions`);
      const schemas = versions.map((version) => get(`/subjects/${subject}/versions/${version}`));
      return { subject, schemas: await Promise.all(schemas) };
    }),
  );
}

test('schemas are registered, and one that readers cannot read is refused', async () => {
  expect((await apicurio.ask('GET', '/subjects')).body).toEqual([]);
  expect(await register('orders', record(ID))).toMatchObject({ status: 200 });
  expect(await apicurio.ask('PUT', '/config/orders', { compatibility: 'BACKWARD' })).toMatchObject({
    status: 200,
  });
  expect(await register('orders', record(ID, NOTE))).toMatchObject({ status: 200 });
  expect(await register('orders', record(ID, NOTE, PRICE))).toMatchObject({ status: 409 });
  expect(await register('short-lived', record(ID))).toMatchObject({ status: 200 });
  expect(await apicurio.ask('DELETE', '/subjects/short-lived')).toMatchObject({ status: 200 });
  expect((await apicurio.ask('GET', '/subjects/orders/versions')).body).toHaveLength(2);
});

test('a registry goes on when its broker was killed', async () => {
  const before = await everything();
  await broker.kill();
  await broker.startAgain();
  expect(await everything()).toEqual(before);
  await until('a schema is taken', async () => {
    const answer = await register('after-the-broker', record(ID)).catch(() => undefined);
    return answer?.status === 200;
  });
});

test('broker and registry, killed together, know everything afterwards', async () => {
  const before = await everything();
  await Promise.all([broker.kill(), apicurio.kill()]);
  await broker.startAgain();
  await apicurio.startAgain();
  expect(await everything()).toEqual(before);
});
