// Deadlines that are pushed back more often than they expire.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ErrorCode } from '../../../src/base/error-code.ts';
import { KafkaError } from '../../../src/base/kafka-error.ts';
import type { Effects } from '../../../src/coordinator/runtime/coordinator-shard.ts';
import { NO_EFFECTS } from '../../../src/coordinator/runtime/coordinator-shard.ts';
import { Deadline, Deadlines } from '../../../src/coordinator/runtime/deadline.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import { VirtualClock } from '../../../src/platform/virtual-clock.ts';
import { RecordingLogger } from '../../support/recording-logger.ts';

function setUp() {
  const clock = new VirtualClock();
  const logger = new RecordingLogger();
  const expiredAt: number[] = [];
  let timersSet = 0;
  const countingClock: Clock = {
    wallMs: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    setTimer: (delayMs, fire) => {
      timersSet += 1;
      return clock.setTimer(delayMs, fire);
    },
    repeat: (intervalMs, turn) => clock.repeat(intervalMs, turn),
  };
  const log: { error: KafkaError | null } = { error: null };
  const scheduler = { execute: (operation: () => Effects) => operation().settle?.(log.error) };
  const deadlines = new Deadlines({ clock: countingClock, logger, scheduler });
  const deadline = new Deadline(deadlines, () => {
    expiredAt.push(clock.monotonicMs());
    return NO_EFFECTS;
  });
  return { clock, deadlines, deadline, expiredAt, log, logger, timersSet: () => timersSet };
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

  it('may be set again by what follows it', async () => {
    const { clock, deadlines } = setUp();
    const expiredAt: number[] = [];
    const deadline: Deadline = new Deadline(deadlines, () => {
      expiredAt.push(clock.monotonicMs());
      if (expiredAt.length < 3) deadline.reset(10);
      return NO_EFFECTS;
    });
    deadline.reset(10);
    await clock.advance(1_000);
    expect([expiredAt, clock.waitingTimers]).toEqual([[10, 20, 30], 0]);
  });

  it('expires again while what follows it cannot be stored', async () => {
    const { clock, deadline, expiredAt, log, logger } = setUp();
    log.error = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    deadline.reset(10);
    await clock.advance(1_000);
    log.error = null;
    await clock.advance(10_000);
    expect([expiredAt, clock.waitingTimers]).toEqual([[10, 510, 1_010], 0]);
    expect(logger.lines).toHaveLength(2);
  });

  it('is not hurried by a failure when it was set again meanwhile', async () => {
    const { clock, deadlines, log } = setUp();
    const expiredAt: number[] = [];
    const deadline: Deadline = new Deadline(deadlines, () => {
      expiredAt.push(clock.monotonicMs());
      const settle = () => {
        if (expiredAt.length === 1) deadline.reset(2_000);
      };
      return { records: [], settle };
    });
    log.error = new KafkaError(ErrorCode.NOT_ENOUGH_REPLICAS);
    deadline.reset(10);
    await clock.advance(100);
    log.error = null;
    await clock.advance(10_000);
    expect(expiredAt).toEqual([10, 2_010]);
  });
});

describe('the deadlines of a shard', () => {
  it('have one timer between them', () => {
    const { clock, deadlines, timersSet } = setUp();
    for (let member = 0; member < 1_000; member++) {
      new Deadline(deadlines, () => NO_EFFECTS).reset(100 + member);
    }
    expect([clock.waitingTimers, timersSet()]).toEqual([1, 1]);
  });

  it('all expire though one of them cannot be stored', async () => {
    const { clock, deadlines, deadline, expiredAt, logger } = setUp();
    const failing = new Deadline(deadlines, () => {
      throw new KafkaError(ErrorCode.NOT_COORDINATOR);
    });
    failing.reset(10);
    deadline.reset(10);
    await clock.advance(10);
    expect(expiredAt).toEqual([10]);
    expect(logger.lines).toHaveLength(1);
  });

  it('expire when each is due, however they were set and cancelled', async () => {
    const command = fc.record({
      which: fc.nat(9),
      delayMs: fc.option(fc.nat(50), { nil: null }),
      thenMs: fc.nat(10),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
        const { clock, deadlines } = setUp();
        const expired: string[] = [];
        const expected = new Map<number, number>();
        const all = Array.from(
          { length: 10 },
          (_, which) =>
            new Deadline(deadlines, () => {
              expired.push(`${which} at ${clock.monotonicMs()}`);
              expect(expected.get(which)).toBe(clock.monotonicMs());
              expected.delete(which);
              return NO_EFFECTS;
            }),
        );
        for (const { which, delayMs, thenMs } of commands) {
          if (delayMs === null) {
            all[which]?.cancel();
            expected.delete(which);
          } else {
            all[which]?.reset(delayMs);
            expected.set(which, clock.monotonicMs() + delayMs);
          }
          await clock.advance(thenMs);
        }
        await clock.advance(100);
        expect([expected.size, clock.waitingTimers]).toEqual([0, 0]);
      }),
    );
  });
});
