// Partitions are shared out as Kafka's range assignor does it.

import { expect, it } from 'vitest';
import { assignRanges } from '../../src/client/range-assignment.ts';

function assigned(members: Record<string, string[]>, counts: Record<string, number>) {
  const subscribers = Object.entries(members).map(([memberId, topics]) => ({ memberId, topics }));
  const result = assignRanges(subscribers, new Map(Object.entries(counts)));
  return Object.fromEntries(
    Array.from(result, ([memberId, topics]) => [memberId, Object.fromEntries(topics)]),
  );
}

it('the first members get one more where it does not come out even', () => {
  expect(assigned({ c: ['t'], a: ['t'], b: ['t'] }, { t: 5 })).toEqual({
    a: { t: [0, 1] },
    b: { t: [2, 3] },
    c: { t: [4] },
  });
});

it('whoever comes too late gets nothing, and each topic has its own readers', () => {
  expect(assigned({ a: ['t'], b: ['t', 'u'] }, { t: 1, u: 2 })).toEqual({
    a: { t: [0] },
    b: { u: [0, 1] },
  });
});
