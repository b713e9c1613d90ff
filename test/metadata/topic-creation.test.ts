import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { startTestCluster, topicSpec } from './test-cluster.ts';

describe('creating topics', () => {
  it('makes a topic usable the moment creation is answered', async () => {
    const { controller, metadata } = await startTestCluster();
    const [result] = await controller.createTopics([topicSpec('orders', { partitions: 3 })]);
    expect(result).toMatchObject({ errorCode: 0, numPartitions: 3, replicationFactor: 1 });
    const topic = metadata.topic('orders');
    expect(topic?.id).toBe(result?.topicId);
    expect(
      topic?.partitions.map(({ leader, leaderEpoch, isr }) => [leader, leaderEpoch, isr]),
    ).toEqual([
      [0, 0, [0]],
      [0, 0, [0]],
      [0, 0, [0]],
    ]);
    expect(ErrorCode.NONE).toBe(0);
  });
});
