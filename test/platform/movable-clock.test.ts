// Real time that can be moved forward; here the real time is a virtual one.

import { describe, expect, it } from 'vitest';
import { MovableClock } from '../../src/platform/movable-clock.ts';
import { VirtualClock } from '../../src/platform/virtual-clock.ts';

function newClocks() {
  const real = new VirtualClock(1_000_000);
  return { real, clock: new MovableClock(real) };
}

describe('a movable clock', () => {
  it('runs as real time does', async () => {
    const { real, clock } = newClocks();
    const fired: string[] = [];
    clock.setTimer(50, () => fired.push('late'));
    clock.setTimer(20, () => fired.push('early'));
    await real.advance(30);
    expect(fired).toEqual(['early']);
    await real.advance(30);
    expect(fired).toEqual(['early', 'late']);
    expect(clock.wallMs()).toBe(1_000_060);
  });

  it('moves forward at once, each timer at its time and in order', async () => {
    const { real, clock } = newClocks();
    const fired: [string, number][] = [];
    const note = (name: string) => () => fired.push([name, clock.monotonicMs()]);
    clock.setTimer(86_400_000, note('a day'));
    clock.setTimer(3_600_000, note('an hour'));
    await clock.advance(90_000_000);
    expect(fired).toEqual([
      ['an hour', 3_600_000],
      ['a day', 86_400_000],
    ]);
    expect(clock.wallMs()).toBe(1_000_000 + 90_000_000);
    expect(real.monotonicMs()).toBe(0);
  });

  it('fires what timers set on the way, if it falls due on the way', async () => {
    const { clock } = newClocks();
    const fired: number[] = [];
    const again = (): void => {
      fired.push(clock.monotonicMs());
      clock.setTimer(10, again);
    };
    clock.setTimer(10, again);
    await clock.advance(35);
    expect(fired).toEqual([10, 20, 30]);
  });

  it('goes on in real time after it was moved', async () => {
    const { real, clock } = newClocks();
    let fired = 0;
    clock.setTimer(100, () => {
      fired += 1;
    });
    await clock.advance(60);
    await real.advance(39);
    expect(fired).toBe(0);
    await real.advance(1);
    expect(fired).toBe(1);
  });

  it('does not fire what was taken back', async () => {
    const { real, clock } = newClocks();
    let fired = 0;
    clock
      .setTimer(10, () => {
        fired += 1;
      })
      .cancel();
    await clock.advance(20);
    await real.advance(20);
    expect(fired).toBe(0);
  });
});
