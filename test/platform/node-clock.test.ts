import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nodeClock } from '../../src/platform/node-clock.ts';

const DAY_MS = 86_400_000;

describe('the real clock', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('fires a timer once', () => {
    const fire = vi.fn();
    nodeClock.setTimer(50, fire);
    vi.advanceTimersByTime(49);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(fire).toHaveBeenCalledOnce();
  });

  test('takes back a timer', () => {
    const fire = vi.fn();
    nodeClock.setTimer(50, fire).cancel();
    vi.advanceTimersByTime(100);
    expect(fire).not.toHaveBeenCalled();
  });

  test('waits for months when told to, though one timeout lasts 24 days at most', () => {
    const fire = vi.fn();
    nodeClock.setTimer(100 * DAY_MS, fire);
    vi.advanceTimersByTime(100 * DAY_MS - 1);
    expect(fire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(fire).toHaveBeenCalledOnce();
  });

  test('takes back a timer of months in any of its links', () => {
    const fire = vi.fn();
    const timer = nodeClock.setTimer(100 * DAY_MS, fire);
    vi.advanceTimersByTime(30 * DAY_MS);
    timer.cancel();
    vi.advanceTimersByTime(100 * DAY_MS);
    expect(fire).not.toHaveBeenCalled();
  });
});

describe('the real time', () => {
  test('is the machine’s on the wall, and does not go back between two looks', () => {
    expect(Math.abs(nodeClock.wallMs() - Date.now())).toBeLessThan(1000);
    const before = nodeClock.monotonicMs();
    expect(nodeClock.monotonicMs()).toBeGreaterThanOrEqual(before);
  });
});
