// `klamm topics` and `klamm wait`, against a broker.

import { describe, expect, it, onTestFinished } from 'vitest';
import { startBroker } from '../../../src/testing.ts';
import type { KlammProcess } from '../../support/klamm-process.ts';
import { klamm } from '../../support/klamm-process.ts';

async function newBroker(topics: Record<string, number> = {}) {
  const broker = await startBroker({ topics });
  onTestFinished(() => broker.close());
  const run = async (...words: string[]): Promise<KlammProcess> => {
    const command = klamm(...words, '-b', broker.bootstrapServers);
    await command.ended;
    return command;
  };
  return { broker, run };
}

describe('klamm topics', () => {
  it('list shows names and partitions, as a table or as JSON', async () => {
    const { run } = await newBroker({ orders: 3, bills: 12 });
    expect((await run('topics', 'list')).stdout).toBe(
      'TOPIC   PARTITIONS\nbills           12\norders           3\n',
    );
    const listed = JSON.parse((await run('topics', 'list', '--json')).stdout);
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['bills', 'orders']);
  });

  it('create, grow, describe and delete a topic', async () => {
    const { broker, run } = await newBroker();
    const created = await run('topics', 'create', 'orders', '-p', '2', '-c', 'retention.ms=5');
    expect(created.stdout).toBe('created orders\n');
    expect((await run('topics', 'grow', 'orders', '3')).stdout).toBe('orders has 3 partitions\n');
    const described = (await run('topics', 'describe', 'orders')).stdout.split('\n');
    expect(described[0]).toBe('TOPIC   PARTITION  LEADER  REPLICAS  ISR  START  END');
    expect(described[3]).toBe('orders          2       0  0         0        0    0');
    await run('topics', 'delete', 'orders');
    expect(broker.topic('orders').partitions).toBe(0);
  });

  it('says in a sentence what the cluster refuses', async () => {
    const { run } = await newBroker({ orders: 1 });
    const again = await run('topics', 'create', 'orders');
    expect(await again.ended).toMatchObject({ code: 1 });
    expect(again.stderr).toBe(
      "klamm: topic orders: TOPIC_ALREADY_EXISTS: Topic 'orders' already exists.\n",
    );
    expect((await run('topics', 'describe', 'ordres')).stderr).toBe(
      'klamm: there is no topic ordres; did you mean orders?\n',
    );
  });
});

describe('klamm wait', () => {
  it('ends at once where a broker answers', async () => {
    const { broker } = await newBroker();
    expect(await klamm('wait', broker.bootstrapServers).ended).toEqual({ code: 0, signal: null });
  });

  it('gives up in time where none does, and says why', async () => {
    const { broker } = await newBroker();
    await broker.close();
    const command = klamm('wait', broker.bootstrapServers, '--timeout', '200ms');
    expect(await command.ended).toEqual({ code: 1, signal: null });
    expect(command.stderr).toMatch(
      /^klamm: cannot connect to localhost:\d+: nobody listens there$/m,
    );
  });
});
