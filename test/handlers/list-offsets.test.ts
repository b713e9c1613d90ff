import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { listOffsets } from '../../src/handlers/list-offsets.ts';
import { ListOffsets } from '../../src/protocol/generated/list-offsets.ts';
import type { Partition } from '../../src/replication/partition.ts';
import { VERIFICATION_OFF } from '../../src/replication/partition.ts';
import { BATCH_TIME, batchOf, DataPath } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

const LATEST = -1;
const EARLIEST = -2;
const MAX_TIMESTAMP = -3;
const EARLIEST_LOCAL = -4;
const LATEST_TIERED = -5;
const EARLIEST_PENDING_UPLOAD = -6;

interface Asked {
  readonly version?: number;
  readonly topic?: string;
  readonly partitionIndex?: number;
  readonly currentLeaderEpoch?: number;
  readonly isolationLevel?: number;
  readonly replicaId?: number;
}

async function ask(path: DataPath, timestamp: number, asked: Asked = {}) {
  const { version = 11, topic = 'orders', partitionIndex = 0, isolationLevel = 0 } = asked;
  const { replicaId = -1, currentLeaderEpoch = -1 } = asked;
  const { topics } = await path.send(ListOffsets, version, {
    replicaId,
    isolationLevel,
    topics: [{ name: topic, partitions: [{ partitionIndex, currentLeaderEpoch, timestamp }] }],
  });
  const [answer] = topics[0]?.partitions ?? [];
  return answer;
}

/** A log of five records, one second apart but for the third, which is the newest of all; it begins at 1. */
async function start(): Promise<{ path: DataPath; partition: Partition }> {
  const path = await DataPath.start();
  const partition = await path.topic('orders');
  for (const seconds of [0, 1, 9, 3, 4]) {
    const timestamp = BATCH_TIME + seconds * 1000;
    partition.append(batchOf([`${seconds}`], { timestamp }), 'client');
  }
  partition.advanceLogStartOffset(1);
  return { path, partition };
}

const NOTHING = { errorCode: ErrorCode.NONE, offset: -1, timestamp: -1, leaderEpoch: -1 };

describe('ListOffsets', () => {
  it.each(versionsOf(listOffsets))('v%i finds both ends and a time', async (version) => {
    const { path } = await start();
    const leaderEpoch = version >= 4 ? 0 : -1;
    const at = (offset: number, timestamp = -1) => {
      return { partitionIndex: 0, errorCode: ErrorCode.NONE, offset, timestamp, leaderEpoch };
    };
    expect(await ask(path, EARLIEST, { version })).toMatchObject(at(1));
    expect(await ask(path, LATEST, { version })).toMatchObject(at(5));
    const found = await ask(path, BATCH_TIME + 500, { version });
    expect(found).toMatchObject(at(1, BATCH_TIME + 1000));
  });

  it.each([
    ['before all records', 0, 1, 1],
    ['of a record', 1000, 1, 1],
    ['between records', 1001, 2, 9],
  ])('for a time %s gives the first record that is not older', async (_, ms, offset, seconds) => {
    const { path } = await start();
    const timestamp = BATCH_TIME + seconds * 1000;
    expect(await ask(path, BATCH_TIME + ms)).toMatchObject({ offset, timestamp });
  });

  it('for a time after all records finds nothing, which is no error', async () => {
    const { path } = await start();
    expect(await ask(path, BATCH_TIME + 9001)).toMatchObject(NOTHING);
  });

  it.each([
    [MAX_TIMESTAMP, 7, { offset: 2, timestamp: BATCH_TIME + 9000, leaderEpoch: 0 }],
    [EARLIEST_LOCAL, 8, { offset: 1, timestamp: -1, leaderEpoch: 0 }],
    [LATEST_TIERED, 9, NOTHING],
    [EARLIEST_PENDING_UPLOAD, 11, NOTHING],
    [-7, 12, NOTHING],
  ])('answers the timestamp %i from v%i on', async (timestamp, since, answer) => {
    const { path } = await start();
    for (const version of versionsOf(listOffsets)) {
      const expected =
        version >= since
          ? { errorCode: ErrorCode.NONE, ...answer }
          : { errorCode: ErrorCode.UNSUPPORTED_VERSION, offset: -1 };
      expect(await ask(path, timestamp, { version })).toMatchObject(expected);
    }
  });

  it('of a log that was never written', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    const start = { errorCode: ErrorCode.NONE, offset: 0, leaderEpoch: 0 };
    expect(await ask(path, EARLIEST)).toMatchObject(start);
    expect(await ask(path, LATEST)).toMatchObject(start);
    expect(await ask(path, MAX_TIMESTAMP)).toMatchObject(NOTHING);
    expect(await ask(path, 0)).toMatchObject(NOTHING);
  });

  it('of a log that was emptied begins where it ends', async () => {
    const { path, partition } = await start();
    partition.advanceLogStartOffset(5);
    expect(await ask(path, EARLIEST)).toMatchObject({ offset: 5, leaderEpoch: 0 });
    expect(await ask(path, BATCH_TIME)).toMatchObject(NOTHING);
  });

  it('ends for a reader of committed records at the first open transaction', async () => {
    const { path, partition } = await start();
    const timestamp = BATCH_TIME + 20_000;
    const fields = { isTransactional: true, producerId: 3, producerEpoch: 0, baseSequence: 0 };
    const records = batchOf(['t'], { ...fields, timestamp });
    partition.append(records, 'coordinator', VERIFICATION_OFF);
    const committed = { isolationLevel: 1 };
    expect(await ask(path, LATEST, committed)).toMatchObject({ offset: 5 });
    expect(await ask(path, timestamp, committed)).toMatchObject(NOTHING);
    expect(await ask(path, MAX_TIMESTAMP, committed)).toMatchObject(NOTHING);
    expect(await ask(path, LATEST)).toMatchObject({ offset: 6 });
    expect(await ask(path, timestamp)).toMatchObject({ offset: 5 });
    expect(await ask(path, LATEST, { ...committed, replicaId: -2 })).toMatchObject({ offset: 6 });
  });

  it('checks the leader epoch', async () => {
    const { path } = await start();
    const answer = await ask(path, LATEST, { currentLeaderEpoch: 1 });
    expect(answer).toMatchObject({ errorCode: ErrorCode.UNKNOWN_LEADER_EPOCH, offset: -1 });
  });

  it.each([
    ['nowhere', 0],
    ['orders', 1],
  ])('does not know %s-%i', async (topic, partitionIndex) => {
    const { path } = await start();
    const answer = await ask(path, LATEST, { topic, partitionIndex });
    expect(answer).toMatchObject({
      partitionIndex,
      errorCode: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
      offset: -1,
    });
  });

  it('refuses a partition that is asked for twice, and answers the others', async () => {
    const path = await DataPath.start();
    await path.topic('orders', { partitions: 2 });
    const partitions = [0, 1, 0].map((partitionIndex) => ({ partitionIndex, timestamp: LATEST }));
    const topics = [{ name: 'orders', partitions }];
    const answer = await path.send(ListOffsets, 11, { replicaId: -1, topics });
    const codes = answer.topics[0]?.partitions.map(({ errorCode }) => errorCode);
    const twice = ErrorCode.INVALID_REQUEST;
    expect(codes).toEqual([twice, ErrorCode.NONE, twice]);
  });
});
