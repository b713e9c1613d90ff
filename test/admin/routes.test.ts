// What can be asked over HTTP, seen by a client of any language.

import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TestBroker } from '../../src/testing.ts';
import { AdminClient, serveBroker } from './admin-client.ts';

function kafkaOf(bootstrapServers: string): Kafka {
  return new Kafka({
    brokers: [bootstrapServers],
    clientId: 'web',
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 1 },
  });
}

async function produce({ bootstrapServers }: TestBroker, ...values: string[]): Promise<void> {
  const producer = kafkaOf(bootstrapServers).producer();
  await producer.connect();
  const messages = values.map((value) => ({ key: 'k', value, headers: { trace: '1' } }));
  await producer.send({ topic: 'orders', messages });
  await producer.disconnect();
}

it('the root says what this is', async () => {
  const { broker, client } = await serveBroker();
  const { body } = await client.get('/');
  expect(body).toMatchObject({ name: 'klamm', bootstrapServers: broker.bootstrapServers });
});

describe('topics', () => {
  it('are listed, created and described', async () => {
    const { client } = await serveBroker({ topics: { orders: 3 } });
    const configs = { 'cleanup.policy': 'compact', 'retention.ms': 5 };
    const created = await client.post('/topics', { name: 'bills', partitions: 2, configs });
    expect(created.status).toBe(201);
    expect((await client.get('/topics')).body).toEqual([
      { name: 'bills', partitions: 2, internal: false },
      { name: 'orders', partitions: 3, internal: false },
    ]);
    expect((await client.get('/topics/bills')).body).toEqual(created.body);
  });

  it('show their records, all or those that match', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one', 'two', 'three');
    const { body } = await client.get('/topics/orders/records?offset=1&limit=1');
    expect(body).toMatchObject([
      { partition: 0, offset: 1, key: 'k', value: 'two', headers: { trace: '1' }, clientId: 'web' },
    ]);
    expect((await client.get('/topics/orders/records?value=three')).body).toHaveLength(1);
    expect((await client.get('/topics/orders/records?partition=1')).body).toEqual([]);
  });

  it('are waited for, before they exist', async () => {
    const { broker, client } = await serveBroker();
    const wait = client.get('/topics/orders/wait?records=2&timeout=1m&key=k');
    await produce(broker, 'one', 'two');
    const { status, body } = await wait;
    expect(status).toBe(200);
    expect(body.map(({ value }: { value: string }) => value)).toEqual(['one', 'two']);
  });

  it('tell what was there when a wait took too long', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one');
    const { status, body } = await client.get('/topics/orders/wait?records=2&timeout=20');
    expect(status).toBe(504);
    expect(body.detail).toContain('did not receive 2');
    expect(body.detail).toContain('k=one');
  });
});

describe('groups', () => {
  it('are waited for, described, and told about', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one', 'two');
    const consumer = kafkaOf(broker.bootstrapServers).consumer({ groupId: 'billing' });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders', fromBeginning: true });
    await consumer.run({ autoCommitThreshold: 1, eachMessage: async () => {} });
    const stable = await client.get('/groups/billing/wait?state=stable&members=1');
    expect(stable.body).toMatchObject({ groupId: 'billing', state: 'Stable', type: 'classic' });
    const read = await client.get('/groups/billing/wait?state=lag-zero&timeout=60s');
    expect(read.body.offsets).toEqual([
      { topic: 'orders', partition: 0, committed: 2, end: 2, lag: 0 },
    ]);
    const { body } = await client.get('/groups');
    expect(body).toEqual([{ groupId: 'billing', type: 'classic', state: 'Stable' }]);
    expect((await client.get('/groups/billing')).body.members[0].assignment).toEqual({
      orders: [0],
    });
    const history = await client.get('/groups/billing/history');
    expect(history.body.why).toContain('billing');
    expect(history.body.events.length).toBeGreaterThan(0);
  });

  it('that are not there have a nearest one', async () => {
    const { client } = await serveBroker();
    expect((await client.get('/groups/g/wait?state=empty')).body.state).toBe('Dead');
    expect(await client.get('/groups/g')).toMatchObject({
      status: 404,
      body: { detail: 'there is no group g' },
    });
  });
});

it('the clock is moved', async () => {
  const { broker, client } = await serveBroker({ topics: { orders: 1 } });
  const before = (await client.get('/clock')).body.nowMs;
  await produce(broker, 'one');
  const { body } = await client.post('/clock/advance', { by: '8 days' });
  expect(body.nowMs - before).toBeGreaterThanOrEqual(8 * 86_400_000);
  expect(new Date(body.now).getTime()).toBe(body.nowMs);
  expect((await client.get('/topics/orders/records')).body).toEqual([]);
});

describe('faults', () => {
  it('strike, are listed while they may, and tell what they did', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    const fault = { kind: 'fail', api: 'Produce', topic: 'orders', times: 2 };
    const set = await client.post('/faults', { ...fault, error: 'NOT_LEADER_OR_FOLLOWER' });
    expect(set).toMatchObject({
      status: 201,
      body: { match: { topic: 'orders', times: 2 }, effect: { error: 'NOT_LEADER_OR_FOLLOWER' } },
    });
    expect((await client.get(`/faults/${set.body.id}`)).body).toEqual(set.body);
    await produce(broker, 'one');
    expect((await client.get('/faults')).body).toEqual([]);
    const { body } = await client.get('/faults/history');
    expect(body.map(({ api }: { api: string }) => api)).toEqual(['Produce', 'Produce']);
  });

  it.each([
    { kind: 'delay', api: 'Fetch', by: '2 s' },
    { kind: 'drop', api: '*', when: 'after', clientId: 'web' },
    { kind: 'cut', api: 'Metadata', afterBytes: 6 },
    { kind: 'throttle', api: 'JoinGroup', group: 'billing', by: 5, probability: 0.5 },
    { kind: 'restart', api: 'Produce', how: 'kill', when: 'after', skip: 3 },
    { kind: 'refuseConnections', times: 2 },
    { kind: 'failDisk', code: 'EIO', on: ['sync'], topic: 'orders', partition: 0 },
    { kind: 'fillDisk', topic: 'orders' },
    { kind: 'slowDisk', by: '20 ms', on: ['write'] },
  ])('of the kind $kind are set and removed', async (fault) => {
    const { broker, client } = await serveBroker();
    const { status, body } = await client.post('/faults', fault);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...(fault.api && { api: fault.api }), strikes: 0 });
    expect(broker.faults.list()).toHaveLength(1);
    expect((await client.delete(`/faults/${body.id}`)).status).toBe(204);
    expect(broker.faults.list()).toEqual([]);
    expect((await client.delete(`/faults/${body.id}`)).status).toBe(404);
  });

  it('that the process has set have an id too, and all are removed at once', async () => {
    const { broker, client } = await serveBroker();
    broker.faults.drop('Produce');
    const [{ id }] = (await client.get('/faults')).body;
    expect((await client.get(`/faults/${id}`)).body.effect).toEqual({
      kind: 'drop',
      when: 'before',
    });
    await client.delete('/faults');
    expect((await client.get('/faults')).body).toEqual([]);
  });
});

describe('mishaps', () => {
  it('happen at once, and are in the history of faults', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    const consumer = kafkaOf(broker.bootstrapServers).consumer({ groupId: 'billing' });
    onTestFinished(() => consumer.disconnect());
    await consumer.connect();
    await consumer.subscribe({ topic: 'orders' });
    await consumer.run({ eachMessage: async () => {} });
    const { body: group } = await client.get('/groups/billing/wait?state=stable&members=1');
    const expired = await client.post('/groups/billing/expire');
    expect(expired.body).toEqual({ expired: [group.members[0].memberId] });
    expect((await client.post('/groups/billing/lose-coordinator')).status).toBe(204);
    expect((await client.post('/topics/orders/partitions/0/elect-leader')).status).toBe(204);
    const { body } = await client.get('/faults/history');
    expect(body.map(({ effect }: { effect: string }) => effect)).toEqual(
      expect.arrayContaining([
        'coordinator of billing lost',
        expect.stringContaining('leader epoch of orders-0'),
      ]),
    );
  });

  it.each([
    ['/groups/billing/expire', 'there is no group billing'],
    ['/producers/mover/fence', 'no producer has begun with the transactional id mover'],
    ['/topics/orders/partitions/7/elect-leader', ''],
    ['/topics/orders/partitions/first/elect-leader', 'must be a whole number, not first'],
  ])('%s needs somebody to happen to', async (path, sentence) => {
    const { client } = await serveBroker({ topics: { orders: 1 } });
    const { status, body } = await client.post(path);
    expect([400, 404]).toContain(status);
    expect(body.detail).toContain(sentence);
  });
});

describe('snapshots', () => {
  it('are restored', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one');
    const { status, body } = await client.post('/snapshots', { id: 'before' });
    expect([status, body.id]).toEqual([201, 'before']);
    await produce(broker, 'two');
    expect((await client.post('/snapshots/before/restore')).status).toBe(200);
    expect((await client.get('/topics/orders/records')).body).toHaveLength(1);
    expect((await client.get('/snapshots')).body).toEqual([body]);
    expect((await client.delete('/snapshots/before')).status).toBe(204);
    expect((await client.post('/snapshots/before/restore')).status).toBe(404);
  });

  it('become brokers with an endpoint of their own', async () => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one');
    const { body: snapshot } = await client.post('/snapshots');
    await produce(broker, 'two');
    const { body: fork } = await client.post(`/snapshots/${snapshot.id}/fork`);
    expect((await client.get('/brokers')).body).toEqual([fork]);
    const other = await AdminClient.connect(fork.adminUrl);
    expect((await other.get('/topics/orders/records')).body).toHaveLength(1);
    expect((await other.get('/')).body.bootstrapServers).toBe(fork.bootstrapServers);
    expect((await client.delete(`/brokers/${fork.id}`)).status).toBe(204);
    await expect(fetch(fork.adminUrl)).rejects.toThrow();
  });
});

describe('ends and beginnings', () => {
  it.each(['restart', 'kill'])('%s answers once the broker serves again', async (how) => {
    const { broker, client } = await serveBroker({ topics: { orders: 1 } });
    await produce(broker, 'one');
    const [one, two] = await Promise.all([client.post(`/${how}`), client.post(`/${how}`)]);
    expect([one.status, two.status]).toEqual([200, 200]);
    expect((await client.get('/ready')).body).toEqual({ status: 'ready' });
    expect((await client.get('/topics/orders/records')).body).toHaveLength(1);
  });

  it('a broker that was closed is not ready', async () => {
    const { broker, client } = await serveBroker();
    expect((await client.get('/health')).status).toBe(200);
    await broker.close();
    expect((await client.get('/ready')).status).toBe(503);
  });

  it('closing ends the brokers that were forked', async () => {
    const { admin, client } = await serveBroker();
    const { body: snapshot } = await client.post('/snapshots');
    const { body: fork } = await client.post(`/snapshots/${snapshot.id}/fork`);
    await admin.close();
    await expect(fetch(admin.url)).rejects.toThrow();
    await expect(fetch(fork.adminUrl)).rejects.toThrow();
  });
});

it('traffic is recorded, and told as JSON or as text', async () => {
  const { broker, client } = await serveBroker({ topics: { orders: 1 } });
  await client.post('/traffic/start');
  await produce(broker, 'one');
  await client.post('/traffic/stop');
  await produce(broker, 'two');
  const { body } = await client.get('/traffic');
  const produced = body.filter(({ api }: { api: string }) => api === 'Produce');
  expect(produced).toMatchObject([
    { clientId: 'web', request: { topicData: [{ name: 'orders' }] } },
  ]);
  const asked = await client.get('/traffic', { accept: 'text/plain' });
  expect(asked.body).toMatch(/web {2}Produce v7 orders {2}→ ok/);
  expect((await client.get('/traffic?format=text')).body).toBe(asked.body);
  await client.delete('/traffic');
  expect((await client.get('/traffic')).body).toEqual([]);
});
