// What was read of index files lately, in blocks of entries: one cache for all logs, within a budget of
// bytes. Finished segments keep none of their index in memory; whoever reads old records again and again
// finds the blocks here. Invariant: what is kept is within the budget, whatever is asked for.

import { assert } from '../base/assert.ts';

/** Bytes of index blocks that are kept unless told otherwise. */
const DEFAULT_BUDGET_BYTES = 4 * 1024 * 1024;
/** Blocks that a file can have: more than `segment.index.bytes` allows. */
const BLOCKS_PER_FILE = 2 ** 22;

export class IndexBlocks {
  readonly #budgetBytes: number;
  /** In the order of their last use. */
  readonly #blocks = new Map<number, Buffer>();
  #bytes = 0;
  #lastFile = 0;
  /** The key that was used last, which is in its place already. */
  #newest = -1;

  constructor(budgetBytes = DEFAULT_BUDGET_BYTES) {
    this.#budgetBytes = budgetBytes;
  }

  /** Bytes that are kept now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A number under which a file keeps its blocks; with a new one it starts afresh. */
  newFile(): number {
    this.#lastFile++;
    return this.#lastFile;
  }

  /** A block that was kept, if it still is. */
  get(file: number, block: number): Buffer | undefined {
    const key = keyOf(file, block);
    const bytes = this.#blocks.get(key);
    if (!bytes || key === this.#newest) return bytes;
    this.#blocks.delete(key);
    this.#blocks.set(key, bytes);
    this.#newest = key;
    return bytes;
  }

  /** Keeps a block in place of what was kept of it, and lets go of the oldest ones. */
  put(file: number, block: number, bytes: Buffer): void {
    const key = keyOf(file, block);
    this.#forget(key);
    this.#blocks.set(key, bytes);
    this.#newest = key;
    this.#bytes += bytes.length;
    for (const oldest of this.#blocks.keys()) {
      if (this.#bytes <= this.#budgetBytes) break;
      this.#forget(oldest);
    }
  }

  #forget(key: number): void {
    const bytes = this.#blocks.get(key);
    if (!bytes) return;
    this.#blocks.delete(key);
    this.#bytes -= bytes.length;
  }
}

function keyOf(file: number, block: number): number {
  assert(block < BLOCKS_PER_FILE, 'an index file has a bounded number of blocks');
  return file * BLOCKS_PER_FILE + block;
}
