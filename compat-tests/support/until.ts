// Waits of the suites: for what another process does, there is nothing to do but look again.

import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 50;

/** Resolves once the condition holds; rejects, saying what was awaited, after so many milliseconds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 120_000,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await sleep(LOOK_AGAIN_MS);
  }
}
