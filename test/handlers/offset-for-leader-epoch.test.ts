import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { offsetForLeaderEpoch } from '../../src/handlers/offset-for-leader-epoch.ts';
import { OffsetForLeaderEpoch } from '../../src/protocol/generated/offset-for-leader-epoch.ts';
import { batchOf, DataPath } from './support/data-path.ts';
import { versionsOf } from './support/group-context.ts';

/** A log whose records are of the epochs 1, 1, 3, 4; the leader of the partition is at epoch 0. */
async function start(): Promise<DataPath> {
  const path = await DataPath.start();
  const { log } = await path.topic('orders');
  for (const leaderEpoch of [1, 1, 3, 4]) {
    log.append(batchOf(['a']), { leaderEpoch, origin: 'client' });
  }
  return path;
}

async function ask(
  path: DataPath,
  leaderEpoch: number,
  { version = 4, topic = 'orders', partition = 0, currentLeaderEpoch = -1 } = {},
) {
  const topics = [{ topic, partitions: [{ partition, currentLeaderEpoch, leaderEpoch }] }];
  const answer = await path.send(OffsetForLeaderEpoch, version, { replicaId: -1, topics });
  return answer.topics[0]?.partitions[0];
}

describe('OffsetForLeaderEpoch', () => {
  it.each(versionsOf(offsetForLeaderEpoch))('v%i says where an epoch ended', async (version) => {
    const path = await start();
    expect(await ask(path, 1, { version })).toMatchObject({
      partition: 0,
      errorCode: ErrorCode.NONE,
      leaderEpoch: 1,
      endOffset: 2,
    });
  });

  it.each([
    ['the newest ends at the log’s end', 4, 4, 4],
    ['one that wrote nothing ends with the one before', 2, 1, 2],
    ['one that is to come is not known', 5, -1, -1],
    ['none at all is not known', -1, -1, -1],
  ])('%s', async (_, asked, leaderEpoch, endOffset) => {
    const path = await start();
    const answer = { errorCode: ErrorCode.NONE, leaderEpoch, endOffset };
    expect(await ask(path, asked)).toMatchObject(answer);
  });

  it('knows the epoch of a leader that has written nothing yet', async () => {
    const path = await DataPath.start();
    await path.topic('orders');
    expect(await ask(path, 0)).toMatchObject({ errorCode: 0, leaderEpoch: 0, endOffset: 0 });
  });

  it('checks the leader epoch of the asker', async () => {
    const path = await start();
    const answer = await ask(path, 1, { currentLeaderEpoch: 9 });
    expect(answer).toMatchObject({ errorCode: ErrorCode.UNKNOWN_LEADER_EPOCH, endOffset: -1 });
  });

  it.each([
    ['nowhere', 0],
    ['orders', 1],
  ])('does not know %s-%i', async (topic, partition) => {
    const path = await start();
    const answer = await ask(path, 1, { topic, partition });
    expect(answer?.errorCode).toBe(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
  });
});
