// A broker's life: start, stop, start again on what it left, and what is left of it afterwards.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { StartError } from '../../src/broker/start-error.ts';
import { DirectoryBusyError } from '../../src/platform/file-system.ts';
import { MemoryTransport } from '../../src/platform/memory-transport.ts';
import { ListenError } from '../../src/platform/transport.ts';
import { ApiVersions } from '../../src/protocol/generated/api-versions.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import { MemoryWireClient } from './support/memory-wire-client.ts';
import {
  commitOffset,
  committedOffset,
  createTopic,
  deleteTopic,
  fetchRequest,
  produceTo,
  topicsOf,
  valuesOf,
} from './support/requests.ts';
import { DATA, emptyDisk, TestBroker } from './support/test-broker.ts';

const CLIENT = { clientSoftwareName: 'test', clientSoftwareVersion: '1' };
const JOIN = {
  groupId: 'g',
  sessionTimeoutMs: 10_000,
  rebalanceTimeoutMs: 60_000,
  memberId: '',
  groupInstanceId: null,
  protocolType: 'consumer',
  protocols: [{ name: 'range', metadata: Buffer.alloc(0) }],
};

describe('a broker that stops', () => {
  it('leaves no timer, no lock and no listener', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    await broker.stop();
    expect(client.stream.closed).toBe(true);
    expect(broker.clock.waitingTimers).toBe(0);
    expect(broker.transport.connect(20_000).closed).toBe(true);
    broker.disk.lockDirectory(DATA).release();
  });

  it('leaves nothing when nobody came', async () => {
    const broker = await TestBroker.started();
    await broker.stop();
    expect(broker.clock.waitingTimers).toBe(0);
  });

  it('stops once, however often it is asked', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    broker.connect();
    await broker.stopTwice();
    broker.disk.lockDirectory(DATA).release();
  });

  it('answers what waits: fetches and joins need no time to end', async () => {
    const properties = { 'group.initial.rebalance.delay.ms': '60000' };
    const broker = await TestBroker.started({ topics: 'orders', properties });
    const consumer = broker.connect();
    const member = broker.connect();
    await commitOffset(member, 'other', 1);
    consumer.post(Fetch, 12, fetchRequest('orders', { maxWaitMs: 500_000 }));
    member.post(JoinGroup, 3, JOIN);
    expect(await consumer.hasAnswer()).toBe(false);
    expect(await member.hasAnswer()).toBe(false);
    const before = broker.clock.monotonicMs();
    await broker.stop();
    expect(broker.clock.monotonicMs()).toBe(before);
    const { responses } = await consumer.answer(Fetch, 12);
    expect(responses[0]?.partitions[0]?.errorCode).toBe(ErrorCode.NONE);
    expect((await member.answer(JoinGroup, 3)).errorCode).toBe(ErrorCode.NOT_COORDINATOR);
    expect(broker.clock.waitingTimers).toBe(0);
  });
});

describe('a broker that starts again on its disk', () => {
  it('has its topics, with their ids, and their records', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders');
    await produceTo(client, 'orders', ['a', 'b']);
    const topics = await topicsOf(client);
    const { clusterId } = broker;
    const again = await broker.restarted();
    const later = again.connect();
    expect(await topicsOf(later)).toEqual(topics);
    expect(again.clusterId).toBe(clusterId);
    expect(await valuesOf(later, 'orders')).toEqual(['0:a', '1:b']);
    expect((await produceTo(later, 'orders', ['c'])).baseOffset).toBe(2);
  });

  it.each(['stop', 'kill'])('after a %s recognises a batch that is sent again', async (end) => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    const request = { transactionalId: null, transactionTimeoutMs: 1 };
    const { producerId } = await client.send(InitProducerId, 4, request);
    const from = (baseSequence: number) => ({ producerId, producerEpoch: 0, baseSequence });
    await produceTo(client, 'orders', ['a'], from(0));
    await produceTo(client, 'orders', ['b'], from(1));
    const again = end === 'stop' ? await broker.restarted() : await broker.killed();
    const later = again.connect();
    expect(await produceTo(later, 'orders', ['b'], from(1))).toMatchObject({
      errorCode: ErrorCode.NONE,
      baseOffset: 1,
    });
    const gap = await produceTo(later, 'orders', ['d'], from(3));
    expect(gap.errorCode).toBe(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    expect((await later.send(InitProducerId, 4, request)).producerId).not.toBe(producerId);
  });

  it.each(['stop', 'kill'])('after a %s knows what groups have committed', async (end) => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    expect(await commitOffset(client, 'billing', 41)).toBe(ErrorCode.NONE);
    const again = end === 'stop' ? await broker.restarted() : await broker.killed();
    expect(await committedOffset(again.connect(), 'billing')).toBe(41);
  });

  it('after a kill serves everything that was acknowledged', async () => {
    const broker = await TestBroker.started({ topics: 'orders,memos' });
    const client = broker.connect();
    for (let at = 0; at < 50; at++) await produceTo(client, 'orders', [`${at}`]);
    await produceTo(client, 'memos', ['x']);
    await deleteTopic(client, 'memos');
    const again = await broker.killed({ topics: '' });
    const later = again.connect();
    expect([...(await topicsOf(later)).keys()]).toEqual(['orders']);
    expect(await valuesOf(later, 'orders')).toHaveLength(50);
    const twice = await again.killed();
    expect(await valuesOf(twice.connect(), 'orders')).toHaveLength(50);
  });

  it('after a kill has cut off what was half written', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    await produceTo(broker.connect(), 'orders', ['a']);
    const log = broker.disk.open(`${DATA}/orders-0/00000000000000000000.log`, 'write');
    log.writeSync(Buffer.alloc(30, 1), log.size());
    const again = await broker.killed();
    const client = again.connect();
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    expect((await produceTo(client, 'orders', ['b'])).baseOffset).toBe(1);
    expect(await valuesOf(client, 'orders')).toEqual(['0:a', '1:b']);
  });

  it('sets directories aside that the metadata does not know, and keeps them', async () => {
    const disk = emptyDisk();
    disk.makeDirectory(`${DATA}/stray-3`);
    const file = disk.open(`${DATA}/stray-3/00000000000000000000.log`, 'create');
    file.writeSync(Buffer.from('kept'), 0);
    file.close();
    const broker = await TestBroker.started({ disk });
    expect(broker.logger.messages('warn').join()).toContain('set aside');
    await broker.stop();
    const [stray = ''] = disk.list(DATA).filter((name) => name.startsWith('stray-3'));
    expect(stray).toMatch(/^stray-3\.[0-9a-f]{32}-stray$/);
    expect(disk.readFile(`${DATA}/${stray}/00000000000000000000.log`).toString()).toBe('kept');
  });
});

describe('--topics', () => {
  it('are there when the broker serves, and stay as they are the next time', async () => {
    const broker = await TestBroker.started({ topics: 'orders:3,memos:1:1:compact' });
    const ids = await topicsOf(broker.connect());
    expect([...ids.keys()].sort()).toEqual(['memos', 'orders']);
    const again = await broker.restarted({ topics: 'orders:5,more' });
    const later = await topicsOf(again.connect());
    expect(later.get('orders')).toBe(ids.get('orders'));
    expect([...later.keys()].sort()).toEqual(['memos', 'more', 'orders']);
    const topics = [{ name: 'orders', partitions: [{ partitionIndex: 3, timestamp: -1 }] }];
    const offsets = await again.connect().send(ListOffsets, 5, { replicaId: -1, topics });
    const [fourth] = offsets.topics[0]?.partitions ?? [];
    expect(fourth?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});

describe('a request that comes before the broker is open', () => {
  it('waits until it is', async () => {
    const broker = new TestBroker({ topics: 'orders', port: 9092 });
    const starting = broker.start();
    const stream = broker.transport.connect(9092);
    const early = new MemoryWireClient(stream, broker.clock, 'early');
    expect(stream.closed).toBe(false);
    const answer = early.send(ApiVersions, 3, CLIENT);
    expect(broker.port).toBe(0);
    await starting;
    expect((await answer).errorCode).toBe(ErrorCode.NONE);
  });

  it('is turned away when it does not open', async () => {
    const disk = emptyDisk();
    disk.makeDirectory(DATA);
    const lock = disk.lockDirectory(DATA);
    const broker = new TestBroker({ disk, port: 9092 });
    const starting = broker.start();
    const early = new MemoryWireClient(broker.transport.connect(9092), broker.clock, 'early');
    early.post(ApiVersions, 3, CLIENT);
    await expect(starting).rejects.toThrow(StartError);
    expect(await early.hasAnswer()).toBe(false);
    expect(early.stream.closed).toBe(true);
    lock.release();
  });
});

describe('a start that fails', () => {
  async function expectNothingOpen(broker: TestBroker): Promise<void> {
    expect(broker.clock.waitingTimers).toBe(0);
    const again = await TestBroker.started({ disk: broker.disk, transport: broker.transport });
    await again.stop();
  }

  it('for a port in use touches no data', async () => {
    const transport = new MemoryTransport();
    await TestBroker.started({ transport, port: 9092 });
    const second = new TestBroker({ transport, port: 9092 });
    await expect(second.start()).rejects.toThrow(ListenError);
    expect(second.disk.exists(DATA)).toBe(false);
    expect(second.clock.waitingTimers).toBe(0);
  });

  it('for a directory in use says so', async () => {
    const disk = emptyDisk();
    disk.makeDirectory(DATA);
    const lock = disk.lockDirectory(DATA);
    const broker = new TestBroker({ disk, port: 9092 });
    const failure = await broker.start().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StartError);
    expect((failure as StartError).cause).toBeInstanceOf(DirectoryBusyError);
    lock.release();
    await expectNothingOpen(broker);
  });

  it('for a directory of another node leaves it', async () => {
    const first = await TestBroker.started({ nodeId: 1 });
    await first.stop();
    const second = new TestBroker({ disk: first.disk, nodeId: 2 });
    await expect(second.start()).rejects.toThrow(/node 1/);
    const again = await TestBroker.started({ disk: first.disk, nodeId: 1 });
    await again.stop();
  });

  it('for a topic that cannot be created is taken apart', async () => {
    const properties = { 'default.replication.factor': '3' };
    const broker = new TestBroker({ topics: 'orders', properties, port: 9092 });
    await expect(broker.start()).rejects.toThrow(/topic orders cannot be created/);
    await expectNothingOpen(broker);
  });

  it.each(['open', 'write', 'create directory', 'sync', 'list'])(
    'for a disk that fails to %s is taken apart',
    async (failing) => {
      const broker = new TestBroker({ topics: 'orders', port: 9092 });
      broker.disk.faults = (action) => (action === failing ? 'EIO' : null);
      await expect(broker.start()).rejects.toThrow('EIO');
      broker.disk.faults = null;
      await expectNothingOpen(broker);
    },
  );
});

describe('several brokers in one process', () => {
  it('know nothing of each other', async () => {
    const transport = new MemoryTransport();
    const one = await TestBroker.started({ transport, topics: 'orders' });
    const two = await TestBroker.started({ transport, topics: 'memos', nodeId: 4 });
    expect(one.port).not.toBe(two.port);
    expect(one.clusterId).not.toBe(two.clusterId);
    await produceTo(one.connect(), 'orders', ['a']);
    await produceTo(two.connect(), 'memos', ['b']);
    await one.stop();
    expect([...(await topicsOf(two.connect())).keys()]).toEqual(['memos']);
    expect(await valuesOf(two.connect(), 'memos')).toEqual(['0:b']);
  });

  it('do not share a directory', async () => {
    const one = await TestBroker.started();
    const two = new TestBroker({ disk: one.disk });
    await expect(two.start()).rejects.toThrow(StartError);
    expect(await createTopic(one.connect(), 'orders')).toBe(ErrorCode.NONE);
  });
});
