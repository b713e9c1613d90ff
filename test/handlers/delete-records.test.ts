import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { deleteRecords } from '../../src/handlers/delete-records.ts';
import { DeleteRecords } from '../../src/protocol/generated/delete-records.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { batchOf, DataPath } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

async function start(configs = {}): Promise<{ path: DataPath; partition: Partition }> {
  const path = await DataPath.start();
  const partition = await path.topic('orders', { configs });
  partition.append(batchOf(['a', 'b', 'c']), 'client');
  return { path, partition };
}

async function deleteUpTo(
  path: DataPath,
  offset: number,
  { topic = 'orders', partitionIndex = 0, version = 2 } = {},
) {
  const topics = [{ name: topic, partitions: [{ partitionIndex, offset }] }];
  const response = await path.send(DeleteRecords, version, { topics, timeoutMs: 1000 });
  return response.topics[0]?.partitions[0];
}

describe('DeleteRecords', () => {
  it.each(versionsOf(deleteRecords))('v%i moves the log start offset', async (version) => {
    const { path, partition } = await start();
    const answer = await deleteUpTo(path, 2, { version });
    expect(answer).toMatchObject({
      partitionIndex: 0,
      lowWatermark: 2,
      errorCode: ErrorCode.NONE,
    });
    expect(partition.logStartOffset).toBe(2);
  });

  it('with offset -1 empties the log', async () => {
    const { path, partition } = await start();
    expect(await deleteUpTo(path, -1)).toMatchObject({ lowWatermark: 3 });
    partition.append(batchOf(['d']), 'client');
    expect(partition.log.logEndOffset).toBe(4);
  });

  it('never moves the log start back', async () => {
    const { path, partition } = await start();
    await deleteUpTo(path, 2);
    expect(await deleteUpTo(path, 1)).toMatchObject({ lowWatermark: 2, errorCode: 0 });
    expect(partition.logStartOffset).toBe(2);
  });

  it.each([4, -2])('refuses the offset %i', async (offset) => {
    const { path, partition } = await start();
    const refusal = { lowWatermark: -1, errorCode: ErrorCode.OFFSET_OUT_OF_RANGE };
    expect(await deleteUpTo(path, offset)).toMatchObject(refusal);
    expect(partition.logStartOffset).toBe(0);
  });

  it('is not for topics that are only compacted', async () => {
    const { path } = await start({ 'cleanup.policy': 'compact' });
    expect(await deleteUpTo(path, 1)).toMatchObject({ errorCode: ErrorCode.POLICY_VIOLATION });
    await path.alter('orders', 'cleanup.policy', 'compact,delete');
    expect(await deleteUpTo(path, 1)).toMatchObject({ errorCode: ErrorCode.NONE });
  });

  it('is not for internal topics', async () => {
    const { path } = await start();
    await path.topic('__consumer_offsets');
    const answer = await deleteUpTo(path, 0, { topic: '__consumer_offsets' });
    expect(answer?.errorCode).toBe(ErrorCode.INVALID_TOPIC_EXCEPTION);
  });

  it('answers each partition for itself', async () => {
    const { path } = await start();
    const request = {
      timeoutMs: 1000,
      topics: [
        { name: 'nowhere', partitions: [{ partitionIndex: 0, offset: 1 }] },
        { name: 'orders', partitions: [1, 0].map((at) => ({ partitionIndex: at, offset: 1 })) },
      ],
    };
    const { topics } = await path.send(DeleteRecords, 2, request);
    const codes = topics.flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, errorCode }) => `${name}-${partitionIndex}: ${errorCode}`),
    );
    const unknown = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    expect(codes).toEqual([`nowhere-0: ${unknown}`, `orders-1: ${unknown}`, 'orders-0: 0']);
  });
});
