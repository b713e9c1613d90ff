// The promises of the coordinator under random histories: what a client was told is what happens to all of
// its partitions, exactly that and nothing else, and a restart reproduces every state.

import { describe, expect, it } from 'vitest';
import type { WrittenMarker } from '../support/transaction-bench.ts';
import { TransactionHistory } from '../support/transaction-history.ts';

const SEEDS = Array.from({ length: 12 }, (_, at) => at + 1);
const STEPS = 300;

/** What the log brings back is what the coordinator tells. */
async function expectReplayEqualsLive({ bench }: TransactionHistory): Promise<void> {
  const replayed = bench.replayed();
  replayed.checkInvariants();
  for (const {
    transactionalId,
    status,
    producerId,
    producerEpoch,
  } of replayed.transactions.values()) {
    const [live] = await bench.coordinator.describeTransactions([transactionalId]);
    expect(live).toMatchObject({ transactionState: status, producerId, producerEpoch });
  }
}

/** The markers of a transaction: those with its epoch, or the next where each has an epoch of its own. */
function markersOf(
  { bench }: TransactionHistory,
  attempt: TransactionHistory['attempts'][number],
): WrittenMarker[] {
  const { producerId, producerEpoch } = attempt.producer;
  const epoch = bench.version >= 2 ? producerEpoch + 1 : producerEpoch;
  return bench.markers.filter(
    (marker) => marker.producerId === producerId && marker.producerEpoch === epoch,
  );
}

function expectPromisesKept(history: TransactionHistory): void {
  for (const attempt of history.attempts) {
    if (attempt.promise === null) continue;
    const markers = markersOf(history, attempt);
    const isCommit = attempt.promise === 'commit';
    for (const partition of attempt.partitions) {
      const ends = markers.filter((marker) => marker.partition === partition);
      expect(ends.length, `${attempt.id} ${attempt.promise}`).toBeGreaterThan(0);
      // With version 1 the transactions of a producer share its epoch.
      if (history.bench.version < 2) continue;
      expect(new Set(ends.map((marker) => marker.isCommit))).toEqual(new Set([isCommit]));
    }
  }
}

describe.each([1, 2])('with transaction.version %i, a random history', (version) => {
  it.each(SEEDS)('keeps every promise, and replays at every step (seed %i)', async (seed) => {
    const history = new TransactionHistory(seed, version);
    for (let step = 0; step < STEPS; step++) {
      await history.step();
      try {
        await expectReplayEqualsLive(history);
      } catch (error) {
        throw new Error(`after ${history.steps.slice(-12).join(', ')}`, { cause: error });
      }
    }
    await history.settle();
    expectPromisesKept(history);
    const { transactions } = history.bench.replayed();
    for (const { status } of transactions.values()) {
      expect(['Empty', 'CompleteCommit', 'CompleteAbort']).toContain(status);
    }
  });
});
