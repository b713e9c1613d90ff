// SIGTERM and SIGINT: the first asks for a clean stop, a second one does not wait for it.

import type { Clock } from '../platform/clock.ts';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
type StopSignal = (typeof SIGNALS)[number];

const EXIT_CODES: Readonly<Record<StopSignal, number>> = { SIGINT: 130, SIGTERM: 143 };

/**
 * A Ctrl-C under `npm start` arrives twice, from the terminal and from npm: within this time the second
 * one is taken for the first one's echo.
 */
const ECHO_MS = 100;

/** Aborted by the first signal, which is then the process's exit code; from then on another one leaves at once. */
export function stopRequested(clock: Clock): AbortSignal {
  const controller = new AbortController();
  void firstStopSignal(clock).then((signal) => {
    process.exitCode = EXIT_CODES[signal];
    controller.abort();
  });
  return controller.signal;
}

/** Settles with the first signal; from then on another one leaves the process at once. */
export function firstStopSignal(clock: Clock): Promise<StopSignal> {
  return new Promise((resolve) => {
    let firstAtMs: number | null = null;
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        if (firstAtMs === null) {
          firstAtMs = clock.monotonicMs();
          resolve(signal);
        } else if (clock.monotonicMs() - firstAtMs >= ECHO_MS) {
          process.exit(EXIT_CODES[signal]);
        }
      });
    }
  });
}
