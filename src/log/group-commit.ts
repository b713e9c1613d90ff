// One sync answers everyone who asked before it began: whoever asks while one is under way shares the
// next one.

export class GroupCommit {
  readonly #commit: () => Promise<void>;
  #current: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /** `commit` brings to the device what there is when it is called. */
  constructor(commit: () => Promise<void>) {
    this.#commit = commit;
  }

  /** The commit that is under way; null: none is. */
  get current(): Promise<void> | null {
    return this.#current;
  }

  /** Resolves once a commit that began after this call has succeeded. */
  run(): Promise<void> {
    if (!this.#current) return this.#begin();
    const begin = (): Promise<void> => this.#begin();
    this.#next ??= this.#current.then(begin, begin);
    return this.#next;
  }

  #begin(): Promise<void> {
    this.#next = null;
    const current = this.#commit().finally(() => {
      if (this.#current === current) this.#current = null;
    });
    this.#current = current;
    return current;
  }
}
