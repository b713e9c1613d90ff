import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import type { Uuid } from '../../src/base/uuid.ts';
import { ZERO_UUID } from '../../src/base/uuid.ts';
import { SeededRandom } from '../../src/platform/seeded-random.ts';
import { FetchSessionCache } from '../../src/replication/fetch-session-cache.ts';
import type { HostedTopic } from '../../src/replication/replica-manager.ts';
import { ReplicaManager } from '../../src/replication/replica-manager.ts';
import { batchOf } from '../handlers/support/data-path.ts';
import { OTHER_ID, TestLogs, TOPIC_ID } from './support/hosted-partitions.ts';

function start(): { logs: TestLogs; replicas: ReplicaManager } {
  const logs = new TestLogs();
  const limits = { maxSessions: 1, minEvictionMs: 1 };
  const fetchSessions = new FetchSessionCache(logs.clock, new SeededRandom(1), limits);
  const replicas = new ReplicaManager({ logs, fetchSessions, fetchMaxBytes: () => 1000 });
  replicas.host(topicOf(TOPIC_ID, [4, 5]), { isNew: true });
  return { logs, replicas };
}

/** The topic `orders` with partitions of these leader epochs. */
function topicOf(id: Uuid, leaderEpochs: readonly number[]): HostedTopic {
  const partitions = leaderEpochs.map((leaderEpoch) => ({ leaderEpoch, directoryId: ZERO_UUID }));
  return { name: 'orders', id, partitions };
}

const UNKNOWN = expect.objectContaining({ code: ErrorCode.UNKNOWN_TOPIC_OR_PARTITION });

describe('the replica manager', () => {
  it('finds partitions by topic and index, with the epoch of the image', () => {
    const { replicas } = start();
    expect(replicas.leaderPartition('orders', 1)).toMatchObject({
      topic: 'orders',
      topicId: TOPIC_ID,
      index: 1,
      leaderEpoch: 5,
    });
    expect(replicas.partitionsOf('orders')).toHaveLength(2);
    expect([...replicas.topicNames()]).toEqual(['orders']);
    expect(replicas.fetchMaxBytes).toBe(1000);
  });

  it.each([
    ['orders', 2],
    ['orders', -1],
    ['memos', 0],
  ])('does not know %s-%i', (topic, index) => {
    const { replicas } = start();
    expect(() => replicas.leaderPartition(topic, index)).toThrow(UNKNOWN);
    expect(replicas.partitionsOf('memos')).toEqual([]);
  });

  it('opens no log by hosting it', () => {
    const { logs, replicas } = start();
    replicas.endWaiting();
    expect(logs.opened).toEqual([]);
  });

  it('keeps the partitions of a topic that grows', () => {
    const { replicas } = start();
    const first = replicas.leaderPartition('orders', 0);
    first.append(batchOf(['a']), 'client');
    replicas.host(topicOf(TOPIC_ID, [4, 5, 6]), { isNew: true });
    expect(replicas.leaderPartition('orders', 0)).toBe(first);
    expect(replicas.leaderPartition('orders', 2).leaderEpoch).toBe(6);
    expect([...replicas.partitions()].map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('removes the logs of a topic that goes, and begins anew when its name comes back', () => {
    const { logs, replicas } = start();
    replicas.leaderPartition('orders', 0).append(batchOf(['a']), 'client');
    expect(replicas.unhost('orders')).toEqual([]);
    expect(logs.removed).toEqual(['orders-0', 'orders-1']);
    expect(() => replicas.leaderPartition('orders', 0)).toThrow(UNKNOWN);
    replicas.host(topicOf(OTHER_ID, [0]), { isNew: true });
    expect(replicas.leaderPartition('orders', 0).log.logEndOffset).toBe(0);
  });

  it('lets a topic go whose disk has failed, and tells of each failure', () => {
    const { logs, replicas } = start();
    for (const partition of replicas.partitionsOf('orders')) {
      partition.append(batchOf(['a']), 'client');
    }
    logs.disk.faults = () => 'EIO';
    const codes = replicas.unhost('orders').map(({ code }) => code);
    expect(codes).toEqual([ErrorCode.KAFKA_STORAGE_ERROR, ErrorCode.KAFKA_STORAGE_ERROR]);
    expect(() => replicas.leaderPartition('orders', 0)).toThrow(UNKNOWN);
  });

  it('has nothing to let go of a topic that it does not know', () => {
    expect(start().replicas.unhost('memos')).toEqual([]);
  });
});
