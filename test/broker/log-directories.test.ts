// A broker with several log directories, seen by its clients over restarts.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { AlterReplicaLogDirs } from '../../src/protocol/generated/alter-replica-log-dirs.ts';
import { DescribeLogDirs } from '../../src/protocol/generated/describe-log-dirs.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { IncrementalAlterConfigs } from '../../src/protocol/generated/incremental-alter-configs.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { createTopic, fetchRequest, produceTo, valuesOf } from './support/requests.ts';
import { emptyDisk, TestBroker } from './support/test-broker.ts';

const BOTH = ['/a', '/b'];

async function placesOf(client: MemoryWireClient): Promise<Record<string, string[]>> {
  const { results } = await client.send(DescribeLogDirs, 5, { topics: null });
  const names = (topics: (typeof results)[number]['topics']) => topics.map(({ name }) => name);
  return Object.fromEntries(results.map(({ logDir, topics }) => [logDir, names(topics).sort()]));
}

async function leaderOf(client: MemoryWireClient, name: string) {
  const { topics } = await client.send(Metadata, 12, { topics: [{ name }] });
  const [partition] = topics[0]?.partitions ?? [];
  return [partition?.errorCode, partition?.leaderId, partition?.offlineReplicas];
}

const HERE = [ErrorCode.NONE, 0, []];
const NOWHERE = [ErrorCode.LEADER_NOT_AVAILABLE, -1, [0]];

async function startWith(topics: string): Promise<TestBroker> {
  const broker = await TestBroker.started({ directories: BOTH, topics });
  const client = broker.connect();
  for (const name of topics.split(',')) await produceTo(client, name, [name]);
  return broker;
}

describe('a broker with several log directories', () => {
  it('spreads its topics and finds them again', async () => {
    const broker = await startWith('one,two,three');
    const places = { '/a': ['one', 'three'], '/b': ['two'] };
    expect(await placesOf(broker.connect())).toEqual(places);
    const again = await broker.restarted({ topics: '' });
    expect(await placesOf(again.connect())).toEqual(places);
    expect(await valuesOf(again.connect(), 'two')).toEqual(['0:two']);
    const killed = await again.killed();
    expect(await placesOf(killed.connect())).toEqual(places);
    expect(await valuesOf(killed.connect(), 'two')).toEqual(['0:two']);
  });

  it('shows empty topics where they will be, also after a restart', async () => {
    const broker = await TestBroker.started({ directories: BOTH, topics: 'one,two' });
    const places = await placesOf(broker.connect());
    expect(places).toEqual({ '/a': ['one'], '/b': ['two'] });
    await broker.clock.advance(1);
    const again = await broker.restarted({ directories: ['/b', '/a'], topics: '' });
    expect(await placesOf(again.connect())).toEqual(places);
  });

  it('has no leader for what lies in a directory that was taken out, until it is back', async () => {
    const broker = await startWith('one,two');
    await broker.clock.advance(1);
    const less = await broker.restarted({ directories: ['/a'], topics: '' });
    const client = less.connect();
    expect(await leaderOf(client, 'two')).toEqual(NOWHERE);
    expect(await leaderOf(client, 'one')).toEqual(HERE);
    expect((await produceTo(client, 'two', ['x'])).errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    expect(less.disk.list('/a').filter((name) => name.startsWith('two'))).toEqual([]);
    const whole = await less.restarted({ directories: BOTH });
    expect(await leaderOf(whole.connect(), 'two')).toEqual(HERE);
    expect(await valuesOf(whole.connect(), 'two')).toEqual(['0:two']);
  });

  it('starts without a directory that the disk does not give', async () => {
    const broker = await startWith('one,two');
    await broker.clock.advance(1);
    await broker.stop();
    broker.disk.faults = (_, path) => (path.startsWith('/b') ? 'EIO' : null);
    const less = await broker.restarted({ topics: '' });
    const client = less.connect();
    expect(await leaderOf(client, 'two')).toEqual(NOWHERE);
    expect(await valuesOf(client, 'one')).toEqual(['0:one']);
    expect(await createTopic(client, 'new')).toBe(ErrorCode.NONE);
    expect((await produceTo(client, 'new', ['x'])).errorCode).toBe(ErrorCode.NONE);
  });

  it('does not start without the directory of its metadata', async () => {
    const disk = emptyDisk();
    disk.faults = (_, path) => (path.startsWith('/a') ? 'EIO' : null);
    await expect(TestBroker.started({ disk, directories: BOTH })).rejects.toThrow(
      'the metadata directory /a cannot be used',
    );
    disk.faults = null;
    for (const path of BOTH) disk.makeDirectory(path);
    for (const path of BOTH) disk.lockDirectory(path).release();
  });
});

describe('the metadata', () => {
  it('are found in whichever log directory has them', async () => {
    const broker = await startWith('one,two');
    await broker.clock.advance(1);
    const again = await broker.restarted({ directories: ['/new', '/b', '/a'], topics: '' });
    expect(await valuesOf(again.connect(), 'two')).toEqual(['0:two']);
    expect(again.disk.exists('/new/metadata.log')).toBe(false);
  });

  it('in two log directories are none to be sure of', async () => {
    const broker = await TestBroker.started({ directories: ['/a'], topics: 'one' });
    await broker.stop();
    broker.disk.makeDirectory('/b');
    broker.disk.writeFileAtomic('/b/metadata.log', Buffer.from(''));
    await expect(broker.restarted({ directories: BOTH })).rejects.toThrow(
      '/a and /b each hold a metadata.log: name the right one in metadata.log.dir',
    );
    const named = await broker.restarted({ directories: BOTH, metadataDirectory: '/a' });
    expect(await leaderOf(named.connect(), 'one')).toEqual(HERE);
  });

  it('are not begun anew where metadata.log.dir points elsewhere', async () => {
    const broker = await startWith('one,two');
    await expect(broker.restarted({ metadataDirectory: '/m' })).rejects.toThrow(
      'metadata.log.dir=/m holds no metadata.log, but /a does: move it there',
    );
    broker.disk.rename('/a/metadata.log', '/m/metadata.log');
    const again = await broker.restarted({ metadataDirectory: '/m', topics: '' });
    expect(await valuesOf(again.connect(), 'two')).toEqual(['0:two']);
  });
});

describe('metadata.log.dir', () => {
  it('keeps the metadata apart from the logs, in a directory of this broker', async () => {
    const broker = await TestBroker.started({
      directories: BOTH,
      metadataDirectory: '/m',
      topics: 'one',
    });
    expect(broker.disk.list('/m')).toEqual(['meta.properties', 'metadata.log']);
    expect(broker.disk.exists('/a/metadata.log')).toBe(false);
    expect(() => broker.disk.lockDirectory('/m')).toThrow('in use');
    const again = await broker.restarted({ topics: '' });
    expect(await leaderOf(again.connect(), 'one')).toEqual(HERE);
  });

  it('may be any of the log directories', async () => {
    const broker = await TestBroker.started({ directories: BOTH, metadataDirectory: '/b' });
    expect(broker.disk.exists('/b/metadata.log')).toBe(true);
    expect(broker.disk.exists('/a/metadata.log')).toBe(false);
  });

  it('of another cluster is refused', async () => {
    const other = await TestBroker.started({ directories: ['/m'], nodeId: 5 });
    await other.stop();
    const { disk } = other;
    const both = { disk, directories: ['/a'], metadataDirectory: '/m' };
    const own = await TestBroker.started({ disk, directories: ['/a'] });
    await own.stop();
    await expect(TestBroker.started(both)).rejects.toThrow('/m belongs to cluster');
    disk.lockDirectory('/a').release();
  });
});

describe('AlterReplicaLogDirs', () => {
  async function moveTo(client: MemoryWireClient, path: string, name = 'one', partition = 0) {
    const dirs = [{ path, topics: [{ name, partitions: [partition] }] }];
    const { results } = await client.send(AlterReplicaLogDirs, 2, { dirs });
    return results[0]?.partitions[0]?.errorCode;
  }

  async function pass(broker: TestBroker): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await broker.clock.advance(1);
  }

  it('moves a partition, which is served all the time', async () => {
    const broker = await startWith('one,two');
    const client = broker.connect();
    expect(await moveTo(client, '/b')).toBe(ErrorCode.NONE);
    const { results } = await client.send(DescribeLogDirs, 5, { topics: null });
    const [row] = results[1]?.topics.find(({ name }) => name === 'one')?.partitions ?? [];
    expect(row).toMatchObject({ isFutureKey: true, offsetLag: 1, partitionSize: 0 });
    await produceTo(client, 'one', ['more']);
    await pass(broker);
    expect(await placesOf(client)).toEqual({ '/a': [], '/b': ['one', 'two'] });
    expect(await valuesOf(client, 'one')).toEqual(['0:one', '1:more']);
    expect((await produceTo(client, 'one', ['last'])).baseOffset).toBe(2);
    const less = await broker.restarted({ directories: ['/b'], metadataDirectory: '/a' });
    expect(await leaderOf(less.connect(), 'one')).toEqual(HERE);
    expect(await valuesOf(less.connect(), 'one')).toEqual(['0:one', '1:more', '2:last']);
  });

  it('wakes a consumer that waits for the records of a moved partition', async () => {
    const broker = await startWith('one,two');
    const consumer = broker.connect();
    consumer.post(Fetch, 12, fetchRequest('one', { maxWaitMs: 60_000, fetchOffset: 1 }));
    await moveTo(broker.connect(), '/b');
    await pass(broker);
    expect(await consumer.hasAnswer()).toBe(false);
    await produceTo(broker.connect(), 'one', ['more']);
    const { responses } = await consumer.answer(Fetch, 12);
    expect(responses[0]?.partitions[0]).toMatchObject({ errorCode: 0, highWatermark: 2 });
  });

  it('goes on after a kill', async () => {
    const broker = await startWith('one,two');
    const client = broker.connect();
    for (let count = 0; count < 5; count++) await produceTo(client, 'one', ['x'.repeat(400_000)]);
    await moveTo(client, '/b');
    await broker.clock.advance(1);
    const again = await broker.killed({ topics: '' });
    await pass(again);
    expect(await placesOf(again.connect())).toEqual({ '/a': [], '/b': ['one', 'two'] });
    expect((await produceTo(again.connect(), 'one', ['y'])).baseOffset).toBe(6);
  });

  it.each([
    ['/nowhere', 'one', 0, ErrorCode.LOG_DIR_NOT_FOUND],
    ['/b', 'none', 0, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ['/b', 'one', 7, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ['/nowhere', 'none', 0, ErrorCode.LOG_DIR_NOT_FOUND],
  ])('to %s of %s-%i is error %#', async (path, name, partition, code) => {
    const broker = await startWith('one,two');
    expect(await moveTo(broker.connect(), path, name, partition)).toBe(code);
  });

  it('decides where a topic goes that does not exist yet', async () => {
    const broker = await startWith('one,two');
    const client = broker.connect();
    expect(await moveTo(client, '/b', 'new')).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    await createTopic(client, 'new');
    expect((await placesOf(client))['/b']).toEqual(['new', 'two']);
  });
});

describe('cordoned.log.dirs', () => {
  it('get no new partitions, and say so', async () => {
    const broker = await TestBroker.started({
      directories: BOTH,
      properties: { 'cordoned.log.dirs': '/a' },
      topics: 'one,two',
    });
    const client = broker.connect();
    expect(await placesOf(client)).toEqual({ '/a': [], '/b': ['one', 'two'] });
    const { results } = await client.send(DescribeLogDirs, 5, { topics: null });
    expect(results.map(({ isCordoned }) => isCordoned)).toEqual([true, false]);
  });

  it('change while the broker runs; when all are, no topic can be created', async () => {
    const broker = await TestBroker.started({ directories: BOTH });
    const client = broker.connect();
    const cordon = async (value: string) => {
      const configs = [{ name: 'cordoned.log.dirs', configOperation: 0, value }];
      const resources = [{ resourceType: 4, resourceName: '0', configs }];
      const request = { resources, validateOnly: false };
      const { responses } = await client.send(IncrementalAlterConfigs, 1, request);
      await broker.clock.advance(1);
      return [responses[0]?.errorCode, responses[0]?.errorMessage];
    };
    expect(await cordon('/nowhere')).toEqual([
      ErrorCode.INVALID_REQUEST,
      'requirement failed: All entries in cordoned.log.dirs must be present in log.dirs or log.dir. ' +
        'Missing entries : /nowhere',
    ]);
    expect(await cordon('*')).toEqual([ErrorCode.NONE, null]);
    expect(await createTopic(client, 'none')).toBe(ErrorCode.INVALID_REPLICATION_FACTOR);
    expect(await cordon('/a')).toEqual([ErrorCode.NONE, null]);
    expect(await createTopic(client, 'one')).toBe(ErrorCode.NONE);
    expect(await placesOf(client)).toEqual({ '/a': [], '/b': ['one'] });
    const again = await broker.restarted();
    await createTopic(again.connect(), 'two');
    expect((await placesOf(again.connect()))['/b']).toEqual(['one', 'two']);
  });

  it('that are none of log.dirs keep the broker from starting', async () => {
    const properties = { 'cordoned.log.dirs': '/c' };
    await expect(TestBroker.started({ directories: BOTH, properties })).rejects.toThrow(
      'Missing entries : /c',
    );
  });
});
