// What time does to transactions and ids, and what is left of both after a restart.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import { ID, TIMEOUT_MS, TransactionBench } from '../support/transaction-bench.ts';

const LAST_EPOCH = 32_766;

describe.each([0, 1, 2])('with transaction.version %i', (version) => {
  it('a transaction that takes longer than its timeout is aborted, with an epoch of its own', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    await bench.advance(TIMEOUT_MS);
    expect(await bench.state()).toBe('Ongoing');
    await bench.advance(10_000);
    expect(await bench.state()).toBe('CompleteAbort');
    expect(bench.markers).toMatchObject([{ isCommit: false, producerEpoch: 1 }]);
    expect(await bench.add(producer)).toBe(ErrorCode.PRODUCER_FENCED);
  });

  it('the timeout counts from the first partition, not the last', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer, 0);
    await bench.advance(TIMEOUT_MS - 1_000);
    await bench.add(producer, 1);
    await bench.advance(12_000);
    expect(await bench.state()).toBe('CompleteAbort');
  });

  it('a transaction that is open survives a restart, with its partitions and its time', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer, 4);
    await bench.advance(TIMEOUT_MS - 5_000);
    await bench.restart();
    expect(await bench.state()).toBe('Ongoing');
    await bench.advance(20_000);
    expect(bench.markers).toMatchObject([{ partition: 4, isCommit: false }]);
  });

  it.each([true, false])(
    'a decision (commit: %s) is carried out after a restart',
    async (isCommit) => {
      const bench = new TransactionBench({}, version);
      const producer = await bench.producer();
      await bench.add(producer, 2);
      bench.markerAnswer = ErrorCode.NOT_LEADER_OR_FOLLOWER;
      await bench.end(producer, isCommit);
      bench.markerAnswer = ErrorCode.NONE;
      await bench.restart();
      expect(bench.markers).toMatchObject([{ partition: 2, isCommit }]);
      expect(await bench.state()).toBe(isCommit ? 'CompleteCommit' : 'CompleteAbort');
    },
  );

  it('what is complete stays so over a restart', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    await bench.end(producer, true);
    await bench.restart();
    expect(await bench.state()).toBe('CompleteCommit');
    expect(bench.markers).toHaveLength(1);
    expect(await bench.init()).toMatchObject({ producerEpoch: version === 2 ? 2 : 1 });
  });

  it('an id that nobody uses is forgotten, one with an open transaction is not', async () => {
    const bench = new TransactionBench({ idExpirationMs: 5_000_000 }, version);
    const open = await bench.producer({ id: 'open', timeoutMs: 900_000 });
    await bench.producer();
    await bench.advance(4_800_000);
    await bench.add(open, 0, 'open');
    expect(await bench.state()).toBe('Empty');
    await bench.advance(2_500_000);
    const [described] = await bench.coordinator.describeTransactions([ID]);
    expect(described?.errorCode).toBe(ErrorCode.TRANSACTIONAL_ID_NOT_FOUND);
    expect(await bench.state('open')).toBe('CompleteAbort');
    expect(await bench.producer()).toMatchObject({ producerEpoch: 0 });
  });

  it('a producer whose epochs are used up goes on with another id', async () => {
    const bench = new TransactionBench({}, version);
    let producer = await bench.producer();
    while (producer.producerEpoch < LAST_EPOCH) producer = await bench.producer();
    const next = await bench.producer({ current: producer });
    expect(next).toMatchObject({ producerId: 1, producerEpoch: 0 });
    // Its answer did not arrive, so it asks again with what it has. Records of version 0 do not know that.
    const again = await bench.init({ current: producer });
    expect(again).toEqual(version === 0 ? ErrorCode.PRODUCER_FENCED : next);
  });

  it('fencing a producer with the last epoch leaves an epoch to fence with', async () => {
    const bench = new TransactionBench({}, version);
    let producer = await bench.producer();
    while (producer.producerEpoch < LAST_EPOCH) producer = await bench.producer();
    await bench.add(producer);
    expect(await bench.init()).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(bench.markers).toMatchObject([{ producerId: 0, producerEpoch: LAST_EPOCH + 1 }]);
    const next = await bench.producer();
    expect(next.producerId).toBe(1);
  });

  it('a log that refuses the decision leaves the transaction open', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    expect(await bench.end(producer, true)).toBe(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    expect(await bench.state()).toBe('Ongoing');
    bench.writer.appendError = null;
    expect(await bench.end(producer, true)).not.toBeTypeOf('number');
    expect(bench.markers).toHaveLength(1);
  });

  it('a decision is carried out once it is committed, not before', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.writer.holdCommits();
    const ending = bench.end(producer, true);
    await bench.advance(10);
    expect(bench.markers).toEqual([]);
    bench.writer.releaseCommits();
    await ending;
    await bench.advance(0);
    expect(bench.markers).toHaveLength(1);
    expect(await bench.state()).toBe('CompleteCommit');
  });

  it('a last step that the log refuses is tried until it takes it', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.writer.holdCommits();
    const ending = bench.end(producer, true);
    await bench.advance(1);
    bench.writer.appendError = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    bench.writer.releaseCommits();
    await ending;
    expect(await bench.state()).toBe('PrepareCommit');
    bench.writer.appendError = null;
    await bench.advance(1_000);
    expect(await bench.state()).toBe('CompleteCommit');
  });

  it('a partition that knows a later epoch ends the attempt', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.markerAnswer = ErrorCode.TRANSACTION_COORDINATOR_FENCED;
    await bench.end(producer, true);
    bench.markerAnswer = ErrorCode.NONE;
    await bench.advance(10_000);
    expect(await bench.state()).toBe('PrepareCommit');
    expect(bench.markers).toEqual([]);
  });
});

describe('with an epoch for each transaction', () => {
  it('the last epoch of a producer id ends with the first of another', async () => {
    const bench = new TransactionBench();
    let producer = await bench.producer();
    while (producer.producerEpoch < LAST_EPOCH) producer = await bench.producer();
    await bench.add(producer);
    const next = { producerId: 1, producerEpoch: 0 };
    expect(await bench.end(producer, true)).toMatchObject(next);
    expect(bench.markers).toMatchObject([{ producerId: 0, producerEpoch: LAST_EPOCH + 1 }]);
    expect(await bench.end(producer, true)).toMatchObject(next);
    expect(await bench.end(producer, false)).toBe(ErrorCode.INVALID_TXN_STATE);
    await bench.restart();
    await bench.advance(10);
    expect(await bench.add(next)).toBe(ErrorCode.NONE);
  });

  it('a restart between the decision and its end keeps the producer id that follows', async () => {
    const bench = new TransactionBench();
    let producer = await bench.producer();
    while (producer.producerEpoch < LAST_EPOCH) producer = await bench.producer();
    await bench.add(producer);
    bench.markerAnswer = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    expect(await bench.end(producer, true)).toMatchObject({ producerId: 1, producerEpoch: 0 });
    bench.markerAnswer = ErrorCode.NONE;
    await bench.restart();
    await bench.advance(10);
    expect(await bench.add({ producerId: 1, producerEpoch: 0 })).toBe(ErrorCode.NONE);
  });
});
