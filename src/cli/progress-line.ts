// How far long work has got, on a terminal: one line that is written over, at most every quarter of a second.
// Where nobody watches nothing is written.

import type { Clock } from '../platform/clock.ts';

const INTERVAL_MS = 250;
const CLEAR_LINE = '\r\u001b[K';

/** What a progress line needs of a stream. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

export class ProgressLine {
  readonly #stream: ProgressStream;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #shownAtMs: number;
  #isShown = false;

  constructor(stream: ProgressStream, clock: Pick<Clock, 'monotonicMs'>) {
    this.#stream = stream;
    this.#clock = clock;
    this.#shownAtMs = clock.monotonicMs();
  }

  /** Shows this text, unless it is too soon after the last one. */
  show(text: () => string): void {
    if (!this.#stream.isTTY) return;
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - this.#shownAtMs < INTERVAL_MS) return;
    this.#shownAtMs = nowMs;
    this.#isShown = true;
    this.#stream.write(`${CLEAR_LINE}${text()}`);
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    if (this.#isShown) this.#stream.write(CLEAR_LINE);
    this.#isShown = false;
  }
}
