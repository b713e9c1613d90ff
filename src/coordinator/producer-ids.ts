// Hands out producer ids from a block that this broker owns; blocks are claimed from the metadata store,
// so that no id is ever handed out twice, across restarts and brokers (KIP-730).

/** A range of producer ids that nobody else will be given. */
export interface ProducerIdBlock {
  readonly first: number;
  readonly length: number;
}

export class ProducerIds {
  readonly #claimBlock: () => Promise<ProducerIdBlock>;
  #next = 0;
  #end = 0;
  #claiming: Promise<void> | null = null;

  constructor(claimBlock: () => Promise<ProducerIdBlock>) {
    this.#claimBlock = claimBlock;
  }

  /** An id that was never handed out before. */
  async next(): Promise<number> {
    while (this.#next >= this.#end) {
      this.#claiming ??= this.#claim();
      await this.#claiming;
    }
    return this.#next++;
  }

  async #claim(): Promise<void> {
    try {
      const { first, length } = await this.#claimBlock();
      this.#next = first;
      this.#end = first + length;
    } finally {
      this.#claiming = null;
    }
  }
}
