// A broker that dies at each step of a transaction's life, and what its producer and its readers find when it
// is back. The disk of each step is what a kill at this moment leaves.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';
import { DescribeTransactions } from '../../src/protocol/generated/describe-transactions.ts';
import {
  committedOffset,
  committedValues,
  TransactionalClient,
} from '../handlers/support/transactional-client.ts';
import type { MemoryWireClient } from './support/memory-wire-client.ts';
import { DATA, TestBroker } from './support/test-broker.ts';

const SECOND = 1_000;
const properties = { 'transaction.state.log.num.partitions': '1' };
const STATE_LOG = `${DATA}/__transaction_state-0/00000000000000000000.log`;
const ORDERS_LOG = `${DATA}/orders-0/00000000000000000000.log`;

const ENDS = [
  { end: 'commit', isCommit: true, complete: 'CompleteCommit', values: ['a'], offset: 7 },
  { end: 'abort', isCommit: false, complete: 'CompleteAbort', values: [], offset: -1 },
] as const;

/** A transaction with a record and an offset, not ended. */
async function begun(version: 1 | 2) {
  const broker = await TestBroker.started({ topics: 'orders,memos', properties });
  const client = new TransactionalClient(broker.connect(), version);
  expect(await client.init()).toBe(ErrorCode.NONE);
  expect(await client.write('orders', 'a')).toBe(ErrorCode.NONE);
  expect(await client.commitOffset('memos', 7)).toBe(ErrorCode.NONE);
  return { broker, client };
}

/** A broker on the disk as it was right before the write to this file that comes as this one, from 1. */
async function killedBefore(
  broker: TestBroker,
  path: string,
  count: number,
  work: () => Promise<unknown>,
): Promise<TestBroker> {
  const { disk } = broker;
  const clock = new VirtualClock(broker.clock.wallMs());
  let writes = 0;
  let left: typeof disk | undefined;
  disk.faults = (action, written) => {
    if (action === 'write' && written === path) writes += 1;
    if (writes === count) left ??= disk.copy();
    return null;
  };
  await work();
  disk.faults = null;
  if (left === undefined) throw new Error(`${writes} writes to ${path}`);
  return TestBroker.started({ topics: 'orders,memos', properties, disk: left, clock });
}

async function stateOf(client: MemoryWireClient): Promise<string | undefined> {
  const { transactionStates } = await client.send(DescribeTransactions, 0, {
    transactionalIds: ['tx'],
  });
  return transactionStates[0]?.transactionState;
}

describe.each([1, 2] as const)('with transactions v%i, after a kill', (version) => {
  it.each(ENDS)('a transaction that was open goes on to its $end', async (expected) => {
    const { broker, client } = await begun(version);
    const again = await broker.killed();
    const server = again.connect();
    expect(await stateOf(server)).toBe('Ongoing');
    expect(await committedValues(server, 'orders')).toEqual([]);
    const producer = client.before(server);
    expect(await producer.write('orders', 'b')).toBe(ErrorCode.NONE);
    expect(await producer.end(expected.isCommit)).toBe(ErrorCode.NONE);
    const values = expected.isCommit ? ['a', 'b'] : [];
    expect(await committedValues(server, 'orders')).toEqual(values);
    expect(await committedOffset(server, 'memos', true)).toEqual({
      offset: expected.offset,
      code: 0,
    });
  });

  it.each(ENDS)('a $end that was not decided yet is not', async ({ isCommit }) => {
    const { broker, client } = await begun(version);
    const again = await killedBefore(broker, STATE_LOG, 1, () => client.end(isCommit));
    expect(await stateOf(again.connect())).toBe('Ongoing');
    expect(await committedValues(again.connect(), 'orders')).toEqual([]);
  });

  // Where a kill may come once the decision is on the disk: before the first marker, before the last step.
  const STEPS = [
    ['before its markers', ORDERS_LOG, 1],
    ['before its last step', STATE_LOG, 2],
  ] as const;
  for (const [when, path, count] of STEPS) {
    it.each(ENDS)(`a $end that was decided is completed, killed ${when}`, async (expected) => {
      const { broker, client } = await begun(version);
      const old = client.before(broker.connect());
      const again = await killedBefore(broker, path, count, () => client.end(expected.isCommit));
      await again.clock.advance(SECOND);
      const server = again.connect();
      expect(await stateOf(server)).toBe(expected.complete);
      expect(await committedValues(server, 'orders')).toEqual(expected.values);
      const committed = await committedOffset(server, 'memos', true);
      expect(committed).toEqual({ offset: expected.offset, code: 0 });
      // The producer never heard of it, asks again, and goes on.
      const producer = old.before(server);
      expect(await producer.end(!expected.isCommit)).toBe(ErrorCode.INVALID_TXN_STATE);
      expect(await producer.end(expected.isCommit)).toBe(ErrorCode.NONE);
      expect(await producer.write('orders', 'next')).toBe(ErrorCode.NONE);
      expect(await producer.end(true)).toBe(ErrorCode.NONE);
      expect(await committedValues(server, 'orders')).toEqual([...expected.values, 'next']);
    });
  }
});
