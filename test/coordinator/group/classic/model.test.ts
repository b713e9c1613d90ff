// The coordinator beside a plain model of what a classic group answers: the same random requests, restarts in
// between, and every answer, its time and its content must be the model's.

import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../../src/base/error-code.ts';
import { ClassicModelHistory } from '../../support/classic-model-history.ts';

const SEEDS = Array.from({ length: 24 }, (_, at) => at + 1);
const STEPS = 400;

describe('a random history of a classic group', () => {
  it.each(SEEDS)('is answered as the model says (seed %i)', async (seed) => {
    const history = new ClassicModelHistory(seed);
    for (let step = 0; step < STEPS; step++) await history.step();
  });

  it('comes to every answer that a member can get', async () => {
    const met = new Set<number>();
    for (const seed of [101, 102, 103]) {
      const history = new ClassicModelHistory(seed);
      for (let step = 0; step < 1_500; step++) await history.step();
      for (const code of history.codes.keys()) met.add(code);
    }
    const expected = [
      ErrorCode.NONE,
      ErrorCode.UNKNOWN_MEMBER_ID,
      ErrorCode.ILLEGAL_GENERATION,
      ErrorCode.REBALANCE_IN_PROGRESS,
      ErrorCode.INCONSISTENT_GROUP_PROTOCOL,
      ErrorCode.INVALID_SESSION_TIMEOUT,
      ErrorCode.MEMBER_ID_REQUIRED,
      ErrorCode.GROUP_MAX_SIZE_REACHED,
      ErrorCode.FENCED_INSTANCE_ID,
      ErrorCode.NON_EMPTY_GROUP,
      ErrorCode.GROUP_ID_NOT_FOUND,
      ErrorCode.NOT_COORDINATOR,
      ErrorCode.UNKNOWN_SERVER_ERROR,
    ];
    for (const code of expected) expect(met).toContain(code);
  });
});
