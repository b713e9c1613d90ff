// A disk without room under a broker: whoever writes is told, whoever reads goes on, and all is well again
// as soon as there is room.

import { basename, dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import {
  alter,
  commitOffset,
  committedOffset,
  createTopic,
  deleteTopic,
  produceTo,
  topicsOf,
  valuesOf,
} from './support/requests.ts';
import { TestBroker } from './support/test-broker.ts';

const HOUR_MS = 3_600_000;

/** A broker with a record in `orders` and an offset of `readers`. */
async function start(): Promise<TestBroker> {
  const properties = { 'log.flush.interval.ms': '1000', 'log.cleaner.backoff.ms': '1000' };
  const broker = await TestBroker.started({ properties, topics: 'orders' });
  const client = broker.connect();
  await produceTo(client, 'orders', ['a']);
  expect(await commitOffset(client, 'readers', 1)).toBe(ErrorCode.NONE);
  return broker;
}

/** What takes room fails, from now on. */
function fill({ disk }: TestBroker): void {
  disk.faults = (action, path) => {
    const isNew = action === 'open' && !disk.list(dirname(path)).includes(basename(path));
    return isNew || /^(write|link to|create directory)/.test(action) ? 'ENOSPC' : null;
  };
}

function makeRoom({ disk }: TestBroker): void {
  disk.faults = null;
}

describe('a disk that is full', () => {
  it('is an error to whoever writes, and nothing to whoever reads', async () => {
    const broker = await start();
    const client = broker.connect();
    fill(broker);
    const refused = { errorCode: ErrorCode.KAFKA_STORAGE_ERROR, baseOffset: -1 };
    expect(await produceTo(client, 'orders', ['b'])).toMatchObject(refused);
    expect(await createTopic(client, 'more')).not.toBe(ErrorCode.NONE);
    expect(await alter(client, { topic: 'orders' }, ['retention.ms', '5'])).not.toBe(
      ErrorCode.NONE,
    );
    expect(await commitOffset(client, 'readers', 2)).not.toBe(ErrorCode.NONE);
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    expect(await committedOffset(client, 'readers')).toBe(1);
    expect([...(await topicsOf(client)).keys()]).toEqual(['orders']);
    makeRoom(broker);
  });

  it('takes nothing and nobody along while the broker looks after its logs', async () => {
    const broker = await start();
    fill(broker);
    await broker.clock.advance(HOUR_MS);
    const client = broker.connect();
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    expect(broker.logger.messages('error').join()).not.toContain('offline');
    makeRoom(broker);
  });

  it('is forgotten once there is room', async () => {
    const broker = await start();
    fill(broker);
    const early = broker.connect();
    await produceTo(early, 'orders', ['b']);
    await createTopic(early, 'more');
    await commitOffset(early, 'readers', 2);
    await broker.clock.advance(HOUR_MS);
    makeRoom(broker);
    const client = broker.connect();
    expect(await produceTo(client, 'orders', ['c'])).toMatchObject({ errorCode: 0, baseOffset: 1 });
    expect(await createTopic(client, 'more')).toBe(ErrorCode.NONE);
    expect(await produceTo(client, 'more', ['d'])).toMatchObject({ errorCode: 0, baseOffset: 0 });
    expect(await commitOffset(client, 'readers', 3)).toBe(ErrorCode.NONE);

    for (const again of [await broker.killed(), await broker.restarted()]) {
      const later = again.connect();
      expect(await valuesOf(later, 'orders')).toEqual(['0:a', '1:c']);
      expect(await valuesOf(later, 'more')).toEqual(['0:d']);
      expect(await committedOffset(later, 'readers')).toBe(3);
    }
  });

  it('keeps a topic from being deleted no longer than it is full', async () => {
    const broker = await start();
    const client = broker.connect();
    fill(broker);
    expect(await deleteTopic(client, 'orders')).not.toBe(ErrorCode.NONE);
    expect(await valuesOf(client, 'orders')).toEqual(['0:a']);
    makeRoom(broker);
    expect(await deleteTopic(client, 'orders')).toBe(ErrorCode.NONE);
    expect([...(await topicsOf(client)).keys()]).toEqual([]);
  });

  it('can be stopped on and killed on, and what was there is there', async () => {
    const broker = await start();
    fill(broker);
    expect((await produceTo(broker.connect(), 'orders', ['b'])).errorCode).not.toBe(0);
    const killed = await broker.killed({});
    expect(await valuesOf(killed.connect(), 'orders')).toEqual(['0:a']);
    await broker.stop().catch(() => {});
    makeRoom(broker);
    const again = await broker.restarted();
    expect(await valuesOf(again.connect(), 'orders')).toEqual(['0:a']);
    expect((await produceTo(again.connect(), 'orders', ['c'])).baseOffset).toBe(1);
  });
});
