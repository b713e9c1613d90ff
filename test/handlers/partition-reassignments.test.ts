import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { alterPartitionReassignments } from '../../src/handlers/alter-partition-reassignments.ts';
import { alterReplicaLogDirs } from '../../src/handlers/alter-replica-log-dirs.ts';
import { AlterPartitionReassignments } from '../../src/protocol/generated/alter-partition-reassignments.ts';
import { AlterReplicaLogDirs } from '../../src/protocol/generated/alter-replica-log-dirs.ts';
import { ListPartitionReassignments } from '../../src/protocol/generated/list-partition-reassignments.ts';
import { DataPath, LOG_DIR } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

async function start(): Promise<DataPath> {
  const path = await DataPath.start();
  await path.topic('orders');
  return path;
}

describe('AlterPartitionReassignments', () => {
  async function reassign(
    path: DataPath,
    replicas: number[] | null,
    { name = 'orders', partitionIndex = 0, version = 1 } = {},
  ) {
    const topics = [{ name, partitions: [{ partitionIndex, replicas }] }];
    const answer = await path.send(AlterPartitionReassignments, version, { topics });
    expect(answer.errorCode).toBe(ErrorCode.NONE);
    return answer.responses[0]?.partitions[0];
  }

  it.each(versionsOf(alterPartitionReassignments))(
    'v%i has nothing to do for a partition that is where it is to be',
    async (version) => {
      const answer = await reassign(await start(), [0], { version });
      expect(answer).toEqual({ partitionIndex: 0, errorCode: ErrorCode.NONE, errorMessage: null });
    },
  );

  it.each([
    [[0, 0], /more than once/],
    [[7], /includes broker 7, but no such broker is registered/],
    [[], /empty replica list/],
  ])('refuses %j', async (replicas, message) => {
    const answer = await reassign(await start(), replicas);
    expect(answer?.errorCode).toBe(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
    expect(answer?.errorMessage).toMatch(message);
  });

  it('takes nothing back, for nothing is in progress', async () => {
    const answer = await reassign(await start(), null);
    expect(answer?.errorCode).toBe(ErrorCode.NO_REASSIGNMENT_IN_PROGRESS);
  });

  it.each([{ name: 'none' }, { partitionIndex: 3 }])('does not know %j', async (change) => {
    const answer = await reassign(await start(), [0], change);
    expect(answer?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});

describe('ListPartitionReassignments', () => {
  it.each([null, [{ name: 'orders', partitionIndexes: [0] }]])(
    'of %j finds none in progress',
    async (topics) => {
      const answer = await (await start()).send(ListPartitionReassignments, 0, { topics });
      expect(answer).toMatchObject({ errorCode: ErrorCode.NONE, topics: [] });
    },
  );
});

describe('AlterReplicaLogDirs', () => {
  it.each(versionsOf(alterReplicaLogDirs))(
    'v%i answers for each partition, once for each topic',
    async (version) => {
      const topic = { name: 'orders', partitions: [0] };
      const dirs = [
        { path: LOG_DIR, topics: [topic] },
        { path: '/nowhere', topics: [{ name: 'orders', partitions: [1] }] },
      ];
      const { results } = await (await start()).send(AlterReplicaLogDirs, version, { dirs });
      expect(results).toEqual([
        {
          topicName: 'orders',
          partitions: [
            { partitionIndex: 0, errorCode: ErrorCode.NONE },
            { partitionIndex: 1, errorCode: ErrorCode.LOG_DIR_NOT_FOUND },
          ],
        },
      ]);
    },
  );
});
