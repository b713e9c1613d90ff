// A file read from front to back through one buffer: what a check of 50 GB needs in memory is a window, not
// the file. The file may shrink or grow meanwhile; what is not there is left out of what is given.

import type { File } from '../../platform/file-system.ts';

const WINDOW_BYTES = 1024 * 1024;

export class ByteWindow {
  readonly #file: File;
  #bytes: Buffer;
  #start = 0;
  #size = 0;

  /** `size`: bytes of the file, where that is known to be less than a window. */
  constructor(file: File, size = WINDOW_BYTES) {
    this.#file = file;
    this.#bytes = Buffer.allocUnsafe(Math.max(1, Math.min(size, WINDOW_BYTES)));
  }

  /**
   * The bytes from `position` on: `length` of them, fewer at the end of the file. A view that is good until
   * the next call.
   */
  at(position: number, length: number): Buffer {
    const isInside = position >= this.#start && position + length <= this.#start + this.#size;
    if (!isInside) this.#load(position, length);
    const from = position - this.#start;
    return this.#bytes.subarray(from, Math.min(from + length, this.#size));
  }

  #load(position: number, length: number): void {
    if (length > this.#bytes.length) this.#bytes = Buffer.allocUnsafe(length);
    this.#start = position;
    this.#size = this.#file.readSync(this.#bytes, 0, this.#bytes.length, position);
  }
}

/** Entries of a fixed size one after the other; what is left over at the end is not given. */
export function* entriesOf(
  file: File,
  { entrySize, from = 0 }: { readonly entrySize: number; readonly from?: number },
): Generator<{ readonly bytes: Buffer; readonly position: number }> {
  const size = file.size();
  const window = new ByteWindow(file, size);
  for (let position = from; position + entrySize <= size; position += entrySize) {
    const bytes = window.at(position, entrySize);
    if (bytes.length < entrySize) return;
    yield { bytes, position };
  }
}
