// A disk that fails under a broker: its clients are told, the process and what needs no disk go on.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { MemoryFileSystem } from '../../src/platform/memory-file-system.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { CreateTopics } from '../../src/protocol/generated/create-topics.ts';
import { DescribeLogDirs } from '../../src/protocol/generated/describe-log-dirs.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Metadata } from '../../src/protocol/generated/metadata.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import {
  commitOffset,
  createRequest,
  createTopic,
  deleteTopic,
  fetchRequest,
  produceRequest,
  produceTo,
  valuesOf,
} from './support/requests.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

const MORE = '/more';

/** `orders` is in one directory, `memos` in the other, the metadata in one of their own. */
async function start(properties: Readonly<Record<string, string>> = {}): Promise<TestBroker> {
  const places = { directories: [DATA, MORE], metadataDirectory: '/meta' };
  const broker = await TestBroker.started({ topics: 'orders,memos', properties, ...places });
  const client = broker.connect();
  await produceTo(client, 'orders', ['a']);
  return broker;
}

/** Of a partition in the first directory. */
const isLog = (path: string): boolean => path.startsWith(DATA) && path.endsWith('0.log');

/** What clients hear of the leaders of partitions 0. */
async function leaders(client: MemoryWireClient): Promise<ReadonlyMap<string, unknown>> {
  const { topics } = await client.send(Metadata, 12, { topics: null });
  return new Map(
    topics.map(({ name, partitions: [first] }) => {
      return [name ?? '', [first?.errorCode, first?.leaderId, first?.offlineReplicas]];
    }),
  );
}

describe('a log that is damaged in the middle', () => {
  it('keeps its own partition offline after a kill, not the broker from starting', async () => {
    const broker = await start();
    const client = broker.connect();
    await produceTo(client, 'orders', ['b']);
    await produceTo(client, 'memos', ['m']);
    const path = `${DATA}/orders-0/00000000000000000000.log`;
    const bytes = broker.disk.readFile(path);
    bytes[60] = (bytes[60] ?? 0) ^ 0xff;
    const file = broker.disk.open(path, 'write');
    file.writeSync(bytes, 0);
    file.close();

    const again = await broker.killed();
    const later = again.connect();
    expect(await valuesOf(later, 'memos')).toEqual(['0:m']);
    expect(await produceTo(later, 'orders', ['c'])).toMatchObject({
      errorCode: ErrorCode.KAFKA_STORAGE_ERROR,
    });
    const complaints = () =>
      again.logger.messages('error').filter((message) => message.includes('stays offline'));
    expect(complaints()).toHaveLength(1);

    await deleteTopic(later, 'orders');
    await createTopic(later, 'orders');
    expect(await produceTo(later, 'orders', ['d'])).toMatchObject({ baseOffset: 0 });
    expect(complaints()).toHaveLength(1);
  });
});

describe('a disk that fails', () => {
  it('is KAFKA_STORAGE_ERROR to whoever writes or reads there, and the others go on', async () => {
    const broker = await start();
    const client = broker.connect();
    broker.disk.faults = (action, path) => (action === 'write' && isLog(path) ? 'EIO' : null);
    const refused = { errorCode: ErrorCode.KAFKA_STORAGE_ERROR, baseOffset: -1 };
    expect(await produceTo(client, 'orders', ['b'])).toMatchObject(refused);
    broker.disk.faults = null;
    expect(await produceTo(client, 'orders', ['c'])).toMatchObject(refused);
    await expect(valuesOf(client, 'orders')).rejects.toThrow(`${ErrorCode.KAFKA_STORAGE_ERROR}`);
    expect((await produceTo(client, 'memos', ['b'])).errorCode).toBe(ErrorCode.NONE);
    const { results } = await client.send(DescribeLogDirs, 4, { topics: null });
    expect(results).toMatchObject([
      { logDir: DATA, errorCode: ErrorCode.KAFKA_STORAGE_ERROR, topics: [], totalBytes: -1 },
      { logDir: MORE, errorCode: ErrorCode.NONE, topics: [{ name: 'memos' }] },
    ]);
    expect(broker.logger.messages('error').join()).toContain('offline');
  });

  it('leaves its partitions without a leader, and new ones go elsewhere', async () => {
    const broker = await start();
    const client = broker.connect();
    broker.disk.faults = (_, path) => (path.startsWith(DATA) ? 'EIO' : null);
    await produceTo(client, 'orders', ['b']);
    await broker.clock.advance(1);
    await createTopic(client, 'new');
    await createTopic(client, 'newer');
    expect(await leaders(client)).toEqual(
      new Map<string, unknown>([
        ['orders', [ErrorCode.LEADER_NOT_AVAILABLE, -1, [0]]],
        ['memos', [ErrorCode.NONE, 0, []]],
        ['new', [ErrorCode.NONE, 0, []]],
        ['newer', [ErrorCode.NONE, 0, []]],
      ]),
    );
    for (const name of ['new', 'newer']) {
      expect((await produceTo(client, name, ['a'])).errorCode).toBe(ErrorCode.NONE);
    }
  });

  it('ends the broker when it was the last one, with the reason', async () => {
    const broker = await start();
    const client = broker.connect();
    broker.disk.faults = (_, path) => (path.startsWith('/meta') ? null : 'EIO');
    await produceTo(client, 'orders', ['b']);
    client.post(Produce, 12, produceRequest('memos', ['b']));
    expect(await broker.failed).toMatch(/^all log directories have failed: .*EIO/);
    await broker.stop();
    expect(broker.logger.messages('error').join()).toContain('the broker stops: all log');
  });

  it('ends the broker when the metadata were on it', async () => {
    const broker = await start();
    broker.disk.faults = (_, path) => (path.startsWith('/meta') ? 'EIO' : null);
    broker.connect().post(CreateTopics, 7, createRequest('more'));
    expect(await broker.failed).toMatch(/^the metadata directory \/meta has failed/);
    await expect(broker.stop()).rejects.toThrow('EIO');
  });

  it('serves everything again after a restart, but nothing that was refused', async () => {
    const broker = await start();
    broker.disk.faults = (action, path) => (action === 'write' && isLog(path) ? 'EIO' : null);
    await produceTo(broker.connect(), 'orders', ['b']);
    broker.disk.faults = null;
    const again = await broker.restarted();
    const client = again.connect();
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    expect((await produceTo(client, 'orders', ['c'])).baseOffset).toBe(1);
  });

  it('wakes nobody for nothing: a fetch that waits is answered in its time', async () => {
    const broker = await start();
    const consumer = broker.connect();
    consumer.post(Fetch, 12, fetchRequest('orders', { maxWaitMs: 1000, fetchOffset: 1 }));
    expect(await consumer.hasAnswer()).toBe(false);
    broker.disk.faults = (action, path) => (action === 'write' && isLog(path) ? 'EIO' : null);
    await produceTo(broker.connect(), 'orders', ['b']);
    await broker.clock.advance(1000);
    const { responses } = await consumer.answer(Fetch, 12);
    expect(responses[0]?.partitions[0]?.errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
  });

  it('lets a topic be deleted, whose name can be used again after a restart', async () => {
    const broker = await start();
    const client = broker.connect();
    broker.disk.faults = (action, path) => (action === 'write' && isLog(path) ? 'EIO' : null);
    await produceTo(client, 'orders', ['b']);
    broker.disk.faults = null;
    expect(await deleteTopic(client, 'orders')).toBe(ErrorCode.NONE);
    expect(broker.logger.messages('warn').join()).toContain('deleted partition');
    const again = await broker.restarted();
    expect(await valuesOf(again.connect(), 'orders')).toEqual([]);
  });

  it('keeps a group from committing, and says so', async () => {
    const broker = await start();
    const client = broker.connect();
    await commitOffset(client, 'billing', 1);
    broker.disk.faults = (_, path) => (path.includes('__consumer_offsets') ? 'EIO' : null);
    const code = await commitOffset(client, 'billing', 2);
    expect([ErrorCode.NOT_COORDINATOR, ErrorCode.COORDINATOR_NOT_AVAILABLE]).toContain(code);
  });

  it('does not keep the broker from stopping', async () => {
    const broker = await start();
    broker.disk.faults = () => 'EIO';
    await produceTo(broker.connect(), 'orders', ['b']);
    await expect(broker.stop()).rejects.toThrow('EIO');
    broker.disk.faults = null;
    expect(broker.clock.waitingTimers).toBe(0);
    broker.disk.lockDirectory(DATA).release();
  });
});

describe('a disk that is full', () => {
  it('is KAFKA_STORAGE_ERROR for as long as it is full', async () => {
    const broker = await start();
    const client = broker.connect();
    broker.disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    const { errorCode } = await produceTo(client, 'orders', ['b']);
    expect(errorCode).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    expect(await createTopic(client, 'more')).not.toBe(ErrorCode.NONE);
    broker.disk.faults = null;
    expect((await produceTo(client, 'orders', ['c'])).baseOffset).toBe(1);
    expect(await valuesOf(client, 'orders')).toEqual(['0:a', '1:c']);
  });

  it('leaves an idempotent producer free to send again', async () => {
    const broker = await start();
    const client = broker.connect();
    const fields = { producerId: 5, producerEpoch: 0, baseSequence: 0 };
    broker.disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    await produceTo(client, 'orders', ['b'], fields);
    broker.disk.faults = null;
    const { errorCode, baseOffset } = await produceTo(client, 'orders', ['b'], fields);
    expect([errorCode, baseOffset]).toEqual([ErrorCode.NONE, 1]);
  });

  it('refuses, serves, and takes everything again by itself once there is room', async () => {
    const clock = new VirtualClock();
    const disk = new MemoryFileSystem({ clock, capacityBytes: 8_000_000 });
    const properties = { 'offsets.topic.num.partitions': '1' };
    const broker = await TestBroker.started({ clock, disk, topics: 'orders', properties });
    const client = broker.connect();
    await commitOffset(client, 'billing', 1);
    disk.writeFileAtomic('/ballast', Buffer.alloc(disk.space('/').freeBytes - 600_000));
    let sent = 0;
    const send = async (value: string) => {
      const { errorCode } = await produceTo(client, 'orders', [value]);
      if (errorCode === ErrorCode.NONE) sent += 1;
      return errorCode;
    };
    while ((await send('x'.repeat(20_000))) === ErrorCode.NONE) expect(sent).toBeLessThan(100);

    expect(await send('y'.repeat(20_000))).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    let refusal: number | undefined = ErrorCode.NONE;
    for (let index = 0; index < 3000 && refusal === ErrorCode.NONE; index++) {
      refusal = await createTopic(client, `full-${index}`);
    }
    expect(refusal).not.toBe(ErrorCode.NONE);
    await clock.advance(120_000);
    expect(await valuesOf(client, 'orders')).toHaveLength(sent);

    disk.remove('/ballast');
    await clock.advance(120_000);
    expect(await send('taken')).toBe(ErrorCode.NONE);
    expect(await createTopic(client, 'more')).toBe(ErrorCode.NONE);
    expect(await commitOffset(client, 'billing', 3)).toBe(ErrorCode.NONE);
    const again = await broker.killed();
    const values = await valuesOf(again.connect(), 'orders');
    expect(values.at(-1)).toBe(`${sent - 1}:taken`);
    expect(broker.logger.messages('error')).toEqual(['the metadata could not be written']);
  });
});
