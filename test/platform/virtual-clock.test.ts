import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IDLE, QUIET } from '../../src/platform/clock.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';

describe('a virtual clock', () => {
  test('stands still until it is told to advance', async () => {
    const clock = new VirtualClock();
    const [wallMs, monotonicMs] = [clock.wallMs(), clock.monotonicMs()];
    await clock.settle();
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([wallMs, monotonicMs]);
    await clock.advance(1500);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([wallMs + 1500, monotonicMs + 1500]);
  });

  test('fires a timer when its time has come, and not before', async () => {
    const clock = new VirtualClock();
    let fired = 0;
    clock.setTimer(100, () => fired++);
    await clock.advance(99);
    expect(fired).toBe(0);
    await clock.advance(1);
    await clock.advance(1000);
    expect(fired).toBe(1);
  });

  test('shows a timer the time at which it was due', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    clock.setTimer(10, () => seen.push(clock.monotonicMs()));
    clock.setTimer(30, () => seen.push(clock.monotonicMs()));
    await clock.advance(100);
    expect(seen).toEqual([10, 30]);
  });

  test('never fires a cancelled timer', async () => {
    const clock = new VirtualClock();
    let fired = false;
    const timer = clock.setTimer(10, () => {
      fired = true;
    });
    expect(clock.waitingTimers).toBe(1);
    timer.cancel();
    timer.cancel();
    expect(clock.waitingTimers).toBe(0);
    await clock.advance(20);
    expect(fired).toBe(false);
  });

  test('fires timers that timers set, as far as the advance goes', async () => {
    const clock = new VirtualClock();
    let ticks = 0;
    const tick = (): void => {
      ticks++;
      clock.setTimer(10, tick);
    };
    clock.setTimer(10, tick);
    await clock.advance(55);
    expect(ticks).toBe(5);
  });

  test('lets what a timer settled run on before the next timer fires', async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const gate = new Promise<void>((resolve) => clock.setTimer(1, resolve));
    const chain = gate.then(() => order.push('first link')).then(() => order.push('second link'));
    clock.setTimer(2, () => order.push('next timer'));
    await clock.advance(2);
    await chain;
    expect(order).toEqual(['first link', 'second link', 'next timer']);
  });

  test('repeats a turn until it is cancelled, its interval asked for anew each time', async () => {
    const clock = new VirtualClock();
    const seen: number[] = [];
    let intervalMs = 10;
    const timer = clock.repeat(
      () => intervalMs,
      () => {
        seen.push(clock.monotonicMs());
        if (seen.length === 2) intervalMs = 30;
        if (seen.length === 4) timer.cancel();
      },
    );
    await clock.advance(1000);
    expect(seen).toEqual([10, 20, 50, 80]);
    expect(clock.waitingTimers).toBe(0);
  });

  test('spends no turn of the event loop on quiet timers', async () => {
    const clock = new VirtualClock();
    let turns = 0;
    clock.repeat(
      () => 1,
      () => ++turns && QUIET,
    );
    const order: string[] = [];
    const advanced = clock.advance(10_000).then(() => order.push('advanced'));
    for (let at = 0; at < 5; at++) await new Promise((resolve) => setImmediate(resolve));
    order.push('five turns');
    await advanced;
    expect(turns).toBe(10_000);
    expect(order).toEqual(['advanced', 'five turns']);
  });

  test('leaves out idle turns until something happens, and then keeps their times', async () => {
    const clock = new VirtualClock();
    const turns: number[] = [];
    clock.repeat(
      () => 10,
      () => {
        turns.push(clock.monotonicMs());
        return IDLE;
      },
    );
    clock.setTimer(55, () => {});
    clock.setTimer(75, () => QUIET);
    await clock.advance(1000);
    expect(turns).toEqual([10, 60]);
    await clock.advance(100);
    expect(turns).toEqual([10, 60, 1000]);
  });

  test('stands still while something is under way that waits for the machine', async () => {
    const clock = new VirtualClock();
    const order: string[] = [];
    const work = (turns: number): Promise<void> =>
      new Promise((resolve) => {
        const turn = (left: number): void =>
          void setImmediate(() => (left === 0 ? resolve() : turn(left - 1)));
        turn(turns);
      });
    clock.setTimer(1, () => clock.waitFor(work(5).then(() => order.push('work'))));
    clock.setTimer(2, () => order.push('timer'));
    clock.setTimer(3, () => clock.waitFor(Promise.reject(new Error('fails'))));
    await clock.advance(10);
    expect(order).toEqual(['work', 'timer']);
  });

  test('jumps on the wall without moving durations', () => {
    const clock = new VirtualClock(5000);
    clock.jumpWall(-2000);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([3000, 0]);
  });

  test('refuses to go back', async () => {
    await expect(new VirtualClock().advance(-1)).rejects.toThrow('does not go back');
  });

  test('fires any set of timers by due time, then in the order they were set', async () => {
    const delays = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(delays, async (delaysMs) => {
        const clock = new VirtualClock();
        const fired: number[] = [];
        for (const [at, delayMs] of delaysMs.entries())
          clock.setTimer(delayMs, () => fired.push(at));
        await clock.advance(20);
        const expected = [...delaysMs.keys()].sort(
          (a, b) => (delaysMs[a] as number) - (delaysMs[b] as number) || a - b,
        );
        expect(fired).toEqual(expected);
        expect(clock.waitingTimers).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
