// The bound on what all clients together make the broker hold of requests it cannot handle yet (KIP-72).
// Bytes that were read must be kept, so the bound is enforced by not reading on. Invariant: while the
// memory is exhausted at most one connection goes on reading, so that one frame always gets finished
// and memory comes back; without it many half-read frames could wait for one another for ever.

/** A connection that holds memory. */
export interface MemoryHolder {
  /** Called when the holder, which was told to wait, may read on. */
  memoryAvailable(): void;
}

export class ReceiveMemory {
  readonly #limitBytes: () => number;
  readonly #waiting = new Set<MemoryHolder>();
  #usedBytes = 0;
  /** The one that may exceed the limit until its frame is whole. */
  #favoured: MemoryHolder | null = null;

  constructor(limitBytes: () => number) {
    this.#limitBytes = limitBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  take(bytes: number): void {
    this.#usedBytes += bytes;
  }

  giveBack(bytes: number): void {
    this.#usedBytes -= bytes;
    this.#wake();
  }

  /** Whether this holder may read on; when not, it is called once it may. */
  mayReadOn(holder: MemoryHolder): boolean {
    if (this.#usedBytes < this.#limitBytes()) return true;
    this.#favoured ??= holder;
    if (this.#favoured === holder) return true;
    this.#waiting.add(holder);
    return false;
  }

  /** The holder's frame is whole, or the holder is gone: another may be favoured. */
  leave(holder: MemoryHolder): void {
    this.#waiting.delete(holder);
    if (this.#favoured !== holder) return;
    this.#favoured = null;
    this.#wake();
  }

  #wake(): void {
    for (const holder of this.#waiting) {
      if (this.#usedBytes >= this.#limitBytes() && this.#favoured !== null) return;
      this.#waiting.delete(holder);
      holder.memoryAvailable();
    }
  }
}
