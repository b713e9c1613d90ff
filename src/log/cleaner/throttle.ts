// Keeps the bytes that a clean reads and writes below a rate, on average since it began.

export class Throttle {
  readonly #bytesPerSecond: number;
  readonly #nowMs: () => number;
  readonly #startMs: number;
  #bytes = 0;

  constructor(bytesPerSecond: number, nowMs: () => number) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#nowMs = nowMs;
    this.#startMs = nowMs();
  }

  /** Counts bytes; returns the milliseconds to wait before the next. */
  take(bytes: number): number {
    this.#bytes += bytes;
    const dueMs = (this.#bytes / this.#bytesPerSecond) * 1000;
    return Math.max(0, dueMs - (this.#nowMs() - this.#startMs));
  }
}
