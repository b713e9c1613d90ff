// Which batches a group of committed records never sees, and what is left of what was acquired without them.

import { expect, it } from 'vitest';
import type { SlicedBatch } from '../../../src/log/log-slice.ts';
import { abortedBatches, withoutBatches } from '../../../src/replication/share/aborted-batches.ts';

function batch(
  baseOffset: number,
  lastOffset: number,
  producerId = -1,
  isControl = false,
): SlicedBatch {
  const isTransactional = producerId >= 0;
  return {
    baseOffset,
    lastOffset,
    producerId,
    isTransactional,
    isControl,
    position: 0,
    sizeInBytes: 1,
  };
}

it('a producer’s batches count as aborted from the first of a transaction to its marker', () => {
  const batches = [
    batch(0, 1, 7),
    batch(2, 2, 7, true),
    batch(3, 4, 7),
    batch(5, 5),
    batch(6, 7, 8),
    batch(8, 9, 7),
    batch(10, 10, 7, true),
    batch(11, 12, 7),
  ];
  const aborted = abortedBatches(batches, [{ producerId: 7, firstOffset: 3 }]);
  expect(aborted.map(({ baseOffset }) => baseOffset)).toEqual([3, 8]);
});

it('two transactions of one producer are told apart', () => {
  const batches = [batch(0, 0, 7), batch(1, 1, 7, true), batch(2, 2, 7), batch(3, 3, 7, true)];
  const transactions = [
    { producerId: 7, firstOffset: 2 },
    { producerId: 7, firstOffset: 0 },
  ];
  const aborted = abortedBatches(batches, transactions);
  expect(aborted.map(({ baseOffset }) => baseOffset)).toEqual([0, 2]);
});

it('what was acquired is cut around them', () => {
  const acquired = [
    { firstOffset: 0, lastOffset: 9, deliveryCount: 1 },
    { firstOffset: 10, lastOffset: 12, deliveryCount: 2 },
    { firstOffset: 20, lastOffset: 25, deliveryCount: 1 },
  ];
  const left = withoutBatches(acquired, [batch(3, 4), batch(8, 11), batch(19, 20), batch(30, 31)]);
  expect(left).toEqual([
    { firstOffset: 0, lastOffset: 2, deliveryCount: 1 },
    { firstOffset: 5, lastOffset: 7, deliveryCount: 1 },
    { firstOffset: 12, lastOffset: 12, deliveryCount: 2 },
    { firstOffset: 21, lastOffset: 25, deliveryCount: 1 },
  ]);
});
