// Fetch as a long poll: what it waits for, what wakes it, and what is left when its client goes.

import { describe, expect, it, vi } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { DeleteRecords } from '../../src/protocol/generated/delete-records.ts';
import type { FetchResponse } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { batchOf, DataPath, FakeConnection, isSettled, valuesIn } from './support/data-path.ts';

interface Poll {
  readonly maxWaitMs?: number;
  readonly minBytes?: number;
  readonly maxBytes?: number;
  readonly partitionMaxBytes?: number;
  readonly fetchOffset?: number;
  readonly topics?: readonly string[];
  readonly partitions?: number;
  readonly connection?: FakeConnection;
}

async function poll(path: DataPath, wanted: Poll = {}): Promise<FetchResponse> {
  const { fetchOffset = 0, partitionMaxBytes = 1_000_000, topics = ['orders'] } = wanted;
  const request = {
    maxWaitMs: wanted.maxWaitMs ?? 1000,
    minBytes: wanted.minBytes ?? 1,
    maxBytes: wanted.maxBytes ?? 1_000_000,
    topics: topics.map((topic) => ({
      topic,
      topicId: ZERO_UUID,
      partitions: Array.from({ length: wanted.partitions ?? 1 }, (_, partition) => {
        return { partition, fetchOffset, partitionMaxBytes };
      }),
    })),
  };
  const { connection } = wanted;
  return path.send(Fetch, 12, request, connection ? { connection } : {});
}

function valuesOf({ responses }: FetchResponse): string[] {
  return responses.flatMap(({ partitions }) => partitions.flatMap((p) => valuesIn(p.records)));
}

function codesOf({ responses }: FetchResponse): number[] {
  return responses.flatMap(({ partitions }) => partitions.map(({ errorCode }) => errorCode));
}

async function start(partitions = 1): Promise<{ path: DataPath; partition: Partition }> {
  const path = await DataPath.start();
  return { path, partition: await path.topic('orders', { partitions }) };
}

const BATCH_BYTES = batchOf(['a']).length;

describe('a Fetch that finds too little', () => {
  it('is answered after its maximum wait, and not before', async () => {
    const { path } = await start();
    const answer = poll(path);
    await path.clock.advance(999);
    expect(await isSettled(answer)).toBe(false);
    await path.clock.advance(1);
    expect(valuesOf(await answer)).toEqual([]);
  });

  it('is woken by a produce', async () => {
    const { path } = await start();
    const answer = poll(path);
    const topicData = [{ name: 'orders', partitionData: [{ index: 0, records: batchOf(['a']) }] }];
    await path.send(Produce, 12, { acks: 1, timeoutMs: 1, topicData });
    expect(valuesOf(await answer)).toEqual(['0:a']);
    expect(path.clock.waitingTimers).toBe(0);
  });

  it('waits until it has its minimum, over all its partitions', async () => {
    const { path, partition } = await start(2);
    const answer = poll(path, { minBytes: 3 * BATCH_BYTES, partitions: 2 });
    partition.append(batchOf(['a']), 'client');
    path.partition('orders', 1).append(batchOf(['b']), 'client');
    expect(await isSettled(answer)).toBe(false);
    partition.append(batchOf(['c']), 'client');
    expect(valuesOf(await answer)).toEqual(['0:a', '1:c', '0:b']);
  });

  it('counts what was there before', async () => {
    const { path, partition } = await start();
    partition.append(batchOf(['a']), 'client');
    const answer = poll(path, { minBytes: 2 * BATCH_BYTES });
    expect(await isSettled(answer)).toBe(false);
    partition.append(batchOf(['b']), 'client');
    expect(valuesOf(await answer)).toEqual(['0:a', '1:b']);
  });

  it('counts a batch that is larger than a partition’s limit up to that limit', async () => {
    const { path, partition } = await start();
    const answer = poll(path, { minBytes: 50, partitionMaxBytes: 50 });
    partition.append(batchOf(['a']), 'client');
    expect(valuesOf(await answer)).toEqual(['0:a']);
  });

  it('does not wait for more than its answer may hold', async () => {
    const { path, partition } = await start();
    for (const text of ['a', 'b', 'c']) partition.append(batchOf([text]), 'client');
    const answer = poll(path, { minBytes: 1_000_000, maxBytes: 2 * BATCH_BYTES });
    expect(valuesOf(await answer)).toEqual(['0:a', '1:b']);
  });

  it('with a minimum of 0 does not wait', async () => {
    const { path } = await start();
    expect(valuesOf(await poll(path, { minBytes: 0 }))).toEqual([]);
  });

  it('is answered when the log rolls on: its reader has fallen behind', async () => {
    const path = await DataPath.start();
    const configs = { 'internal.segment.bytes': String(2 * BATCH_BYTES) };
    const partition = await path.topic('orders', { configs });
    const answer = poll(path, { minBytes: 100_000 });
    for (const text of ['a', 'b']) partition.append(batchOf([text]), 'client');
    expect(await isSettled(answer)).toBe(false);
    partition.append(batchOf(['c']), 'client');
    expect(valuesOf(await answer)).toEqual(['0:a', '1:b']);
  });

  it('is answered when the records that it waits at are deleted', async () => {
    const { path, partition } = await start();
    partition.append(batchOf(['a', 'b']), 'client');
    const answer = poll(path, { minBytes: 100_000 });
    const partitions = [{ partitionIndex: 0, offset: 1 }];
    await path.send(DeleteRecords, 2, { topics: [{ name: 'orders', partitions }], timeoutMs: 1 });
    expect(codesOf(await answer)).toEqual([ErrorCode.OFFSET_OUT_OF_RANGE]);
  });

  it('is answered when its topic is deleted', async () => {
    const { path } = await start();
    const answer = poll(path);
    await path.deleteTopic('orders');
    expect(codesOf(await answer)).toEqual([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
    // The log itself goes a little later.
    await path.clock.advance(10);
    expect(path.clock.waitingTimers).toBe(0);
  });

  it('is answered when its topic is deleted while the disk fails', async () => {
    const { path, partition } = await start();
    partition.append(batchOf(['a']), 'client');
    const answer = poll(path, { minBytes: 100_000 });
    path.disk.faults = (action) => (action.startsWith('rename') ? 'EIO' : null);
    const deleted = path.deleteTopic('orders');
    expect(codesOf(await answer)).toEqual([ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
    path.disk.faults = null;
    await deleted;
  });

  it('waits for the partitions that are here when others are not', async () => {
    const { path, partition } = await start();
    const answer = poll(path, { topics: ['nowhere', 'orders'] });
    expect(await isSettled(answer)).toBe(false);
    partition.append(batchOf(['a']), 'client');
    expect(codesOf(await answer)).toEqual([ErrorCode.NONE, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION]);
    expect(codesOf(await poll(path, { topics: ['nowhere'] }))).toEqual([
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
  });

  it('is answered at once when one of its partitions cannot be read', async () => {
    const { path } = await start(2);
    path.partition('orders', 0).append(batchOf(['a', 'b']), 'client');
    const answer = poll(path, { partitions: 2, fetchOffset: 1, minBytes: 100_000 });
    expect(codesOf(await answer)).toEqual([ErrorCode.NONE, ErrorCode.OFFSET_OUT_OF_RANGE]);
  });

  it('is answered when the broker stops', async () => {
    const { path } = await start();
    const answer = poll(path);
    path.replicas.endWaiting();
    expect(codesOf(await answer)).toEqual([ErrorCode.NONE]);
    expect(path.clock.waitingTimers).toBe(0);
  });

  it('does not wait any more once the broker stops', async () => {
    const { path } = await start();
    path.replicas.endWaiting();
    expect(await isSettled(poll(path))).toBe(true);
    expect(path.clock.waitingTimers).toBe(0);
  });

  it('leaves no timer and no watcher when its client goes', async () => {
    const { path, partition } = await start();
    const watch = vi.spyOn(partition, 'watch');
    const connection = new FakeConnection();
    const answer = poll(path, { connection });
    expect(connection.waiting.size).toBe(1);
    connection.close();
    await answer;
    expect(path.clock.waitingTimers).toBe(0);
    expect(connection.waiting.size).toBe(0);
    expect(watch).toHaveBeenCalledTimes(1);
    const reads = vi.spyOn(partition, 'endOffset');
    partition.append(batchOf(['a']), 'client');
    expect(reads).not.toHaveBeenCalled();
  });

  it('leaves nothing with its connection once it is answered', async () => {
    const { path, partition } = await start();
    const connection = new FakeConnection();
    const answer = poll(path, { connection });
    partition.append(batchOf(['a']), 'client');
    await answer;
    expect(connection.waiting.size).toBe(0);
  });
});

describe('many readers that wait for one partition', () => {
  it('are all woken by one append', async () => {
    const { path, partition } = await start();
    const answers = Array.from({ length: 50 }, () =>
      poll(path, { connection: new FakeConnection() }),
    );
    partition.append(batchOf(['a']), 'client');
    for (const answer of await Promise.all(answers)) expect(valuesOf(answer)).toEqual(['0:a']);
    expect(path.clock.waitingTimers).toBe(0);
  });
});
