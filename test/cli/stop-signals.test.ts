// The first signal asks, the second one does not wait.

import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KlammProcess } from '../support/klamm-process.ts';

const script = path.join(import.meta.dirname, 'fixtures/never-stops.ts');

/** A process whose clock shows these times, and that was sent its first signal. */
async function toldToStop(signal: NodeJS.Signals, ...times: number[]): Promise<KlammProcess> {
  const child = new KlammProcess(times.map(String), { script });
  await child.ready();
  child.signal(signal);
  await child.until(() => child.stdout.includes('told'));
  expect(child.stdout).toContain(`told ${signal}\n`);
  expect(child.isRunning).toBe(true);
  return child;
}

describe('a second signal', () => {
  it.each([
    ['SIGTERM', 'SIGTERM', 143],
    ['SIGTERM', 'SIGINT', 130],
    ['SIGINT', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 143],
  ] as const)('after %s, %s exits at once with %i', async (first, second, code) => {
    const child = await toldToStop(first, 0, 100);
    child.signal(second);
    expect(await child.ended).toEqual({ code, signal: null });
  });

  it('that is the echo of the first one counts for nothing', async () => {
    const child = await toldToStop('SIGINT', 0, 99, 100);
    child.signal('SIGINT');
    child.signal('SIGTERM');
    // Whichever of the two came first was the echo, the other one ended the process.
    const { code } = await child.ended;
    expect([130, 143]).toContain(code);
  });
});
