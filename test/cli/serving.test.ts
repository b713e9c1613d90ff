// What a started broker serves of what it was started with, and what of it is there after a stop or a kill.

import { describe, expect, it, onTestFinished } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DescribeConfigs } from '../../src/protocol/generated/describe-configs.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import type { MetadataResponse } from '../../src/protocol/generated/metadata.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { KlammProcess, klamm } from '../support/klamm-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { WireClient } from '../support/wire-client.ts';

const TOPIC = 2;
const BROKER = 4;

async function connectTo(address: string, host = '127.0.0.1'): Promise<WireClient> {
  const client = await WireClient.connect({ host, port: Number(address.split(':').pop()) });
  onTestFinished(() => client.close());
  return client;
}

function topicsOf({ topics }: MetadataResponse): Record<string, number> {
  return Object.fromEntries(topics.map(({ name, partitions }) => [name, partitions.length]));
}

async function configOf(client: WireClient, resourceType: number, name: string, key: string) {
  const resources = [{ resourceType, resourceName: name, configurationKeys: [key] }];
  const { results } = await client.send(DescribeConfigs, 4, { resources });
  return results[0]?.configs[0]?.value;
}

describe('--topics', () => {
  it('are there, with their partitions and policies, when the broker is ready', async () => {
    const broker = klamm('start', '--memory', '--port', '0', '--topics', 'a:3,b:1:1:compact');
    const client = await connectTo(await broker.ready());
    expect(topicsOf(await client.send(Metadata, 12, { topics: null }))).toEqual({ a: 3, b: 1 });
    expect(await configOf(client, TOPIC, 'b', 'cleanup.policy')).toBe('compact');
    expect(await configOf(client, TOPIC, 'a', 'cleanup.policy')).toBe('delete');
  });

  it('that exist already are left as they are', async () => {
    const cwd = temporaryDirectory();
    const first = new KlammProcess(['start', '--port', '0', '--topics', 'a:3'], { cwd });
    await first.ready();
    first.signal('SIGTERM');
    await first.ended;
    const second = new KlammProcess(['start', '--port', '0', '--topics', 'a:1,c'], { cwd });
    const client = await connectTo(await second.ready());
    expect(topicsOf(await client.send(Metadata, 12, { topics: null }))).toEqual({ a: 3, c: 1 });
  });
});

describe('settings', () => {
  it('are what DescribeConfigs shows and what counts', async () => {
    const words = ['--memory', '--port', '0', '--set', 'num.partitions=5'];
    const broker = klamm('start', ...words, '--set', 'log.retention.hours=1');
    const client = await connectTo(await broker.ready());
    expect(await configOf(client, BROKER, '0', 'num.partitions')).toBe('5');

    const topics = [{ name: 'auto' }];
    const metadata = await client.send(Metadata, 12, { topics, allowAutoTopicCreation: true });
    expect(topicsOf(metadata)).toEqual({ auto: 5 });
    expect(await configOf(client, TOPIC, 'auto', 'retention.ms')).toBe('3600000');
  });

  it('that advertise nothing let each client be told the address it dialled', async () => {
    const broker = klamm('start', '--memory', '--port', '0');
    const address = await broker.ready();
    const told = async (host: string) => {
      const client = await connectTo(address, host);
      return (await client.send(Metadata, 12, { topics: [] })).brokers[0]?.host;
    };
    expect(await told('127.0.0.1')).toBe('127.0.0.1');
    expect(await told('::1')).toBe('::1');
  });

  it('that advertise an address let every client be told that one', async () => {
    const advertised = 'advertised.listeners=PLAINTEXT://broker.example:19092';
    const broker = klamm('start', '--memory', '--port', '0', '--set', advertised);
    const client = await connectTo(await broker.ready());
    const { brokers } = await client.send(Metadata, 12, { topics: [] });
    expect(brokers).toMatchObject([{ host: 'broker.example', port: 19_092 }]);
  });
});

describe('a topic whose creation was answered', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('is there after a %s', async (signal) => {
    const cwd = temporaryDirectory();
    const first = new KlammProcess(['start', '--port', '0'], { cwd });
    const creator = await connectTo(await first.ready());
    const topics = [{ name: 'kept', numPartitions: 4, replicationFactor: 1, assignments: [] }];
    const created = await creator.send(CreateTopics, 7, {
      topics: topics.map((topic) => ({ ...topic, configs: [] })),
      timeoutMs: 10_000,
    });
    expect(created.topics).toMatchObject([{ name: 'kept', errorCode: ErrorCode.NONE }]);
    first.signal(signal);
    await first.ended;

    const second = new KlammProcess(['start', '--port', '0'], { cwd });
    const client = await connectTo(await second.ready());
    expect(topicsOf(await client.send(Metadata, 12, { topics: null }))).toEqual({ kept: 4 });
  });
});

describe('a fetch that waits', () => {
  it('does not hold up a stop', async () => {
    const broker = klamm('start', '--memory', '--port', '0', '--topics', 'a');
    const client = await connectTo(await broker.ready());
    const partitions = [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1000 }];
    const waiting = client
      .send(Fetch, 11, { maxWaitMs: 600_000, minBytes: 1, topics: [{ topic: 'a', partitions }] })
      .then(() => 'answered')
      .catch(() => 'closed');
    // A request on another connection is answered, so the first one has been read.
    const other = await connectTo(await broker.ready());
    await other.send(Metadata, 12, { topics: [] });
    broker.signal('SIGTERM');
    expect(await broker.ended).toEqual({ code: 0, signal: null });
    expect(['answered', 'closed']).toContain(await waiting);
  });
});
