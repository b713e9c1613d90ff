// The entries of an offset or time index: fixed-size entries in ascending order, whole in memory and
// written to their file in groups. An index can always be made again from its segment, so nothing waits
// for it: entries that are not in the file yet are lost by a crash and made again by recovery.

import { assert } from '../base/assert.ts';
import type { LogFile } from './open-files.ts';

const FIRST_CAPACITY = 32;
/** Entries that gather before they are written. */
const WRITE_GROUP = 512;

export class IndexEntries {
  readonly entrySize: number;
  readonly file: LogFile;
  #bytes: Buffer;
  #count = 0;
  /** Entries that the file holds. */
  #written = 0;
  /** Whether the file may hold more than `#written` says. */
  #hasStaleTail = false;

  constructor(file: LogFile, entrySize: number) {
    this.file = file;
    this.entrySize = entrySize;
    this.#bytes = Buffer.alloc(0);
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Reads the file. Returns false when its size is not one of whole entries: it is to be made again. */
  load(): boolean {
    if (!this.file.exists()) return true;
    const file = this.file.use();
    const size = file.size();
    if (size % this.entrySize !== 0) return false;
    const bytes = Buffer.allocUnsafe(size);
    if (file.readSync(bytes, 0, size, 0) !== size) return false;
    this.#bytes = bytes;
    this.#count = size / this.entrySize;
    this.#written = this.#count;
    return true;
  }

  /** Where the next entry is to be written in `bytes`; it counts from then on. */
  append(): number {
    const at = this.#count * this.entrySize;
    if (at + this.entrySize > this.#bytes.length) this.#grow();
    this.#count++;
    return at;
  }

  /** Writes the entries that gathered, once there are enough of them. */
  writeIfMany(): void {
    if (this.#count - this.#written >= WRITE_GROUP) this.write();
  }

  /** Brings the file to what memory holds, and creates it. */
  write(): void {
    const file = this.file.use();
    if (this.#hasStaleTail) {
      file.truncate(this.#written * this.entrySize);
      this.#hasStaleTail = false;
    }
    if (this.#written === this.#count) return;
    const from = this.#written * this.entrySize;
    file.writeSync(this.#bytes.subarray(from, this.#count * this.entrySize), from);
    this.#written = this.#count;
  }

  /** Keeps the first `count` entries. */
  truncate(count: number): void {
    assert(count >= 0 && count <= this.#count, 'an index is truncated to what it has');
    this.#count = count;
    this.#written = Math.min(this.#written, count);
    this.#hasStaleTail = true;
  }

  /**
   * The last entry whose field at `fieldAt` (read by `read`) is at most `target`; -1 when there is none.
   * The field ascends over the entries.
   */
  findLastAtMost(target: number, read: (bytes: Buffer, at: number) => number): number {
    let low = 0;
    let high = this.#count - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      if (read(this.#bytes, middle * this.entrySize) <= target) low = middle + 1;
      else high = middle - 1;
    }
    return high;
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.#count * 2) * this.entrySize;
    const bytes = Buffer.alloc(capacity);
    this.#bytes.copy(bytes, 0, 0, this.#count * this.entrySize);
    this.#bytes = bytes;
  }
}
