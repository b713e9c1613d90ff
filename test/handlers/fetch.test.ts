import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { fetch } from '../../src/handlers/fetch.ts';
import type { FetchRequestInput, FetchResponse } from '../../src/protocol/generated/fetch.ts';
import { Fetch } from '../../src/protocol/generated/fetch.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { VERIFICATION_OFF } from '../../src/replication/partition.ts';
import { BATCH_TIME, batchOf, DataPath, valuesIn } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

const UNKNOWN_ID = 'EBESExQVFhcYGRobHB0eHw' as Uuid;
const LATEST = 12;

interface Wanted {
  readonly topic?: string;
  readonly topicId?: Uuid;
  readonly partition?: number;
  readonly fetchOffset?: number;
  readonly partitionMaxBytes?: number;
  readonly currentLeaderEpoch?: number;
  readonly lastFetchedEpoch?: number;
}

/** A request that answers at once, for these partitions. */
function requestOf(wanted: readonly Wanted[], change: Partial<FetchRequestInput> = {}) {
  return {
    maxWaitMs: 0,
    minBytes: 1,
    maxBytes: 1_000_000,
    topics: wanted.map(({ topic = 'orders', topicId = ZERO_UUID, ...partition }) => ({
      topic,
      topicId,
      partitions: [{ partition: 0, fetchOffset: 0, partitionMaxBytes: 1_000_000, ...partition }],
    })),
    ...change,
  };
}

/** What was answered, partition by partition. */
function partitionsOf({ responses }: FetchResponse) {
  return responses.flatMap(({ topic, topicId, partitions }) =>
    partitions.map(({ records, ...partition }) => {
      return { topic, topicId, ...partition, values: valuesIn(records), bytes: records?.length };
    }),
  );
}

async function fetchFrom(
  path: DataPath,
  wanted: readonly Wanted[],
  change?: Partial<FetchRequestInput>,
  version = LATEST,
) {
  return partitionsOf(await path.send(Fetch, version, requestOf(wanted, change)));
}

async function startWith(...texts: string[]): Promise<{ path: DataPath; partition: Partition }> {
  const path = await DataPath.start();
  const partition = await path.topic('orders');
  for (const text of texts) partition.append(batchOf([text]), 'client');
  return { path, partition };
}

const BATCH_BYTES = batchOf(['a']).length;

describe('Fetch', () => {
  it.each(versionsOf(fetch))('v%i gives the records from an offset on', async (version) => {
    const { path, partition } = await startWith('a', 'b', 'c');
    partition.advanceLogStartOffset(1);
    const { topicId } = partition;
    const [answer] = await fetchFrom(path, [{ fetchOffset: 1, topicId }], {}, version);
    expect(answer).toMatchObject({
      ...(version >= 13 ? { topicId } : { topic: 'orders' }),
      partitionIndex: 0,
      errorCode: ErrorCode.NONE,
      highWatermark: 3,
      lastStableOffset: 3,
      logStartOffset: version >= 5 ? 1 : -1,
      abortedTransactions: null,
      values: ['1:b', '2:c'],
    });
  });

  it('gives the whole batch that holds the offset', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    partition.append(batchOf(['a', 'b', 'c']), 'client');
    const [answer] = await fetchFrom(path, [{ fetchOffset: 2 }]);
    expect(answer?.values).toEqual(['0:a', '1:b', '2:c']);
  });

  it.each([-1, 4])('at the offset %i, outside the log, is OFFSET_OUT_OF_RANGE', async (offset) => {
    const { path } = await startWith('a', 'b', 'c');
    const request = { maxWaitMs: 1000 };
    const [answer] = await fetchFrom(path, [{ fetchOffset: offset }], request);
    expect(answer).toMatchObject({
      errorCode: ErrorCode.OFFSET_OUT_OF_RANGE,
      highWatermark: -1,
      values: [],
    });
  });

  it('answers for unknown partitions last, with no transactions', async () => {
    const { path } = await startWith('a');
    const answers = await fetchFrom(path, [{ topic: 'nowhere' }, { partition: 0 }]);
    expect(answers).toMatchObject([
      { topic: 'orders', errorCode: ErrorCode.NONE, abortedTransactions: null },
      { topic: 'nowhere', abortedTransactions: [] },
    ]);
  });

  it('does not know a topic, a partition or an id that is not there', async () => {
    const { path } = await startWith();
    const answers = await fetchFrom(path, [{ topic: 'nowhere' }, { partition: 1 }]);
    expect(answers.map(({ errorCode }) => errorCode)).toEqual([
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
    ]);
    const [byId] = await fetchFrom(path, [{ topicId: UNKNOWN_ID }], { maxWaitMs: 1000 }, 13);
    expect(byId).toMatchObject({ errorCode: ErrorCode.UNKNOWN_TOPIC_ID, topicId: UNKNOWN_ID });
  });

  it('by another replica is refused: this broker has the only one', async () => {
    const { path, partition } = await startWith('a');
    const [old] = await fetchFrom(path, [{}], { replicaId: 1 }, 14);
    expect(old?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_ID);
    const { topicId } = partition;
    const asked = [{ topicId }];
    const codes = [
      await fetchFrom(path, [{}], { replicaId: 1 }, 12),
      await fetchFrom(path, asked, { replicaState: { replicaId: 1, replicaEpoch: 1 } }, 15),
    ].map(([answer]) => answer?.errorCode);
    expect(codes).toEqual([ErrorCode.NOT_LEADER_OR_FOLLOWER, ErrorCode.NOT_LEADER_OR_FOLLOWER]);
  });

  it.each([
    [5, ErrorCode.NOT_LEADER_OR_FOLLOWER],
    [6, ErrorCode.KAFKA_STORAGE_ERROR],
  ])('v%i tells of a failed disk with a code that the client knows', async (version, code) => {
    const { path } = await startWith('a');
    path.disk.faults = (action, file) =>
      action === 'read' && file.endsWith('.log') ? 'EIO' : null;
    // It fails while the answer is written, which is then an answer without partitions.
    expect(await fetchFrom(path, [{}], {}, version)).toEqual([]);
    const [answer] = await fetchFrom(path, [{}], {}, version);
    expect(answer?.errorCode).toBe(code);
  });
});

describe('the limits of a Fetch', () => {
  it('do not keep the first batch back', async () => {
    const { path } = await startWith('a', 'b');
    const [byPartition] = await fetchFrom(path, [{ partitionMaxBytes: 1 }]);
    expect(byPartition?.values).toEqual(['0:a']);
    const [byRequest] = await fetchFrom(path, [{}], { maxBytes: 0 });
    expect(byRequest?.values).toEqual(['0:a']);
  });

  it('hold for all partitions together, in the order of the request', async () => {
    const path = await DataPath.start();
    await path.topic('orders', { partitions: 4 });
    for (let index = 0; index < 3; index++) {
      for (const text of ['a', 'b'])
        path.partition('orders', index).append(batchOf([text]), 'client');
    }
    const wanted = [3, 2, 1, 0].map((partition) => ({ partition }));
    const answers = await fetchFrom(path, wanted, { maxBytes: 3 * BATCH_BYTES });
    const found = answers.map(({ partitionIndex, values }) => [partitionIndex, values.length]);
    expect(found).toEqual([
      [3, 0],
      [2, 2],
      [1, 1],
      [0, 0],
    ]);
  });

  it('let a partition be cut to its own share', async () => {
    const { path } = await startWith('a', 'b', 'c');
    const [answer] = await fetchFrom(path, [{ partitionMaxBytes: 2 * BATCH_BYTES }]);
    expect(answer?.values).toEqual(['0:a', '1:b']);
  });

  it('include the broker’s own', async () => {
    const path = await DataPath.start({ 'fetch.max.bytes': '1024' });
    const partition = await path.topic('orders');
    for (let at = 0; at < 10; at++) partition.append(batchOf(['x'.repeat(400)]), 'client');
    const [answer] = await fetchFrom(path, [{}]);
    expect(answer?.bytes).toBeLessThanOrEqual(1024);
    expect(answer?.values).toHaveLength(1);
  });
});

describe('a reader of committed records', () => {
  const transactional = (text: string, baseSequence: number) =>
    batchOf([text], { isTransactional: true, producerId: 9, producerEpoch: 0, baseSequence });
  const marker = (type: 'COMMIT' | 'ABORT') => {
    const fields = { producerId: 9, producerEpoch: 0, coordinatorEpoch: 0 };
    return buildEndTxnBatch({ type, ...fields, timestamp: BATCH_TIME });
  };
  const committed = { isolationLevel: 1 };

  it('sees nothing of an open transaction, nor what comes after it', async () => {
    const { path, partition } = await startWith('a');
    partition.append(transactional('t', 0), 'coordinator', VERIFICATION_OFF);
    partition.append(batchOf(['b']), 'client');
    const [answer] = await fetchFrom(path, [{}], committed);
    expect(answer).toMatchObject({
      highWatermark: 3,
      lastStableOffset: 1,
      values: ['0:a'],
      abortedTransactions: [],
    });
    const [other] = await fetchFrom(path, [{}]);
    expect(other?.values).toEqual(['0:a', '1:t', '2:b']);
  });

  it('is told which transactions were aborted', async () => {
    const { path, partition } = await startWith('a');
    partition.append(transactional('t', 0), 'coordinator', VERIFICATION_OFF);
    partition.append(marker('ABORT'), 'coordinator');
    partition.append(transactional('u', 1), 'coordinator', VERIFICATION_OFF);
    partition.append(marker('COMMIT'), 'coordinator');
    const [answer] = await fetchFrom(path, [{}], committed);
    expect(answer).toMatchObject({
      lastStableOffset: 5,
      values: ['0:a', '1:t', '3:u'],
      abortedTransactions: [{ producerId: 9, firstOffset: 1 }],
    });
    const [later] = await fetchFrom(path, [{ fetchOffset: 3 }], committed);
    expect(later?.abortedTransactions).toEqual([]);
  });

  it('waits for the end of a transaction', async () => {
    const { path, partition } = await startWith();
    const answer = fetchFrom(path, [{}], { ...committed, maxWaitMs: 1000 });
    partition.append(transactional('t', 0), 'coordinator', VERIFICATION_OFF);
    await path.clock.advance(10);
    expect(path.clock.waitingTimers).toBe(1);
    partition.append(marker('COMMIT'), 'coordinator');
    expect((await answer)[0]?.values).toEqual(['0:t']);
  });
});

describe('the leader epoch of a Fetch', () => {
  it('has to be the leader’s', async () => {
    const { path } = await startWith('a');
    const codes = [];
    for (const currentLeaderEpoch of [-1, 0, 1]) {
      const [answer] = await fetchFrom(path, [{ currentLeaderEpoch }], { maxWaitMs: 1000 });
      codes.push(answer?.errorCode);
    }
    expect(codes).toEqual([ErrorCode.NONE, ErrorCode.NONE, ErrorCode.UNKNOWN_LEADER_EPOCH]);
  });

  it('that a reader saw last is compared with the log’s history', async () => {
    const { path, partition } = await startWith();
    for (const [leaderEpoch, text] of [
      [0, 'a'],
      [0, 'b'],
      [2, 'c'],
    ] as const) {
      partition.log.append(batchOf([text]), { leaderEpoch, origin: 'client' });
    }
    const asked = { fetchOffset: 3, lastFetchedEpoch: 1 };
    const [diverging] = await fetchFrom(path, [asked], { maxWaitMs: 1000 });
    expect(diverging).toMatchObject({
      errorCode: ErrorCode.NONE,
      divergingEpoch: { epoch: 0, endOffset: 2 },
      values: [],
    });
    const [agreeing] = await fetchFrom(path, [{ fetchOffset: 1, lastFetchedEpoch: 0 }]);
    expect(agreeing?.divergingEpoch).toMatchObject({ epoch: -1, endOffset: -1 });
    expect(agreeing?.errorCode).toBe(ErrorCode.NONE);
    const [unknown] = await fetchFrom(path, [{ lastFetchedEpoch: 7 }]);
    expect(unknown?.errorCode).toBe(ErrorCode.OFFSET_OUT_OF_RANGE);
  });

  it('is no reason to diverge in a log that was never written', async () => {
    const { path } = await startWith();
    const [answer] = await fetchFrom(path, [{ lastFetchedEpoch: 0 }]);
    expect(answer).toMatchObject({ errorCode: ErrorCode.NONE, highWatermark: 0 });
  });

  it('does not count for a reader behind the log’s start', async () => {
    const { path, partition } = await startWith('a', 'b', 'c');
    partition.advanceLogStartOffset(2);
    const [answer] = await fetchFrom(path, [{ fetchOffset: 0, lastFetchedEpoch: 0 }]);
    expect(answer?.errorCode).toBe(ErrorCode.OFFSET_OUT_OF_RANGE);
  });
});
