// Brings a log to the device without waiting on the event loop. Whoever asks while a flush is under way
// shares the next one (group commit): one sync answers all appends that came before it began.

/** What is flushed: `flush` brings all that is there when it is called to the device. */
export type FlushAction = () => Promise<void>;

export class LogFlusher {
  readonly #flush: FlushAction;
  #current: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  constructor(flush: FlushAction) {
    this.#flush = flush;
  }

  /** Resolves once everything that was appended before this call is on the device. */
  flush(): Promise<void> {
    if (!this.#current) return this.#begin();
    this.#next ??= this.#current.then(
      () => this.#begin(),
      () => this.#begin(),
    );
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#next = null;
    const current = this.#flush().finally(() => {
      if (this.#current === current) this.#current = null;
    });
    this.#current = current;
    return current;
  }
}
