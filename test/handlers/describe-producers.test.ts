import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DescribeProducers } from '../../src/protocol/generated/describe-producers.ts';
import { buildEndTxnBatch } from '../../src/record/control-record.ts';
import { VERIFICATION_OFF } from '../../src/replication/partition.ts';
import { BATCH_TIME, batchOf, DataPath } from './support/data-path.ts';

async function describeProducers(path: DataPath, topic = 'orders', index = 0) {
  const request = { topics: [{ name: topic, partitionIndexes: [index] }] };
  const { topics } = await path.send(DescribeProducers, 0, request);
  const [partition] = topics[0]?.partitions ?? [];
  if (!partition) throw new Error('no partition is answered');
  return partition;
}

describe('DescribeProducers', () => {
  it('knows nothing of a log without producers', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    partition.append(batchOf(['a']), 'client');
    const answer = await describeProducers(path);
    expect(answer).toMatchObject({ partitionIndex: 0, errorCode: 0, activeProducers: [] });
  });

  it('tells the last sequence and time of each producer', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    for (const producerId of [4, 5]) {
      const fields = { producerId, producerEpoch: 2, baseSequence: 0 };
      partition.append(batchOf(['a', 'b', 'c'], fields), 'client');
    }
    const { activeProducers } = await describeProducers(path);
    expect(activeProducers).toHaveLength(2);
    expect(activeProducers[0]).toMatchObject({
      producerId: 4,
      producerEpoch: 2,
      lastSequence: 2,
      lastTimestamp: BATCH_TIME,
      coordinatorEpoch: -1,
      currentTxnStartOffset: -1,
    });
  });

  it('tells where an open transaction begins, until it ends', async () => {
    const path = await DataPath.start();
    const partition = await path.topic('orders');
    partition.append(batchOf(['a']), 'client');
    const producer = { producerId: 4, producerEpoch: 0 };
    const fields = { ...producer, baseSequence: 0, isTransactional: true };
    partition.append(batchOf(['b'], fields), 'coordinator', VERIFICATION_OFF);
    expect((await describeProducers(path)).activeProducers[0]?.currentTxnStartOffset).toBe(1);
    const marker = { ...producer, type: 'COMMIT', coordinatorEpoch: 6 } as const;
    partition.append(buildEndTxnBatch({ ...marker, timestamp: BATCH_TIME }), 'coordinator');
    const ended = { currentTxnStartOffset: -1, coordinatorEpoch: 6 };
    expect((await describeProducers(path)).activeProducers[0]).toMatchObject(ended);
  });

  it.each([
    ['nowhere', 0, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ['orders', 1, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    ['no/name', 0, ErrorCode.INVALID_TOPIC_EXCEPTION],
  ])('of %s-%i is an error of that partition', async (topic, index, errorCode) => {
    const path = await DataPath.start();
    await path.topic('orders');
    expect(await describeProducers(path, topic, index)).toMatchObject({ errorCode });
  });
});
