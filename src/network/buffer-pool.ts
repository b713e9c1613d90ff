// Buffers for responses and for frames that arrive in pieces: memory that was used is warm, memory that
// is new costs a page fault for every 4 KiB. A buffer belongs to whoever allocated it until it is
// released. Invariants: a buffer is lent to one owner at a time, and `freeBytes` never exceeds its limit.

/** Below this the allocator of the language is as fast, and its garbage is cheap. */
const SMALLEST_POOLED = 4 * 1024;
/** Above this a buffer is rare and its memory too precious to keep. */
const LARGEST_POOLED = 8 * 1024 * 1024;
const DEFAULT_MAX_FREE_BYTES = 32 * 1024 * 1024;

export interface BufferPoolOptions {
  /** Bytes that are kept for the next use. */
  readonly maxFreeBytes?: number;
  /** Overwrites what is released, so that a test sees it used too late. */
  readonly poison?: boolean;
}

interface SizeClass {
  readonly free: Buffer[];
  /** The fewest that were free since the last trim: nobody needed those. */
  lowest: number;
}

export class BufferPool {
  readonly #maxFreeBytes: number;
  readonly #poison: boolean;
  readonly #classes = new Map<number, SizeClass>();
  /** Memory that is lent, each with the whole buffer that a lent one is a part of. */
  readonly #lent = new Map<ArrayBufferLike, Buffer>();
  #freeBytes = 0;

  constructor(options: BufferPoolOptions = {}) {
    this.#maxFreeBytes = options.maxFreeBytes ?? DEFAULT_MAX_FREE_BYTES;
    this.#poison = options.poison ?? false;
  }

  /** Bytes that are kept and not lent. */
  get freeBytes(): number {
    return this.#freeBytes;
  }

  /** How many pooled buffers have been allocated and not come back. */
  get lentBuffers(): number {
    return this.#lent.size;
  }

  /** A buffer of exactly this size, with any content. */
  allocate(size: number): Buffer {
    if (size <= SMALLEST_POOLED) return Buffer.allocUnsafe(size);
    if (size > LARGEST_POOLED) return Buffer.allocUnsafeSlow(size);
    const classSize = classSizeOf(size);
    const whole = this.#takeFree(classSize) ?? Buffer.allocUnsafeSlow(classSize);
    this.#lent.set(whole.buffer, whole);
    return whole.subarray(0, size);
  }

  /** Takes a buffer back that nobody will touch again. Buffers of other origin are left alone. */
  release(buffer: Buffer): void {
    const whole = this.#forget(buffer);
    if (!whole) return;
    if (this.#poison) whole.fill(0xdd);
    if (this.#freeBytes + whole.length > this.#maxFreeBytes) return;
    this.#freeBytes += whole.length;
    const sizeClass = this.#classes.get(whole.length);
    if (sizeClass) sizeClass.free.push(whole);
    else this.#classes.set(whole.length, { free: [whole], lowest: 0 });
  }

  /** Gives a buffer up that somebody may still touch, such as the operating system after a broken write. */
  discard(buffer: Buffer): void {
    this.#forget(buffer);
  }

  /** Lets go of what was not needed since the last call. */
  trim(): void {
    for (const [classSize, sizeClass] of this.#classes) {
      const unused = sizeClass.free.splice(0, sizeClass.lowest);
      this.#freeBytes -= unused.length * classSize;
      sizeClass.lowest = sizeClass.free.length;
    }
  }

  #takeFree(classSize: number): Buffer | undefined {
    const sizeClass = this.#classes.get(classSize);
    const whole = sizeClass?.free.pop();
    if (sizeClass && whole) {
      this.#freeBytes -= classSize;
      sizeClass.lowest = Math.min(sizeClass.lowest, sizeClass.free.length);
    }
    return whole;
  }

  #forget(buffer: Buffer): Buffer | undefined {
    if (buffer.length <= SMALLEST_POOLED) return undefined;
    const whole = this.#lent.get(buffer.buffer);
    if (whole) this.#lent.delete(buffer.buffer);
    return whole;
  }
}

/** Four classes between a power of two and the next, so that at most a fifth of a buffer is unused. */
function classSizeOf(size: number): number {
  const step = 2 ** (29 - Math.clz32(size - 1));
  return Math.ceil(size / step) * step;
}
