// Bytes that wait for their turn, in order. Grows by doubling and is given back when it runs empty: most
// connections never have one. Bounded by its user, who stops adding.

import type { BufferPool } from './buffer-pool.ts';

const SMALLEST = 512;

export class ByteQueue {
  readonly #pool: BufferPool;
  #buffer: Buffer | null = null;
  #start = 0;
  #end = 0;

  constructor(pool: BufferPool) {
    this.#pool = pool;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** Adds a copy of these bytes. */
  append(bytes: Buffer): void {
    const needed = this.length + bytes.length;
    let buffer = this.#buffer;
    if (!buffer || this.#end + bytes.length > buffer.length) {
      buffer = this.#pool.allocate(Math.max(SMALLEST, needed * 2));
      this.#buffer?.copy(buffer, 0, this.#start, this.#end);
      this.#replace(buffer);
    }
    bytes.copy(buffer, this.#end);
    this.#end += bytes.length;
  }

  /** A view of everything that waits, valid until the next call that changes the queue. */
  view(): Buffer {
    return this.#buffer?.subarray(this.#start, this.#end) ?? Buffer.alloc(0);
  }

  /** Removes the first `count` bytes. */
  skip(count: number): void {
    this.#start += count;
    if (this.#start === this.#end) this.clear();
  }

  clear(): void {
    if (this.#buffer) this.#pool.release(this.#buffer);
    this.#buffer = null;
    this.#start = 0;
    this.#end = 0;
  }

  #replace(buffer: Buffer): void {
    const { length } = this;
    if (this.#buffer) this.#pool.release(this.#buffer);
    this.#buffer = buffer;
    this.#start = 0;
    this.#end = length;
  }
}
