// The life of a transactional id: its producer begins, adds partitions, commits and aborts; in both
// versions of the protocol.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { TransactionBench } from '../support/transaction-bench.ts';

const VERSIONS = [0, 1, 2];
const ENDS = [
  ['commit', true, 'PrepareCommit', 'CompleteCommit'],
  ['abort', false, 'PrepareAbort', 'CompleteAbort'],
] as const;

describe.each(VERSIONS)('with transaction.version %i', (version) => {
  it('a producer that begins gets epoch 0, and the next one with its id epoch 1', async () => {
    const bench = new TransactionBench({}, version);
    expect(await bench.init()).toMatchObject({ producerId: 0, producerEpoch: 0 });
    expect(await bench.init()).toMatchObject({ producerId: 0, producerEpoch: 1 });
    expect(await bench.state()).toBe('Empty');
  });

  it.each(ENDS)('a %s goes through markers to its end', async (_, isCommit, prepared, complete) => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    expect(await bench.add(producer, 3)).toBe(ErrorCode.NONE);
    expect(await bench.state()).toBe('Ongoing');
    bench.markerAnswer = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    expect(await bench.end(producer, isCommit)).not.toBeTypeOf('number');
    expect(await bench.state()).toBe(prepared);
    bench.markerAnswer = ErrorCode.NONE;
    await bench.advance(1_000);
    expect(await bench.state()).toBe(complete);
    const producerEpoch = version === 2 ? 1 : 0;
    const marker = { topic: 't', partition: 3, producerId: 0, producerEpoch, isCommit };
    expect(bench.markers).toMatchObject([marker]);
  });

  it.each(ENDS)('a %s that is under way makes everyone wait', async (_, isCommit) => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.markerAnswer = ErrorCode.NOT_LEADER_OR_FOLLOWER;
    await bench.end(producer, isCommit);
    const next = { ...producer, producerEpoch: version === 2 ? 1 : 0 };
    expect(await bench.add(next)).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(await bench.end(producer, isCommit)).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(await bench.end(producer, !isCommit)).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(await bench.init()).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
  });

  it.each(ENDS)('a %s that is asked for again is answered again', async (_, isCommit) => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    const first = await bench.end(producer, isCommit);
    expect(await bench.end(producer, isCommit)).toMatchObject(
      version === 2 ? { producerId: 0, producerEpoch: 1 } : (first as object),
    );
    expect(await bench.end(producer, !isCommit)).toBe(ErrorCode.INVALID_TXN_STATE);
    expect(bench.markers).toHaveLength(1);
  });

  it('a partition that is gone needs no marker', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    bench.markerAnswer = ErrorCode.UNKNOWN_TOPIC_OR_PARTITION;
    await bench.end(producer, true);
    expect(await bench.state()).toBe('CompleteCommit');
  });

  it('an open transaction is aborted for a new producer, who comes again', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    await bench.add(producer);
    expect(await bench.init()).toBe(ErrorCode.CONCURRENT_TRANSACTIONS);
    expect(bench.markers).toMatchObject([{ isCommit: false, producerEpoch: 1 }]);
    expect(await bench.state()).toBe('CompleteAbort');
    expect(await bench.init()).toMatchObject({ producerId: 0, producerEpoch: 2 });
    expect(await bench.add(producer)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await bench.end(producer, true)).toBe(ErrorCode.PRODUCER_FENCED);
  });

  it('who is not the id’s producer is told so', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    const other = { ...producer, producerId: 77 };
    expect(await bench.add(other)).toBe(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    expect(await bench.end(other, true)).toBe(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    expect(await bench.add(producer, 0, 'unknown')).toBe(ErrorCode.INVALID_PRODUCER_ID_MAPPING);
    expect(await bench.add(producer, 0, '')).toBe(ErrorCode.INVALID_REQUEST);
    const later = { ...producer, producerEpoch: 9 };
    expect(await bench.add(later)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await bench.end(later, true)).toBe(ErrorCode.PRODUCER_FENCED);
  });

  it('a commit of nothing is refused', async () => {
    const bench = new TransactionBench({}, version);
    const producer = await bench.producer();
    expect(await bench.end(producer, true)).toBe(ErrorCode.INVALID_TXN_STATE);
  });

  it('a producer goes on after an error with the epoch that follows its own', async () => {
    const bench = new TransactionBench({}, version);
    const first = await bench.producer();
    const second = await bench.producer({ current: first });
    expect(second).toMatchObject({ producerId: 0, producerEpoch: 1 });
    // Its answer did not arrive, so it asks again; and somebody from before that asks too.
    expect(await bench.init({ current: first })).toMatchObject(second);
    await bench.producer({ current: second });
    expect(await bench.init({ current: first })).toBe(ErrorCode.PRODUCER_FENCED);
  });

  it('a new producer fences one that wants to go on', async () => {
    const bench = new TransactionBench({}, version);
    const first = await bench.producer();
    await bench.producer();
    expect(await bench.init({ current: first })).toBe(ErrorCode.PRODUCER_FENCED);
    const stranger = { producerId: 55, producerEpoch: 0 };
    expect(await bench.init({ current: stranger })).toBe(ErrorCode.PRODUCER_FENCED);
  });

  it.each([0, -1, 900_001])('a timeout of %i ms is refused', async (timeoutMs) => {
    const bench = new TransactionBench({}, version);
    expect(await bench.init({ timeoutMs })).toBe(ErrorCode.INVALID_TRANSACTION_TIMEOUT);
  });
});

describe('two-phase commit', () => {
  it('is refused as long as it is not enabled', async () => {
    const bench = new TransactionBench();
    const refused = ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED;
    expect(await bench.init({ enable2Pc: true })).toBe(refused);
  });

  it('needs no timeout, and never times out', async () => {
    const bench = new TransactionBench({ isTwoPhaseCommitEnabled: true });
    const producer = await bench.producer({ enable2Pc: true, timeoutMs: 0 });
    await bench.add(producer);
    await bench.advance(40 * 86_400_000);
    expect(await bench.state()).toBe('Ongoing');
  });

  it('cannot keep a prepared transaction yet, as in Apache Kafka', async () => {
    const bench = new TransactionBench({ isTwoPhaseCommitEnabled: true });
    expect(await bench.init({ keepPreparedTxn: true })).toBe(ErrorCode.UNSUPPORTED_VERSION);
  });
});

describe('with an epoch for each transaction', () => {
  it('the end of one tells the producer of the next', async () => {
    const bench = new TransactionBench();
    let producer = await bench.producer();
    for (const producerEpoch of [1, 2, 3]) {
      await bench.add(producer);
      const next = await bench.end(producer, true);
      expect(next).toMatchObject({ producerId: 0, producerEpoch });
      producer = { producerId: 0, producerEpoch };
    }
  });

  it('what was sent for an earlier one is fenced', async () => {
    const bench = new TransactionBench();
    const producer = await bench.producer();
    await bench.add(producer);
    await bench.end(producer, true);
    await bench.add({ producerId: 0, producerEpoch: 1 });
    expect(await bench.add(producer)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await bench.end(producer, true)).toBe(ErrorCode.PRODUCER_FENCED);
    expect(await bench.state()).toBe('Ongoing');
  });

  it('an abort of nothing gives a new epoch too', async () => {
    const bench = new TransactionBench();
    const producer = await bench.producer();
    expect(await bench.end(producer, false)).toMatchObject({ producerEpoch: 1 });
    expect(await bench.end({ ...producer, producerEpoch: 1 }, false)).toMatchObject({
      producerEpoch: 2,
    });
    expect(bench.markers).toEqual([]);
  });

  it('a producer whose last answer was lost may still go on from its own epoch', async () => {
    const bench = new TransactionBench();
    const producer = await bench.producer();
    await bench.add(producer);
    await bench.end(producer, true);
    expect(await bench.init({ current: producer })).toMatchObject({ producerEpoch: 1 });
  });
});
