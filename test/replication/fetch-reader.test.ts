import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { KafkaError } from '../../src/base/kafka-error.ts';
import type { FetchLimits } from '../../src/replication/fetch-reader.ts';
import { readPartitions } from '../../src/replication/fetch-reader.ts';
import type { FetchTarget } from '../../src/replication/fetch-session.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { batchOf, valuesIn } from '../handlers/support/data-path.ts';
import { TestLogs, targetOf } from './support/hosted-partitions.ts';

/** Two partitions with two records each, in batches of their own. */
function start(): Partition[] {
  const logs = new TestLogs();
  return [0, 1].map((index) => {
    const partition = logs.partition(index);
    for (const text of ['a', 'b']) partition.append(batchOf([text]), 'client');
    return partition;
  });
}

function read(
  partitions: readonly Partition[],
  targets: readonly Partial<FetchTarget>[],
  limits: Partial<FetchLimits> = {},
) {
  const find = ({ partition: index }: FetchTarget) => {
    const partition = partitions[index];
    if (!partition) throw new KafkaError(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    return partition;
  };
  const asked = targets.map((target) => targetOf(target));
  const all = { maxBytes: 1_000_000, isolation: 'read_uncommitted', ...limits } as const;
  return readPartitions(asked, find, all).map(([{ partition }, { records, ...result }]) => {
    const bytes = Buffer.alloc(records?.byteLength ?? 0);
    records?.readInto(bytes, 0);
    return { partition, ...result, values: valuesIn(bytes) };
  });
}

const BYTES = batchOf(['a']).length;

describe('a read of many partitions', () => {
  it('gives of each what it has', () => {
    const found = read(start(), [{ partition: 1, fetchOffset: 1 }, { partition: 0 }]);
    expect(found).toMatchObject([
      { partition: 1, values: ['1:b'], highWatermark: 2, recordsBytes: BYTES },
      { partition: 0, values: ['0:a', '1:b'], logStartOffset: 0, lastStableOffset: 2 },
    ]);
  });

  it('gives the whole first batch above all limits, and then keeps to them', () => {
    const found = read(start(), [{ partition: 0 }, { partition: 1 }], { maxBytes: 1 });
    expect(found.map(({ values }) => values)).toEqual([['0:a'], []]);
  });

  it('gives the first batch to the first partition that has any', () => {
    const targets = [{ partition: 0, fetchOffset: 2 }, { partition: 1 }];
    const found = read(start(), targets, { maxBytes: 0 });
    expect(found.map(({ values }) => values)).toEqual([[], ['0:a']]);
  });

  it('takes what one partition gave from what the next may give', () => {
    const targets = [{ partition: 0 }, { partition: 1 }];
    const found = read(start(), targets, { maxBytes: 3 * BYTES });
    expect(found.map(({ values }) => values)).toEqual([['0:a', '1:b'], ['0:a']]);
  });

  it('with a limit below zero gives one batch, as Apache Kafka does', () => {
    expect(read(start(), [{ maxBytes: -1 }], { maxBytes: -5 })[0]?.values).toEqual(['0:a']);
  });

  it('answers a failure for its partition alone', () => {
    const targets = [{ partition: 0, fetchOffset: 3 }, { partition: 1 }];
    expect(read(start(), targets)).toMatchObject([
      { errorCode: ErrorCode.OFFSET_OUT_OF_RANGE, highWatermark: -1, values: [] },
      { errorCode: ErrorCode.NONE, values: ['0:a', '1:b'] },
    ]);
  });

  it('lets a fault of the broker through', () => {
    const find = () => {
      throw new TypeError('a bug');
    };
    const limits = { maxBytes: 1, isolation: 'read_uncommitted' } as const;
    expect(() => readPartitions([targetOf()], find, limits)).toThrow(TypeError);
  });

  it('names aborted transactions to readers of committed records only', () => {
    const found = (['read_uncommitted', 'read_committed'] as const).map(
      (isolation) => read(start(), [{}], { isolation })[0]?.abortedTransactions,
    );
    expect(found).toEqual([null, []]);
  });
});
