// Transactions through the whole broker but its sockets: coordinators, logs and readers are real.

import { describe, expect, it, vi } from 'vitest';
import { ErrorCode } from '../../src/base/error-code.ts';
import { DescribeTransactions } from '../../src/protocol/generated/describe-transactions.ts';
import { ListTransactions } from '../../src/protocol/generated/list-transactions.ts';
import { batchOf, DataPath } from './support/data-path.ts';
import {
  committedOffset,
  committedValues,
  TransactionalClient,
} from './support/transactional-client.ts';

async function start(version: 1 | 2) {
  const path = await DataPath.start();
  const partition = await path.topic('orders');
  const client = new TransactionalClient(path, version);
  expect(await client.init()).toBe(ErrorCode.NONE);
  return { path, partition, client };
}

describe.each([1, 2] as const)('with transactions v%i', (version) => {
  it('a reader of committed records sees a transaction once it is committed', async () => {
    const { path, partition, client } = await start(version);
    expect(await client.write('orders', 'a')).toBe(ErrorCode.NONE);
    partition.append(batchOf(['b']), 'client');
    expect(await committedValues(path, 'orders')).toEqual([]);
    expect(await client.end(true)).toBe(ErrorCode.NONE);
    expect(await committedValues(path, 'orders')).toEqual(['a', 'b']);
  });

  it('a reader of committed records never sees one that is aborted', async () => {
    const { path, client } = await start(version);
    await client.write('orders', 'a');
    expect(await client.end(false)).toBe(ErrorCode.NONE);
    await client.write('orders', 'b');
    await client.end(true);
    await client.write('orders', 'c');
    expect(await committedValues(path, 'orders')).toEqual(['b']);
  });

  it('transactions follow one another without a pause', async () => {
    const { path, client } = await start(version);
    const expected: string[] = [];
    for (let at = 0; at < 20; at++) {
      expect(await client.write('orders', `${at}`)).toBe(ErrorCode.NONE);
      expect(await client.end(at % 3 !== 0)).toBe(ErrorCode.NONE);
      if (at % 3 !== 0) expected.push(`${at}`);
    }
    expect(await committedValues(path, 'orders')).toEqual(expected);
  });

  it('offsets of a group count with the transaction', async () => {
    const { path, client } = await start(version);
    expect(await client.commitOffset('orders', 5)).toBe(ErrorCode.NONE);
    expect(await committedOffset(path, 'orders')).toMatchObject({ offset: -1 });
    expect(await committedOffset(path, 'orders', true)).toEqual({
      offset: -1,
      code: ErrorCode.UNSTABLE_OFFSET_COMMIT,
    });
    await client.end(true);
    expect(await committedOffset(path, 'orders', true)).toEqual({ offset: 5, code: 0 });
  });

  it('offsets of a group go with a transaction that is aborted', async () => {
    const { path, client } = await start(version);
    await client.commitOffset('orders', 5);
    await client.end(true);
    await client.commitOffset('orders', 9);
    await client.end(false);
    expect(await committedOffset(path, 'orders', true)).toEqual({ offset: 5, code: 0 });
  });

  it('a producer that was replaced can write and end nothing', async () => {
    const { path, client } = await start(version);
    await client.write('orders', 'old');
    const successor = new TransactionalClient(path, version);
    expect(await successor.init()).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(await successor.init()).toBe(ErrorCode.NONE);
    expect(await client.produce('orders', 'late')).toBe(ErrorCode.INVALID_PRODUCER_EPOCH);
    expect(await client.end(true)).toBe(ErrorCode.PRODUCER_FENCED);
    await successor.write('orders', 'new');
    await successor.end(true);
    expect(await committedValues(path, 'orders')).toEqual(['new']);
  });

  it('a transaction that takes too long is aborted, and cannot be committed any more', async () => {
    const { path, client } = await start(version);
    await client.init(1_000);
    await client.write('orders', 'slow');
    await path.clock.advance(12_000);
    expect(await committedValues(path, 'orders')).toEqual([]);
    // With v2 its request is that of a producer which does not know yet how its transaction ended.
    const refusal = version === 2 ? ErrorCode.INVALID_TXN_STATE : ErrorCode.PRODUCER_FENCED;
    expect(await client.end(true)).toBe(refusal);
    const { transactionStates } = await path.send(DescribeTransactions, 0, {
      transactionalIds: ['tx'],
    });
    expect(transactionStates[0]?.transactionState).toBe('CompleteAbort');
  });

  it('a partition that does not exist keeps the others from being added', async () => {
    const { client } = await start(version);
    expect(await client.addPartitions(['orders', 'unknown'])).toEqual({
      results: [ErrorCode.OPERATION_NOT_ATTEMPTED, ErrorCode.UNKNOWN_TOPIC_OR_PARTITION],
    });
  });
});

describe('with transactions v1', () => {
  it('a record of a partition that was not added is refused', async () => {
    const { partition, client } = await start(1);
    expect(await client.produce('orders', 'a')).toBe(ErrorCode.TRANSACTION_ABORTABLE);
    expect(partition.log.logEndOffset).toBe(0);
  });
});

describe('records whose coordinator takes its time', () => {
  it('are appended as they were sent, once it has answered', async () => {
    const { path, client } = await start(2);
    const claim = path.transactions.claim.bind(path.transactions);
    vi.spyOn(path.transactions, 'claim').mockImplementation(async (asked) => {
      await new Promise((resolve) => setImmediate(resolve));
      return claim(asked);
    });
    expect(await client.write('orders', 'whole')).toBe(ErrorCode.NONE);
    await client.end(true);
    expect(await committedValues(path, 'orders')).toEqual(['whole']);
  });

  it('are refused when it refuses, and the transaction goes on', async () => {
    const { path, partition, client } = await start(2);
    const refusals = [ErrorCode.NOT_COORDINATOR, ErrorCode.CONCURRENT_TRANSACTIONS];
    const told = [ErrorCode.NOT_ENOUGH_REPLICAS, ErrorCode.CONCURRENT_TRANSACTIONS];
    const spy = vi.spyOn(path.transactions, 'claim');
    for (const [at, code] of refusals.entries()) {
      spy.mockImplementationOnce(async () => () => code);
      expect(await client.write('orders', 'early')).toBe(told[at]);
    }
    expect(partition.log.logEndOffset).toBe(0);
    expect(await client.write('orders', 'in time')).toBe(ErrorCode.NONE);
    await client.end(true);
    expect(await committedValues(path, 'orders')).toEqual(['in time']);
  });
});

describe('with transaction.partition.verification.enable off', () => {
  it('records of a partition that was not added are taken', async () => {
    const path = await DataPath.start({ 'transaction.partition.verification.enable': 'false' });
    const partition = await path.topic('orders');
    const client = new TransactionalClient(path, 1);
    await client.init();
    expect(await client.produce('orders', 'a')).toBe(ErrorCode.NONE);
    expect(partition.lastStableOffset).toBe(0);
  });
});

describe('ListTransactions', () => {
  it('filters by state, producer, duration and pattern', async () => {
    const { path, client } = await start(2);
    const other = new TransactionalClient(path, 2, 'other-1');
    await other.init();
    await client.write('orders', 'a');
    await path.clock.advance(1_000);
    const list = async (filter: object, version = 2) => {
      const request = { stateFilters: [], producerIdFilters: [], ...filter };
      const answer = await path.send(ListTransactions, version, request);
      return [answer.errorCode, answer.transactionStates.map((state) => state.transactionalId)];
    };
    expect(await list({})).toEqual([0, ['tx', 'other-1']]);
    expect(await list({ stateFilters: ['Ongoing'] })).toEqual([0, ['tx']]);
    expect(await list({ producerIdFilters: [other.producerId] })).toEqual([0, ['other-1']]);
    expect(await list({ durationFilter: 999, stateFilters: ['Ongoing'] })).toEqual([0, ['tx']]);
    expect(await list({ durationFilter: 1000, stateFilters: ['Ongoing'] })).toEqual([0, []]);
    expect(await list({ transactionalIdPattern: 'other-\\d' })).toEqual([0, ['other-1']]);
    expect(await list({ transactionalIdPattern: 'other' })).toEqual([0, []]);
    expect(await list({ transactionalIdPattern: '(' })).toEqual([
      ErrorCode.INVALID_REGULAR_EXPRESSION,
      [],
    ]);
  });

  it('names the states that do not exist', async () => {
    const { path } = await start(2);
    const request = { stateFilters: ['Dead', 'Sleeping'], producerIdFilters: [] };
    const answer = await path.send(ListTransactions, 0, request);
    expect(answer).toMatchObject({ unknownStateFilters: ['Sleeping'], transactionStates: [] });
  });
});
