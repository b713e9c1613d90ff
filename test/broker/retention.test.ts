// What goes by itself and what is deleted by request, over restarts and kills.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DeleteRecords } from '../../src/protocol/generated/delete-records.ts';
import { DescribeLogDirs } from '../../src/protocol/generated/describe-log-dirs.ts';
import { DescribeProducers } from '../../src/protocol/generated/describe-producers.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { alter, createTopic, deleteTopic, produceTo, valuesOf } from './support/requests.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const CHECK = 5 * MINUTE;

async function earliest(client: MemoryWireClient, name = 'orders'): Promise<number | undefined> {
  const topics = [{ name, partitions: [{ partitionIndex: 0, timestamp: -2 }] }];
  const answer = await client.send(ListOffsets, 5, { replicaId: -1, topics });
  return answer.topics[0]?.partitions[0]?.offset;
}

async function deleteRecords(client: MemoryWireClient, offset: number, name = 'orders') {
  const topics = [{ name, partitions: [{ partitionIndex: 0, offset }] }];
  const answer = await client.send(DeleteRecords, 2, { topics, timeoutMs: 1000 });
  return answer.topics[0]?.partitions[0]?.errorCode;
}

/** Counts what the disk is asked for in the directories of partitions. */
function watchDisk(broker: TestBroker): { readonly opened: Set<string> } {
  const opened = new Set<string>();
  broker.disk.faults = (action, path) => {
    if (action === 'open' && path.endsWith('.log') && !path.endsWith('metadata.log')) {
      opened.add(path);
    }
    return null;
  };
  return { opened };
}

describe('a log that nobody has opened', () => {
  async function stopped(configs: Readonly<Record<string, string>>) {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', configs);
    await produceTo(client, 'orders', ['a']);
    return broker;
  }

  it('is not opened while nothing in it is old enough, and is when it is', async () => {
    const broker = await stopped({ 'retention.ms': `${HOUR}` });
    const again = await broker.restarted();
    const { opened } = watchDisk(again);
    await again.clock.advance(HOUR - CHECK);
    expect([...opened]).toEqual([]);
    await again.clock.advance(3 * CHECK);
    expect([...opened]).not.toEqual([]);
    expect(await earliest(again.connect())).toBe(1);
  });

  it.each([
    { 'retention.ms': '-1' },
    { 'retention.ms': '-1', 'retention.bytes': '1000000' },
    { 'cleanup.policy': 'compact' },
  ])('is not opened where %j keeps it', async (configs) => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', configs);
    await produceTo(client, 'orders', ['a']);
    const again = await broker.restarted({ properties: { 'log.cleaner.enable': 'false' } });
    const { opened } = watchDisk(again);
    await again.clock.advance(24 * HOUR);
    expect([...opened]).toEqual([]);
  });

  it('is opened for retention.bytes that changes', async () => {
    const broker = await stopped({ 'retention.ms': '-1' });
    const again = await broker.restarted();
    await alter(again.connect(), { topic: 'orders' }, ['retention.bytes', '0']);
    await again.clock.advance(CHECK);
    expect(await earliest(again.connect())).toBe(1);
  });

  it('has the size that DescribeLogDirs tells', async () => {
    const broker = await stopped({});
    const again = await broker.restarted();
    const { opened } = watchDisk(again);
    const path = `${DATA}/orders-0/00000000000000000000.log`;
    const { results } = await again.connect().send(DescribeLogDirs, 4, { topics: null });
    const [row] = results[0]?.topics[0]?.partitions ?? [];
    expect(row?.partitionSize).toBe(again.disk.stat(path).size);
    expect([...opened]).toEqual([]);
  });
});

describe('retention by timestamps', () => {
  it('goes by those of the records, not by when they were written', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': `${HOUR}` });
    await produceTo(client, 'orders', ['old'], { timestamp: broker.clock.wallMs() - 2 * HOUR });
    await broker.clock.advance(CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });

  it('keeps what is of the future for as long as it is', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', {
      'retention.ms': `${HOUR}`,
      'message.timestamp.after.max.ms': `${100 * HOUR}`,
    });
    await produceTo(client, 'orders', ['new'], { timestamp: broker.clock.wallMs() + 10 * HOUR });
    await broker.clock.advance(10 * HOUR);
    expect(await earliest(broker.connect())).toBe(0);
    await broker.clock.advance(HOUR + CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });

  it('goes by the time of the file where records have none', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': `${HOUR}` });
    await produceTo(client, 'orders', ['untimed'], { timestamp: -1 });
    await broker.clock.advance(HOUR);
    expect(await earliest(broker.connect())).toBe(0);
    await broker.clock.advance(2 * CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });

  it('takes the most precise of three settings', async () => {
    const properties = {
      'log.retention.hours': '1',
      'log.retention.minutes': '30',
      'log.retention.ms': '600000',
    };
    const broker = await TestBroker.started({ properties, topics: 'orders' });
    await produceTo(broker.connect(), 'orders', ['a']);
    await broker.clock.advance(10 * MINUTE);
    expect(await earliest(broker.connect())).toBe(0);
    await broker.clock.advance(CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });

  it('follows a default of all brokers that changes', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    await alter(client, 'brokers', ['log.retention.ms', '1000']);
    await broker.clock.advance(CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });

  it('deletes from a topic that is compacted as well', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    const configs = { 'retention.ms': `${HOUR}`, 'cleanup.policy': 'compact,delete' };
    await createTopic(client, 'orders', configs);
    await produceTo(client, 'orders', ['a']);
    await broker.clock.advance(HOUR + 2 * CHECK);
    expect(await earliest(broker.connect())).toBe(1);
  });
});

describe('DeleteRecords', () => {
  it('is not undone by a kill', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    for (const text of ['a', 'b', 'c']) await produceTo(client, 'orders', [text]);
    expect(await deleteRecords(client, 2)).toBe(ErrorCode.NONE);
    const again = await broker.killed();
    expect(await earliest(again.connect())).toBe(2);
    expect(await valuesOf(again.connect(), 'orders', 2)).toEqual(['2:c']);
  });

  it('of everything is not undone either', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a', 'b']);
    expect(await deleteRecords(client, -1)).toBe(ErrorCode.NONE);
    const again = await broker.killed();
    expect(await earliest(again.connect())).toBe(2);
    expect((await produceTo(again.connect(), 'orders', ['c'])).baseOffset).toBe(2);
  });

  it('that cannot be noted is a failure', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a', 'b']);
    broker.disk.faults = (action, path) =>
      action === 'write' && path.includes('log-start-offset') ? 'ENOSPC' : null;
    expect(await deleteRecords(client, 1)).toBe(ErrorCode.KAFKA_STORAGE_ERROR);
    broker.disk.faults = null;
    expect(await deleteRecords(client, 1)).toBe(ErrorCode.NONE);
  });
});

describe('what retention has deleted', () => {
  it('does not come back after a kill', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', { 'retention.ms': `${HOUR}` });
    await produceTo(client, 'orders', ['a', 'b']);
    await broker.clock.advance(HOUR + CHECK);
    const again = await broker.killed();
    expect(await earliest(again.connect())).toBe(2);
  });
});

describe('a deleted topic', () => {
  const named = (broker: TestBroker) =>
    broker.disk.list(DATA).filter((name) => /^orders/.test(name));

  it('leaves the disk after file.delete.delay.ms, and its name is free at once', async () => {
    const broker = await TestBroker.started();
    const client = broker.connect();
    await createTopic(client, 'orders', { 'file.delete.delay.ms': '5000' });
    await produceTo(client, 'orders', ['a']);
    await deleteTopic(client, 'orders');
    await createTopic(client, 'orders');
    expect((await produceTo(client, 'orders', ['b'])).baseOffset).toBe(0);
    expect(named(broker)).toEqual(['orders-0', expect.stringMatching(/-delete$/)]);
    await broker.clock.advance(5000);
    expect(named(broker)).toEqual(['orders-0']);
    expect(await valuesOf(client, 'orders')).toEqual(['0:b']);
  });

  it('is gone after a kill, files and all', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    await produceTo(client, 'orders', ['a']);
    await deleteTopic(client, 'orders');
    const again = await broker.killed({ topics: '' });
    await again.clock.advance(1);
    expect(named(again)).toEqual([]);
  });

  it('of Apache Kafka, which it had not removed yet, is removed', async () => {
    const broker = await TestBroker.started();
    await broker.stop();
    const path = `${DATA}/orders-0.${'a'.repeat(32)}-delete`;
    broker.disk.makeDirectory(path);
    broker.disk.writeFileAtomic(`${path}/00000000000000000000.log`, Buffer.from('x'));
    const again = await broker.restarted();
    await again.clock.advance(1);
    expect(named(again)).toEqual([]);
  });
});

describe('producer.id.expiration.ms', () => {
  it('counts from the moment that it changes', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    const fields = { producerId: 5, producerEpoch: 0, baseSequence: 0 };
    await produceTo(client, 'orders', ['a'], fields);
    await alter(client, 'brokers', ['producer.id.expiration.ms', `${MINUTE}`]);
    await broker.clock.advance(11 * MINUTE);
    const topics = [{ name: 'orders', partitionIndexes: [0] }];
    const answer = await broker.connect().send(DescribeProducers, 0, { topics });
    expect(answer.topics[0]?.partitions[0]?.activeProducers).toEqual([]);
  });
});
