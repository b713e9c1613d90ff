// Hands out producer ids from a block that this broker owns; blocks are claimed from the metadata store,
// so that no id is ever handed out twice, across restarts and brokers (KIP-730).

import { ErrorCode } from '../base/error-code.ts';
import { KafkaError } from '../base/kafka-error.ts';

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
    while (this.#next >= this.#end) await this.#claimOnce();
    return this.#next++;
  }

  /** The same at once; COORDINATOR_LOAD_IN_PROGRESS while a new block is claimed. */
  take(): number {
    if (this.#next < this.#end) return this.#next++;
    // Whoever comes again finds out whether it worked.
    this.#claimOnce().catch(() => {});
    throw new KafkaError(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS);
  }

  /** Resolves once there are ids to take; somebody else may be faster. */
  async ready(): Promise<void> {
    while (this.#next >= this.#end) await this.#claimOnce();
  }

  #claimOnce(): Promise<void> {
    this.#claiming ??= this.#claim();
    return this.#claiming;
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
