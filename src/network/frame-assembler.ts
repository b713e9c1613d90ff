// Finds the frames in a stream of bytes that comes in pieces. A frame that arrived whole is handed out as a
// view; only the bytes of an unfinished one are copied, into memory that grows with what really arrived:
// four bytes that claim 100 MB cost 4 KiB. Invariant: `heldBytes` is what is reserved of the receive memory.

import { assert } from '../base/assert.ts';
import type { BufferPool } from './buffer-pool.ts';
import { describeForeignBytes } from './foreign-bytes.ts';
import type { ReceiveMemory } from './receive-memory.ts';

const PREFIX_BYTES = 4;
const SMALLEST_BUFFER = 4 * 1024;
/** Memory for an unfinished frame is at most this many times what has arrived of it. */
const GROWTH = 4;

/** The bytes are no Kafka frame. The message says in plain words what they are. */
export class InvalidFrameError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'InvalidFrameError';
  }
}

export interface FrameAssemblerOptions {
  readonly maxFrameBytes: () => number;
  readonly pool: BufferPool;
  readonly memory: ReceiveMemory;
}

export class FrameAssembler {
  /** How far into the bytes given to `next` it has come. */
  position = 0;
  readonly #options: FrameAssemblerOptions;
  #prefix = 0;
  #prefixBytes = 0;
  #size = 0;
  #buffer: Buffer | null = null;
  #filled = 0;
  #isFirst = true;

  constructor(options: FrameAssemblerOptions) {
    this.#options = options;
  }

  /** Whether the beginning of a frame is there and its end is not. */
  get isUnfinished(): boolean {
    return this.#prefixBytes > 0;
  }

  get heldBytes(): number {
    return this.#buffer?.length ?? 0;
  }

  /**
   * The next whole frame, without its prefix, in the bytes from `position` on; null when they are used up.
   * The frame is valid until `release`, which must be called before the next one is asked for.
   * @throws InvalidFrameError
   */
  next(bytes: Buffer): Buffer | null {
    if (this.#prefixBytes === 0 && bytes.length - this.position >= PREFIX_BYTES) {
      const size = this.#checked(bytes.readInt32BE(this.position));
      const start = this.position + PREFIX_BYTES;
      if (bytes.length - start >= size) {
        this.position = start + size;
        return bytes.subarray(start, start + size);
      }
    }
    return this.#assemble(bytes);
  }

  /** The frame that `next` handed out has been handled. */
  release(): void {
    if (this.#buffer === null) return;
    const { length } = this.#buffer;
    this.#options.pool.release(this.#buffer);
    this.#buffer = null;
    this.#filled = 0;
    this.#options.memory.giveBack(length);
  }

  #assemble(bytes: Buffer): Buffer | null {
    if (!this.#readPrefix(bytes)) return null;
    const count = Math.min(this.#size - this.#filled, bytes.length - this.position);
    const buffer = this.#roomFor(count);
    bytes.copy(buffer, this.#filled, this.position, this.position + count);
    this.position += count;
    this.#filled += count;
    if (this.#filled < this.#size) return null;
    this.#prefixBytes = 0;
    return buffer.subarray(0, this.#size);
  }

  /** Reads what is missing of the prefix; true once it is whole. */
  #readPrefix(bytes: Buffer): boolean {
    if (this.#prefixBytes === PREFIX_BYTES) return true;
    while (this.#prefixBytes < PREFIX_BYTES) {
      if (this.position === bytes.length) return false;
      this.#prefix = (this.#prefix << 8) | (bytes[this.position] as number);
      this.position += 1;
      this.#prefixBytes += 1;
    }
    this.#size = this.#checked(this.#prefix);
    this.#prefix = 0;
    return true;
  }

  #checked(size: number): number {
    const foreign = this.#isFirst ? describeForeignBytes(size) : null;
    if (foreign !== null) throw new InvalidFrameError(foreign);
    const limit = this.#options.maxFrameBytes();
    if (size <= 0) throw new InvalidFrameError(`a frame with the impossible size ${size}`);
    if (size > limit) {
      throw new InvalidFrameError(
        describeForeignBytes(size) ??
          `a frame of ${size} bytes, more than socket.request.max.bytes (${limit})`,
      );
    }
    this.#isFirst = false;
    return size;
  }

  /** The frame's buffer, with room for `count` more bytes. */
  #roomFor(count: number): Buffer {
    const needed = this.#filled + count;
    const present = this.#buffer;
    if (present && present.length >= needed) return present;
    const length = Math.min(this.#size, Math.max(SMALLEST_BUFFER, needed * GROWTH));
    assert(length >= needed, 'a frame outgrows its own size');
    const grown = this.#options.pool.allocate(length);
    this.#options.memory.take(length - this.heldBytes);
    if (present) {
      present.copy(grown, 0, 0, this.#filled);
      this.#options.pool.release(present);
    }
    this.#buffer = grown;
    return grown;
  }
}
