// Deadlines that are pushed back more often than they expire.

import { describe, expect, it } from 'vitest';
import { NO_EFFECTS } from '../../../src/coordinator/runtime/coordinator-shard.ts';
import { Deadline } from '../../../src/coordinator/runtime/deadline.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';

function setUp() {
  const clock = new VirtualClock();
  const expiredAt: number[] = [];
  let timersSet = 0;
  const scheduler = {
    schedule: (delayMs: number, operation: () => unknown) => {
      timersSet += 1;
      return clock.setTimer(delayMs, operation);
    },
    execute: () => {},
  };
  const deadline = new Deadline(clock, scheduler, () => {
    expiredAt.push(clock.monotonicMs());
    return NO_EFFECTS;
  });
  return { clock, deadline, expiredAt, timersSet: () => timersSet };
}

describe('a deadline', () => {
  it('expires once, when its time is over', async () => {
    const { clock, deadline, expiredAt } = setUp();
    deadline.reset(100);
    await clock.advance(1_000);
    expect(expiredAt).toEqual([100]);
  });

  it('expires at the time that was set last, later or sooner', async () => {
    const { clock, deadline, expiredAt } = setUp();
    deadline.reset(100);
    await clock.advance(50);
    deadline.reset(100);
    await clock.advance(99);
    expect(expiredAt).toEqual([]);
    deadline.reset(500);
    deadline.reset(10);
    await clock.advance(10);
    expect(expiredAt).toEqual([159]);
    await clock.advance(1_000);
    expect(expiredAt).toEqual([159]);
  });

  it('does not expire once it is cancelled, until it is set again', async () => {
    const { clock, deadline, expiredAt } = setUp();
    deadline.reset(100);
    deadline.cancel();
    await clock.advance(1_000);
    expect([expiredAt, clock.waitingTimers]).toEqual([[], 0]);
    deadline.reset(5);
    await clock.advance(5);
    expect(expiredAt).toEqual([1_005]);
  });

  it('sets a timer per timeout, not per heartbeat', async () => {
    const { clock, deadline, timersSet } = setUp();
    for (let beat = 0; beat < 1_000; beat++) {
      deadline.reset(100);
      await clock.advance(1);
    }
    expect(timersSet()).toBeLessThan(15);
  });
});
