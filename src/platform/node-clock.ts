// The clock of a running broker: the machine's own time and timers. Its timers are unref'ed: what keeps
// the process alive is a listening socket, never a timer.

import type { Clock, Timer } from './clock.ts';

/** The longest delay that setTimeout takes; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Real time. */
export const nodeClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(delayMs, fire) {
    return delayMs <= LONGEST_DELAY_MS ? shortTimer(delayMs, fire) : longTimer(delayMs, fire);
  },
  repeat(intervalMs, turn) {
    let isCancelled = false;
    const next = (): Timer =>
      nodeClock.setTimer(Math.max(1, intervalMs()), () => {
        turn();
        if (!isCancelled) timer = next();
      });
    let timer = next();
    return {
      cancel() {
        isCancelled = true;
        timer.cancel();
      },
    };
  },
};

/** Waits, and keeps the process alive meanwhile: for commands that have nothing else to do. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function shortTimer(delayMs: number, fire: () => unknown): Timer {
  const timeout = setTimeout(fire, delayMs).unref();
  return { cancel: () => clearTimeout(timeout) };
}

/** Retention may be set to years: such a timer is a chain of the longest ones that there are. */
function longTimer(delayMs: number, fire: () => unknown): Timer {
  let left = delayMs;
  let link = setTimeout(next, LONGEST_DELAY_MS).unref();
  function next(): void {
    left -= LONGEST_DELAY_MS;
    if (left <= 0) fire();
    else link = setTimeout(next, Math.min(left, LONGEST_DELAY_MS)).unref();
  }
  return { cancel: () => clearTimeout(link) };
}
