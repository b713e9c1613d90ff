// Lets one after the other in: a broker is restarted, restored and killed by one request at a time.

export class OneAtATime {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs it once all before have ended, whether well or not. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}
