import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { VERIFICATION_OFF } from '../../src/replication/partition.ts';
import { BATCH_TIME, batchOf, isSettled } from '../handlers/support/data-path.ts';
import { TestLogs } from './support/hosted-partitions.ts';

const TRANSACTION = { producerId: 1, producerEpoch: 0, isTransactional: true } as const;

function marker(type: 'ABORT' | 'COMMIT'): Buffer {
  const { producerId, producerEpoch } = TRANSACTION;
  const end = { type, producerId, producerEpoch, coordinatorEpoch: 0, timestamp: BATCH_TIME };
  return buildEndTxnBatch(end);
}

describe('a partition', () => {
  it('opens its log on first use', () => {
    const logs = new TestLogs();
    const partition = logs.partition();
    expect(partition.openedLog).toBeNull();
    expect(partition.sizeInBytes).toBe(0);
    expect(partition.leaderEpoch).toBe(0);
    expect(partition.logDirectory).toBe('/data');
    partition.requireLeaderEpoch(0);
    partition.checkInvariants();
    expect(logs.opened).toEqual([]);
    expect(partition.highWatermark).toBe(0);
    expect(partition.logStartOffset).toBe(0);
    expect(logs.opened).toEqual(['orders-0']);
  });

  it('commits what it appends: nobody else has to', () => {
    const partition = new TestLogs().partition();
    const info = partition.append(batchOf(['a', 'b']), 'client');
    expect(info).toMatchObject({ firstOffset: 0, lastOffset: 1, duplicate: false });
    expect(partition.highWatermark).toBe(2);
    expect(partition.committed(1)).toBeUndefined();
    expect(() => partition.committed(2)).toThrow('what is committed was appended');
    partition.checkInvariants();
  });

  it('takes up a log that is there as committed', () => {
    const logs = new TestLogs();
    logs.partition().append(batchOf(['a', 'b', 'c']), 'client');
    const successor = logs.partition();
    expect(successor.highWatermark).toBe(3);
    expect(successor.sizeInBytes).toBe(batchOf(['a', 'b', 'c']).length);
  });

  it('writes its leader epoch into what it appends', () => {
    const partition = new TestLogs().partition(0, 5);
    partition.append(batchOf(['a']), 'client');
    expect(partition.log.latestEpoch).toBe(5);
    expect(partition.epochAt(0)).toBe(5);
    expect(partition.endOffsetForEpoch(5)).toEqual({ leaderEpoch: 5, endOffset: 1 });
  });

  it('knows its own epoch before anything is written in it', () => {
    const logs = new TestLogs();
    logs.partition(0, 2).append(batchOf(['a']), 'client');
    const successor = logs.partition(0, 4);
    expect(successor.endOffsetForEpoch(4)).toEqual({ leaderEpoch: 4, endOffset: 1 });
    expect(successor.endOffsetForEpoch(2)).toEqual({ leaderEpoch: 2, endOffset: 1 });
    expect(successor.endOffsetForEpoch(7)).toBeNull();
    expect([successor.epochAt(0), successor.epochAt(1)]).toEqual([2, 4]);
  });

  it.each([
    [-1, null],
    [3, null],
    [2, ErrorCode.FENCED_LEADER_EPOCH],
    [4, ErrorCode.UNKNOWN_LEADER_EPOCH],
  ])('at leader epoch 3 is asked by someone at %i', (epoch, code) => {
    const partition = new TestLogs().partition(0, 3);
    const ask = () => partition.requireLeaderEpoch(epoch);
    if (code === null) expect(ask).not.toThrow();
    else expect(ask).toThrow(expect.objectContaining({ code }));
  });

  it('shows each reader as much as it may see', () => {
    const partition = new TestLogs().partition();
    partition.append(batchOf(['a']), 'client');
    const records = batchOf(['t'], { ...TRANSACTION, baseSequence: 0 });
    partition.append(records, 'coordinator', VERIFICATION_OFF);
    partition.append(batchOf(['b']), 'client');
    const ends = (['read_committed', 'read_uncommitted', 'log_end'] as const).map((isolation) =>
      partition.endOffset(isolation),
    );
    expect(ends).toEqual([1, 3, 3]);
    partition.checkInvariants();
    partition.append(marker('COMMIT'), 'coordinator');
    expect(partition.endOffset('read_committed')).toBe(4);
  });

  it('deletes records up to the high watermark and no further', () => {
    const partition = new TestLogs().partition();
    partition.append(batchOf(['a', 'b']), 'client');
    expect(partition.advanceLogStartOffset(2)).toBe(2);
    expect(partition.advanceLogStartOffset(1)).toBe(2);
    expect(() => partition.advanceLogStartOffset(3)).toThrow(
      expect.objectContaining({ code: ErrorCode.OFFSET_OUT_OF_RANGE }),
    );
    partition.checkInvariants();
  });

  it('of a failed append is as it was', () => {
    const logs = new TestLogs();
    const partition = logs.partition();
    partition.append(batchOf(['a']), 'client');
    logs.disk.faults = (action) => (action === 'write' ? 'ENOSPC' : null);
    expect(() => partition.append(batchOf(['b']), 'client')).toThrow(
      expect.objectContaining({ code: ErrorCode.KAFKA_STORAGE_ERROR }),
    );
    logs.disk.faults = null;
    expect(partition.highWatermark).toBe(1);
    partition.checkInvariants();
    expect(partition.append(batchOf(['b']), 'client').firstOffset).toBe(1);
  });
});

describe('who watches a partition', () => {
  it('is woken by an append, a deletion of records, and the end', () => {
    const partition = new TestLogs().partition();
    let woken = 0;
    partition.watch(() => {
      woken += 1;
    });
    partition.append(batchOf(['a']), 'client');
    expect(woken).toBe(1);
    partition.advanceLogStartOffset(1);
    expect(woken).toBe(2);
    partition.endWaiting();
    expect(woken).toBe(3);
    expect(partition.waitingEnded).toBe(true);
  });

  it('is not woken by a batch that was there already', () => {
    const partition = new TestLogs().partition();
    const batch = () => batchOf(['a'], { producerId: 1, producerEpoch: 0, baseSequence: 0 });
    partition.append(batch(), 'client');
    let woken = 0;
    partition.watch(() => {
      woken += 1;
    });
    expect(partition.append(batch(), 'client').duplicate).toBe(true);
    expect(woken).toBe(0);
  });

  it('may go while it is woken, and is not woken any more', () => {
    const partition = new TestLogs().partition();
    const woken: string[] = [];
    const stopFirst = partition.watch(() => {
      woken.push('first');
      stopFirst();
    });
    partition.watch(() => woken.push('second'));
    partition.append(batchOf(['a']), 'client');
    partition.append(batchOf(['b']), 'client');
    expect(woken).toEqual(['first', 'second', 'second']);
  });

  it('hears of the end, and finds the partition gone', () => {
    const logs = new TestLogs();
    const partition = logs.partition();
    partition.append(batchOf(['a']), 'client');
    let found: unknown;
    partition.watch(() => {
      try {
        void partition.log;
      } catch (error) {
        found = error;
      }
    });
    partition.delete();
    expect(found).toMatchObject({ code: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });
    expect(logs.removed).toEqual(['orders-0']);
    expect(() => partition.append(batchOf(['b']), 'client')).toThrow();
  });
});

describe('with flush.messages a partition', () => {
  it('has committed once the records are on the device', async () => {
    const partition = new TestLogs({ flushMessages: 2 }).partition();
    partition.append(batchOf(['a']), 'client');
    expect(partition.committed(0)).toBeUndefined();
    partition.append(batchOf(['b']), 'client');
    const committed = partition.committed(1);
    expect(committed).toBeInstanceOf(Promise);
    await committed;
    expect(partition.log.recoveryPoint).toBe(2);
    expect(partition.committed(1)).toBeUndefined();
  });

  it('shows readers nothing that the flush under way has still to bring to the device', async () => {
    const partition = new TestLogs({ flushMessages: 2 }).partition();
    const seen: number[] = [];
    partition.watch(() => seen.push(partition.highWatermark));
    for (const text of ['a', 'b', 'c']) partition.append(batchOf([text]), 'client');
    expect(partition.highWatermark).toBe(1);
    await partition.committed(2);
    expect(partition.highWatermark).toBe(3);
    expect(seen).toEqual([1, 3]);
  });

  it('tells of a flush that failed', async () => {
    const logs = new TestLogs({ flushMessages: 1 });
    const partition = logs.partition();
    logs.disk.faults = (action) => (action === 'sync' ? 'EIO' : null);
    partition.append(batchOf(['a']), 'client');
    await expect(partition.committed(0)).rejects.toMatchObject({
      code: ErrorCode.KAFKA_STORAGE_ERROR,
    });
  });

  it('makes those wait who append while a flush is under way', async () => {
    const partition = new TestLogs({ flushMessages: 1 }).partition();
    const first = partition.append(batchOf(['a']), 'client').flushed;
    const second = partition.append(batchOf(['b']), 'client').flushed;
    await first;
    expect(partition.committed(1)).toBe(second);
    await second;
    expect(partition.log.recoveryPoint).toBe(2);
    expect(await isSettled(partition.committed(1) ?? Promise.resolve())).toBe(true);
  });
});
