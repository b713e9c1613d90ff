// Warnings that a hostile or misconfigured client could cause without end: of each kind a few lines are
// written in an interval, and the next interval's first line says how many were left out.

import type { Clock } from '../platform/clock.ts';
import type { LogFields, Logger } from '../platform/logger.ts';

const INTERVAL_MS = 10_000;
const LINES_PER_INTERVAL = 5;

interface KindOfLine {
  since: number;
  lines: number;
  suppressed: number;
}

export class RateLimitedLog {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #kinds = new Map<string, KindOfLine>();

  constructor(logger: Logger, clock: Clock) {
    this.#logger = logger;
    this.#clock = clock;
  }

  /** Writes a warning unless enough of its kind were written. Kinds come from the code, never from clients. */
  warn(kind: string, fields: LogFields, message: string): void {
    const nowMs = this.#clock.monotonicMs();
    let state = this.#kinds.get(kind);
    let suppressed = 0;
    if (!state || nowMs - state.since >= INTERVAL_MS) {
      suppressed = state?.suppressed ?? 0;
      state = { since: nowMs, lines: 0, suppressed: 0 };
      this.#kinds.set(kind, state);
    }
    state.lines += 1;
    if (state.lines > LINES_PER_INTERVAL) state.suppressed += 1;
    else this.#logger.warn(suppressed > 0 ? { ...fields, suppressed } : fields, message);
  }
}
