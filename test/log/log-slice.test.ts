// A stretch of the log by its batches: their headers without their records, and parts of it.

import { expect, it } from 'vitest';
import { batchesIn } from '../../src/record/batch-iterator.ts';
import { LogFixture } from './log-fixture.ts';

function slice(maxBytes: number) {
  const fixture = new LogFixture();
  for (const texts of [['a', 'b'], ['c'], ['d', 'e', 'f'], ['x'.repeat(10_000)], ['g']]) {
    fixture.append(texts);
  }
  return fixture.log.read({ fetchOffset: 2, maxBytes, maxOffset: 100, minOneBatch: true });
}

it('lists its batches, one behind the other', () => {
  const batches = [...slice(1_000_000).batches()];
  expect(batches.map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset])).toEqual([
    [2, 2],
    [3, 5],
    [6, 6],
    [7, 7],
  ]);
  let position = 0;
  for (const batch of batches) {
    expect(batch).toMatchObject({ position, producerId: -1, isTransactional: false });
    position += batch.sizeInBytes;
  }
  expect(position).toBe(slice(1_000_000).records.byteLength);
});

it('leaves out a batch that is cut off at its end', () => {
  const whole = [...slice(1_000_000).batches()];
  const cut = slice((whole[2]?.position ?? 0) + 100);
  expect([...cut.batches()].map(({ baseOffset }) => baseOffset)).toEqual([2, 3]);
});

it('gives a part of itself', () => {
  const whole = slice(1_000_000);
  const [, second, third] = [...whole.batches()];
  const position = second?.position ?? 0;
  const part = whole.part(position, (third?.position ?? 0) - position);
  const bytes = Buffer.alloc(part.byteLength);
  part.readInto(bytes, 0);
  expect(
    [...batchesIn(bytes)].map(({ baseOffset, recordsCount }) => [baseOffset, recordsCount]),
  ).toEqual([[3, 3]]);
});

it('has no batches where there is nothing to read', () => {
  const empty = new LogFixture().log.read({
    fetchOffset: 0,
    maxBytes: 1,
    maxOffset: 100,
    minOneBatch: true,
  });
  expect([...empty.batches()]).toEqual([]);
  expect(empty.part(0, 0).byteLength).toBe(0);
});
