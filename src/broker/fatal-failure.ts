// The end of a broker that its disk leaves nothing to serve: every log directory has failed, or the one of
// the metadata. It says so once, stops, and tells whoever started it; the process is not its to end.

import type { Logger } from '../platform/logger.ts';

export class FatalFailure {
  /** Resolves with the first reason. */
  readonly reason: Promise<string>;
  readonly #logger: Logger;
  #resolve: (reason: string) => void = () => {};
  #isReported = false;
  #stop: (() => Promise<void>) | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
    this.reason = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  report(reason: string): void {
    if (this.#isReported) return;
    this.#isReported = true;
    this.#logger.error({}, `the broker stops: ${reason}`);
    this.#resolve(reason);
    this.#stopNow();
  }

  /** How to stop the broker, from the moment that it serves; at once when it is too late already. */
  stopWith(stop: () => Promise<void>): void {
    this.#stop = stop;
    this.#stopNow();
  }

  #stopNow(): void {
    if (!this.#isReported || !this.#stop) return;
    // What fails on the way down fails for the reason that was told already.
    this.#stop().catch((error: unknown) => {
      this.#logger.debug({ error }, 'stopping after a failure of the disk');
    });
  }
}
