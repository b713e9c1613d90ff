// What coordinators do by themselves goes on after a restart, whether or not anybody asks for it: sessions and
// offsets run out, transactions are aborted. What was never written is not even looked at.

import { describe, expect, it } from 'vitest';
import { DescribeGroups } from '../../src/protocol/generated/describe-groups.ts';
import { DescribeTransactions } from '../../src/protocol/generated/describe-transactions.ts';
import { FindCoordinator } from '../../src/protocol/generated/find-coordinator.ts';
import { InitProducerId } from '../../src/protocol/generated/init-producer-id.ts';
import { JoinGroup } from '../../src/protocol/generated/join-group.ts';
import { Produce } from '../../src/protocol/generated/produce.ts';
import { SyncGroup } from '../../src/protocol/generated/sync-group.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { commitOffset, committedOffset, produceRequest } from './support/requests.ts';
import { TestBroker } from './support/test-broker.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SESSION_MS = 30 * SECOND;

/** A consumer that joins alone and gets its assignment. */
async function joinAlone(broker: TestBroker, groupId: string): Promise<void> {
  const client = broker.connect();
  await client.send(FindCoordinator, 4, { keyType: 0, coordinatorKeys: [groupId] });
  const protocols = [{ name: 'range', metadata: Buffer.alloc(0) }];
  const joined = client.send(JoinGroup, 3, {
    ...{ groupId, sessionTimeoutMs: SESSION_MS, rebalanceTimeoutMs: SESSION_MS },
    ...{ memberId: '', protocolType: 'consumer', protocols },
  });
  await broker.clock.advance(0);
  const { memberId, generationId } = await joined;
  const assignments = [{ memberId, assignment: Buffer.from('all') }];
  await client.send(SyncGroup, 2, { groupId, memberId, generationId, assignments });
}

async function stateOf(client: MemoryWireClient, groupId: string): Promise<string | undefined> {
  const { groups } = await client.send(DescribeGroups, 5, { groups: [groupId] });
  return groups[0]?.groupState;
}

describe('after a restart', () => {
  it('the session of a member that does not come back ends, though nobody asks', async () => {
    const properties = { 'group.initial.rebalance.delay.ms': '0' };
    const broker = await TestBroker.started({ properties });
    await joinAlone(broker, 'readers');
    expect(await stateOf(broker.connect(), 'readers')).toBe('Stable');
    for (const again of [await broker.killed(), await broker.restarted()]) {
      await again.clock.advance(SESSION_MS + SECOND);
      expect(await stateOf(again.connect(), 'readers')).toBe('Empty');
    }
  });

  it('offsets expire, though nobody asks', async () => {
    const properties = {
      'offsets.retention.minutes': '1',
      'offsets.retention.check.interval.ms': `${10 * SECOND}`,
    };
    const broker = await TestBroker.started({ topics: 'orders', properties });
    await commitOffset(broker.connect(), 'readers', 5);
    const again = await broker.restarted();
    expect(await committedOffset(again.connect(), 'readers')).toBe(5);
    const oneMore = await again.restarted();
    await oneMore.clock.advance(MINUTE + 10 * SECOND);
    const last = await oneMore.restarted({
      properties: { ...properties, 'offsets.retention.minutes': '1000' },
    });
    expect(await committedOffset(last.connect(), 'readers')).toBe(-1);
  });

  it('a transaction that takes too long is aborted, though nobody asks', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    const client = broker.connect();
    const transactionalId = 'tx';
    await client.send(FindCoordinator, 4, { keyType: 1, coordinatorKeys: [transactionalId] });
    const asked = { transactionalId, transactionTimeoutMs: MINUTE };
    const { producerId, producerEpoch } = await client.send(InitProducerId, 5, asked);
    const fields = { producerId, producerEpoch, baseSequence: 0, isTransactional: true };
    const request = produceRequest('orders', ['a'], fields);
    await client.send(Produce, 12, { ...request, transactionalId });
    const again = await broker.restarted();
    await again.clock.advance(2 * MINUTE);
    const described = await again
      .connect()
      .send(DescribeTransactions, 0, { transactionalIds: [transactionalId] });
    expect(described.transactionStates[0]?.transactionState).toBe('CompleteAbort');
  });

  it('partitions that hold nothing are not opened', async () => {
    const broker = await TestBroker.started({ topics: 'orders' });
    await commitOffset(broker.connect(), 'readers', 5);
    await broker.stop();
    const opened = new Set<string>();
    broker.disk.faults = (action, path) => {
      if (action === 'open' && path.includes('__consumer_offsets')) {
        opened.add(path.replace(/\/[^/]*$/, ''));
      }
      return null;
    };
    await broker.start();
    await broker.clock.advance(MINUTE);
    expect(opened.size).toBe(1);
  });
});
